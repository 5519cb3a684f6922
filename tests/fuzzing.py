"""How the ways in are fuzzed: what is put together, and a row of the report for each of them."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass

from publishing.paths import BUILD

REPORT = BUILD / "fuzz.md"
HEAD = "| 哪里 | 试了 | 秒 | 发现 |\n|---|---|---|---|\n"

TIMES = int(os.environ.get("FUZZ", "1"))
"""How many times as much as in `make test` the browser is given."""

MARKUP = [
    "<script>window.broken = 1</script>",
    "<img src=x onerror='window.broken = 1' data-fuzz>",
    "<b data-fuzz>x</b>",
    '"><svg onload="window.broken = 1" data-fuzz>',
    "</textarea></script><i data-fuzz>",
    "javascript:window.broken = 1",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "&lt;b data-fuzz&gt;",
    "]]><!--",
]
HIDDEN = (
    "\u202e\u202d\u2066\u2067\u2069\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad\u0000\u0007\u001b[31m\ud83d\ude00\ue000"
)
NAMES = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "length", "__defineGetter__"]
WORDS = [
    "花呗",
    "另一个账户",
    "开通",
    "提示",
    "借呗",
    "扣费",
    "刷脸",
    "系统繁忙",
    "a" * 300,
    "，" * 50,
    "１２３",
    "𠮷𠮷",
]
SIGNS = [":", ",", "+", "%", "%00", "&", "=", "#", "\n", "\\", '"', "'", "`"]

PIECES = [*MARKUP, *HIDDEN, *NAMES, *WORDS, *SIGNS]
"""What nasty inputs are made of."""


@dataclass
class Tried:
    """How many inputs one way in has been given."""

    inputs: int = 0


@contextlib.contextmanager
def trying(target: str) -> Iterator[Tried]:
    """Count what is put into `target`; with ``FUZZ`` set, a row in `REPORT`. What is found ends the block, too."""
    tried, started, found = Tried(), time.monotonic(), "没有"
    try:
        yield tried
    except BaseException as error:
        found = f"{type(error).__name__}: {str(error)[:200]}".replace("\n", " ").replace("|", "\\|")
        raise
    finally:
        if "FUZZ" in os.environ:
            REPORT.parent.mkdir(exist_ok=True)
            head = "" if REPORT.exists() else HEAD
            row = f"| {target} | {tried.inputs} | {time.monotonic() - started:.0f} | {found} |\n"
            with REPORT.open("a", encoding="utf-8", errors="backslashreplace") as report:
                report.write(head + row)

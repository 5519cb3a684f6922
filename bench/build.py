"""`python -m bench.build`: how long a build takes: from nothing, again, one page changed, with ten times the pages.

In a copy of the checkout, so that nothing of ours is touched; what is fetched and compressed once stays in the
cache, as it does for whoever builds a second time. All in one run; figures of two machines cannot be compared.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from steps.paths import ROOT

TIMES = 10
"""How many times the pages, for the question whether a build grows faster than what it builds."""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        _copy(tree)
        first = _row("从头", _build(tree), 0)
        _row("什么都没改，再来一次", _build(tree), first)
        _change(tree / "docs" / "limits.md")
        _row("改了一页，不做离线版", _build(tree, "--without-offline"), first)
        one = _row("什么都没改，不做离线版", _build(tree, "--without-offline"), first)
        pages = _multiply(tree / "docs")
        _row(f"页面多到 {pages} 页，不做离线版", _build(tree, "--without-offline"), one)


def _copy(tree: Path) -> None:
    """The checkout without what a build or a run leaves behind."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in listed.splitlines():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tree / name)
    shutil.copytree(ROOT / ".git", tree / ".git")  # the pages say when they were last changed


def _build(tree: Path, *options: str) -> float:
    started = time.monotonic()
    subprocess.run(
        [sys.executable, "site_build.py", "build", *options], cwd=tree, check=True, stdout=subprocess.DEVNULL
    )
    return time.monotonic() - started


def _change(page: Path) -> None:
    page.write_text(page.read_text(encoding="utf-8") + "\n改了一句。\n", encoding="utf-8")


def _multiply(docs: Path) -> int:
    """Copies of every guide, each text its own; returns how many pages there are now."""
    pages = sorted((docs / "howto").glob("*.md")) + sorted((docs / "reasons").glob("*.md"))
    wanted = TIMES * len(list(docs.rglob("*.md")))
    number = 0
    while len(list(docs.rglob("*.md"))) < wanted:
        number += 1
        for page in pages:
            copy = page.with_name(f"{page.stem}-{number}.md")
            copy.write_text(page.read_text(encoding="utf-8") + f"\n第 {number} 份。\n", encoding="utf-8")
    return len(list(docs.rglob("*.md")))


def _row(name: str, seconds: float, beside: float) -> float:
    ratio = f"{seconds / beside:6.2f}" if beside else ""
    print(f"{name:28}{seconds:8.1f} 秒{ratio}", flush=True)
    return seconds


if __name__ == "__main__":
    main()

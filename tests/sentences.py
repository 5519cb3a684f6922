"""How long the sentences are that people read: ``python -m tests.sentences`` prints the longest ones."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from checker.audit.words import HAN, SENTENCE_END
from publishing.paths import ROOT

DOCS = sorted((ROOT / "docs").rglob("*.md"))
KNOWLEDGE = sorted(
    path for path in (ROOT / "checker" / "knowledge").rglob("*.toml") if path.parent.name != "vocabulary"
)

LONGEST = 45
"""汉字 in a sentence. People read these pages on a phone, worried."""

SHOWN = 25


def prose(path: Path) -> str:
    """A Markdown page without front matter, macros, addresses and attributes."""
    text = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    text = re.sub(r"{{.*?}}", "1", text)
    return re.sub(r"\]\([^)]*\)|{:?[^}]*}", "]", text)


def sentences(text: str) -> Iterator[str]:
    """One after the other, without the marks of Markdown around them."""
    for line in text.splitlines():
        yield from (sentence.strip(" -*#|1234567890.[]") for sentence in SENTENCE_END.split(line))


def of_file(path: Path) -> Iterator[str]:
    """Every sentence of a page, or of the knowledge in a file; titles of sources are not ours."""
    if path.suffix == ".md":
        yield from sentences(prose(path))
    else:
        for text in _texts(tomllib.loads(path.read_text(encoding="utf-8")), foreign=path.name == "sources.toml"):
            yield from sentences(text)


def _texts(value: object, *, foreign: bool) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if not (foreign and key == "title"):
                yield from _texts(item, foreign=foreign)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, foreign=foreign)


def length(sentence: str) -> int:
    """In 汉字."""
    return len(HAN.findall(sentence))


if __name__ == "__main__":
    found = [
        (length(sentence), path.relative_to(ROOT), sentence)
        for path in [*DOCS, *KNOWLEDGE]
        for sentence in of_file(path)
    ]
    found = sorted((entry for entry in found if entry[0]), reverse=True)
    lengths = sorted(entry[0] for entry in found)
    print(f"{len(lengths)} 句；一半不超过 {lengths[len(lengths) // 2]} 字，最长 {lengths[-1]} 字。")
    for number, place, sentence in found[:SHOWN]:
        print(f"{number:>3}  {place}  {sentence}")

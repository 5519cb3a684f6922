"""Text on a terminal: display width, line breaking, and safe output.

A 汉字 takes two columns and allows a line break on either side, but no line begins with closing
punctuation or ends with an opening quotation mark.
"""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

MIN_COLUMNS, MAX_COLUMNS = 20, 80
"""Columns within which text is set, whatever the window: 80 holds about 38 汉字, enough for the eye."""

_CLOSING = frozenset("，。：；？！、”’》〉）】』」…—,.:;?!)]}%")
_OPENING = frozenset("“‘《〈（【『「([{")
_ADDRESS = ("https://", "http://")
_NO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc", "Cs"})
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""What a terminal might obey, or not show; a person's pasted text is never allowed to hold it."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """The output device: its width in columns, and whether it shows bold text."""

    columns: int = MAX_COLUMNS
    styled: bool = False

    def bold(self, line: str) -> str:
        """`line` in bold where the terminal can, else as it is."""
        return f"\x1b[1m{line}\x1b[0m" if self.styled and line else line

    def faint(self, line: str) -> str:
        """`line` less bright where the terminal can, else as it is."""
        return f"\x1b[2m{line}\x1b[0m" if self.styled and line else line


def terminal_of(stream: TextIO) -> Terminal:
    """The terminal that `stream` is: a window's own width, and styles only where a person looks on."""
    columns = min(max(shutil.get_terminal_size().columns, MIN_COLUMNS), MAX_COLUMNS)
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return Terminal(columns, styled=stream.isatty() and not plain)


def width(text: str) -> int:
    """Columns that `text` takes.

    What Unicode calls ambiguous (“ ” … —) counts as wide: Chinese fonts draw it so, and a line that
    comes out short is better than one that the terminal breaks itself.
    """
    return len(text) if text.isascii() else sum(map(_width_of, text))


def _width_of(char: str) -> int:
    if unicodedata.category(char) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def printable(text: str) -> str:
    """`text` on one line, without control characters and invisible characters."""
    if text.isprintable():
        return text
    kept = (" " if char.isspace() else "\ufffd" if unicodedata.category(char) in _HIDDEN else char for char in text)
    return " ".join("".join(kept).split())


def wrap(text: str, columns: int, first: str = "", rest: str | None = None) -> list[str]:
    """`text` as lines of at most `columns`; the first begins with `first`, the others with `rest`.

    Without `rest` the others are indented by the width of `first`. A word that is longer than a line
    is cut; an address is not, as it is there to be opened.
    """
    rest = " " * width(first) if rest is None else rest
    lines: list[str] = []
    line, room = "", max(columns - width(first), 2)
    for gap, piece in _fitting(_pieces(text), max(columns - max(width(first), width(rest)), 2)):
        needed = width(piece) + (width(gap) if line else 0)
        if line and needed > room:
            lines.append(line)
            line, room = piece, max(columns - width(rest), 2) - width(piece)
        else:
            line += gap + piece if line else piece
            room -= needed
    lines.append(line)
    return [((first if position == 0 else rest) + line).rstrip() for position, line in enumerate(lines)]


def _fitting(pieces: Iterator[tuple[str, str]], columns: int) -> Iterator[tuple[str, str]]:
    """`pieces` with those wider than a line cut into ones that fit."""
    for gap, piece in pieces:
        for position, part in enumerate(_cut(piece, columns)):
            yield "" if position else gap, part


def _cut(piece: str, columns: int) -> Iterator[str]:
    if width(piece) <= columns or piece.startswith(_ADDRESS):
        yield piece
        return
    start, taken = 0, 0
    for position, char in enumerate(piece):
        taken += _width_of(char)
        if taken > columns:
            yield piece[start:position]
            start, taken = position, _width_of(char)
    yield piece[start:]


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """(space before, run that stays together): a 汉字 or a Latin word with its punctuation."""
    gap, piece = "", ""
    for char in text:
        if char.isspace():
            if piece:
                yield gap, piece
                gap, piece = "", ""
            gap = " "
        elif piece and not _stays(piece[-1], char):
            yield gap, piece
            gap, piece = "", char
        else:
            piece += char
    if piece:
        yield gap, piece


def _stays(left: str, right: str) -> bool:
    """Whether no line may end between the two characters."""
    if right in _CLOSING or left in _OPENING:
        return True
    return _width_of(left) < 2 and _width_of(right) < 2


def one_line(text: str) -> str:
    """`text` with line breaks and control characters escaped."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)

"""One spelling for what people type in many, without losing where it stood.

Full width, capitals, traditional characters, zero-width and bidi controls, spaces between
characters and known slips of the keyboard all fold to one plain form. Every folded character
remembers its place, so that an answer can quote the person's own words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

HEAD = TAIL = 1500
"""Of a longer paste only the first and the last so many characters are read: what someone wants
to know stands at one of the two ends, and the time stays bounded whatever is pasted."""

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Mn", "Me", "Zs", "Zl", "Zp"})
"""Categories that carry no words: controls, joiners, lone surrogates, stacked marks, spaces."""

_WIDEST = 4
"""A character that NFKC spells out in more than this is a ligature or a symbol, never a word."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]*")
"""What `_pieces` takes as it is, but for `chars`."""

Piece: TypeAlias = tuple[str, int, int]
"""A folded character and the span of the original that it stands for."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in its plain spelling, each character with its span in the original."""

    text: str
    original: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def quote(self, start: int, end: int) -> str:
        """The person's own words behind a stretch of the plain spelling."""
        return self.original[self.starts[start] : self.ends[end - 1]]


@dataclass(frozen=True, slots=True, eq=False)
class Spelling:
    """How to fold: characters one by one, then whole words."""

    chars: Mapping[str, str]
    words: Mapping[str, str]
    pattern: re.Pattern[str] | None
    table: Mapping[int, str]  #: `chars` as `str.translate` takes it


def spelling(chars: Mapping[str, str], words: Mapping[str, str]) -> Spelling:
    """Make the two tables ready for use."""
    plain = {_plain(word, chars): right for word, right in words.items()}
    longest_first = sorted(plain, key=lambda word: (-len(word), word))
    pattern = re.compile("|".join(map(_literal, longest_first))) if plain else None
    return Spelling(chars, plain, pattern, {ord(char): right for char, right in chars.items()})


def fold(text: str, how: Spelling) -> Folded:
    """Fold a text; of a very long one its two ends."""
    pieces = list(_pieces(text, how.chars))
    if how.pattern is not None:
        pieces = _respelled(pieces, how.pattern, how.words)
    return Folded(
        "".join(char for char, _, _ in pieces),
        text,
        tuple(start for _, start, _ in pieces),
        tuple(end for _, _, end in pieces),
    )


def fold_word(word: str, how: Spelling) -> str:
    """``fold(word, how).text`` for thousands of words at once, most of them Chinese: nobody asks for their spans."""
    if not _CHINESE.fullmatch(word):
        return fold(word, how).text
    text = word.translate(how.table)
    return text if how.pattern is None else how.pattern.sub(lambda found: how.words[found.group()], text)


def _plain(text: str, chars: Mapping[str, str]) -> str:
    return "".join(char for char, _, _ in _pieces(text, chars))


def _literal(word: str) -> str:
    """Letters only as a whole word: ``hb`` must not be found in ``hbo``."""
    literal = re.escape(word)
    return f"(?<![a-z]){literal}(?![a-z])" if word.isascii() else literal


def _pieces(text: str, chars: Mapping[str, str]) -> Iterator[Piece]:
    for place in _places(len(text)):
        char = text[place]
        if "\u4e00" <= char <= "\u9fff":
            yield chars.get(char, char), place, place + 1
        elif char == "\n":
            yield "\n", place, place + 1
        else:
            for folded in _folded(char):
                yield chars.get(folded, folded), place, place + 1


def _places(length: int) -> Iterator[int]:
    if length <= HEAD + TAIL:
        yield from range(length)
    else:
        yield from range(HEAD)
        yield from range(length - TAIL, length)


def _folded(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isprintable() and char != " " else ""
    spelt = unicodedata.normalize("NFKC", char).casefold()
    if len(spelt) > _WIDEST:
        return ""
    return "".join(part for part in spelt if unicodedata.category(part) not in _DROPPED)


def _respelled(pieces: list[Piece], pattern: re.Pattern[str], words: Mapping[str, str]) -> list[Piece]:
    """Known slips put right; each right character stands for the whole slip."""
    text = "".join(char for char, _, _ in pieces)
    respelled: list[Piece] = []
    done = 0
    for found in pattern.finditer(text):
        respelled += pieces[done : found.start()]
        start, end = pieces[found.start()][1], pieces[found.end() - 1][2]
        respelled += [(char, start, end) for char in words[found.group()]]
        done = found.end()
    return respelled + pieces[done:]

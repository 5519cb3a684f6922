"""Groups of words that mean the same, found in a folded text: the coarse features of the ranking beside its runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from .fold import Spelling, fold_word
from .quantities import value_of
from .vocabulary import GAP, Counted, Term

REACH = 8
"""Characters that a gap inside a word may span."""

_ENDS = frozenset("\n。!?;")
"""A gap never reaches into the next sentence."""

Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Needle:
    """A term ready to be looked for: words as runs of characters with gaps between them."""

    words: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]
    number: re.Pattern[str] | None
    counted: Counted | None


class Terms:
    """All groups, their words folded as the texts are."""

    def __init__(self, terms: Mapping[str, Term], how: Spelling) -> None:
        self.needles = {term.id: _needle(term, how) for term in terms.values()}

    def find(self, text: str) -> dict[str, Span]:
        """The groups that stand in `text`, each where its longest word first stands."""
        return {name: span for name, needle in self.needles.items() if (span := _find(needle, text)) is not None}


def _needle(term: Term, how: Spelling) -> _Needle:
    """Words are folded like the text, so that they may be written in any spelling."""
    words = {tuple(fold_word(part, how) for part in word.split(GAP)) for word in term.words}
    number = None if term.counted is None else _number(term.counted)
    longest_first = sorted(words, key=lambda word: (-sum(map(len, word)), word))
    return _Needle(tuple(longest_first), tuple(fold_word(word, how) for word in term.unless), number, term.counted)


def _number(counted: Counted) -> re.Pattern[str]:
    """``17岁``, ``十七岁``, and after one of the words before it ``今年17`` alone."""
    digits = r"(\d{1,3}|[零一二两三四五六七八九十]{1,3})"
    found = rf"(?<![\d.]){digits}[多来几]?(?:{'|'.join(map(re.escape, counted.units))})"
    if counted.before:
        words = "|".join(map(re.escape, counted.before))
        found += rf"|(?:{words}){digits}(?![\d年月天个次号点元块期分百千万])"
    return re.compile(found)


def _find(needle: _Needle, text: str) -> Span | None:
    """Where a term first stands in the text, by its longest word."""
    barred: list[Span] | None = None
    for word in needle.words:
        if word[0] not in text:
            continue
        length = sum(map(len, word))
        for span in _word_spans(word, text):
            if barred is None:
                barred = [spot for unless in needle.unless for spot in _word_spans((unless,), text)]
            if not _bars(barred, (span[0], span[0] + len(word[0])), length):
                return span
    return _find_number(needle, text)


def _bars(barred: list[Span], run: Span, length: int) -> bool:
    """A word does not count inside what is no shorter, nor, without a gap, where another begins in it and runs on."""
    first, last = run
    inside = any(start <= first and last <= end and length <= end - start for start, end in barred)
    return inside or (length == last - first and any(first < start < last - 1 and last < end for start, end in barred))


def _word_spans(word: tuple[str, ...], text: str) -> Iterator[Span]:
    start = text.find(word[0])
    while start >= 0:
        end = start + len(word[0])
        for part in word[1:]:
            end = _after_gap(part, text, end)
            if end < 0:
                break
        else:
            yield start, end
        start = text.find(word[0], start + 1)


def _after_gap(part: str, text: str, end: int) -> int:
    """The end of the next run of a word with gaps, or -1."""
    place = text.find(part, end, end + REACH + len(part))
    return place + len(part) if place >= 0 and _ENDS.isdisjoint(text[end:place]) else -1


def _find_number(needle: _Needle, text: str) -> Span | None:
    if needle.number is None or needle.counted is None:
        return None
    for found in needle.number.finditer(text):
        value = value_of(found.group(found.lastindex or 0))
        if value is not None and needle.counted.low <= value <= needle.counted.high:
            return found.span()
    return None

"""Cut a folded message into clauses, and mark each: who it is about, and how it is meant.

The marks are what keeps a fact from being filled in that the writer did not state about their own present: a clause
about somebody else, a question, a supposition, hearsay, the past, another product.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from .fold import Folded

ENDS = frozenset("\n。！？!?;；,，、~…|")
"""Characters that end a clause wherever they stand."""

APART = 2
"""A space ends a clause where at least so many characters stand on both of its sides."""

SPREAD = 2.5
"""Mean length of the pieces between spaces from which on spaces are punctuation; below, they only spread characters."""

OTHER, ASKED, SUPPOSED, HEARD, PAST, ELSEWHERE = "other", "asked", "supposed", "heard", "past", "elsewhere"
MARKS = (OTHER, ASKED, SUPPOSED, HEARD, PAST, ELSEWHERE)
"""Another person · a question · a supposition or a plan · hearsay · the past · another product."""

SELF, PRODUCT, STATED, OWNED, BEHALF = "self", "product", "stated", "owned", "behalf"
"""Lists of words that take a mark away: the writer themself · 花呗 itself · a question about something that is stated.
`OWNED` stand before another person (“我” of “我老公”), and then do not mean the writer. `BEHALF`, anywhere in the
message, make every clause one about somebody else that does not name the writer."""

LISTS = (*MARKS, SELF, PRODUCT, STATED, OWNED, BEHALF)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a folded message."""

    start: int
    end: int
    text: str
    marks: frozenset[str]  #: of `MARKS`


@dataclass(frozen=True, slots=True, eq=False)
class Marker:
    """The words by which clauses are marked, ready for use."""

    patterns: Mapping[str, re.Pattern[str]]
    breaks: re.Pattern[str] | None  #: conjunctions before which a clause begins without punctuation


def marker(words: Mapping[str, tuple[str, ...]], breaks: tuple[str, ...]) -> Marker:
    """One alternation for each list; a list without words never matches."""
    patterns = {name: re.compile(_any(words[name])) for name in LISTS if words.get(name) and name != OWNED}
    if OTHER in patterns and words.get(OWNED):
        patterns[OTHER] = re.compile(f"(?:{_any(words[OWNED])})?(?:{_any(words[OTHER])})")
    return Marker(patterns, re.compile("|".join(map(re.escape, breaks))) if breaks else None)


def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def clauses(folded: Folded, how: Marker) -> list[Clause]:
    """The clauses of a message, in order, without punctuation between them."""
    text = folded.text
    cuts = {place for place, char in enumerate(text) if char in ENDS and not _inside_number(text, place)}
    starts = _after_spaces(folded) | ({found.start() for found in how.breaks.finditer(text)} if how.breaks else set())
    behalf = BEHALF in how.patterns and how.patterns[BEHALF].search(text) is not None
    found: list[Clause] = []
    begin = 0
    for place in range(len(text) + 1):
        if place == len(text) or place in cuts or place in starts:
            asked = place < len(text) and text[place] in "?？"
            if piece := text[begin:place]:
                marks = _marks(piece, how, asked=asked)
                elsewhere = behalf and not (SELF in how.patterns and how.patterns[SELF].search(piece))
                found.append(Clause(begin, place, piece, marks | {OTHER} if elsewhere else marks))
            begin = place + 1 if place in cuts else place
    return found


def _inside_number(text: str, place: int) -> bool:
    return text[place] in ",，" and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()


def _after_spaces(folded: Folded) -> set[int]:
    """Where a new clause begins because somebody wrote a space instead of a comma."""
    gaps = [
        place
        for place in range(1, len(folded.text))
        if folded.starts[place] > folded.ends[place - 1]
        and folded.original[folded.ends[place - 1] : folded.starts[place]].isspace()
    ]
    edges = [0, *gaps, len(folded.text)]
    lengths = [after - before for before, after in pairwise(edges)]
    if not gaps or sum(lengths) / len(lengths) < SPREAD:
        return set()
    return {
        gap
        for gap, before, after in zip(gaps, lengths, lengths[1:], strict=False)
        if min(before, after) >= APART and not _latin(folded.text[gap - 1 : gap + 1])
    }


def _latin(pair: str) -> bool:
    """A space beside letters or digits is the usual one of mixed writing."""
    return any(char.isascii() and char.isalnum() for char in pair)


def _marks(piece: str, how: Marker, *, asked: bool) -> frozenset[str]:
    has = {name for name, pattern in how.patterns.items() if pattern.search(piece)}
    marks = has & set(MARKS)
    if asked and STATED not in has:
        marks.add(ASKED)
    if SELF in has and OTHER in marks and _writer_first(how, piece):
        marks.discard(OTHER)
    if PRODUCT in has:
        marks.discard(ELSEWHERE)
    return frozenset(marks)


def _writer_first(how: Marker, piece: str) -> bool:
    """Whether the writer is named before anybody else."""
    other = how.patterns[OTHER].search(piece)
    before = piece[: other.start()] if other else piece
    return how.patterns[SELF].search(before) is not None

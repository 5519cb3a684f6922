"""Cut a folded message into clauses, and mark each: who it is about, and how it is meant.

The marks are what keeps a fact from being filled in that the writer did not state about their own present: a clause
about somebody else, a question, a supposition, hearsay, the past, another product.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from .fold import Folded

ENDS = frozenset("\n。!?;,、~|⏎")
"""Characters that end a clause wherever they stand, folded: no full-width ones."""

APART = 2
"""A space ends a clause where at least so many characters stand on both of its sides."""

SPREAD = 2.5
"""Mean length of the pieces between spaces from which on spaces are punctuation; below, they only spread characters."""

OTHER, KIN, ASKED, SUPPOSED, HEARD, PAST, ELSEWHERE, DENIED, REPORTED = (
    "other",
    "kin",
    "asked",
    "supposed",
    "heard",
    "past",
    "elsewhere",
    "denied",
    "reported",
)
MARKS = (OTHER, KIN, ASKED, SUPPOSED, HEARD, PAST, ELSEWHERE, DENIED, REPORTED)
"""Another person · one close to the writer, whose own matter it is · a question · a supposition or a plan · hearsay ·
the past · another product · one of a list that is denied as a whole afterwards · a news item or a notice."""

SELF, PRODUCT, STATED, OWNED, BEHALF, ACTING, AIMS, CONTRAST, BESIDE, ASIDE, DENIALS, SPEAKER, LENDERS, OURS = (
    "self",
    "product",
    "stated",
    "owned",
    "behalf",
    "acting",
    "aims",
    "contrast",
    "beside",
    "aside",
    "denials",
    "speaker",
    "lenders",
    "ours",
)
"""Other lists of words.

* `SELF`, `PRODUCT`, `STATED` take a mark away: the writer themself, 花呗 itself, a question about something stated.
* `OWNED` stand before another person (“我” of “我老公”), and then do not mean the writer.
* `BEHALF`, anywhere in the message, make every clause one about somebody else that does not name the writer. So do
  `ACTING` (“帮”), somebody and one of `AIMS` (“问”) in a row, and somebody’s 花呗 without one of `ASIDE` (“说”).
* One of `REPORTED` marks the whole message where it names no writer and asks nothing.
* `CONTRAST`: somebody is mentioned for the contrast only. After `BESIDE` (“借给”) somebody is no subject.
* `DENIALS` (“不是”) turn whatever follows them into its opposite.
* `SPEAKER` or somebody before a colon speak themselves, to the end of the line.
* `LENDERS`: products of others, and `OURS`: the one that this is about (see `is_elsewhere`).
"""

LISTS = (
    *MARKS,
    SELF,
    PRODUCT,
    STATED,
    OWNED,
    BEHALF,
    ACTING,
    AIMS,
    CONTRAST,
    BESIDE,
    ASIDE,
    DENIALS,
    SPEAKER,
    LENDERS,
    OURS,
)

LISTED = 6
"""Characters of a clause that may be an item of a list."""

NEARBY = 6
"""Characters between helping somebody and what for."""

_LINE_END = re.compile("[\n⏎]")

_DOTS = re.compile(r"\.{2,}")
"""An ellipsis, folded: one dot may stand in a number or an address."""

STOPS = "\n。!?"
"""Ends of sentences, folded."""


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
    patterns = {name: re.compile(_any(words[name])) for name in LISTS if words.get(name)}
    owned = f"(?:{_any(words[OWNED])})?" if words.get(OWNED) else ""
    if words.get(KIN):
        kin = f"{owned}(?:{_any(words[KIN])})"
        behind = "".join(f"(?<!{re.escape(word)})" for word in words.get(BESIDE, ()))
        patterns[KIN] = re.compile(behind + kin)
        patterns[OTHER] = re.compile(f"{owned}(?:{_any((*words.get(OTHER, ()), *words[KIN]))})")
        if words.get(SPEAKER):
            speaker = _any((*words[SPEAKER], *words[KIN], *words.get(OTHER, ())))
            patterns[SPEAKER] = re.compile(f"{owned}(?:{speaker})[^:]{{0,2}}:")
        if words.get(ACTING) and words.get(AIMS):
            acting = f"(?:{_any(words[ACTING])}){kin}.{{0,{NEARBY}}}(?:{_any(words[AIMS])})"
            patterns[BEHALF] = re.compile("|".join(filter(None, [_any(words.get(BEHALF, ())), acting])))
    return Marker(patterns, re.compile("|".join(map(re.escape, breaks))) if breaks else None)


def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def clauses(folded: Folded, how: Marker) -> list[Clause]:
    """The clauses of a message, in order, without punctuation between them."""
    text = folded.text
    found = list(_pieces(folded, how))
    if _is_report(how, text, found):
        return [replace(clause, marks=clause.marks | {REPORTED}) for clause in found]
    behalf = _has(how, BEHALF, text) or any(_is_of_somebody(how, clause.text) for clause in found)
    marked: list[Clause] = []
    topic: frozenset[str] = frozenset()
    speaking = 0  # end of the line that somebody else says
    for clause in found:
        marks, topic = _with_topic(how, clause, topic)
        if SPEAKER in how.patterns and how.patterns[SPEAKER].match(clause.text):
            line = _LINE_END.search(text, clause.start)
            speaking = line.start() if line else len(text)
        if clause.start < speaking:
            marks |= {OTHER, KIN}
        if behalf and not _names_writer(how, clause.text):
            marks |= {OTHER, KIN}
        marked.append(replace(clause, marks=marks))
    return _with_denied(text, marked, how)


def is_elsewhere(text: str, how: Marker) -> bool:
    """Whether a message names a product of somebody else, and ours nowhere."""
    return _has(how, LENDERS, text) and not names_ours(text, how)


def names_ours(text: str, how: Marker) -> bool:
    """Whether a message names the product that this is about."""
    return _has(how, OURS, text)


def _pieces(folded: Folded, how: Marker) -> Iterator[Clause]:
    """The clauses, each with the marks that it has by itself."""
    text = folded.text
    cuts = {place for place, char in enumerate(text) if char in ENDS and not _inside_number(text, place)}
    cuts |= {place for found in _DOTS.finditer(text) for place in range(*found.span())}
    starts = _after_spaces(folded) | ({found.start() for found in how.breaks.finditer(text)} if how.breaks else set())
    begin = 0
    for place in sorted({*cuts, *starts, len(text)}):
        if piece := text[begin:place]:
            yield Clause(begin, place, piece, _marks(piece, how, asked=text[place : place + 1] == "?"))
        begin = place + 1 if place in cuts else place


def _has(how: Marker, name: str, text: str) -> bool:
    return name in how.patterns and how.patterns[name].search(text) is not None


def _names_writer(how: Marker, piece: str) -> bool:
    """Whether the writer is named, but as the owner of somebody (“我妈”)."""
    rest = how.patterns[OTHER].sub(" ", piece) if OTHER in how.patterns else piece
    return _has(how, SELF, rest)


def _is_of_somebody(how: Marker, piece: str) -> bool:
    """Whether it is about the 花呗 of somebody close to the writer: “我儿子花呗开不了”, but not “我妈说花呗…”."""
    somebody = how.patterns[KIN].search(piece) if KIN in how.patterns else None
    if somebody is None or _names_writer(how, piece) or _has(how, CONTRAST, piece) or _has(how, ASIDE, piece):
        return False
    return _has(how, PRODUCT, piece[somebody.end() :])


def _is_report(how: Marker, text: str, found: list[Clause]) -> bool:
    """Whether a message is a news item or a notice of the police: it has their words, no writer, and asks nothing."""
    if not _has(how, REPORTED, text) or _has(how, SELF, text) or _has(how, STATED, text):
        return False
    return all(ASKED not in clause.marks for clause in found)


def _with_topic(how: Marker, clause: Clause, topic: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The marks of a clause that goes on about whom the one before it was about, and whom the next may go on about."""
    if _names_writer(how, clause.text):
        return clause.marks, frozenset()
    if KIN in clause.marks:
        return clause.marks, frozenset() if _has(how, CONTRAST, clause.text) else frozenset({OTHER, KIN})
    return clause.marks | topic, topic


def _with_denied(text: str, found: list[Clause], how: Marker) -> list[Clause]:
    """Mark the items of a list that ends in “一样没有”."""
    marked = found[:]
    for at, clause in enumerate(found):
        if not _has(how, DENIED, clause.text):
            continue
        for before in range(at - 1, -1, -1):
            item, after = marked[before], marked[before + 1]
            if len(item.text) > LISTED or any(char in STOPS for char in text[item.end : after.start]):
                break
            marked[before] = replace(item, marks=item.marks | {DENIED})
        marked[at] = replace(clause, marks=clause.marks - {DENIED})
    return marked


def _inside_number(text: str, place: int) -> bool:
    return text[place] == "," and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()


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
    marks = has & set(MARKS) - {REPORTED}  # of the whole message, not of one clause
    if asked and STATED not in has:
        marks.add(ASKED)
    if SELF in has and OTHER in marks and _writer_first(how, piece):
        marks -= {OTHER, KIN}
    if PRODUCT in has:
        marks.discard(ELSEWHERE)
    return frozenset(marks)


def _writer_first(how: Marker, piece: str) -> bool:
    """Whether the writer is named before anybody else."""
    return _has(how, SELF, how.patterns[OTHER].split(piece)[0])

"""What a message plainly says about its writer: answers to questions of the form, each with its clause.

A pattern is a few groups of words that stand in this order, near each other, in one clause. It counts as *said* where
the clause has no mark that takes it away (see `clauses`) and nothing negates it; otherwise it is only *offered*.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .clauses import Clause
from .quantities import Quantity, Units, quantities

REACH = 8
"""Characters that may stand between two groups of a pattern."""

BEFORE = 4
"""Characters before a pattern in which a negation turns it round."""

END = "$"
"""As a word: the end of the clause."""

HINT, NEGATED, UNCONFIRMED = "hint", "negated", "unconfirmed"
"""Why a fact is not said, beside the marks of its clause: it is a hint only; a negation stands before it; it is said in
words so loose that the ranking has to say the same."""

Spot = tuple[int, int, tuple[tuple[int, int], ...]]
"""Where a pattern begins and ends, and the gaps between its groups."""

Pair = tuple[str, str]
"""A question and one of its options."""


@dataclass(frozen=True, slots=True)
class Group:
    """One of these words, or a quantity within these bounds."""

    words: tuple[str, ...] = ()
    unit: str = ""
    low: float = 0
    high: float = 0
    reach: int = REACH  #: characters that may stand before it


@dataclass(frozen=True, slots=True)
class Pattern:
    """Groups in order, words that must stand beside them in the clause, and words that must not."""

    written: str  #: as it stands in the file
    groups: tuple[Group, ...]
    beside: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    anywhere: tuple[tuple[str, ...], ...] = ()  #: words that must stand somewhere in the message


@dataclass(frozen=True, slots=True)
class Fact:
    """What a pattern says: answers, or that there is danger of a kind."""

    id: str
    answers: tuple[Pair, ...]
    alarm: str  #: id of a stop reason, or ""
    patterns: tuple[Pattern, ...]
    without: tuple[str, ...]  #: words that must not stand in the clause, for all patterns
    may: frozenset[str]  #: marks that do not take this fact away
    nowhere: tuple[str, ...] = ()  #: words that must not stand anywhere in the message
    calm: bool = False  #: it says that all is well there: nothing that stands in the way
    hint: bool = False  #: too weak to be filled in: it is weighed and offered only
    loose: bool = False  #: it counts only beside a first reason that rests on it, and is not weighed


@dataclass(frozen=True, slots=True)
class Seen:
    """A fact in a clause."""

    fact: Fact
    pattern: Pattern
    clause: Clause
    start: int
    end: int
    against: tuple[str, ...]  #: why it is not said: marks, `HINT`, `NEGATED`; empty where it is


class Reader:
    """All patterns, each looked for only where the words of its rarest group stand."""

    def __init__(self, facts: Iterable[Fact], negations: tuple[str, ...], denials: tuple[str, ...], how: Units) -> None:
        self.negations = negations
        self.denied = re.compile(f"(?<!是)(?:{'|'.join(map(re.escape, denials))})") if denials else None
        self.units = how
        self.entries = [(fact, pattern) for fact in facts for pattern in fact.patterns]
        groups = [group for _, pattern in self.entries for group in pattern.groups]
        self.words = Counter(word for group in groups for word in group.words)
        self.by_word: dict[str, list[int]] = {}
        self.by_unit: dict[str, list[int]] = {}
        for number, (_, pattern) in enumerate(self.entries):
            self._enter(number, pattern)
        lengths: dict[str, set[int]] = {}
        for word in self.words:
            lengths.setdefault(word[:1], set()).add(len(word))
        self.lengths = {char: tuple(sorted(found, reverse=True)) for char, found in lengths.items()}

    def _enter(self, number: int, pattern: Pattern) -> None:
        """Under the group whose words the fewest patterns share; under its unit where it has no words."""
        worded = [group for group in pattern.groups if group.words]
        rarest = min(worded, key=lambda group: max(self.words[word] for word in group.words), default=None)
        for word in rarest.words if rarest else ():
            self.by_word.setdefault(word, []).append(number)
        if rarest is None:
            self.by_unit.setdefault(pattern.groups[0].unit, []).append(number)

    def read(self, text: str, parts: Iterable[Clause]) -> list[Seen]:
        """Every fact in every clause, said or not, in the order of the text; each fact once a clause."""
        seen: dict[tuple[str, int], Seen] = {}
        for clause in parts:
            places = self._places(clause.text)
            numbers = list(quantities(clause.text, self.units))
            for fact, pattern, at in self._candidates(places, numbers):
                key = (fact.id, clause.start)
                if key in seen and not seen[key].against:
                    continue
                span = _match(pattern, places, numbers, at)
                if span is not None and not _barred(fact, pattern, clause.text, text):
                    against = self._against(fact, clause, span)
                    if key not in seen or not against:
                        start, end = clause.start + span[0], min(clause.start + span[1], clause.end)
                        seen[key] = Seen(fact, pattern, clause, start, end, against)
        return list(seen.values())

    def _places(self, text: str) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for at, char in enumerate(text):
            for length in self.lengths.get(char, ()):
                word = text[at : at + length]
                if word in self.words and len(word) == length:
                    places.setdefault(word, []).append(at)
        if END in self.words:
            places.setdefault(END, []).append(len(text))
        return places

    def _candidates(
        self, places: Mapping[str, list[int]], numbers: list[Quantity]
    ) -> Iterator[tuple[Fact, Pattern, tuple[int, int]]]:
        """Patterns that may stand here, and where they would begin: words in the order of the text, then numbers."""
        order = {word: at for at, word in enumerate(places)}
        possible = {number for word in places for number in self.by_word.get(word, ())}
        possible.update(number for found in numbers for number in self.by_unit.get(found.unit, ()))
        beginnings: list[tuple[int, int, int, int, int]] = []
        for number in possible:
            first = self.entries[number][1].groups[0]
            for word in first.words:
                if word in order:
                    beginnings += [(0, order[word], number, start, start + len(word)) for start in places[word]]
            for at, found in enumerate(numbers if first.unit else ()):
                if found.unit == first.unit and first.low <= found.value <= first.high:
                    beginnings.append((1, at, number, found.start, found.end))
        for _, _, number, start, end in sorted(beginnings):
            yield *self.entries[number], (start, end)

    def _against(self, fact: Fact, clause: Clause, span: Spot) -> tuple[str, ...]:
        against = [*sorted(clause.marks - fact.may), *([HINT] if fact.hint else [])]
        against += [UNCONFIRMED] if fact.loose else []
        if self._denied(clause.text, span) or (NEGATED not in fact.may and self._negated(clause.text, span)):
            against.append(NEGATED)
        return tuple(against)

    def _denied(self, text: str, span: Spot) -> bool:
        """Whether “不是” stands just before: no pattern means its own opposite."""
        return self.denied is not None and self.denied.search(text, max(0, span[0] - BEFORE), span[0]) is not None

    def _negated(self, text: str, span: Spot) -> bool:
        """Whether a negation stands just before, or between the groups; the words of the pattern do not count."""
        stretches = [(max(0, span[0] - BEFORE), span[0]), *span[2]]
        return any(word in text[start:end] for start, end in stretches for word in self.negations)


def _barred(fact: Fact, pattern: Pattern, text: str, message: str) -> bool:
    return (
        any(word in text for word in fact.without)
        or any(word in message for word in fact.nowhere)
        or any(word in text for word in pattern.without)
        or not all(any(word in text for word in group) for group in pattern.beside)
        or not all(any(word in message for word in group) for group in pattern.anywhere)
    )


def _match(
    pattern: Pattern, places: Mapping[str, list[int]], numbers: list[Quantity], at: tuple[int, int]
) -> Spot | None:
    """Where a pattern stands whose first group stands at `at`, or None."""
    start, end = at
    gaps = []
    for group in pattern.groups[1:]:
        following = _next(group, places, numbers, end)
        if following is None:
            return None
        gaps.append((end, following[0]))
        end = following[1]
    return start, end, tuple(gaps)


def _next(group: Group, places: Mapping[str, list[int]], numbers: list[Quantity], end: int) -> tuple[int, int] | None:
    """The nearest hit of a group after `end`."""
    best: tuple[int, int] | None = None
    for word in group.words:
        for start in places.get(word, ()):
            if end <= start <= end + group.reach and (best is None or start < best[0]):
                best = start, start + len(word)
    for number in numbers if group.unit else ():
        if (
            number.unit == group.unit
            and group.low <= number.value <= group.high
            and end <= number.start <= end + group.reach
            and (best is None or number.start < best[0])
        ):
            best = number.start, number.end
    return best

"""Iterate over all entries, conditions and texts of the knowledge, each with its path."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, TypeAlias

from ..conditions import All, Condition, Either, Is, Not
from ..model import ENTRIES, Knowledge
from ..problems import Problem, quote

Check: TypeAlias = Callable[[Knowledge], Iterator[Problem]]
"""Looks at the whole knowledge and yields what it finds."""


DatedCheck: TypeAlias = Callable[[Knowledge, date], Iterator[Problem]]
"""Looks at the whole knowledge as of a day and yields what it finds."""


def entries(knowledge: Knowledge) -> Iterator[tuple[str, Any]]:
    """Every entry with its path, for example ``reason.R01``; retired questions, reasons and remedies come last."""
    for table, (attribute, _) in ENTRIES.items():
        for id_, entry in getattr(knowledge, attribute).items():
            yield f"{table}.{id_}", entry
    yield from knowledge.retired.items()


def problem_at(knowledge: Knowledge, entry: str, place: str, found: object, expected: str) -> Problem:
    """A problem at the field `place` of `entry`; `found` is quoted, `expected` is for whoever wrote the file."""
    path = f"{entry}.{place}" if place else entry
    return Problem(knowledge.origin.get(entry, "labels.toml"), path, quote(found), expected)


@dataclass(frozen=True, slots=True)
class PlacedCondition:
    """A condition with its path."""

    entry: str
    place: str
    condition: Condition
    hard: bool = False


def conditions(knowledge: Knowledge) -> Iterator[PlacedCondition]:
    """Every condition of the knowledge with its path."""
    for id_, question in knowledge.questions.items():
        if question.show_if is not None:
            yield PlacedCondition(f"question.{id_}", "show_if", question.show_if)
    for id_, reason in knowledge.reasons.items():
        for number, level in enumerate(reason.level):
            place = f"level[{number}]." if len(reason.level) > 1 else ""
            yield PlacedCondition(f"reason.{id_}", f"{place}when", level.when, level.kind == "hard")
            if level.unless is not None:
                yield PlacedCondition(f"reason.{id_}", f"{place}unless", level.unless, level.kind == "hard")
    for id_, remedy in knowledge.remedies.items():
        if remedy.when is not None:
            yield PlacedCondition(f"remedy.{id_}", "when", remedy.when)


def _texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text inside an entry, with its place: prose and ids alike, addresses left out."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, f"{place}[{number}]")
    elif is_dataclass(value) and not isinstance(value, Is | Not | All | Either):
        for item in fields(value):
            if item.name != "url":
                yield from _texts(getattr(value, item.name), f"{place}.{item.name}".lstrip("."))


def written_texts(knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """Entry, place and text of everything that is written for people, labels and plain words too."""
    for entry, value in entries(knowledge):
        yield from ((entry, place, text) for place, text in _texts(value))
    for group, words in knowledge.labels.items():
        yield from ((f"label.{group}", id_, word) for id_, word in words.items())
    if knowledge.vocabulary is not None:
        yield from ((f"term.{id_}", "name", term.name) for id_, term in knowledge.vocabulary.terms.items())
        yield from ((f"said.{id_}", "", word) for id_, words in knowledge.vocabulary.said.items() for word in words)

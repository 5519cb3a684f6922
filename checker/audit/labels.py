"""Check that every value of a labelled field has its Chinese name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, get_args, get_origin, get_type_hints

from ..conditions import UNKNOWN
from ..model import ENTRIES, KINDS, Knowledge
from ..problems import Problem
from .walk import Check, problem_at


def _labelled(cls: type) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The fields of an entry that hold one of a fixed set of words, with that set."""
    for name, hint in get_type_hints(cls).items():
        if get_origin(hint) is Literal and name not in ("choice", "unit"):
            yield name, get_args(hint)


def missing_labels(knowledge: Knowledge) -> Iterator[Problem]:
    """Words of fixed sets (kinds, grades, stages …) without a label."""
    wanted = {"kind": set[str](KINDS), "answer": set(UNKNOWN)}
    for _, cls in ENTRIES.values():
        for group, values in _labelled(cls):
            wanted.setdefault(group, set()).update(values)
    for group, value in sorted((group, value) for group, values in wanted.items() for value in values):
        if not knowledge.labels.get(group, {}).get(value):
            yield problem_at(knowledge, f"label.{group}", value, None, "一个中文名字")


def unlabelled_words(knowledge: Knowledge) -> Iterator[Problem]:
    """Topics, flags and wants without a label."""
    for id_, claim in knowledge.claims.items():
        yield from _label_each(knowledge, f"claim.{id_}", "topic", (claim.topic,))
        yield from _label_each(knowledge, f"claim.{id_}", "flags", claim.flags)
    for id_, scam in knowledge.scams.items():
        yield from _label_each(knowledge, f"scam.{id_}", "wants", scam.wants)


def _label_each(knowledge: Knowledge, entry: str, field: str, values: Iterable[str]) -> Iterator[Problem]:
    known = knowledge.labels.get("flag" if field == "flags" else field, {})
    for value in values:
        if value not in known:
            yield problem_at(knowledge, entry, field, value, "这些之一：" + "、".join(known))


CHECKS: tuple[Check, ...] = (
    missing_labels,
    unlabelled_words,
)

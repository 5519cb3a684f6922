"""Findings → Plan: the steps of all remedies in one order that a person can follow."""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import TopologicalSorter

from .conditions import Facts, evaluate
from .diagnose import Diagnosis
from .facts import facts_of
from .model import STAGES, Knowledge, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One remedy in its place."""

    id: str
    stage: Stage
    reasons: tuple[str, ...]  #: the findings that it serves, in their order


def plan(knowledge: Knowledge, diagnosis: Diagnosis) -> tuple[Step, ...]:
    """The steps for `diagnosis`: now, this week, when something has changed.

    Within a stage, steps stand in the order of the findings that they serve, but never before a
    step that they depend on. A remedy with a condition is taken when the answers meet it.
    """
    facts = facts_of(knowledge, diagnosis.answers)
    serves: dict[str, list[str]] = {}
    for finding in diagnosis.findings:
        for remedy in knowledge.reasons[finding.id].remedies:
            if _applies(knowledge, remedy, facts):
                serves.setdefault(remedy, []).append(finding.id)
    steps = [
        Step(id=id_, stage=knowledge.remedies[id_].stage, reasons=tuple(serves[id_]))
        for id_ in _in_order(knowledge, list(serves))
    ]
    return tuple(sorted(steps, key=lambda step: STAGES.index(step.stage)))


def _applies(knowledge: Knowledge, remedy: str, facts: Facts) -> bool:
    when = knowledge.remedies[remedy].when
    return when is None or evaluate(when, facts).truth is True


def _in_order(knowledge: Knowledge, wanted: list[str]) -> list[str]:
    """`wanted` so that every remedy follows those it depends on; else in the given order."""
    sorter = TopologicalSorter[str]()
    for id_ in wanted:
        sorter.add(id_, *(needed for needed in _needed(knowledge, id_, set()) if needed in wanted))
    sorter.prepare()
    ready, ordered = list(sorter.get_ready()), []
    while ready:
        ready.sort(key=wanted.index)
        ordered.append(ready.pop(0))
        sorter.done(ordered[-1])
        ready += sorter.get_ready()
    return ordered


def _needed(knowledge: Knowledge, remedy: str, seen: set[str]) -> set[str]:
    """Everything that `remedy` depends on, directly or through a step that is not taken here."""
    for needed in knowledge.remedies[remedy].after:
        if needed not in seen:
            seen.add(needed)
            _needed(knowledge, needed, seen)
    return seen

"""Order the remedies of all findings into one list of steps."""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import TopologicalSorter

from .conditions import Facts, evaluate
from .diagnosis import Diagnosis
from .model import STAGES, Knowledge, Reason, Remedy, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One remedy of the plan."""

    id: str
    stage: Stage
    reasons: tuple[str, ...]  #: the findings that it serves, in their order


def plan(knowledge: Knowledge, diagnosis: Diagnosis) -> tuple[Step, ...]:
    """The steps for `diagnosis`: now, this week, when something has changed.

    Within a stage, steps stand in the order of the findings that they serve, but never before a
    step that they depend on. A remedy with a condition is taken when the answers meet it.
    """
    serves: dict[str, list[str]] = {}
    for finding in diagnosis.findings:
        for remedy in knowledge.reasons[finding.id].remedies:
            if _truth(knowledge, remedy, diagnosis.facts) is True:
                serves.setdefault(remedy, []).append(finding.id)
    steps = [
        Step(id=id_, stage=knowledge.remedies[id_].stage, reasons=tuple(serves[id_]))
        for id_ in _in_order(knowledge, list(serves))
    ]
    return tuple(sorted(steps, key=lambda step: STAGES.index(step.stage)))


def first_step(knowledge: Knowledge, reason: Reason, facts: Facts) -> Remedy | None:
    """The step of `reason` to begin with, or None where nothing can be done before something has changed.

    What can be done today goes before what takes this week, and what certainly applies before what may apply; a step
    that waits for another one of them is never the first.
    """
    truths = {id_: _truth(knowledge, id_, facts) for id_ in reason.remedies}
    taken = [id_ for id_ in reason.remedies if truths[id_] is not False]
    ready = [
        id_
        for id_ in taken
        if knowledge.remedies[id_].stage != "changed" and _needed(knowledge, id_, set()).isdisjoint(taken)
    ]
    ready.sort(key=lambda id_: (STAGES.index(knowledge.remedies[id_].stage), truths[id_] is None))
    return knowledge.remedies[ready[0]] if ready else None


def steps_now(knowledge: Knowledge, reason: Reason, facts: Facts) -> tuple[Remedy, ...]:
    """All steps of `reason` that certainly apply today, each after those that it waits for."""
    taken = [
        id_
        for id_ in reason.remedies
        if knowledge.remedies[id_].stage == "now" and _truth(knowledge, id_, facts) is True
    ]
    return tuple(knowledge.remedies[id_] for id_ in _in_order(knowledge, taken))


def _truth(knowledge: Knowledge, remedy: str, facts: Facts) -> bool | None:
    when = knowledge.remedies[remedy].when
    return True if when is None else evaluate(when, facts).truth


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

"""Three-valued conditions: true, false or unknown, each with the answers that decided it.

The logic is Kleene's: an answer that is missing, ``unknown`` or ``skip`` makes a condition
*unknown*, never false. ``tests/truth_table.toml`` holds the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

UNKNOWN = frozenset({"unknown", "skip"})
"""Answers which say that the person does not know or will not say; accepted for every question."""


@dataclass(frozen=True, slots=True)
class Is:
    """The answer to `question` is one of `options` (for many-choice: holds one of them)."""

    question: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Not:
    """The inner condition does not hold."""

    inner: Condition


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; written ``all`` in the knowledge."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds; written ``any`` in the knowledge."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = Is | Not | All | Either
Evidence: TypeAlias = Mapping[str, tuple[str, ...]]
"""Question id → the answers to it that decided something."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The truth value of a condition, and the answers that decided it."""

    truth: bool | None  #: None means that it is not known
    because: Evidence  #: what decided it; empty when it is not known
    missing: frozenset[str] = frozenset()  #: the questions that would settle it; empty when it is known


@dataclass(frozen=True, slots=True)
class Facts:
    """Answers, together with the questions that do not arise; what conditions are evaluated on."""

    answers: Mapping[str, tuple[str, ...]]  #: question id → what was answered
    settled: Mapping[str, Evidence]  #: questions that do not arise → the answers that make it so


def evaluate(condition: Condition, facts: Facts) -> Verdict:
    """Evaluate `condition` on `facts`."""
    match condition:
        case Is():
            return _evaluate_is(condition, facts)
        case Not(inner):
            verdict = evaluate(inner, facts)
            truth = None if verdict.truth is None else not verdict.truth
            return Verdict(truth, verdict.because, verdict.missing)
        case All(parts):
            return _combine([evaluate(part, facts) for part in parts], deciding=False)
        case Either(parts):
            return _combine([evaluate(part, facts) for part in parts], deciding=True)


def _evaluate_is(condition: Is, facts: Facts) -> Verdict:
    question = condition.question
    if question in facts.settled:  # a question that does not arise has no such answer
        return Verdict(False, facts.settled[question])
    given = facts.answers.get(question, ())
    hits = tuple(option for option in given if option in condition.options)
    if hits:
        return Verdict(True, {question: hits})
    if not given or not UNKNOWN.isdisjoint(given):
        return Verdict(None, {}, frozenset({question}))
    return Verdict(False, {question: given})


def _combine(verdicts: list[Verdict], *, deciding: bool) -> Verdict:
    """Join parts: one part of truth `deciding` settles the whole (False for all, True for any)."""
    decided = [verdict for verdict in verdicts if verdict.truth is deciding]
    if decided:
        return Verdict(deciding, merge(verdict.because for verdict in decided))
    unknown = [verdict for verdict in verdicts if verdict.truth is None]
    if unknown:
        return Verdict(None, {}, frozenset[str]().union(*(verdict.missing for verdict in unknown)))
    return Verdict(not deciding, merge(verdict.because for verdict in verdicts))


def is_never(condition: Condition) -> bool:
    """Whether no answer can make `condition` true because it says so: ``any = []``."""
    return isinstance(condition, Either) and not condition.parts


def merge(parts: Iterable[Evidence]) -> Evidence:
    """All evidence in one mapping; answers to the same question are joined, in order."""
    merged: dict[str, tuple[str, ...]] = {}
    for part in parts:
        for question, answers in part.items():
            merged[question] = tuple(dict.fromkeys((*merged.get(question, ()), *answers)))
    return merged


def holds(condition: Condition, answers: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether `condition` holds when an unanswered question matches nothing.

    Two-valued, for what to show: a follow-up question stays away until its ground is laid.
    """
    match condition:
        case Is(question, options):
            return any(option in options for option in answers.get(question, ()))
        case Not(inner):
            return not holds(inner, answers)
        case All(parts):
            return all(holds(part, answers) for part in parts)
        case Either(parts):
            return any(holds(part, answers) for part in parts)


def leaves(condition: Condition) -> Iterator[Is]:
    """Every comparison inside `condition`, left to right."""
    match condition:
        case Is():
            yield condition
        case Not(inner):
            yield from leaves(inner)
        case All(parts) | Either(parts):
            for part in parts:
                yield from leaves(part)


def to_data(condition: Condition) -> dict[str, object]:
    """`condition` in the notation of the knowledge files."""
    match condition:
        case Is(question, options):
            return {"question": question, "is": sorted(options)}
        case Not(inner):
            return {"not": to_data(inner)}
        case All(parts):
            return {"all": [to_data(part) for part in parts]}
        case Either(parts):
            return {"any": [to_data(part) for part in parts]}

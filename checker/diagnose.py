"""Answers → Diagnosis: which reasons are found, ruled out or open, and why.

Knows the kinds of reasons and how they go together, but no reason by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .changes import Change, changes_of, unchangeable_of
from .conditions import Evidence, Facts
from .facts import Answers, facts_of, is_visible
from .judge import judge
from .model import KINDS, Kind, Knowledge, Question, Reason

RANK: dict[Kind, int] = {kind: rank for rank, kind in enumerate(KINDS)}
"""Kind → its place in the order in which findings are shown; 0 comes first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A reason that the answers establish."""

    id: str
    kind: Kind
    because: Evidence  #: the answers that decided it, in the order of the form


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """A reason that the answers so far leave open."""

    id: str
    kind: Kind  #: the most serious kind that it may still turn out to be
    missing: tuple[str, ...]  #: the questions that would settle it, in the order of the form


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnosis:
    """What one sheet of answers comes to."""

    facts: Facts  #: the answers, and which questions do not arise
    findings: tuple[Finding, ...]
    ruled_out: tuple[str, ...]
    open: tuple[Open, ...]
    next: str | None  #: the question whose answer helps most, or None
    visible: tuple[str, ...]  #: the questions that the form shows now
    changes: tuple[Change, ...]  #: the smallest sets of changes that clear every known hard reason that can be cleared
    unchangeable: tuple[str, ...]  #: known hard reasons that no change of the person's own clears

    @property
    def answers(self) -> Answers:
        """What was answered, in the order of the form."""
        return self.facts.answers


def diagnose(knowledge: Knowledge, answers: Answers) -> Diagnosis:
    """Work out everything that follows from `answers` (see `answers.parse` for making them).

    >>> import checker
    >>> knowledge = checker.load()
    >>> diagnosis = checker.diagnose(knowledge, {"age": ("under_18",)})
    >>> [finding.id for finding in diagnosis.findings]
    ['R01']
    """
    facts = facts_of(knowledge, answers)
    findings: list[Finding] = []
    open_: list[Open] = []
    ruled_out: list[str] = []
    position = {id_: place for place, id_ in enumerate(knowledge.questions)}
    for reason in knowledge.reasons.values():
        kind, verdict = judge(reason, facts)
        if verdict.truth:
            because = dict(sorted(verdict.because.items(), key=lambda item: position[item[0]]))
            findings.append(Finding(id=reason.id, kind=kind, because=because))
        elif verdict.truth is None:
            missing = tuple(sorted(verdict.missing, key=position.__getitem__))
            open_.append(Open(id=reason.id, kind=kind, missing=missing))
        elif verdict.because:  # without, no answer speaks against it: the form cannot bring it at all
            ruled_out.append(reason.id)
    findings.sort(key=lambda finding: RANK[finding.kind])
    open_.sort(key=lambda item: RANK[item.kind])
    return _settle(knowledge, facts, findings, ruled_out, open_)


def _settle(
    knowledge: Knowledge, facts: Facts, findings: list[Finding], ruled_out: list[str], open_: list[Open]
) -> Diagnosis:
    """Apply what kinds mean for each other: `scope` ends the check, `fallback` yields to `hard`."""
    kinds = {finding.kind for finding in findings}
    if "scope" in kinds:
        findings = [finding for finding in findings if finding.kind in ("stop", "scope")]
        open_ = []
    elif "hard" in kinds:
        ruled_out += [finding.id for finding in findings if finding.kind == "fallback"]
        ruled_out += [item.id for item in open_ if item.kind == "fallback"]
        findings = [finding for finding in findings if finding.kind != "fallback"]
        open_ = [item for item in open_ if item.kind != "fallback"]
    hard = [finding.id for finding in findings if finding.kind == "hard"]
    unchangeable = unchangeable_of(knowledge, facts, hard)
    return Diagnosis(
        facts=facts,
        findings=tuple(findings),
        ruled_out=tuple(id_ for id_ in knowledge.reasons if id_ in ruled_out),
        open=tuple(open_),
        next=next_question(knowledge, facts, open_),
        visible=tuple(question.id for question in knowledge.questions.values() if is_visible(question, facts)),
        changes=changes_of(knowledge, facts, [id_ for id_ in hard if id_ not in unchangeable]),
        unchangeable=unchangeable,
    )


def next_question(knowledge: Knowledge, facts: Facts, open_: list[Open]) -> str | None:
    """The visible, unanswered question that can settle the most serious open reasons.

    More serious kinds count before more reasons; ties go by the order of the form. A question that
    settles nothing alone, but that an open reason waits for, is asked when no other is left.
    """
    best: tuple[tuple[int, ...], str] | None = None
    for question in knowledge.questions.values():
        if question.id in facts.answers or not is_visible(question, facts):
            continue
        waiting = [item for item in open_ if question.id in item.missing]
        if not waiting:
            continue
        if best is not None and _by_kind(waiting) <= best[0]:
            continue  # it could not win if it settled all of them
        score = _by_kind([item for item in waiting if _can_settle(question, knowledge.reasons[item.id], facts)])
        if best is None or score > best[0]:
            best = score, question.id
    return best[1] if best else None


def _by_kind(items: list[Open]) -> tuple[int, ...]:
    """How many there are of each kind, the most serious first."""
    counts = [0] * len(KINDS)
    for item in items:
        counts[RANK[item.kind]] += 1
    return tuple(counts)


def _can_settle(question: Question, reason: Reason, facts: Facts) -> bool:
    return any(judge(reason, supposed)[1].truth is not None for supposed in _supposing(question, facts))


def _supposing(question: Question, facts: Facts) -> Iterator[Facts]:
    """`facts` with each known answer to `question` in turn."""
    for option in question.options:
        yield Facts({**facts.answers, question.id: (option.id,)}, facts.settled)

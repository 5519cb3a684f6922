"""Answers → Diagnosis: which reasons are found, ruled out or open, and why.

Knows the kinds of reasons and how they go together, but no reason by name.
"""

from __future__ import annotations

from dataclasses import dataclass

from .changes import Change, changes_of, unchangeable_of
from .conditions import Facts
from .facts import Answers, facts_of, is_visible
from .findings import RANK, Finding, Open
from .followups import FollowUps, follow_ups
from .judge import judge
from .lead import lead_of
from .model import Knowledge

__all__ = ["Diagnosis", "Finding", "Open", "diagnose"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnosis:
    """The conclusions from one set of answers."""

    facts: Facts  #: the answers, and which questions do not arise
    findings: tuple[Finding, ...]
    ruled_out: tuple[str, ...]
    open: tuple[Open, ...]
    lead: str | None  #: the finding that the outcome is about
    follow_ups: FollowUps  #: what to ask next, and whether enough has been asked
    visible: tuple[str, ...]  #: the questions that the form shows now
    changes: tuple[Change, ...]  #: the smallest sets of changes that clear every known hard reason that can be cleared
    unchangeable: tuple[str, ...]  #: known hard reasons that no change of the person's own clears

    @property
    def answers(self) -> Answers:
        """What was answered, in the order of the form."""
        return self.facts.answers

    @property
    def next(self) -> str | None:
        """The question to ask now; None once enough has been asked."""
        return self.follow_ups.next

    @property
    def enough(self) -> bool:
        """Whether all that the outcome needs has been asked."""
        return self.follow_ups.enough


def diagnose(knowledge: Knowledge, answers: Answers) -> Diagnosis:
    """All conclusions from `answers` (made by `answers.parse`).

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
    """Apply the rules between kinds: `scope` ends the check, `fallback` is ruled out by `hard`."""
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
    lead = lead_of(knowledge, facts.answers, findings)
    return Diagnosis(
        facts=facts,
        findings=tuple(findings),
        ruled_out=tuple(id_ for id_ in knowledge.reasons if id_ in ruled_out),
        open=tuple(open_),
        lead=lead.id if lead else None,
        follow_ups=follow_ups(knowledge, facts, findings, open_, lead),
        visible=tuple(question.id for question in knowledge.questions.values() if is_visible(question, facts)),
        changes=changes_of(knowledge, facts, [id_ for id_ in hard if id_ not in unchangeable]),
        unchangeable=unchangeable,
    )

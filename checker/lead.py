"""Which of the findings leads: the one that the outcome is about.

Findings are shown by kind. What leads is mostly the first of them; but what a person has read on their
screen says more than a state that they do not know, and an answer may name the reason to begin with.
"""

from __future__ import annotations

from collections.abc import Sequence

from .conditions import UNKNOWN
from .facts import Answers
from .findings import RANK, Finding
from .model import Kind, Knowledge

LAST = 2 * max(RANK.values())
"""The place of what leads only where nothing else does."""


def lead_of(knowledge: Knowledge, answers: Answers, findings: Sequence[Finding]) -> Finding | None:
    """The finding that leads; None where nothing is found.

    >>> import checker
    >>> knowledge = checker.load()
    >>> answers = {"status": ("unknown",), "prompt": ("eval",)}
    >>> lead_of(knowledge, answers, checker.diagnose(knowledge, answers).findings).id
    'R28'
    """
    named = _named(knowledge, answers, findings)
    return min(findings, key=lambda finding: (_place(knowledge, finding, named), finding.id != named), default=None)


def place_of(knowledge: Knowledge, answers: Answers, lead: Finding | None) -> float:
    """How serious the kind of another reason must be for it to lead instead: its `RANK` must be below this."""
    return LAST if lead is None else _place(knowledge, lead, _named(knowledge, answers, [lead]))


def _place(knowledge: Knowledge, finding: Finding, named: str | None) -> float:
    """Smaller comes first; of equals the one that an answer names, then the first found."""
    if not knowledge.reasons[finding.id].leads or _is_not_known(finding):
        return LAST
    return _lifted(finding.kind) if finding.id == named else RANK[finding.kind]


def _lifted(kind: Kind) -> float:
    """Where a reason that an answer names stands: before all that is not certain, but "no reason is given" after
    what can be named."""
    if kind == "fallback":
        return RANK["policy"] + 0.5
    return min(RANK[kind], RANK["hard"] + 0.5)


def _is_not_known(finding: Finding) -> bool:
    """Whether only "I do not know" speaks for it: it is a way to look, not a thing that was found."""
    return bool(finding.because) and all(UNKNOWN.issuperset(given) for given in finding.because.values())


def _named(knowledge: Knowledge, answers: Answers, findings: Sequence[Finding]) -> str | None:
    """The one of `findings` that the answer furthest down the form names."""
    found = {finding.id for finding in findings}
    for question in reversed(list(knowledge.questions.values())):
        for option in question.options:
            if option.leads in found and option.id in answers.get(question.id, ()):
                return option.leads
    return None

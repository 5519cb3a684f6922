"""Whether the knowledge fits together: what `parse` cannot see in one entry alone.

A problem stops the build, a warning does not. Each check is a short function that yields what it
finds; each module lists its own, `CHECKS` all of them. Together they look at every entry a fixed
number of times, so ten times the knowledge costs about ten times as much.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from ..model import ENTRIES, KINDS, Knowledge
from ..problems import Problem
from . import dates, grounds, labels, questions, reach, references, remedies, words
from .grounds import OFFICIAL
from .walk import Check
from .words import FORBIDDEN

__all__ = ["CHECKS", "FORBIDDEN", "OFFICIAL", "Audit", "audit", "counts"]

CHECKS: tuple[Check, ...] = (
    *references.CHECKS,
    *labels.CHECKS,
    *questions.CHECKS,
    *reach.CHECKS,
    *grounds.CHECKS,
    *remedies.CHECKS,
    *words.CHECKS,
)
"""Every check that needs no calendar."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What there is to mend, in the order of the files."""

    problems: tuple[Problem, ...]  #: the build stops
    warnings: tuple[Problem, ...]  #: it does not


def audit(knowledge: Knowledge, today: date, *, strict_dates: bool = False) -> Audit:
    """Look `knowledge` over as of `today`; with `strict_dates` an overdue review is a problem, too."""
    problems = [problem for check in CHECKS for problem in check(knowledge)]
    problems += dates.reviews_to_come(knowledge, today)
    warnings = list(dates.overdue(knowledge, today))
    if strict_dates:
        problems, warnings = [*problems, *warnings], []
    return Audit(tuple(sorted(set(problems))), tuple(sorted(warnings)))


def counts(knowledge: Knowledge, today: date) -> dict[str, int | dict[str, int]]:
    """How much there is of everything; numbers that nobody has to write by hand."""
    grades = Counter[str](claim.grade for claim in knowledge.claims.values())
    kinds = Counter[str](reason.kind for reason in knowledge.reasons.values())
    sizes = {attribute: len(getattr(knowledge, attribute)) for attribute, _ in ENTRIES.values()}
    return {
        **sizes,
        "claims": {grade: grades[grade] for grade in "ABCD"},
        "reasons": {kind: kinds[kind] for kind in KINDS if kinds[kind]},
        "overdue": sum(1 for _ in dates.overdue(knowledge, today)),
    }

"""Check the knowledge as a whole: what `parse` cannot see in a single entry.

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
from . import (
    dates,
    followups,
    grounds,
    guides,
    labels,
    lives,
    published,
    questions,
    reach,
    references,
    remedies,
    words,
)
from .dates import due
from .grounds import OFFICIAL
from .published import public_ids
from .references import REFERENCES
from .walk import Check, DatedCheck
from .words import FORBIDDEN

__all__ = [
    "CHECKS",
    "DATED_CHECKS",
    "FORBIDDEN",
    "OFFICIAL",
    "REFERENCES",
    "WARNINGS",
    "Audit",
    "audit",
    "counts",
    "due",
    "public_ids",
]

CHECKS: tuple[Check, ...] = (
    *references.CHECKS,
    *labels.CHECKS,
    *questions.CHECKS,
    *followups.CHECKS,
    *reach.CHECKS,
    *grounds.CHECKS,
    *remedies.CHECKS,
    *words.CHECKS,
    *lives.CHECKS,
    *dates.CHECKS,
    *guides.CHECKS,
    *published.CHECKS,
)
"""Every check that needs no calendar."""

DATED_CHECKS: tuple[DatedCheck, ...] = (*dates.DATED_CHECKS, *lives.DATED_CHECKS)
"""Every check of what is a problem on some days only."""

WARNINGS: tuple[DatedCheck, ...] = (
    dates.heaps,
    lives.ending_soon,
    grounds.still_used,
    *published.WARNINGS,
)
"""What should be seen to, but stops no build."""


@dataclass(frozen=True, slots=True)
class Audit:
    """The result of an audit, sorted by file and path."""

    problems: tuple[Problem, ...]  #: the build stops
    warnings: tuple[Problem, ...]  #: it does not


def audit(knowledge: Knowledge, today: date, *, strict_dates: bool = False) -> Audit:
    """Run every check as of `today`; with `strict_dates` overdue reviews count as a problem."""
    problems = [problem for check in CHECKS for problem in check(knowledge)]
    problems += [problem for dated in DATED_CHECKS for problem in dated(knowledge, today)]
    warnings = [problem for dated in WARNINGS for problem in dated(knowledge, today)]
    (problems if strict_dates else warnings).extend(dates.overdue(knowledge, today))
    return Audit(tuple(sorted(set(problems))), tuple(sorted(warnings)))


def counts(knowledge: Knowledge, today: date) -> dict[str, int | dict[str, int]]:
    """The number of entries of each kind, claims by grade, reasons by kind, and overdue reviews."""
    grades = Counter[str](claim.grade for claim in knowledge.claims.values() if not claim.retired)
    kinds = Counter[str](reason.kind for reason in knowledge.reasons.values())
    sizes = {attribute: len(getattr(knowledge, attribute)) for attribute, _ in ENTRIES.values()}
    return {
        **sizes,
        "claims": {grade: grades[grade] for grade in "ABCD"},
        "reasons": {kind: kinds[kind] for kind in KINDS if kinds[kind]},
        "overdue": sum(1 for _ in dates.due(knowledge, today)),
    }

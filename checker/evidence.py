"""The claims and sources of a reason that are in use, and the grade that follows from them.

Retired claims and sources never count; those with an end do not count after their last day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from .life import has_ended
from .model import Claim, Knowledge, Reason, Source


def claims_in_use(knowledge: Knowledge, ids: Iterable[str]) -> list[Claim]:
    """The claims `ids` that exist and are not retired, in their order."""
    return [knowledge.claims[id_] for id_ in ids if id_ in knowledge.claims and not knowledge.claims[id_].retired]


def sources_in_use(knowledge: Knowledge, ids: Iterable[str]) -> list[Source]:
    """The sources `ids` that exist and are not retired, in their order."""
    return [knowledge.sources[id_] for id_ in ids if id_ in knowledge.sources and not knowledge.sources[id_].retired]


def grade_of(knowledge: Knowledge, reason: Reason, today: date) -> Literal["A", "B", "C", "D"]:
    """A if a source in force is a law; otherwise the best grade among its claims; C without any."""
    sources = sources_in_use(knowledge, reason.sources)
    if any(source.law and not has_ended(source, today) for source in sources):
        return "A"
    claims = claims_in_use(knowledge, reason.claims)
    return min((claim.grade for claim in claims if not has_ended(claim, today)), default="C")

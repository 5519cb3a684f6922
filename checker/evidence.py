"""How well a reason is known: the best of what it rests on; what was taken down bears nothing."""

from __future__ import annotations

from typing import Literal

from .model import Knowledge, Reason


def grade_of(knowledge: Knowledge, reason: Reason) -> Literal["A", "B", "C", "D"]:
    """A where a law or official document says it; else the best grade among its claims; else C."""
    if any(knowledge.sources[id_].law and not knowledge.sources[id_].retired for id_ in reason.sources):
        return "A"
    claims = [knowledge.claims[id_] for id_ in reason.claims]
    return min((claim.grade for claim in claims if not claim.retired), default="C")

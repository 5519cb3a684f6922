"""How well a reason is known: the best of what it rests on."""

from __future__ import annotations

from typing import Literal

from .model import Knowledge, Reason


def grade_of(knowledge: Knowledge, reason: Reason) -> Literal["A", "B", "C", "D"]:
    """A where a law or official document says it; else the best grade among its claims; else C."""
    if any(knowledge.sources[id_].law for id_ in reason.sources):
        return "A"
    return min((knowledge.claims[id_].grade for id_ in reason.claims), default="C")

"""Dates: what was looked at too long ago, or not yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..life import is_overdue
from ..model import Knowledge
from ..problems import Problem
from .walk import entries, wrong


def overdue(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """What was looked at too long ago."""
    for entry, value in entries(knowledge):
        if is_overdue(value, today) and not getattr(value, "retired", ""):
            yield wrong(knowledge, entry, "reviewed", value.reviewed, f"{value.review_days} 天以内的复核日期")


def reviews_to_come(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """Dates of review that have not come yet."""
    for entry, value in entries(knowledge):
        if value.reviewed > today:
            yield wrong(knowledge, entry, "reviewed", value.reviewed, f"不晚于今天（{today}）的日期")

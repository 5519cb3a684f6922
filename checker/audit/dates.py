"""Dates of review: what was looked at too long ago, or not yet, and how the next ones are spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from ..life import days_left
from ..model import Entry, Knowledge
from ..problems import Problem
from .walk import Check, DatedCheck, entries, wrong

MAX_REVIEW_DAYS = 366
"""Days: whatever it is, somebody looks at it once a year."""

MAX_A_WEEK, SHARE_OF_ALL = 40, 6
"""So many entries may fall due in one week, or one in so many of all, whichever is more: one can read that many."""


def due(knowledge: Knowledge, today: date, within: int = -1) -> Iterator[tuple[str, Entry, date]]:
    """What has to be looked at again in at most `within` days, each with its last good day; -1 for what is overdue."""
    for entry, value in entries(knowledge):
        left = days_left(value, today)
        if left <= within and not getattr(value, "retired", ""):
            yield entry, value, today + timedelta(days=left)


def overdue(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """One line about everything that was looked at too long ago, by file; nothing where there is none."""
    files = Counter(knowledge.origin[entry] for entry, _, _ in due(knowledge, today))
    if files:
        told = "、".join(f"{file} {number} 条" for file, number in sorted(files.items()))
        found = f"{files.total()} 条过了复核日期（{told}）"
        yield Problem("knowledge", "reviewed", found, "按期复核过的；逐条看：python -m checker audit --due")


def reviews_to_come(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """Dates of review that have not come yet."""
    for entry, value in entries(knowledge):
        if value.reviewed > today:
            yield wrong(knowledge, entry, "reviewed", value.reviewed, f"不晚于今天（{today}）的日期")


def review_periods(knowledge: Knowledge) -> Iterator[Problem]:
    """Periods between two reviews that are none."""
    for entry, value in entries(knowledge):
        if not 1 <= value.review_days <= MAX_REVIEW_DAYS:
            yield wrong(knowledge, entry, "review_days", value.review_days, f"1 到 {MAX_REVIEW_DAYS} 天")


def heaps(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """Weeks in which more falls due than a person can read with care."""
    days = [day for _, _, day in due(knowledge, today, within=MAX_REVIEW_DAYS)]
    weeks = Counter(day - timedelta(days=day.weekday()) for day in days if day >= today)
    for monday, number in sorted(weeks.items()):
        if number > max(MAX_A_WEEK, len(days) // SHARE_OF_ALL):
            found = f"{monday} 起的一周里有 {number} 条到期，一共 {len(days)} 条"
            yield Problem("knowledge", "review_days", found, "分散开来：给其中几个文件或条目写短一些的 review_days")


CHECKS: tuple[Check, ...] = (review_periods,)
DATED_CHECKS: tuple[DatedCheck, ...] = (reviews_to_come,)

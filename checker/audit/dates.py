"""Check review dates: overdue, in the future, or too many due in the same week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from ..life import days_left
from ..model import Entry, Knowledge
from ..problems import Problem
from .walk import Check, DatedCheck, entries, problem_at

MAX_REVIEW_DAYS = 366
"""The longest review period in days: everything is looked at once a year."""

MAX_A_WEEK, SHARE_OF_ALL = 40, 6
"""So many entries may fall due in one week, or one in so many of all, whichever is more: one can read that many."""


def due(knowledge: Knowledge, today: date, within: int = -1) -> Iterator[tuple[str, Entry, date]]:
    """Entries due for review within so many days, each with the last day of its period; -1: only overdue ones."""
    for entry, value in entries(knowledge):
        left = days_left(value, today)
        if left <= within and not getattr(value, "retired", ""):
            yield entry, value, today + timedelta(days=left)


def overdue(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """One problem for all overdue reviews, with a count for each file; none if nothing is overdue."""
    files = Counter(knowledge.origin[entry] for entry, _, _ in due(knowledge, today))
    if files:
        told = "、".join(f"{file} {number} 条" for file, number in sorted(files.items()))
        found = f"{files.total()} 条过了复核日期（{told}）"
        yield Problem("knowledge", "reviewed", found, "按期复核过的；逐条看：python -m checker audit --due")


def reviews_to_come(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """Review dates in the future."""
    for entry, value in entries(knowledge):
        if value.reviewed > today:
            yield problem_at(knowledge, entry, "reviewed", value.reviewed, f"不晚于今天（{today}）的日期")


def review_periods(knowledge: Knowledge) -> Iterator[Problem]:
    """Review periods outside 1 to `MAX_REVIEW_DAYS` days."""
    for entry, value in entries(knowledge):
        if not 1 <= value.review_days <= MAX_REVIEW_DAYS:
            yield problem_at(knowledge, entry, "review_days", value.review_days, f"1 到 {MAX_REVIEW_DAYS} 天")


def heaps(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """Weeks in which more reviews fall due than `MAX_A_WEEK` and than one in `SHARE_OF_ALL`."""
    days = [day for _, _, day in due(knowledge, today, within=MAX_REVIEW_DAYS)]
    weeks = Counter(day - timedelta(days=day.weekday()) for day in days if day >= today)
    for monday, number in sorted(weeks.items()):
        if number > max(MAX_A_WEEK, len(days) // SHARE_OF_ALL):
            found = f"{monday} 起的一周里有 {number} 条到期，一共 {len(days)} 条"
            yield Problem("knowledge", "review_days", found, "分散开来：给其中几个文件或条目写短一些的 review_days")


CHECKS: tuple[Check, ...] = (review_periods,)
DATED_CHECKS: tuple[DatedCheck, ...] = (reviews_to_come,)

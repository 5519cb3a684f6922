"""When an entry holds, and when it has to be looked at again. The day is passed in: nothing here has a clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, TypeAlias

from .model import Dated, Entry, Knowledge, RuleChange

Phase: TypeAlias = Literal["to_come", "since", "ends", "ended", "replaced"]
"""Where an entry stands in its life; the words are `labels["life"]`."""


def has_ended(entry: Dated, today: date) -> bool:
    """Whether `entry` held for the last time before `today`; on the day `until` itself it still holds."""
    return entry.until is not None and entry.until < today


def phases(entry: Dated, today: date) -> Iterator[tuple[Phase, date]]:
    """What there is to say about when `entry` holds, each with its day; nothing where it is not known to begin or end.

    The day of "replaced" is the first on which the entry no longer holds, as a law says that it is repealed.
    """
    if entry.until is not None and has_ended(entry, today):
        yield ("replaced", entry.until + timedelta(days=1)) if entry.replaced_by else ("ended", entry.until)
        return
    if entry.in_force is not None:
        yield ("since" if entry.in_force <= today else "to_come"), entry.in_force
    if entry.until is not None:
        yield "ends", entry.until


def days_left(entry: Entry, today: date) -> int:
    """So many days may pass until `entry` has to be looked at again; below 0 it is overdue."""
    return entry.review_days - (today - entry.reviewed).days


def is_overdue(entry: Entry, today: date) -> bool:
    """Whether `entry` should have been looked at again before `today`."""
    return days_left(entry, today) < 0


def day_of(knowledge: Knowledge, change: RuleChange) -> date | None:
    """The first day after `change`: its rule's first one, or, where the rule ended, its last one.

    None where the rule does not say; the audit refuses that.
    """
    rule = knowledge.sources[change.rule]
    return rule.until if change.ends else rule.in_force

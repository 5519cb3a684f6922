"""When an entry holds, and when it has to be looked at again. The day is passed in: nothing here has a clock."""

from __future__ import annotations

from datetime import date, timedelta

from .model import Dated, Entry, Knowledge, RuleChange


def has_ended(entry: Dated, today: date) -> bool:
    """Whether `entry` held for the last time before `today`; on the day `until` itself it still holds."""
    return entry.until is not None and entry.until < today


def last_good_day(entry: Entry) -> date:
    """The last day on which the review of `entry` counts; from the next day on it is overdue."""
    return entry.reviewed + timedelta(days=entry.review_days)


def is_overdue(entry: Entry, today: date) -> bool:
    """Whether `entry` should have been looked at again before `today`."""
    return last_good_day(entry) < today


def day_of(knowledge: Knowledge, change: RuleChange) -> date | None:
    """The first day after `change`: its rule's first one, or, where the rule ended, its last one.

    None where the rule does not say; the audit refuses that.
    """
    rule = knowledge.sources[change.rule]
    return rule.until if change.ends else rule.in_force

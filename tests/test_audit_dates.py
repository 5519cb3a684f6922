"""Reviews: who is due when, one line about it, and no week with more than a person can read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.audit.dates import MAX_A_WEEK, due, heaps, overdue
from checker.model import ENTRIES, REVIEW_DAYS, Claim, Knowledge
from tests.test_audit import with_patch

DAY = date(2026, 1, 1)
MONDAY = date(2026, 6, 29)


def reviewed_on(tiny: Knowledge, days: list[int]) -> Knowledge:
    """A knowledge of claims alone: one reviewed on each of `days` after `DAY`."""
    base = tiny.claims["S01"]
    claims: dict[str, Claim] = {}
    for number, day in enumerate(days):
        id_ = f"S{number}"
        claims[id_] = replace(base, id=id_, reviewed=DAY + timedelta(day))
    others: Any = {attribute: {} for attribute, cls in ENTRIES.values() if cls is not Claim}
    return replace(tiny, claims=claims, origin={f"claim.{id_}": "a.toml" for id_ in claims}, **others)


def test_due_says_until_when_an_entry_is_good(tiny: Knowledge) -> None:
    knowledge = reviewed_on(tiny, [0, 10, 20])
    last = DAY + timedelta(REVIEW_DAYS)
    assert list(due(knowledge, last)) == []
    [(path, entry, day)] = due(knowledge, last + timedelta(1))
    assert (path, entry.id, day) == ("claim.S0", "S0", last)
    assert [path for path, _, _ in due(knowledge, last, within=10)] == ["claim.S0", "claim.S1"]


@settings(deadline=None)
@given(st.lists(st.integers(0, 400)), st.integers(0, 600), st.integers(-1, 300))
def test_a_wider_look_never_loses_anything(days: list[int], today: int, within: int) -> None:
    knowledge = reviewed_on(with_patch(""), days)
    now = DAY + timedelta(today)
    narrow = [path for path, _, _ in due(knowledge, now, within)]
    wide = [path for path, _, _ in due(knowledge, now, within + 1)]
    assert set(narrow) <= set(wide)
    assert len(wide) == sum(day + REVIEW_DAYS - today <= within + 1 for day in days)


def test_what_was_taken_down_is_not_due() -> None:
    knowledge = with_patch("claim.S04.retired = '没有了'")
    late = DAY + timedelta(REVIEW_DAYS + 1)
    assert "claim.S04" not in [path for path, _, _ in due(knowledge, late)]


def test_one_line_for_all_that_is_overdue(tiny: Knowledge) -> None:
    knowledge = reviewed_on(tiny, [0] * 30)
    assert list(overdue(knowledge, DAY)) == []
    [line] = overdue(knowledge, DAY + timedelta(REVIEW_DAYS + 1))
    assert "a.toml 30 条" in line.found


@pytest.mark.parametrize(("number", "warned"), [(MAX_A_WEEK, False), (MAX_A_WEEK + 1, True)])
def test_a_heap_in_one_week_is_warned_about(tiny: Knowledge, number: int, warned: bool) -> None:
    assert (MONDAY - DAY).days == REVIEW_DAYS - 1
    knowledge = reviewed_on(tiny, [day % 7 - 1 for day in range(number)])
    told = [str(problem) for problem in heaps(knowledge, DAY)]
    assert len(told) == warned
    assert all(f"{MONDAY} 起" in line for line in told)


def test_entries_in_two_weeks_are_two_small_heaps(tiny: Knowledge) -> None:
    knowledge = reviewed_on(tiny, [-1] * MAX_A_WEEK + [6] * MAX_A_WEEK)
    assert list(heaps(knowledge, DAY)) == []


def test_the_more_there_is_the_more_may_fall_due(tiny: Knowledge) -> None:
    spread = [7 * (number % 8) for number in range(8 * 2 * MAX_A_WEEK)]
    assert list(heaps(reviewed_on(tiny, spread), DAY)) == []


def test_the_real_reviews_are_spread(knowledge: Knowledge) -> None:
    newest = max(entry.reviewed for _, entry, _ in due(knowledge, date(2026, 11, 25), within=9999))
    assert [str(problem) for problem in heaps(knowledge, newest)] == []

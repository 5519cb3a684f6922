"""When an entry holds, and when it is to be looked at again: the days on both sides of each border."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.life import day_of, has_ended, is_overdue, last_good_day
from checker.model import Claim, Knowledge, RuleChange, Source

DAY = date(2026, 9, 30)
SOURCE = Source(id="P01", title="规矩", quality="law", confirmed="全文。", reviewed=DAY)
CHANGE = RuleChange(
    id="new",
    title="改了",
    rule="P01",
    what="一",
    means="二",
    not_means="三",
    touches=(),
    certainty="confirmed",
    reviewed=DAY,
)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 1000))
def test_a_review_counts_until_its_last_good_day(reviewed: date, days: int) -> None:
    claim = Claim(id="S1", topic="t", type="fact", grade="A", text="", why="", reviewed=reviewed, review_days=days)
    last = last_good_day(claim)
    assert last - reviewed == timedelta(days)
    assert not is_overdue(claim, last)
    assert is_overdue(claim, last + timedelta(1))


@pytest.mark.parametrize(("today", "ended"), [(-1, False), (0, False), (1, True)])
def test_a_rule_holds_on_its_last_day(today: int, ended: bool) -> None:
    assert has_ended(replace(SOURCE, until=DAY), DAY + timedelta(today)) is ended
    assert not has_ended(SOURCE, DAY + timedelta(today))


def test_the_day_of_a_change_is_its_rules(tiny: Knowledge) -> None:
    rule = replace(SOURCE, in_force=DAY, until=date(2027, 1, 1))
    knowledge = replace(tiny, sources={"P01": rule})
    assert day_of(knowledge, CHANGE) == DAY
    assert day_of(knowledge, replace(CHANGE, ends=True)) == date(2027, 1, 1)

"""When an entry holds, and when it is to be looked at again: the days on both sides of each border."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.life import day_of, days_left, has_ended, is_overdue, phases
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


@given(st.dates(), st.integers(0, 9999), st.dates())
def test_a_review_counts_for_its_days(reviewed: date, days: int, today: date) -> None:
    claim = Claim(id="S1", topic="t", type="fact", grade="A", text="", why="", reviewed=reviewed, review_days=days)
    assert is_overdue(claim, today) == ((today - reviewed).days > days)
    assert days_left(claim, reviewed) == days


@given(st.dates(), st.none() | st.dates(), st.none() | st.dates(max_value=date(9999, 12, 30)))
def test_what_is_said_of_a_life_never_contradicts_itself(today: date, start: date | None, end: date | None) -> None:
    for successor in ("", "P02"):
        entry = replace(SOURCE, in_force=start, until=end, replaced_by=successor)
        said = dict(phases(entry, today))
        assert ("ended" in said or "replaced" in said) == has_ended(entry, today)
        assert not ({"since", "to_come"} <= said.keys())
        if has_ended(entry, today):
            assert len(said) == 1
        else:
            assert bool(said) == (start is not None or end is not None)


@pytest.mark.parametrize(("today", "ended"), [(-1, False), (0, False), (1, True)])
def test_a_rule_holds_on_its_last_day(today: int, ended: bool) -> None:
    assert has_ended(replace(SOURCE, until=DAY), DAY + timedelta(today)) is ended
    assert not has_ended(SOURCE, DAY + timedelta(today))


def test_the_day_of_a_change_is_its_rules(tiny: Knowledge) -> None:
    rule = replace(SOURCE, in_force=DAY, until=date(2027, 1, 1))
    knowledge = replace(tiny, sources={"P01": rule})
    assert day_of(knowledge, CHANGE) == DAY
    assert day_of(knowledge, replace(CHANGE, ends=True)) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("start", "end", "successor", "said"),
    [
        (None, None, "", []),
        (DAY, None, "", [("since", DAY)]),
        (DAY + timedelta(1), None, "", [("to_come", DAY + timedelta(1))]),
        (None, DAY, "", [("ends", DAY)]),
        (None, DAY - timedelta(1), "", [("ended", DAY - timedelta(1))]),
        (date(2020, 1, 1), DAY - timedelta(1), "P02", [("replaced", DAY)]),
    ],
)
def test_what_is_said_on_that_day(start: date, end: date, successor: str, said: object) -> None:
    assert list(phases(replace(SOURCE, in_force=start, until=end, replaced_by=successor), DAY)) == said

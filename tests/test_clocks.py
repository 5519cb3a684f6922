"""Legal periods as calendar files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from checker.clocks import MAX_OCTETS, calendar, last_day
from checker.model import Clock, Knowledge

STAMP = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


CLOCK = Clock(
    id="x",
    title="期限",
    days=20,
    unit="calendar",
    starts="那天",
    basis="第三条",
    certainty="confirmed",
    reviewed=date(2026, 1, 1),
)


@pytest.mark.parametrize(
    ("clock", "named", "end"),
    [
        (CLOCK, date(2026, 2, 20), date(2026, 3, 12)),
        (replace(CLOCK, days=5, unit="year"), date(2026, 3, 1), date(2031, 3, 1)),
        (replace(CLOCK, days=5, unit="year"), date(2024, 2, 29), date(2029, 2, 28)),
        (replace(CLOCK, days=60, backwards=True), date(2026, 12, 31), date(2026, 11, 1)),
    ],
)
def test_a_period_ends_on_its_last_day(clock: Clock, named: date, end: date) -> None:
    assert last_day(clock, named) == end


def test_working_days_are_not_guessed() -> None:
    with pytest.raises(ValueError, match="工作日"):
        last_day(replace(CLOCK, unit="working"), date(2026, 1, 1))


def test_the_file_keeps_to_rfc_5545() -> None:
    title = "征信异议：20 日内答复, 或者; 说明\\理由"
    text = calendar(id_="objection-20d", title=title, note="一行\n" + "很长" * 80, end=date(2026, 3, 12), stamp=STAMP)
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= MAX_OCTETS for line in lines)
    unfolded = text.replace("\r\n ", "")
    assert "SUMMARY:征信异议：20 日内答复\\, 或者\\; 说明\\\\理由\r\n" in unfolded
    assert "DESCRIPTION:一行\\n" + "很长" * 80 + "\r\n" in unfolded
    assert "DTSTAMP:20261122T080000Z\r\n" in unfolded


def test_the_same_period_and_day_have_the_same_uid() -> None:
    one, two = (
        calendar(id_="a", title="t", note="n", end=date(2026, 1, 1), stamp=stamp)
        for stamp in (STAMP, datetime.now(UTC))
    )
    assert [line for line in one.splitlines() if line.startswith("UID")] == [
        line for line in two.splitlines() if line.startswith("UID")
    ]


def test_a_calendar_program_reads_every_legal_period(knowledge: Knowledge) -> None:
    read = pytest.importorskip("icalendar", reason="icalendar is not installed").Calendar.from_ical
    for clock in knowledge.clocks.values():
        end = date(2026, 3, 12)
        note = f"{clock.basis}{clock.note}"
        text = calendar(id_=clock.id, title=clock.title, note=note, end=end, stamp=STAMP)
        [event] = read(text).walk("VEVENT")
        assert (event["SUMMARY"], event["DESCRIPTION"]) == (clock.title, note)
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (end, date(2026, 3, 13))

"""What JavaScript calls: text in, text out, and data instead of tracebacks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest

import checker
from checker import browser, report
from checker.clocks import last_day
from checker.model import Knowledge
from checker.parse import engine_part


@pytest.fixture
def started(knowledge: Knowledge) -> Iterator[Knowledge]:
    data = {"version": knowledge.version, **engine_part(knowledge)}
    assert browser.start(json.dumps(data)) == knowledge.version
    yield knowledge
    browser._knowledge = None


def test_run_before_start_is_the_programs_fault() -> None:
    browser._knowledge = None
    with pytest.raises(RuntimeError):
        browser.run("{}")
    with pytest.raises(RuntimeError):
        browser.calendar('{"id": "x", "start": "2026-01-01"}')


def test_the_same_bytes_as_from_the_library(started: Knowledge) -> None:
    content = '{"version": 1, "answers": {"prompt": "other", "other_account": "lost", "other_state": "open"}}'
    diagnosis = checker.diagnose(started, checker.parse_answers(started, content))
    expected = report.to_json(report.to_data(started, diagnosis, checker.plan(started, diagnosis)))
    assert browser.run(content) == expected


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize("content", ["", "[]", '{"version": 1, "answers": {"\\ud800": 1}}', '{"version": 1}'])
def test_a_broken_file_comes_back_as_problems(content: str) -> None:
    text = browser.run(content)
    text.encode()
    problems = json.loads(text)["problems"]
    assert problems
    for problem in problems:
        assert problem.keys() == {"where", "path", "found", "expected"}


@pytest.mark.parametrize("start", ["2026-02-31", "", "9999-12-31"])
def test_a_day_that_cannot_be_worked_out_is_no_file(started: Knowledge, start: str) -> None:
    forwards = next(clock for clock in started.clocks.values() if clock.unit == "calendar" and not clock.backwards)
    assert period(forwards.id, start) == ""
    assert period("no-such-clock", "2026-03-01") == ""


def test_a_period_is_counted_as_the_knowledge_says(started: Knowledge) -> None:
    for clock in started.clocks.values():
        text = period(clock.id, "2026-03-01")
        assert bool(text) == (clock.unit != "working")
        if text:
            assert f"DTSTART;VALUE=DATE:{last_day(clock, date(2026, 3, 1)):%Y%m%d}" in text


def period(id_: str, start: str) -> str:
    given = {"id": id_, "title": "题", "note": "注", "start": start, "stamp": "2026-01-01T00:00:00+00:00"}
    return browser.calendar(json.dumps(given))

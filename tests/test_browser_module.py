"""What JavaScript calls: text in, text out, and data instead of tracebacks."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

import checker
from checker import browser, report
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
    for problem in json.loads(text)["problems"]:
        assert problem.keys() == {"where", "path", "found", "expected"}

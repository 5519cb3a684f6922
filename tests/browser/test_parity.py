"""The engine in the browser and the engine here say the same, byte for byte."""

from __future__ import annotations

from dataclasses import asdict

import checker
from checker import report
from checker.model import Knowledge
from tests.browser.conftest import Check
from tests.browser.engine import REPLIES, engine_worker, random_sheets

SHEETS = 2000
BATCH = 250  #: between two batches the worker sees to its other messages


def there(check: Check, sheets: list[str]) -> list[str]:
    """What the site's own worker says, on the site's own runtime and byte code."""
    worker = engine_worker(check.open().page)
    assert worker is not None
    batches = [sheets[at : at + BATCH] for at in range(0, len(sheets), BATCH)]
    return [text for batch in batches for text in worker.evaluate(REPLIES, ["run", batch])]


def here(knowledge: Knowledge, sheet: str) -> str:
    """What CPython says."""
    try:
        answers = checker.parse_answers(knowledge, sheet)
    except checker.AnswersError as error:
        return report.to_json({"problems": [asdict(problem) for problem in error.problems]})
    diagnosis = checker.diagnose(knowledge, answers)
    return report.to_json(report.to_data(knowledge, diagnosis, checker.plan(knowledge, diagnosis)))


def test_the_same_bytes_as_on_cpython(check: Check, knowledge: Knowledge) -> None:
    sheets = random_sheets(knowledge, SHEETS)
    said = there(check, sheets)
    different = [
        sheet for sheet, text in zip(sheets, said, strict=True) if text.encode() != here(knowledge, sheet).encode()
    ]
    assert different == []
    assert len(set(said)) > SHEETS / 2  # the sheets do tell the engine apart


BROKEN = [
    "",
    "[",
    "[]",
    "NaN",
    "\ufeff{}",
    '{"version": 2}',
    '{"version": 1, "answers": {"age": "old", "age": "x"}}',
    '{"version": 1, "answers": {"environment": [NaN, {}, "vpn"], "nobody": 1}}',
    "[" * 100_000,
    "[" * 500,
    '{"a":' * 499 + "[",
    "9" * 10_000,
]


def test_the_same_complaints_as_on_cpython(check: Check, knowledge: Knowledge) -> None:
    assert there(check, BROKEN) == [here(knowledge, text) for text in BROKEN]

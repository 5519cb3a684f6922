"""The engine in the browser and the engine here say the same, byte for byte."""

from __future__ import annotations

import json
from dataclasses import asdict

import checker
from checker import report
from checker.message.understanding import to_data
from checker.model import Knowledge
from tests.browser.conftest import Check
from tests.browser.engine import REPLIES, engine_worker, random_sheets
from tests.test_guides import CHATTER, SITUATIONS, rows

SHEETS = 2000
BATCH = 250  #: between two batches the worker sees to its other messages


def there(ready: Check, texts: list[str], call: str = "run") -> list[str]:
    """What the site's own worker says, on the site's own runtime and byte code."""
    worker = engine_worker(ready.page)
    assert worker is not None
    batches = [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)]
    return [text for batch in batches for text in worker.evaluate(REPLIES, [call, batch])]


def here(knowledge: Knowledge, sheet: str) -> str:
    """What CPython says."""
    try:
        answers = checker.parse_answers(knowledge, sheet)
    except checker.AnswersError as error:
        return report.to_json({"problems": [asdict(problem) for problem in error.problems]})
    diagnosis = checker.diagnose(knowledge, answers)
    return report.to_json(report.to_data(knowledge, diagnosis, checker.plan(knowledge, diagnosis)))


def test_the_same_bytes_as_on_cpython(ready: Check, knowledge: Knowledge) -> None:
    sheets = random_sheets(knowledge, SHEETS)
    said = there(ready, sheets)
    different = [
        sheet for sheet, text in zip(sheets, said, strict=True) if text.encode() != here(knowledge, sheet).encode()
    ]
    assert different == []
    assert len(set(said)) > SHEETS / 2  # the sheets do tell the engine apart


def test_messages_are_understood_and_led_on_as_on_cpython(ready: Check, knowledge: Knowledge) -> None:
    asked = [*(text for _, text in rows(SITUATIONS)), *CHATTER, "花呗怎么关闭，额度怎么提" * 200]
    replies = there(ready, asked, "ask")
    assert replies == [report.to_json(to_data(checker.ask(knowledge, text))) for text in asked]
    named = {guide["id"] for reply in replies for guide in json.loads(reply)["guides"]}
    assert len(named) > len(knowledge.guides) / 2


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


def test_the_same_complaints_as_on_cpython(ready: Check, knowledge: Knowledge) -> None:
    assert there(ready, BROKEN) == [here(knowledge, text) for text in BROKEN]

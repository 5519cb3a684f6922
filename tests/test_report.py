"""The shape that DESIGN promises to whoever reads the JSON."""

from __future__ import annotations

import json

from checker.diagnosis import diagnose
from checker.model import Knowledge
from checker.planning import plan
from checker.report import to_data, to_json


def report_on(knowledge: Knowledge, **answers: str) -> dict[str, object]:
    diagnosis = diagnose(knowledge, {question: (answer,) for question, answer in answers.items()})
    return to_data(knowledge, diagnosis, plan(knowledge, diagnosis))


def test_the_whole_report(tiny: Knowledge) -> None:
    report = report_on(tiny, product="bike", status="asked", prompt="other", offers="nobody", age="child", rain="never")
    del report["visible"]
    assert report == {
        "version": 1,
        "knowledge": "tiny",
        "findings": [
            {"id": "R02", "kind": "hard", "because": [{"question": "age", "answers": ["child"]}]},
            {"id": "R03", "kind": "hard", "because": [{"question": "prompt", "answers": ["other"]}]},
        ],
        "told": ["R02", "R03"],
        "halts": False,
        "ruled_out": ["W01", "R01", "R05", "R06", "R28"],
        "open": [{"id": "R04", "missing": ["paper"]}],
        "outcome": {
            "lead": "R02",
            "kind": "hard",
            "steps": ["grow"],
            "because": [{"question": "age", "answers": ["child"]}],
        },
        "next": None,
        "enough": True,
        "more": ["paper"],
        "progress": {"asked": 3, "left": 0},
        "changes": [{"answers": {"prompt": None, "card": "one"}, "settles": ["R03"]}],
        "unchangeable": ["R02"],
        "plan": [
            {"id": "find-card", "stage": "now", "reasons": ["R03"]},
            {"id": "grow", "stage": "changed", "reasons": ["R02"]},
        ],
    }


def test_the_json_reads_back_and_keeps_chinese(tiny: Knowledge) -> None:
    report = report_on(tiny, rain="now")
    assert json.loads(to_json(report)) == report
    assert to_json({"a": "一"}) == '{"a":"一"}'

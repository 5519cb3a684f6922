"""Situations that a lay person can check: ``tests/cases/*.toml``, one table for each.

What the keys mean is said at the top of ``cases/personas.toml``.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import checker
from checker.model import Knowledge

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
CASES: dict[str, dict[str, Any]] = {
    f"{path.stem}.{id_}": case
    for path in FILES
    for id_, case in tomllib.loads(path.read_text(encoding="utf-8")).items()
}
EXPECTATIONS = {
    "first", "found", "not_found", "ruled_out", "open", "nothing", "kinds", "because", "next", "ends",
    "changes", "unchangeable", "plan_has", "plan_starts",
}  # fmt: skip


def diagnosis_of(knowledge: Knowledge, case: dict[str, Any]) -> checker.Diagnosis:
    content = json.dumps({"version": 1, "answers": case["answers"]})
    return checker.diagnose(knowledge, checker.parse_answers(knowledge, content))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_situation(knowledge: Knowledge, case: dict[str, Any]) -> None:
    diagnosis = diagnosis_of(knowledge, case)
    found = {finding.id: finding for finding in diagnosis.findings}
    steps = [step.id for step in checker.plan(knowledge, diagnosis)]
    open_ = {item.id for item in diagnosis.open}
    assert case["name"]
    assert list(found)[:1] == [case.get("first", next(iter(found), None))][: len(found)]
    assert case.get("found", list(found)) == list(found)
    assert found.keys().isdisjoint(case.get("not_found", ()))
    assert set(case.get("ruled_out", ())) <= set(diagnosis.ruled_out)
    assert set(case.get("open", ())) <= open_
    assert case.get("nothing") not in {finding.kind for finding in diagnosis.findings}
    assert {id_: found[id_].kind for id_ in case.get("kinds", ())} == case.get("kinds", {})
    assert {id_: list(found[id_].because) for id_ in case.get("because", ())} == case.get("because", {})
    assert case.get("next", diagnosis.next) == diagnosis.next
    assert not case.get("ends") or (diagnosis.next, open_) == (None, set())
    assert case.get("changes", [dict(c.answers) for c in diagnosis.changes]) == [
        dict(change.answers) for change in diagnosis.changes
    ]
    assert tuple(case.get("unchangeable", diagnosis.unchangeable)) == diagnosis.unchangeable
    assert set(case.get("plan_has", ())) <= set(steps)
    assert steps[: len(case.get("plan_starts", ()))] == case.get("plan_starts", [])


def test_enough_situations_and_no_misspelt_expectation() -> None:
    assert len(CASES) >= 12 + 45
    for id_, case in CASES.items():
        assert case.keys() - EXPECTATIONS == {"name", "answers"}, id_
        assert case.keys() & EXPECTATIONS, id_


def test_every_reason_is_expected_once_and_ruled_out_once(knowledge: Knowledge) -> None:
    """Save those that the form cannot bring, and so cannot rule out."""
    asked = {reason.id for reason in knowledge.reasons.values() if not reason.from_words_only}
    found = {id_ for case in CASES.values() for id_ in (*case.get("found", ()), case.get("first"))}
    ruled_out = {id_ for case in CASES.values() for id_ in case.get("ruled_out", ())}
    assert asked - found == set()
    assert asked - ruled_out == set()


def test_every_level_is_found_once(knowledge: Knowledge) -> None:
    found = {
        (finding.id, finding.kind) for case in CASES.values() for finding in diagnosis_of(knowledge, case).findings
    }
    reasons = [reason for reason in knowledge.reasons.values() if not reason.from_words_only]
    levels = {(reason.id, level.kind) for reason in reasons for level in reason.level}
    assert levels - found == set()

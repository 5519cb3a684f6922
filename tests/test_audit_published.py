"""No id that was public vanishes: taken down and renamed ones are still there, deleted ones stop the build."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.audit import audit, public_ids
from checker.audit.published import unrecorded, vanished
from checker.loading import KNOWLEDGE, PUBLISHED
from checker.model import Knowledge
from tests.test_audit import TODAY, with_patch


def test_every_kind_of_id_is_public() -> None:
    ids = public_ids(with_patch("reason.R06.retired = '没有了'"))
    assert {"reason.R06", "claim.S01", "source.P01", "question.age", "question.age.child", "remedy.dry"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_a_deleted_id_stops_the_build() -> None:
    knowledge = with_patch("")
    lost = replace(knowledge, published=frozenset({*public_ids(knowledge), "reason.R77", "question.age.old"}))
    problems = audit(lost, TODAY).problems
    assert [(problem.where, problem.path) for problem in problems] == [
        (PUBLISHED, "question.age.old"),
        (PUBLISHED, "reason.R77"),
    ]


def test_a_renamed_id_is_still_there(monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge = replace(with_patch(""), published=frozenset({"question.years", "question.years.kid"}))
    assert len(list(vanished(knowledge))) == 2
    monkeypatch.setattr("checker.audit.published.QUESTIONS", {"years": "age"})
    monkeypatch.setattr("checker.audit.published.OPTIONS", {("age", "kid"): "child"})
    assert list(vanished(knowledge)) == []


def test_new_ids_make_one_line_that_says_how_to_record_them() -> None:
    knowledge = replace(with_patch(""), published=frozenset({"reason.R01"}))
    [line] = unrecorded(knowledge, TODAY)
    assert f"{len(public_ids(knowledge)) - 1} 个" in line.found
    assert "--record-ids" in line.expected
    assert list(unrecorded(replace(knowledge, published=frozenset()), TODAY)) == []
    assert list(unrecorded(replace(knowledge, published=frozenset(public_ids(knowledge))), TODAY)) == []


def test_the_list_is_sorted_and_says_how_to_add_to_it(knowledge: Knowledge) -> None:
    lines = (KNOWLEDGE / PUBLISHED).read_text(encoding="utf-8").splitlines()
    ids = [line for line in lines if not line.startswith("#")]
    assert ids == sorted(set(ids))
    assert any("--record-ids" in line for line in lines if line.startswith("#"))
    assert knowledge.published == set(ids)

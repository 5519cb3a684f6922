"""How kinds go together, in the made-up world of ``tiny.toml``."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.diagnosis import Diagnosis, diagnose
from checker.findings import RANK
from checker.model import KINDS, Knowledge


def check(knowledge: Knowledge, **answers: str) -> Diagnosis:
    return diagnose(knowledge, {question: tuple(answer.split()) for question, answer in answers.items()})


def ids(diagnosis: Diagnosis) -> list[str]:
    return [finding.id for finding in diagnosis.findings]


def test_nothing_answered_leaves_everything_open(tiny: Knowledge) -> None:
    diagnosis = check(tiny)
    assert not diagnosis.findings
    assert not diagnosis.ruled_out
    assert {item.id for item in diagnosis.open} == tiny.reasons.keys()


def test_findings_stand_by_kind_then_in_the_order_of_the_files(tiny: Knowledge) -> None:
    diagnosis = check(tiny, paper="expired", age="child", rain="now", prompt="busy", offers="paid")
    assert ids(diagnosis) == ["W01", "R02", "R04", "R05", "R06"]
    ranks = [RANK[finding.kind] for finding in diagnosis.findings]
    assert ranks == sorted(ranks)


def test_open_reasons_stand_by_kind_too(tiny: Knowledge) -> None:
    ranks = [RANK[item.kind] for item in check(tiny, product="bike").open]
    assert ranks == sorted(ranks)


def test_the_kinds_in_the_order_of_the_design() -> None:
    assert " ".join(KINDS) == "stop scope hard strong technical policy weak process outcome fallback"


def test_scope_ends_the_check(tiny: Knowledge) -> None:
    diagnosis = check(tiny, product="boat", age="child")
    assert ids(diagnosis) == ["R01"]
    assert diagnosis.open == ()
    assert (diagnosis.next, diagnosis.changes, diagnosis.unchangeable) == (None, (), ())


def test_stop_stands_beside_scope(tiny: Knowledge) -> None:
    assert ids(check(tiny, product="boat", offers="paid")) == ["W01", "R01"]


def test_stop_ends_the_questions_and_keeps_the_findings(tiny: Knowledge) -> None:
    diagnosis = check(tiny, offers="key", paper="expired")
    assert ids(diagnosis) == ["W01", "R04"]
    assert (diagnosis.next, diagnosis.enough, diagnosis.follow_ups.more) == (None, True, ())


def test_fallback_shows_when_nothing_hard_is_found(tiny: Knowledge) -> None:
    assert ids(check(tiny, status="asked", prompt="none")) == ["R28"]


def test_fallback_yields_to_a_hard_reason_and_counts_as_ruled_out(tiny: Knowledge) -> None:
    diagnosis = check(tiny, status="asked", prompt="none", paper="expired")
    assert ids(diagnosis) == ["R04"]
    assert "R28" in diagnosis.ruled_out


def test_an_open_fallback_yields_as_well(tiny: Knowledge) -> None:
    diagnosis = check(tiny, paper="expired")
    assert "R28" not in {item.id for item in diagnosis.open}
    assert "R28" in diagnosis.ruled_out


def test_fallback_does_not_yield_to_a_strong_reason(tiny: Knowledge) -> None:
    assert ids(check(tiny, status="asked", prompt="none", rain="now")) == ["R05", "R28"]


def test_because_stands_in_the_order_of_the_form(tiny: Knowledge) -> None:
    (finding,) = check(tiny, prompt="none", status="asked").findings
    assert list(finding.because.items()) == [("status", ("asked",)), ("prompt", ("none",))]


def test_ruled_out_stands_in_the_order_of_the_files(tiny: Knowledge) -> None:
    diagnosis = check(tiny, paper="valid", age="grown", offers="nobody")
    assert diagnosis.ruled_out == ("W01", "R02", "R04")


def test_an_open_reason_names_what_would_settle_it(tiny: Knowledge) -> None:
    open_ = {item.id: item.missing for item in check(tiny, status="asked").open}
    assert open_["R03"] == ("prompt", "card")
    assert open_["R28"] == ("prompt",)


def test_what_cannot_arise_is_not_missing(tiny: Knowledge) -> None:
    open_ = {item.id: item.missing for item in check(tiny, status="new").open}
    assert open_["R03"] == ("prompt",)
    assert "R28" not in open_


def test_a_weaker_level_has_its_own_kind(tiny: Knowledge) -> None:
    assert [(finding.id, finding.kind) for finding in check(tiny, rain="past").findings] == [("R05", "weak")]
    assert "R05" in check(tiny, rain="past", age="child").ruled_out


def test_next_never_asks_what_has_been_answered_with_not_knowing(tiny: Knowledge) -> None:
    every = dict.fromkeys(tiny.questions, "unknown")
    assert check(tiny, **every).next is None


@pytest.mark.parametrize("answer", ["unknown", "skip"])
def test_not_knowing_settles_nothing(tiny: Knowledge, answer: str) -> None:
    diagnosis = check(tiny, age=answer)
    assert "R02" in {item.id for item in diagnosis.open}
    assert diagnosis.next != "age"


def test_visible_are_the_questions_that_the_form_shows(tiny: Knowledge) -> None:
    assert check(tiny).visible == tuple(id_ for id_ in tiny.questions if id_ != "card")
    assert check(tiny, status="asked").visible == tuple(tiny.questions)


def test_what_no_answer_brings_is_neither_found_nor_open_nor_ruled_out(made_up: Callable[[str], Knowledge]) -> None:
    knowledge = made_up('[reason.W01]\nremedies = []\nkind = "stop"\nwhen = { any = [] }')
    assert knowledge.reasons["W01"].from_words_only
    diagnosis = diagnose(knowledge, {})
    assert (diagnosis.findings, diagnosis.ruled_out, diagnosis.open) == ((), (), ())

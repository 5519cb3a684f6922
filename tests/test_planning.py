"""Steps in an order that a person can follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.conditions import evaluate
from checker.diagnosis import diagnose
from checker.facts import facts_of
from checker.model import Knowledge
from checker.planning import first_step, plan
from tests.strategies import sheets


def steps(knowledge: Knowledge, **answers: str) -> list[tuple[str, str, tuple[str, ...]]]:
    diagnosis = diagnose(knowledge, {question: (answer,) for question, answer in answers.items()})
    return [(step.id, step.stage, step.reasons) for step in plan(knowledge, diagnosis)]


def ids(knowledge: Knowledge, **answers: str) -> list[str]:
    return [id_ for id_, _, _ in steps(knowledge, **answers)]


def test_nothing_found_nothing_to_do(tiny: Knowledge) -> None:
    assert steps(tiny) == []


def test_a_step_knows_its_stage_and_what_it_serves(tiny: Knowledge) -> None:
    assert steps(tiny, offers="paid") == [("tell", "now", ("W01",))]


def test_stages_come_in_order(tiny: Knowledge) -> None:
    assert ids(tiny, age="child", paper="expired", offers="paid") == ["tell", "renew", "grow"]


def test_a_step_is_taken_only_where_its_condition_is_known_to_hold(tiny: Knowledge) -> None:
    assert ids(tiny, prompt="other") == ["find-card"]
    assert ids(tiny, status="asked", prompt="other", card="two") == ["find-card", "return-card"]
    assert ids(tiny, status="asked", prompt="other", card="one") == ["find-card"]


WORLD = """
[question.a]
options = [{ id = "x" }, { id = "y" }]
[reason.R01]
kind = "hard"
remedies = ["third", "lone", "first"]
when = { question = "a", is = "x" }
[reason.R02]
kind = "weak"
remedies = ["first", "fourth"]
when = { question = "a", is = "x" }
[remedy.first]
stage = "now"
[remedy.second]
stage = "now"
after = ["first"]
when = { question = "a", is = "y" }
[remedy.third]
stage = "now"
after = ["second"]
[remedy.fourth]
stage = "now"
after = ["third"]
[remedy.lone]
stage = "now"
"""


@pytest.fixture
def world(made_up: Callable[[str], Knowledge]) -> Knowledge:
    return made_up(WORLD)


def test_a_dependency_holds_through_a_step_that_is_not_taken(world: Knowledge) -> None:
    order = ids(world, a="x")
    assert order.index("first") < order.index("third") < order.index("fourth")


def test_otherwise_the_order_is_that_of_the_findings(world: Knowledge) -> None:
    assert ids(world, a="x") == ["lone", "first", "third", "fourth"]


def test_a_step_of_two_reasons_stands_once(world: Knowledge) -> None:
    assert ("first", "now", ("R01", "R02")) in steps(world, a="x")


FIRST = """
[question.a]
options = [{ id = "x" }, { id = "y" }]
[reason.R01]
kind = "hard"
remedies = ["later", "week", "after", "maybe", "sure"]
when = { question = "a", is = "x" }
[remedy.later]
stage = "changed"
[remedy.week]
stage = "week"
[remedy.after]
stage = "now"
after = ["maybe"]
[remedy.maybe]
stage = "now"
when = { question = "a", is = "x" }
[remedy.sure]
stage = "now"
"""


@pytest.mark.parametrize(
    ("answer", "without", "first"),
    [
        ("", (), "sure"),
        ("x", (), "maybe"),
        ("y", (), "after"),
        ("", ("sure",), "maybe"),
        ("y", ("sure", "after"), "week"),
        ("y", ("sure", "after", "week"), None),
    ],
)
def test_where_to_begin(made_up: Callable[[str], Knowledge], answer: str, without: tuple[str, ...], first: str) -> None:
    knowledge = made_up(FIRST)
    whole = knowledge.reasons["R01"]
    reason = replace(whole, remedies=tuple(id_ for id_ in whole.remedies if id_ not in without))
    step = first_step(knowledge, reason, facts_of(knowledge, {"a": (answer,)} if answer else {}))
    assert (step and step.id) == first


@pytest.mark.slow
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_first_step_can_be_taken_at_once(knowledge: Knowledge, data: st.DataObject) -> None:
    facts = facts_of(knowledge, data.draw(sheets(knowledge)))
    for reason in knowledge.reasons.values():
        possible = {
            id_
            for id_ in reason.remedies
            if (when := knowledge.remedies[id_].when) is None or evaluate(when, facts).truth is not False
        }
        today = {id_ for id_ in possible if knowledge.remedies[id_].stage == "now"}
        step = first_step(knowledge, reason, facts)
        if step is None:
            assert all(knowledge.remedies[id_].stage == "changed" for id_ in possible)
        else:
            assert step.id in possible
            assert possible.isdisjoint(step.after)
            assert step.stage == "now" or not today

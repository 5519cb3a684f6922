"""Which questions arise, which cannot, and which are shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.facts import facts_of, is_visible
from checker.model import Knowledge

CHAIN = """
[question.a]
options = [{ id = "yes" }, { id = "no" }]
[question.b]
options = [{ id = "yes" }, { id = "no" }]
show_if = { question = "a", is = "yes" }
[question.c]
options = [{ id = "yes" }, { id = "no" }]
show_if = { question = "b", is = "yes" }
"""


@pytest.fixture
def chain(made_up: Callable[[str], Knowledge]) -> Knowledge:
    return made_up(CHAIN)


def settled(chain: Knowledge, **answers: str) -> dict[str, object]:
    return dict(facts_of(chain, {question: (answer,) for question, answer in answers.items()}).settled)


def shown(chain: Knowledge, **answers: str) -> list[str]:
    facts = facts_of(chain, {question: (answer,) for question, answer in answers.items()})
    return [question.id for question in chain.questions.values() if is_visible(question, facts)]


def test_nothing_is_settled_before_the_ground_is_known(chain: Knowledge) -> None:
    assert settled(chain) == {}
    assert settled(chain, a="unknown") == {}


def test_a_question_ruled_out_rules_out_what_follows_it(chain: Knowledge) -> None:
    assert settled(chain, a="no") == {"b": {"a": ("no",)}, "c": {"a": ("no",)}}


def test_an_answer_out_of_place_counts_for_nothing(chain: Knowledge) -> None:
    assert settled(chain, a="no", b="yes") == {"b": {"a": ("no",)}, "c": {"a": ("no",)}}


def test_the_answers_stay_as_they_were_given(chain: Knowledge) -> None:
    answers = {"a": ("no",), "b": ("yes",)}
    assert facts_of(chain, answers).answers == answers


def test_a_follow_up_shows_once_its_ground_is_laid(chain: Knowledge) -> None:
    assert shown(chain) == ["a"]
    assert shown(chain, a="unknown") == ["a"]
    assert shown(chain, a="yes") == ["a", "b"]
    assert shown(chain, a="yes", b="yes") == ["a", "b", "c"]
    assert shown(chain, a="no", b="yes") == ["a"]

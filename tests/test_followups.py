"""What is asked next, and when it ends: in made-up worlds, and on every way through the real form."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import product

import pytest

from checker.diagnosis import diagnose
from checker.facts import Answers
from checker.followups import ENOUGH_UNCALLED, MAX_FOLLOW_UPS
from checker.model import Knowledge, Question

ALL_OF_TWO = """
[question.a]
options = [{ id = "yes" }, { id = "no" }]
[question.b]
options = [{ id = "yes" }]
[question.c]
options = [{ id = "yes" }, { id = "no" }]
[question.d]
options = [{ id = "yes" }]
[reason.R01]
kind = "weak"
remedies = []
when = { all = [{ question = "b", is = "yes" }, { question = "d", is = "yes" }] }
[reason.R02]
kind = "process"
remedies = []
when = { question = "c", is = "yes" }
[reason.R03]
kind = "outcome"
remedies = []
when = { question = "a", is = "yes" }
"""

CALLING = """
[question.start]
begins = true
options = [{ id = "x", then = ["late", "early", "idle"] }, { id = "y" }]
[question.early]
options = [{ id = "yes", then = ["deep"] }, { id = "no" }]
[question.late]
options = [{ id = "yes", then = ["start", "early"] }, { id = "no" }]
[question.deep]
options = [{ id = "yes" }, { id = "no" }]
[question.idle]
options = [{ id = "yes" }, { id = "no" }]
[reason.R01]
kind = "hard"
remedies = []
when = { question = "late", is = "no" }
[reason.R02]
kind = "strong"
remedies = []
when = { any = [ { question = "early", is = "no" }, { question = "deep", is = "no" } ] }
[reason.R03]
kind = "technical"
remedies = []
when = { question = "start", is = "x" }
[reason.R04]
kind = "weak"
remedies = []
when = { question = "idle", is = "no" }
"""


def after(knowledge: Knowledge, **answers: str) -> tuple[str | None, ...]:
    """The question to ask after `answers`, and those that can be had on request."""
    found = diagnose(knowledge, {question: (answer,) for question, answer in answers.items()}).follow_ups
    return (found.next, *found.more)


def test_a_question_that_settles_nothing_alone_comes_last_but_comes(made_up: Callable[[str], Knowledge]) -> None:
    knowledge = made_up(ALL_OF_TWO)
    assert after(knowledge)[0] == "c"
    assert after(knowledge, b="yes")[0] == "d"


def test_nothing_less_serious_than_what_leads_is_asked_unasked(made_up: Callable[[str], Knowledge]) -> None:
    assert after(made_up(ALL_OF_TWO), b="yes", d="yes") == (None, "c", "a")


def test_the_answers_say_what_comes_next_in_their_order_and_what_follows_from_it_right_after(
    made_up: Callable[[str], Knowledge],
) -> None:
    knowledge = made_up(CALLING)
    assert after(knowledge)[0] == "start"
    assert after(knowledge, start="x")[0] == "late"
    assert after(knowledge, start="x", late="yes")[0] == "early"  # and the circle back to the start does no harm
    assert after(knowledge, start="x", late="yes", early="yes")[0] == "deep"


def test_what_cannot_change_what_leads_waits_until_somebody_wants_it(made_up: Callable[[str], Knowledge]) -> None:
    knowledge = made_up(CALLING)
    assert after(knowledge, start="x", late="no") == (None, "early", "deep", "idle")
    assert after(knowledge, start="x", late="yes", early="no") == (None, "idle")


def test_who_began_further_down_hears_what_follows_before_what_was_passed_over(knowledge: Knowledge) -> None:
    assert after(knowledge, prompt="other")[0] == "other_account"
    assert after(knowledge, prompt="other", other_account="no", other_state="old")[0] == "product"
    assert after(knowledge, product="pay", status="sys")[0] == "prompt"
    assert after(knowledge, age="18_to_22")[0] == "student"


def test_an_offer_is_followed_by_what_was_given_and_then_by_nothing(knowledge: Knowledge) -> None:
    for option in knowledge.questions["offers"].options[:-1]:
        for rest in ({}, {"prompt": "cond"}, {"product": "recv"}):
            assert after(knowledge, offers=option.id, **rest) == ("given",)
            assert after(knowledge, offers=option.id, given="money", **rest) == (None,)


def test_everybody_is_asked_about_offers_unless_the_check_is_over(knowledge: Knowledge) -> None:
    for begun in _begun(knowledge):
        if not any(finding.kind == "scope" for finding in diagnose(knowledge, begun).findings):
            asked, _ = _walk(knowledge, begun, random.Random(0))  # noqa: S311 - to be repeated, not to be secret
            assert "offers" in asked


def _choices(question: Question) -> list[str]:
    return list(dict.fromkeys([*(option.id for option in question.options), "unknown"]))


def _begun(knowledge: Knowledge) -> Iterator[Answers]:
    """Every way to answer what everybody begins with."""
    begins = [question for question in knowledge.questions.values() if question.begins]
    for chosen in product(*map(_choices, begins)):
        yield {question.id: (option,) for question, option in zip(begins, chosen, strict=True)}


def _walk(knowledge: Knowledge, begun: Answers, dice: random.Random) -> tuple[list[str], Answers]:
    """Answer what is asked, by lot, until enough has been asked."""
    answers, asked = dict(begun), list[str]()
    while (question := diagnose(knowledge, answers).next) is not None:
        asked.append(question)
        answers[question] = (dice.choice(_choices(knowledge.questions[question])),)
    return asked, answers


@pytest.mark.parametrize("seed", [1, 2])
def test_no_way_through_the_real_form_has_more_than_eight_follow_ups(knowledge: Knowledge, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    counts = []
    for begun in _begun(knowledge):
        asked, answers = _walk(knowledge, begun, dice)
        assert len(asked) <= MAX_FOLLOW_UPS == 8
        assert diagnose(knowledge, answers).enough
        if not any(finding.kind == "scope" for finding in diagnose(knowledge, begun).findings):
            counts.append(len(asked))
    assert 3 <= sorted(counts)[len(counts) // 2] <= 6


def _longest(knowledge: Knowledge, answers: Answers, known: dict[str, int]) -> int:
    """How many questions can still come, over every way to answer them that makes a difference."""
    told = diagnose(knowledge, answers)
    if told.next is None:
        return 0
    key = repr(sorted(answers.items()))
    if key not in known:
        options = _choices(knowledge.questions[told.next])
        known[key] = 1 + max(_longest(knowledge, {**answers, told.next: (option,)}, known) for option in options)
    return known[key]


@pytest.mark.parametrize(
    "begun",
    [
        {"product": ("pay",), "status": ("paynow",), "prompt": ("cond",)},
        {"product": ("pay",), "status": ("never",), "prompt": ("other",)},
        {"product": ("pay",), "status": ("never",), "prompt": ("id",)},
        {"product": ("pay",), "status": ("never",), "prompt": ("busy",)},
    ],
    ids=lambda begun: begun["prompt"][0],
)
def test_the_longest_of_all_ways_from_a_story(knowledge: Knowledge, begun: Answers) -> None:
    assert _longest(knowledge, begun, {}) <= MAX_FOLLOW_UPS


def test_what_is_still_to_come_is_counted_down_to_nothing(knowledge: Knowledge) -> None:
    answers: Answers = {"product": ("pay",), "status": ("never",), "prompt": ("cond",)}
    left = [diagnose(knowledge, answers).follow_ups.left]
    while (question := diagnose(knowledge, answers).next) is not None:
        answers = {**answers, question: (knowledge.questions[question].options[-1].id,)}
        left.append(diagnose(knowledge, answers).follow_ups.left)
    assert left == sorted(left, reverse=True)
    assert left[0] <= MAX_FOLLOW_UPS
    assert left[-1] == 0
    assert diagnose(knowledge, answers).follow_ups.asked >= ENOUGH_UNCALLED

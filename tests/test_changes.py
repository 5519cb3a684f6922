"""The smallest changes, checked against trying everything on the hard part of the answer space."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice, product

import pytest

from checker.changes import NO_LONGER_SEEN, apply
from checker.diagnosis import diagnose
from checker.facts import Answers, facts_of
from checker.judge import judge
from checker.model import Knowledge


def changes(knowledge: Knowledge, **answers: str) -> list[dict[str, str]]:
    diagnosis = diagnose(knowledge, {question: (answer,) for question, answer in answers.items()})
    return [dict(change.answers) for change in diagnosis.changes]


def unchangeable(knowledge: Knowledge, **answers: str) -> tuple[str, ...]:
    return diagnose(knowledge, {question: (answer,) for question, answer in answers.items()}).unchangeable


def test_nothing_hard_needs_no_change(tiny: Knowledge) -> None:
    assert changes(tiny, rain="now") == []


def test_one_reason_one_move(tiny: Knowledge) -> None:
    assert changes(tiny, paper="expired") == [{"paper": "valid"}]


def test_two_reasons_that_share_nothing_are_joined(tiny: Knowledge) -> None:
    assert changes(tiny, paper="expired", prompt="other") == [
        {"prompt": NO_LONGER_SEEN, "card": "one", "paper": "valid"}
    ]


def test_two_ways_out(tiny: Knowledge) -> None:
    both = {"prompt": NO_LONGER_SEEN, "card": "one"}
    assert all(change == both for change in changes(tiny, status="asked", prompt="other", card="two"))


def test_what_cannot_be_changed_is_said_and_left_out(tiny: Knowledge) -> None:
    assert changes(tiny, age="child") == []
    assert unchangeable(tiny, age="child") == ("R02",)
    assert changes(tiny, age="child", paper="expired") == [{"paper": "valid"}]


def test_a_change_names_what_it_settles(tiny: Knowledge) -> None:
    diagnosis = diagnose(tiny, {"prompt": ("other",), "age": ("child",), "paper": ("expired",)})
    assert [change.settles for change in diagnosis.changes] == [("R03", "R04")]


def test_apply_takes_back_replaces_and_keeps() -> None:
    answers = {"a": ("x",), "b": ("y",), "c": ("z", "w")}
    assert apply(answers, {"a": NO_LONGER_SEEN, "b": "n", "d": "m"}) == {"b": ("n",), "c": ("z", "w"), "d": ("m",)}
    assert apply({}, {"a": NO_LONGER_SEEN}) == {}
    assert answers == {"a": ("x",), "b": ("y",), "c": ("z", "w")}


TANGLED = """
[question.a]
options = [{ id = "bad", becomes = { a = "good" } }, { id = "good" }]
[question.b]
options = [{ id = "bad", becomes = { b = "good" } }, { id = "good" }]
[question.c]
options = [{ id = "bad", becomes = { a = "good", b = "good" } }, { id = "good" }]
[question.hidden]
options = [{ id = "bad", becomes = { hidden = "good" } }, { id = "good" }, { id = "stuck", fixed = "改不了" }]
show_if = { question = "a", is = "good" }
[reason.A]
kind = "hard"
remedies = []
when = { question = "a", is = "bad" }
[reason.B]
kind = "hard"
remedies = []
when = { question = "b", is = "bad" }
[reason.H]
kind = "hard"
remedies = []
when = { question = "hidden", is = ["bad", "stuck"] }
"""


@pytest.fixture
def tangled(made_up: Callable[[str], Knowledge]) -> Knowledge:
    return made_up(TANGLED)


def test_one_move_that_clears_two_reasons_beats_two_moves(tangled: Knowledge) -> None:
    assert changes(tangled, a="bad", b="bad") == [{"a": "good", "b": "good"}]
    assert changes(tangled, a="bad", b="bad", c="bad") == [{"a": "good", "b": "good"}]


def test_the_smaller_of_two_single_moves(tangled: Knowledge) -> None:
    assert changes(tangled, a="bad", c="bad") == [{"a": "good"}]


def test_a_reason_that_the_change_brings_back_is_cleared_as_well(tangled: Knowledge) -> None:
    assert changes(tangled, a="bad", hidden="bad") == [{"a": "good", "hidden": "good"}]


def test_unless_nothing_clears_it(tangled: Knowledge) -> None:
    assert changes(tangled, a="bad", hidden="stuck") == [{"a": "good"}]


ALTERNATIVES = """
[question.a]
options = [{ id = "bad", becomes = { a = "good" } }, { id = "good" }]
[question.b]
options = [{ id = "bad", becomes = { b = "good" } }, { id = "good" }]
[question.c]
options = [{ id = "bad", becomes = { c = "good" } }, { id = "good" }]
[reason.R]
kind = "hard"
remedies = []
when = { any = [
  { all = [{ question = "a", is = "bad" }, { question = "b", is = "bad" }] },
  { all = [{ question = "b", is = "bad" }, { question = "c", is = "bad" }] },
] }
[reason.Q]
remedies = []
level = [
  { kind = "hard", when = { question = "c", is = "bad" } },
  { kind = "weak", when = { question = "a", is = ["bad", "good"] } },
]
"""


def test_every_smallest_set_is_given_and_no_larger_one(made_up: Callable[[str], Knowledge]) -> None:
    knowledge = made_up(ALTERNATIVES)
    assert changes(knowledge, a="bad", b="bad") == [{"a": "good"}, {"b": "good"}]
    assert changes(knowledge, a="good", b="bad", c="bad") == [{"c": "good"}]
    assert changes(knowledge, a="bad", b="bad", c="bad") == [
        {"a": "good", "c": "good"},
        {"b": "good", "c": "good"},
    ]


def test_a_weaker_level_need_not_be_cleared(made_up: Callable[[str], Knowledge]) -> None:
    knowledge = made_up(ALTERNATIVES)
    assert changes(knowledge, a="bad", c="bad") == [{"c": "good"}]


CONTRADICTING = """
[question.a]
options = [{ id = "x", becomes = { c = "one" } }, { id = "y" }]
[question.b]
options = [{ id = "x", becomes = { c = "two" } }, { id = "y" }]
[question.c]
options = [{ id = "none" }, { id = "one" }, { id = "two" }]
[reason.R]
kind = "hard"
remedies = []
when = { not = { question = "c", is = "one" } }
[reason.Q]
kind = "hard"
remedies = []
when = { not = { question = "c", is = "two" } }
"""


def test_moves_that_contradict_each_other_are_not_taken_together(made_up: Callable[[str], Knowledge]) -> None:
    assert changes(made_up(CONTRADICTING), a="x", b="x", c="none") == []


FOLLOWING = """
[question.a]
options = [{ id = "bad", becomes = { a = "good" } }, { id = "good" }]
[question.b]
options = [{ id = "yes" }, { id = "no" }]
show_if = { question = "a", is = "bad" }
[question.c]
options = [{ id = "worse" }, { id = "fine" }]
show_if = { question = "b", is = "yes" }
[reason.B]
kind = "hard"
remedies = []
when = { question = "b", is = "yes" }
[reason.C]
kind = "hard"
remedies = []
when = { question = "c", is = "worse" }
"""


def test_a_move_may_clear_a_reason_by_taking_its_question_away(made_up: Callable[[str], Knowledge]) -> None:
    knowledge = made_up(FOLLOWING)
    assert changes(knowledge, a="bad", b="yes") == [{"a": "good"}]
    assert changes(knowledge, a="bad", b="yes", c="worse") == [{"a": "good"}]
    assert unchangeable(knowledge, a="bad", b="yes", c="worse") == ()


def test_reasons_that_share_nothing_are_not_tried_together(made_up: Callable[[str], Knowledge]) -> None:
    """Thirty of them: tried together, the sets of moves would be a thousand million."""
    knowledge = made_up(
        "\n".join(
            f"""
            [question.q{number}]
            options = [{{ id = "bad", becomes = {{ q{number} = "good" }} }}, {{ id = "good" }}]
            [question.f{number}]
            options = [{{ id = "x" }}]
            show_if = {{ question = "q{number}", is = "bad" }}
            [reason.R{number}]
            kind = "hard"
            remedies = []
            when = {{ question = "q{number}", is = "bad" }}
            """
            for number in range(30)
        )
    )
    every = {f"q{number}": "bad" for number in range(30)}
    assert changes(knowledge, **every) == [dict.fromkeys(every, "good")]


HARD_PART = {
    "prompt": ("other", "id", "auth", "cond", None),
    "age": ("under_18", None),
    "id_type": ("id", "none", "hmt", None),
    "id_validity": ("ok", "exp", "renew", None),
    "other_account": ("opened", "no", None),
    "other_state": ("debt", "old", "unknown", None),
    "consent": ("yes", "no", None),
    "restriction": ("no", "limit", "court", None),
}
"""The questions that hard reasons read, with the answers that they tell apart."""

STRIDE = 17
"""Every seventeenth of the 46,080 sheets: spread evenly, and done in seconds."""


@pytest.mark.slow
def test_by_trying_everything_on_the_hard_part(knowledge: Knowledge) -> None:
    reasons = {id_: reason for id_, reason in knowledge.reasons.items() if reason.kind == "hard"}
    small = replace(knowledge, reasons=reasons)
    for chosen in islice(product(*HARD_PART.values()), 0, None, STRIDE):
        answers = {id_: (answer,) for id_, answer in zip(HARD_PART, chosen, strict=True) if answer}
        diagnosis = diagnose(small, answers)
        solutions = [dict(change.answers) for change in diagnosis.changes]
        stays = set(diagnosis.unchangeable)
        assert hard_after(small, answers, {}) >= stays
        tried = all_changes(small, answers)
        enough = [(size, becomes) for size, becomes in tried if hard_after(small, answers, becomes) <= stays]
        assert enough, answers
        fewest = min(size for size, _ in enough)
        if fewest == 0:
            assert solutions == []
            continue
        for becomes in solutions:
            assert (fewest, becomes) in enough
        for size, becomes in enough:
            if size == fewest:
                assert any(solution.items() <= becomes.items() for solution in solutions)


def all_changes(knowledge: Knowledge, answers: Answers) -> list[tuple[int, dict[str, str]]]:
    """Every set of things put right, with their number, whether or not it helps."""
    moves = [
        option.becomes
        for question in knowledge.questions.values()
        for option in question.options
        if option.becomes and (option.id,) == answers.get(question.id)
    ]
    sets = []
    for taken in product([False, True], repeat=len(moves)):
        becomes: dict[str, str] = {}
        for move, take in zip(moves, taken, strict=True):
            becomes |= move if take else {}
        sets.append((sum(taken), becomes))
    return sets


def hard_after(knowledge: Knowledge, answers: Answers, becomes: dict[str, str]) -> set[str]:
    facts = facts_of(knowledge, apply(answers, becomes))
    judged = {id_: judge(reason, facts) for id_, reason in knowledge.reasons.items()}
    return {id_ for id_, (kind, verdict) in judged.items() if verdict.truth and kind == "hard"}

"""What holds for every sheet of answers to the real form."""

from __future__ import annotations

import json
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import checker
from checker import report
from checker.answers import parse, to_data
from checker.changes import apply
from checker.conditions import UNKNOWN, Is, evaluate, leaves
from checker.diagnosis import Diagnosis
from checker.facts import Answers, facts_of, is_visible
from checker.judge import judge
from checker.model import STAGES, Knowledge
from tests.strategies import answer_to, sheets, some_of

pytestmark = pytest.mark.slow

PAYING = [("pay",), ("unsure",), ("unknown",)]
"""Answers to `product` that leave the question about the state of one's 花呗 open."""

UNSEEN = {"status": ("paynow",), "checkout": ("unseen",)}
"""What somebody answers who has 花呗 and does not see it when paying."""

every_sheet = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def whole_report(knowledge: Knowledge, answers: Answers) -> str:
    diagnosis = checker.diagnose(knowledge, answers)
    return report.to_json(report.to_data(knowledge, diagnosis, checker.plan(knowledge, diagnosis)))


def shown(knowledge: Knowledge, answers: Answers) -> Answers:
    """The answers that count: those to questions that the form shows beside them."""
    visible = checker.diagnose(knowledge, answers).visible
    return {id_: chosen for id_, chosen in answers.items() if id_ in visible}


def hard(diagnosis: Diagnosis) -> set[str]:
    return {finding.id for finding in diagnosis.findings if finding.kind == "hard"}


def found_alone(knowledge: Knowledge, answers: Answers) -> set[str]:
    """Reasons whose own condition holds, before kinds yield to each other."""
    facts = facts_of(knowledge, answers)
    return {reason.id for reason in knowledge.reasons.values() if judge(reason, facts)[1].truth}


@every_sheet
@given(st.data())
def test_every_reason_is_found_ruled_out_or_open_and_only_one_of_these(
    knowledge: Knowledge, data: st.DataObject
) -> None:
    diagnosis = checker.diagnose(knowledge, data.draw(sheets(knowledge)))
    sorted_out = [*(item.id for item in diagnosis.findings), *diagnosis.ruled_out, *(o.id for o in diagnosis.open)]
    assert len(sorted_out) == len(set(sorted_out))
    asked = {reason.id for reason in knowledge.reasons.values() if not reason.from_words_only}
    assert set(sorted_out) <= asked  # words of not wanting to live are never asked for, nor said to be ruled out
    if all(finding.kind != "scope" for finding in diagnosis.findings):
        assert set(sorted_out) == asked


@every_sheet
@given(st.data())
def test_the_same_answers_give_the_same_bytes_in_whatever_order(knowledge: Knowledge, data: st.DataObject) -> None:
    answers = data.draw(sheets(knowledge))
    written = json.dumps(to_data(knowledge, answers))
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    rewritten = json.dumps(to_data(knowledge, shuffled))
    first = whole_report(knowledge, parse(knowledge, written))
    assert first == whole_report(knowledge, parse(knowledge, rewritten)) == whole_report(knowledge, answers)


@every_sheet
@given(st.data())
def test_not_knowing_never_makes_a_hard_finding(knowledge: Knowledge, data: st.DataObject) -> None:
    """Of what the form shows: forgetting an answer may show a question again that it hid, with its old answer.

    No `hard` level has an exception, so that no other proviso is needed.
    """
    assert all(
        level.unless is None for reason in knowledge.reasons.values() for level in reason.level if level.kind == "hard"
    )
    answers = shown(knowledge, data.draw(sheets(knowledge)))
    forgotten = data.draw(some_of(list(knowledge.questions)))
    vaguer = {id_: ("unknown",) if id_ in forgotten else chosen for id_, chosen in answers.items()}
    after = checker.diagnose(knowledge, vaguer)
    if all(finding.kind != "scope" for finding in checker.diagnose(knowledge, answers).findings):
        assert hard(after) <= hard(checker.diagnose(knowledge, answers))
    for finding in after.findings:
        if finding.kind == "hard":
            assert UNKNOWN.isdisjoint(id_ for chosen in finding.because.values() for id_ in chosen)


@every_sheet
@given(st.data())
def test_answering_a_question_keeps_every_other_answer(knowledge: Knowledge, data: st.DataObject) -> None:
    answers = data.draw(sheets(knowledge))
    question = data.draw(st.sampled_from(list(knowledge.questions.values())))
    more = {**answers, question.id: data.draw(answer_to(question))}
    kept = checker.diagnose(knowledge, more).answers
    assert kept == more
    assert {id_: kept[id_] for id_ in answers if id_ != question.id} == {
        id_: chosen for id_, chosen in answers.items() if id_ != question.id
    }


@every_sheet
@given(st.data())
def test_answering_an_open_question_removes_no_reason(knowledge: Knowledge, data: st.DataObject) -> None:
    """Save by an exception of its level (`unless`), by `scope`, `fallback` by a hard one, and what it hides."""
    answers = data.draw(sheets(knowledge))
    question = data.draw(st.sampled_from(list(knowledge.questions.values())))
    if question.id in answers:
        return
    more = {**answers, question.id: data.draw(answer_to(question))}
    excepted = {
        reason.id
        for reason in knowledge.reasons.values()
        for level in reason.level
        if level.unless is not None and any(leaf.question == question.id for leaf in leaves(level.unless))
    }
    still_shown = {id_: chosen for id_, chosen in shown(knowledge, more).items() if id_ != question.id}
    assert found_alone(knowledge, still_shown) - excepted <= found_alone(knowledge, more)


@every_sheet
@given(st.data())
def test_one_more_choice_that_supports_a_reason_removes_no_reason(knowledge: Knowledge, data: st.DataObject) -> None:
    """Adding an option to a many-choice answer; no condition denies such an option."""
    many = [question for question in knowledge.questions.values() if question.choice == "many"]
    question = data.draw(st.sampled_from(many))
    answers = {**data.draw(sheets(knowledge)), question.id: data.draw(answer_to(question))}
    added = data.draw(st.sampled_from([option.id for option in question.options]))
    more = {**answers, question.id: (*answers[question.id], added)}
    assert found_alone(knowledge, answers) <= found_alone(knowledge, more)


@every_sheet
@given(st.data())
def test_next_and_more_are_visible_unanswered_and_would_settle_something(
    knowledge: Knowledge, data: st.DataObject
) -> None:
    """Nothing that somebody could still be told something by is lost: it is asked, or can be asked for."""
    answers = data.draw(sheets(knowledge))
    diagnosis = checker.diagnose(knowledge, answers)
    facts = facts_of(knowledge, answers)
    offered = [*filter(None, [diagnosis.next]), *diagnosis.follow_ups.more]
    assert len(offered) == len(set(offered))
    assert diagnosis.enough is (diagnosis.next is None)
    for id_ in offered:
        assert id_ not in answers
        assert is_visible(knowledge.questions[id_], facts)
    if all(finding.kind not in ("stop", "scope") for finding in diagnosis.findings):
        waiting = {id_ for item in diagnosis.open for id_ in item.missing} - answers.keys()
        assert {id_ for id_ in waiting if is_visible(knowledge.questions[id_], facts)} <= set(offered)


@every_sheet
@given(st.data())
def test_changes_are_sufficient_and_minimal_by_trying_every_set_of_moves(
    knowledge: Knowledge, data: st.DataObject
) -> None:
    answers = data.draw(sheets(knowledge, at_least=8))
    diagnosis = checker.diagnose(knowledge, answers)
    wanted = hard(diagnosis) - set(diagnosis.unchangeable)
    moves = [
        dict(option.becomes)
        for question in knowledge.questions.values()
        for option in question.options
        if option.becomes and option.id in answers.get(question.id, ())
    ]
    if not wanted:
        assert diagnosis.changes == ()
        return
    enough = []
    for chosen in product([False, True], repeat=len(moves)):
        becomes = {
            id_: answer for move, taken in zip(moves, chosen, strict=True) if taken for id_, answer in move.items()
        }
        if hard_after(knowledge, answers, becomes) <= set(diagnosis.unchangeable):
            enough.append((sum(chosen), becomes))
    fewest = min(count for count, _ in enough)
    smallest = [becomes for count, becomes in enough if count == fewest]
    minimal = [one for one in smallest if not any(other.items() < one.items() for other in smallest)]
    assert sorted(sorted(change.answers.items()) for change in diagnosis.changes) == sorted(
        sorted(becomes.items()) for becomes in minimal
    )
    assert all(set(change.settles) == wanted for change in diagnosis.changes)


def hard_after(knowledge: Knowledge, answers: Answers, becomes: dict[str, str]) -> set[str]:
    facts = facts_of(knowledge, apply(answers, becomes))
    judged = {reason.id: judge(reason, facts) for reason in knowledge.reasons.values()}
    return {id_ for id_, (kind, verdict) in judged.items() if kind == "hard" and verdict.truth}


@every_sheet
@given(st.data())
def test_what_is_unchangeable_stays_whatever_is_put_right(knowledge: Knowledge, data: st.DataObject) -> None:
    answers = data.draw(sheets(knowledge, at_least=8))
    diagnosis = checker.diagnose(knowledge, answers)
    moves = [
        dict(option.becomes)
        for question in knowledge.questions.values()
        for option in question.options
        if option.becomes and option.id in answers.get(question.id, ())
    ]
    for chosen in product([False, True], repeat=len(moves)):
        becomes = {
            id_: answer for move, taken in zip(moves, chosen, strict=True) if taken for id_, answer in move.items()
        }
        if all(is_arising(knowledge, answers, becomes, id_) for id_ in diagnosis.unchangeable):
            assert set(diagnosis.unchangeable) <= hard_after(knowledge, answers, becomes)


def is_arising(knowledge: Knowledge, answers: Answers, becomes: dict[str, str], reason: str) -> bool:
    """Whether every question of the reason still arises after the change."""
    facts = facts_of(knowledge, apply(answers, becomes))
    level = knowledge.reasons[reason].level[0]
    return all(isinstance(leaf, Is) and leaf.question not in facts.settled for leaf in leaves(level.when))


@every_sheet
@given(st.data())
def test_whoever_has_huabei_but_does_not_see_it_at_the_checkout_hears_of_that_alone(
    knowledge: Knowledge, data: st.DataObject
) -> None:
    """Whatever else was answered: no debt, no other account, nothing to put right; only a stop comes before it."""
    answers = {**data.draw(sheets(knowledge)), **UNSEEN, "product": data.draw(st.sampled_from(PAYING))}
    prompt = data.draw(st.sampled_from([(option.id,) for option in knowledge.questions["prompt"].options]))
    diagnosis = checker.diagnose(knowledge, {**answers, "prompt": prompt})
    assert [finding.id for finding in diagnosis.findings if finding.kind != "stop"] == ["R36"]
    assert (diagnosis.open, diagnosis.changes, diagnosis.unchangeable) == ((), (), ())
    assert diagnosis.next in (None, "given")  # what was given to whoever must be stopped
    steps = {step.id for step in checker.plan(knowledge, diagnosis) if step.reasons == ("R36",)}
    assert steps == set(knowledge.reasons["R36"].remedies)


@every_sheet
@given(st.data())
def test_whoever_never_opened_it_and_is_dunned_is_told_to_look_first_not_to_pay(
    knowledge: Knowledge, data: st.DataObject
) -> None:
    answers = {**data.draw(sheets(knowledge)), "product": ("pay",), "status": ("billed",)}
    diagnosis = checker.diagnose(knowledge, answers)
    steps = [step.id for step in checker.plan(knowledge, diagnosis)]
    assert {"R32"} <= {finding.id for finding in diagnosis.findings} <= knowledge.reasons.keys() - {"R10", "R36"}
    assert "settle-huabei-bill" not in steps
    assert "check-bill-in-app" in steps


@every_sheet
@given(st.data())
def test_the_plan_keeps_order_stage_and_condition(knowledge: Knowledge, data: st.DataObject) -> None:
    diagnosis = checker.diagnose(knowledge, data.draw(sheets(knowledge)))
    steps = checker.plan(knowledge, diagnosis)
    place = {step.id: number for number, step in enumerate(steps)}
    facts = facts_of(knowledge, diagnosis.answers)
    assert len(place) == len(steps)
    assert [STAGES.index(step.stage) for step in steps] == sorted(STAGES.index(step.stage) for step in steps)
    for step in steps:
        remedy = knowledge.remedies[step.id]
        assert step.stage == remedy.stage
        assert remedy.when is None or evaluate(remedy.when, facts).truth
        assert step.reasons
        assert all(place[needed] < place[step.id] for needed in everything_before(knowledge, step.id) & place.keys())
    wanted = {
        id_
        for finding in diagnosis.findings
        for id_ in knowledge.reasons[finding.id].remedies
        if (when := knowledge.remedies[id_].when) is None or evaluate(when, facts).truth
    }
    assert wanted == place.keys()


def everything_before(knowledge: Knowledge, remedy: str) -> set[str]:
    needed = set(knowledge.remedies[remedy].after)
    return needed.union(*(everything_before(knowledge, id_) for id_ in needed))

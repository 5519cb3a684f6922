"""What stands on the card: first steps that can be taken, of what leads, and no more than three."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import checker
from checker.conditions import evaluate
from checker.facts import facts_of
from checker.model import STAGES, Knowledge
from checker.outcome import MAX_STEPS, Outcome, outcome
from tests.strategies import sheets


def told(knowledge: Knowledge, **answers: str) -> Outcome | None:
    diagnosis = checker.diagnose(knowledge, {question: (answer,) for question, answer in answers.items()})
    return outcome(knowledge, diagnosis, checker.plan(knowledge, diagnosis))


@pytest.mark.slow
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_steps_are_the_leads_own_apply_and_stand_in_the_order_of_the_plan(
    knowledge: Knowledge, data: st.DataObject
) -> None:
    diagnosis = checker.diagnose(knowledge, data.draw(sheets(knowledge)))
    plan = [step.id for step in checker.plan(knowledge, diagnosis)]
    card = outcome(knowledge, diagnosis, checker.plan(knowledge, diagnosis))
    if card is None:
        assert not diagnosis.findings
        return
    facts = facts_of(knowledge, diagnosis.answers)
    remedies = [knowledge.remedies[id_] for id_ in card.steps]
    assert 1 <= len(card.steps) <= MAX_STEPS == 3
    assert set(card.steps) <= set(knowledge.reasons[card.lead].remedies)
    assert [plan.index(id_) for id_ in card.steps] == sorted(plan.index(id_) for id_ in card.steps)
    assert all(remedy.when is None or evaluate(remedy.when, facts).truth for remedy in remedies)
    assert not any(remedy.remark for remedy in remedies)
    assert [STAGES.index(remedy.stage) for remedy in remedies] == sorted(STAGES.index(r.stage) for r in remedies)
    assert card.because.keys() <= diagnosis.answers.keys()


def test_money_that_is_gone_comes_before_keeping_evidence(knowledge: Knowledge) -> None:
    card = told(knowledge, offers="paid", given="money")
    assert card is not None
    assert card.steps == ("stop-contact", "call-110", "bank-stop-payment")


def test_who_was_refused_without_a_reason_has_three_things_to_do(knowledge: Knowledge) -> None:
    card = told(knowledge, prompt="cond")
    assert card is not None
    assert (card.lead, len(card.steps)) == ("R28", 3)


def test_who_is_short_of_money_is_shown_a_way_out_first(knowledge: Knowledge) -> None:
    card = told(knowledge, motive="need")
    assert card is not None
    assert card.steps[0] == "ask-public-help"


def test_a_remark_is_no_step(knowledge: Knowledge) -> None:
    card = told(knowledge, prompt="busy", tried="upd")
    assert card is not None
    assert "skip-done" not in card.steps

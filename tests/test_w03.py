"""What is said to somebody who does not want to live: only what saves, and nobody is led there by the form."""

from __future__ import annotations

import re

from checker.model import Knowledge, Remedy

LENDING = re.compile("花呗|借|贷|款|钱|欠|额度|信用|征信|账单|逾期|开通|还清|分期")


def steps_of(knowledge: Knowledge) -> list[Remedy]:
    return [knowledge.remedies[id_] for id_ in knowledge.reasons["W03"].remedies]


def test_it_holds_the_numbers_that_save_and_a_sentence_to_say_to_somebody_near(knowledge: Knowledge) -> None:
    steps = steps_of(knowledge)
    assert {knowledge.channels[step.channel].contact for step in steps if step.channel} == {"12356", "110", "120"}
    assert all(step.stage == "now" and step.when is None for step in steps)
    assert any("“" in step.text and not step.channel for step in steps)


def test_it_speaks_of_no_loan(knowledge: Knowledge) -> None:
    reason = knowledge.reasons["W03"]
    words = [reason.title, reason.short, reason.headline, reason.summary, reason.wait, *reason.never]
    words += [part for step in steps_of(knowledge) for part in (step.text, step.never)]
    assert [LENDING.findall(part) for part in words if LENDING.search(part)] == []
    assert (reason.claims, reason.corrects, reason.clocks) == ((), (), ())


def test_the_form_never_leads_there(knowledge: Knowledge) -> None:
    assert [reason.id for reason in knowledge.reasons.values() if reason.from_words_only] == ["W03"]
    assert all("W03" not in prompt.reasons for prompt in knowledge.prompts.values())

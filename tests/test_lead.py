"""Which finding leads: stories that a lay reader can check."""

from __future__ import annotations

import pytest

from checker.diagnosis import diagnose
from checker.lead import lead_of
from checker.model import Knowledge

LEADS = {
    "a sentence that was read before a state not known": ("R28", "status=unknown prompt=eval"),
    "no reason given before a lender who may be strict": ("R28", "prompt=cond"),
    "what can be put right before no reason given": ("R12", "prompt=cond applications=6_plus"),
    "being a student before no reason given": ("R13", "prompt=cond age=18_to_22 student=yes"),
    "no reason given before a new account": ("R28", "prompt=cond account_age=under_1m"),
    "a face not recognised before a debt elsewhere": ("R15", "prompt=face overdue=unpaid"),
    "a debt before no reason given": ("R09", "prompt=cond overdue=unpaid"),
    "no entry to be found before an app that may hang": ("R26", "status=noentry prompt=none"),
    "closed by oneself before an app that may hang": ("R30", "status=self prompt=none"),
    "the sentence before having closed it": ("R28", "status=self prompt=cond"),
    "being short of money before the sentence": ("R29", "prompt=cond motive=need"),
    "what is certain before being short of money": ("R04", "prompt=other motive=need"),
    "a checkout without 花呗 before what the checkout does not take": ("R36", "status=paynow"),
    "a swindle before all": ("W01", "prompt=other offers=paid"),
    "not knowing one's state, where nothing else is known": ("R26", "status=unknown"),
}


@pytest.mark.parametrize(("lead", "told"), LEADS.values(), ids=LEADS.keys())
def test_what_leads(knowledge: Knowledge, lead: str, told: str) -> None:
    pairs = (pair.split("=") for pair in told.split())
    assert diagnose(knowledge, {question: (option,) for question, option in pairs}).lead == lead


def test_nothing_leads_where_nothing_is_found(knowledge: Knowledge) -> None:
    assert lead_of(knowledge, {}, ()) is None
    assert diagnose(knowledge, {}).lead is None

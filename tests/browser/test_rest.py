"""An engine that nobody asks is let go, and comes back without the person noticing."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Check
from tests.browser.engine import engine_worker


@pytest.fixture
def resting(check: Check) -> Check:
    """A person answered a question and put the phone away for ten minutes."""
    check.page.clock.install()
    check.open().choose("age", "under_18")
    check.until("document.querySelector('#findings article:not([hidden])')?.id === 'R01'")  # the table knows no age
    check.page.clock.fast_forward("09:50")
    worker = engine_worker(check.page)
    assert worker is not None
    with worker.expect_event("close"):
        check.page.clock.fast_forward("00:11")
    check.until("document.documentElement.dataset.engine === 'resting'")
    assert engine_worker(check.page) is None
    return check


RECORDED = """() => {
  window.shown = [diagnosis.textContent];
  new MutationObserver(() => shown.push(diagnosis.textContent)).observe(diagnosis, { childList: true, characterData: true, subtree: true });
}"""
"""Every report that stood in the page from now on."""


def test_the_next_answer_brings_it_back(resting: Check) -> None:
    resting.page.evaluate(RECORDED)
    resting.page.locator('input[name="age"][value="18_to_22"]').check()
    resting.until_engine("ready").until("!findings.querySelector('#R01:not([hidden])')")
    before, *after = resting.page.evaluate("shown")
    assert '"R01"' in before
    assert set(after) == {resting.report()}  # until the new one is there, never a lesser one in between


def test_a_sentence_brings_it_back_and_is_answered(resting: Check) -> None:
    resting.page.locator("#say").fill("提示我另一个账户已开通")
    resting.page.locator("[data-say]").click()
    resting.until_engine("ready").until("!document.getElementById('understood').hidden")


def test_where_it_cannot_come_back_the_table_answers(resting: Check) -> None:
    resting.page.evaluate("delete window.WebAssembly")
    resting.page.locator('input[name="age"][value="18_to_22"]').check()
    resting.until_engine("failed")
    assert resting.answers()["age"] == "18_to_22"

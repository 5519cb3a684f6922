"""Words of not wanting to live: numbers to tap come before everything, and nothing about credit stays beside them."""

from __future__ import annotations

from checker.model import Knowledge
from tests.browser.conftest import Check

CARD = "[data-before-all]"


def say(check: Check, words: str) -> None:
    check.page.locator("#say").fill(words)
    check.page.locator("#say").press("Enter")
    check.page.locator("#understood").wait_for()


def test_the_numbers_stand_alone(ready: Check, knowledge: Knowledge) -> None:
    say(ready, "钱都没了，我真的不想活了")
    card = ready.page.locator(CARD).locator("visible=true")
    card.wait_for()
    [reason] = [reason for reason in knowledge.reasons.values() if reason.from_words_only]
    channels = [knowledge.remedies[id_].channel for id_ in reason.remedies]
    wanted = [f"tel:{knowledge.channels[channel].contact}" for channel in channels if channel]
    links = card.locator("a")
    assert [link.get_attribute("href") for link in links.all()] == wanted
    assert min(box["height"] for link in links.all() if (box := link.bounding_box())) >= 44
    assert "花呗" not in card.inner_text()
    assert ready.page.locator("#understood [data-scope]").locator("visible=true").get_attribute("data-scope") == "in"
    assert ready.page.locator("#check :is(input, button, summary)").locator("visible=true").count() == 1


def test_who_did_not_mean_it_goes_back_to_the_check(ready: Check) -> None:
    say(ready, "不想活了")
    ready.page.locator(CARD).locator("visible=true").locator("[data-unsay]").click()
    assert ready.page.locator(CARD).locator("visible=true").count() == 0
    ready.page.locator("#card fieldset").wait_for()


def test_other_words_bring_no_card(ready: Check) -> None:
    say(ready, "提示另一个账户已开通")
    ready.page.locator("#matches li").first.wait_for(state="attached")
    assert ready.page.locator(CARD).locator("visible=true").count() == 0

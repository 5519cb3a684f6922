"""The outcome on the check page: one screen, an end to the questions, nothing twice, nothing lost."""

from __future__ import annotations

import pytest

from checker.model import Knowledge
from tests.stories import STORIES, Story

from .conftest import Check

CROWDED = {
    "scam": "product:pay,status:never,prompt:cond,offers:paid+share,given:money+scr",
    "need": "product:pay,status:never,prompt:cond,motive:need",
    "many": "product:pay,status:sys,prompt:cond,overdue:unpaid,applications:6_plus,repayment:roll,guarantee:bad,usage:none",
}
"""Answers that find much at once."""


def bottom(check: Check, selector: str) -> float:
    return float(check.page.evaluate("(at) => document.querySelector(at).getBoundingClientRect().bottom", selector))


def fits(check: Check, knowledge: Knowledge) -> None:
    """One sentence, at most three steps, one line of what not to do and one of why, on one screen; four in all."""
    card = check.page.locator("#outcome")
    card.evaluate("card => card.scrollIntoView()")
    box = card.bounding_box()
    assert box is not None
    assert box["y"] >= 48
    assert box["y"] + box["height"] <= 844
    assert check.page.evaluate("document.documentElement.scrollHeight / innerHeight") <= 4
    lead = str(card.get_attribute("data-lead"))
    assert card.locator("#result-title").inner_text() == knowledge.reasons[lead].headline
    assert 1 <= card.locator("[data-step]").count() <= 3
    assert card.locator("#never").inner_text()
    assert knowledge.labels["check"]["so_because"] in card.locator("#why").inner_text()
    assert check.page.evaluate("document.querySelectorAll('#outcome [data-grade], #outcome .number').length") == 0


@pytest.mark.parametrize("answers", CROWDED.values(), ids=CROWDED.keys())
def test_the_outcome_fits_one_screen_and_the_page_four(check: Check, knowledge: Knowledge, answers: str) -> None:
    check.open_instant(f"#v=1&a={answers}").until_judged()
    fits(check, knowledge)


def asked_of(check: Check, story: Story) -> list[str]:
    """Answer whatever the card asks, by tapping, until it is enough: the questions in their order."""
    asked: list[str] = []
    while check.page.locator("#enough").is_hidden():
        question = str(check.page.locator("#card fieldset").get_attribute("id"))
        asked.append(question)
        check.choose(question, *story.answer(question))
        onward = check.page.locator("[data-onward]")
        if onward.is_visible():
            onward.click()
        check.until(f"document.querySelector('#card fieldset')?.id !== {question!r}")
    return asked


def test_fourteen_people_are_asked_what_matters_and_get_one_card(ready: Check, knowledge: Knowledge) -> None:
    for story in STORIES.values():
        ready.page.locator("[data-erase]").click()
        ready.until_judged()
        first = [id_ for id_ in asked_of(ready, story) if not knowledge.questions[id_].begins]
        assert tuple(first) == story.asked, story.name
        assert ready.page.locator("#outcome").get_attribute("data-lead") == story.lead, story.name
        fits(ready, knowledge)


def test_a_number_that_a_step_names_can_be_dialled_there(ready: Check) -> None:
    ready.follow("#v=1&a=offers:paid,given:money").until_judged()
    ready.page.locator('#steps [data-step="call-110"]').wait_for()
    assert ready.page.locator('#steps [data-step="call-110"] a[href="tel:110"]').is_visible()


def test_the_stop_card_calls_first_and_asks_what_was_given_and_nothing_more(ready: Check) -> None:
    ready.follow("#v=1&a=product:pay,status:never,prompt:id,id_validity:ok").until_judged()
    ready.until("document.querySelector('#card fieldset')?.id === 'offers'")
    ready.choose("offers", "fee")
    calls = ready.page.locator("#stop a")
    assert [call.get_attribute("href") for call in calls.all()][:2] == ["tel:110", "tel:96110"]
    widths = ready.page.evaluate("[...document.querySelectorAll('#stop a')].map((call) => call.offsetWidth)")
    assert min(widths) > 300
    assert bottom(ready, "#stop") < bottom(ready, "#steps")
    ready.page.locator("[data-onward]").click()
    ready.until("document.querySelector('#card fieldset')?.id === 'given'")
    ready.choose("given", "money")
    ready.page.locator("[data-onward]").click()
    ready.until("document.querySelector('#card').children.length === 0")
    assert ready.page.locator("#enough").is_visible()
    assert ready.page.locator("#more").is_hidden()
    ready.page.locator("#stop a").last.click()
    ready.page.wait_for_url("**/stop/")


def test_a_story_ends_with_the_answers_and_each_can_be_changed(ready: Check, knowledge: Knowledge) -> None:
    ready.follow("#v=1&a=product:pay,status:never,prompt:other,other_account:lost,other_state:debt").until_judged()
    ready.until("document.querySelector('#card fieldset')?.id === 'offers'")
    assert ready.page.locator("#enough").is_hidden()
    ready.choose("offers", "none")
    ready.page.locator("#enough").wait_for()
    assert ready.page.locator("#rows li").count() == len(ready.answers()) == 6
    ready.page.locator('#rows [data-open="other_state"]').click()
    ready.choose("other_state", "old")
    assert ready.answers()["other_state"] == "old"
    ready.page.locator("[data-onward]").click()
    ready.page.locator("#enough").wait_for()
    left = int(ready.page.locator("[data-more-size]").inner_text())
    ready.page.locator("[data-more]").click()
    more = ready.page.locator("#card fieldset").get_attribute("id")
    assert more in knowledge.questions
    ready.choose(str(more), "unknown" if str(more) not in ("age",) else "skip")
    ready.until("document.querySelector('#card fieldset')?.id !== " + repr(more))
    assert left > 1


def test_answers_survive_a_guide_and_back_and_a_reload_and_go_when_erased(check: Check) -> None:
    check.open_instant().choose("product", "pay").choose("status", "never").choose("prompt", "other")
    check.page.locator("#about a").click()
    check.page.wait_for_url("**/reasons/**")
    check.page.go_back()
    check.until("document.querySelector('#outcome').dataset.lead === 'R04'")
    check.page.reload()
    check.until("document.querySelector('#outcome').dataset.lead === 'R04'")
    assert check.answers() == {"product": "pay", "status": "never", "prompt": "other"}
    check.page.locator("[data-erase]").click()
    assert check.page.evaluate("sessionStorage.length") == 0
    check.page.reload()
    assert check.answers() == {}


def test_a_browser_without_storage_loses_nothing_else(check: Check) -> None:
    check.page.add_init_script(
        """for (const kind of ['sessionStorage', 'localStorage'])
          Object.defineProperty(window, kind, { get() { throw new DOMException('denied'); } });"""
    )
    check.open_instant().choose("product", "pay").choose("status", "never").choose("prompt", "other")
    assert check.findings()[0] == "R04"


def test_the_picture_is_drawn_here_and_can_be_kept(check: Check) -> None:
    requests: list[str] = []
    check.open_instant("#v=1&a=product:pay,status:never,prompt:cond").until_judged()
    check.page.on("request", lambda request: requests.append(request.url))
    check.page.locator("[data-picture]").click()
    image = check.page.locator("#picture img")
    image.wait_for()
    size = image.evaluate("image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])")
    assert size[0] == 750
    assert size[1] > 600
    assert image.get_attribute("alt")
    asked = [
        url for url in requests if not url.startswith("data:") and "/runtime/" not in url
    ]  # the engine may be coming
    assert asked == []


def test_a_sentence_of_the_app_leads_into_the_check_and_stands_in_no_address(check: Check, site_url: str) -> None:
    check.page.route("**/*.wasm", lambda route: None)  # never answered
    check.page.goto(f"{site_url}/prompts/")
    check.page.locator("a[data-answers*=other]").click()
    check.page.wait_for_url("**/check/")
    assert check.answers() == {"prompt": "other"}
    assert check.page.url == check.url


def test_larger_letters_are_one_tap_and_remembered(check: Check, site_url: str) -> None:
    check.page.goto(f"{site_url}/stop/")
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    before = float(check.page.evaluate(size))
    check.page.locator("[data-type-size]").click()
    assert float(check.page.evaluate(size)) > 1.2 * before
    check.page.goto(f"{site_url}/prompts/")
    assert float(check.page.evaluate(size)) > 1.2 * before
    assert check.page.locator("[data-type-size]").get_attribute("aria-pressed") == "true"
    assert check.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

"""Nothing claims a success that it cannot know, and no button does nothing in silence: as in browsers inside chat apps."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Check
from tests.browser.form import FORM

NO_DOWNLOADS = "HTMLAnchorElement.prototype.click = function () {};"
ANSWERS = {"product": "pay", "prompt": "other"}


def answered(check: Check) -> Check:
    return check.open_instant().choose("product", "pay").choose("prompt", "other")


def offered(check: Check, note: str) -> str:
    """The text that stands ready to be copied, beside that note."""
    expect(check.page.locator(f'[data-note="{note}"]')).to_be_visible()
    expect(check.page.locator("#out")).to_be_visible()
    return check.page.locator("#out").input_value()


def test_a_file_that_is_not_saved_is_offered_as_text_that_opens(check: Check) -> None:
    check.page.add_init_script(NO_DOWNLOADS)
    answered(check).page.locator("[data-save]").click()
    text = offered(check, "saved")
    assert json.loads(text) == {"version": 1, "answers": ANSWERS}
    assert "已存" not in check.page.locator('[data-note="saved"]').inner_text()
    check.page.locator("[data-erase]").click()
    check.page.locator("#say").fill(text)
    check.page.locator("[data-say]").click()
    check.until(f"{FORM}.prompt === 'other'")
    assert check.answers() == ANSWERS


@pytest.mark.parametrize(
    "script",
    [
        "window.print = () => {};",
        "window.print = undefined;",
        "window.print = () => { throw new Error('not here'); };",
    ],
)
def test_a_print_that_does_nothing_is_said(check: Check, script: str) -> None:
    check.page.add_init_script(script)
    answered(check).page.locator("[data-print]").click()
    assert check.page.locator("#result-title").inner_text() in offered(check, "unprinted")


def test_a_print_that_opens_says_nothing(check: Check) -> None:
    check.page.add_init_script("window.print = () => dispatchEvent(new Event('beforeprint'));")
    answered(check).page.locator("[data-print]").click()
    expect(check.page.locator('[data-note="unprinted"]')).to_be_hidden()


@pytest.mark.parametrize(
    "clipboard",
    [
        "undefined",
        "{}",
        "{ writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) }",
        "{ writeText: () => new Promise(() => {}) }",
        "{ writeText() { throw new Error('not here'); } }",
    ],
)
@pytest.mark.parametrize("button", ["copy", "link"])
def test_what_is_not_copied_stands_ready_to_be_copied(check: Check, clipboard: str, button: str) -> None:
    check.page.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{ get: () => ({clipboard}) }})")
    answered(check).page.locator(f"#take [data-{button}]").click()
    assert offered(check, "by_hand")
    expect(check.page.locator('[data-note="copied"]')).to_be_hidden()


@pytest.mark.parametrize("clipboard", ["undefined", "{ writeText: () => new Promise(() => {}) }"])
def test_a_letter_that_is_not_copied_is_selected(check: Check, site_url: str, clipboard: str) -> None:
    check.page.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{ get: () => ({clipboard}) }})")
    check.page.goto(f"{site_url}/howto/explanation/")
    check.page.locator("details:has([data-letter]) > summary").first.click()
    check.page.locator("[data-letter]").first.click()
    expect(check.page.locator('[data-said="selected"]').first).to_be_visible()
    assert "〔" in str(check.page.evaluate("getSelection().toString()"))


@pytest.mark.parametrize(
    "script",
    [
        "HTMLCanvasElement.prototype.getContext = () => null;",
        "HTMLCanvasElement.prototype.toDataURL = () => 'data:,';",
        "HTMLCanvasElement.prototype.toDataURL = () => { throw new DOMException('tainted', 'SecurityError'); };",
    ],
)
def test_a_picture_that_cannot_be_drawn_is_said(check: Check, script: str) -> None:
    check.page.add_init_script(script)
    answered(check).page.locator("[data-picture]").click()
    assert check.page.locator("#result-title").inner_text() in offered(check, "unpictured")
    expect(check.page.locator("#picture")).to_be_hidden()


def test_a_chooser_of_files_that_does_not_open_is_said(check: Check) -> None:
    check.page.add_init_script("HTMLInputElement.prototype.click = function () {};")
    answered(check).page.locator("[data-load]").click()
    expect(check.page.locator('[data-note="choose"]')).to_be_visible()


def test_a_calendar_file_that_is_not_saved_is_told_in_words(check: Check) -> None:
    check.page.add_init_script(NO_DOWNLOADS)
    check.open("#v=1&a=overdue:unpaid")
    check.until("document.querySelector('#R09')?.parentElement.id === 'findings'")
    check.page.locator("#clocks > summary").click()
    item = check.page.locator("[data-clock]:visible").first
    item.locator("input").fill("2026-03-01")
    item.locator("[data-calendar]").click()
    text = offered(check, "calendar_saved")
    assert "2031-03-01" in text
    assert item.locator("b").inner_text() in text

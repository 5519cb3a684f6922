"""What a person says leaves no trace where nobody looks for it: addresses, other tabs, pages behind the back button."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Check
from tests.browser.form import FORM

from .conftest import Profile, check_of

SENTENCE = "another-account-of-mine"


def told(page: Page, home: str) -> Check:
    """The sentence, said on the home page and carried to the check page."""
    check = check_of(page, home)
    check.page.goto(home)
    check.page.locator("#ask-text").fill(SENTENCE)
    check.page.locator("#ask-text").press("Enter")
    check.page.wait_for_url(check.url)
    check.until(f"document.getElementById('say').value === {SENTENCE!r}")
    return check


def test_a_sentence_of_the_home_page_is_in_no_history(profile: Profile, home: str, tmp_path: Path) -> None:
    """In the browser's own database, where it stands for months."""
    browser = profile({})
    check = told(browser.new_page(), home)
    assert check.page.url == check.url
    browser.close()
    end = time.monotonic() + 10
    while not (seen := addresses(tmp_path / "profile" / "Default" / "History")):
        assert time.monotonic() < end, "the browser keeps a history"
        time.sleep(0.1)
    assert any("check" in url for url in seen)
    assert [url for url in seen if SENTENCE in url] == []


def addresses(history: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(history)) as database:
        return [url for (url,) in database.execute("select url from urls")]


@pytest.mark.parametrize("gone", ["sessionStorage", "localStorage", "both"])
def test_a_sentence_arrives_also_where_nothing_is_kept(page: Page, site_url: str, gone: str) -> None:
    names = ["sessionStorage", "localStorage"] if gone == "both" else [gone]
    for name in names:
        page.add_init_script(f"Object.defineProperty(window, '{name}', {{ value: null, configurable: true }})")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    check = told(page, f"{site_url}/")
    assert check.page.url == check.url
    assert check.page.evaluate("window.name") == ""
    assert [url for url in asked if SENTENCE in url] == []


def test_a_prompt_that_is_taken_along_is_in_no_address(page: Page, site_url: str) -> None:
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', { value: null, configurable: true })")
    asked: list[str] = []
    page.on("framenavigated", lambda frame: asked.append(frame.url))
    page.goto(f"{site_url}/prompts/")
    page.locator("a[data-answers]").first.click()
    page.wait_for_url("**/check/")
    Check(page, site_url).until(f"Object.keys({FORM}).length === 1")
    assert [url for url in asked if "#" in url] == []


def test_what_an_opened_link_leaves_behind_is_said_where_links_are_made(check: Check, site_url: str) -> None:
    check.open_instant("#v=1&a=product:pay,overdue:unpaid")
    assert check.page.url == check.url
    said = check.page.locator("#take .small").first.inner_text()
    assert "历史记录" in said
    check.page.locator("[data-erase]").click()
    assert "历史记录" in check.page.locator("[data-note=erased]").inner_text()
    check.page.goto(f"{site_url}/privacy/")
    assert "历史记录" in check.page.locator("article").inner_text()


# ---- erasing --------------------------------------------------------------------------------------------------------

HOLDS_NOTHING = """() => document.querySelector('#check') && document.getElementById('out') && ({
  chosen: document.querySelectorAll('#check input:checked').length,
  said: document.getElementById('say').value,
  text: document.getElementById('out').value,
  stored: [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((name) => !/palette|valid$/.test(name)),
  findings: document.querySelectorAll('#findings article').length,
  picture: document.querySelector('#picture img').getAttribute('src'),
})"""

NOTHING = {"chosen": 0, "said": "", "text": "", "stored": [], "findings": 0, "picture": None}


def answered(check: Check) -> Check:
    """The check page with answers, a sentence, a copied text and a picture on it."""
    check.open_instant().choose("product", "pay").choose("prompt", "other")
    check.page.locator("#say").fill("a sentence")
    check.page.locator("[data-save]").click()
    check.page.locator("[data-picture]").click()
    check.page.locator("#picture img").wait_for()
    return check


def until_empty(page: Page) -> None:
    end = time.monotonic() + 10
    while (held := page.evaluate(HOLDS_NOTHING)) != NOTHING:
        assert time.monotonic() < end, held
        page.wait_for_timeout(50)


def another_check(check: Check) -> Check:
    """The same in a second tab of the same browser."""
    return Check(check.page.context.new_page(), check.url.removesuffix("/check/"))


def test_erasing_wipes_the_page_itself(check: Check) -> None:
    answered(check)
    check.page.locator("#keep").check()
    check.page.locator("[data-erase]").click()
    until_empty(check.page)
    assert check.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_erasing_wipes_other_tabs(check: Check) -> None:
    other = answered(another_check(check))
    check.open_instant().page.locator("[data-erase]").click()
    until_empty(other.page)


def test_erasing_wipes_other_tabs_where_nothing_is_kept(check: Check) -> None:
    """By word of mouth alone."""
    gone = "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { value: null })"
    other = another_check(check)
    for tab in (check.page, other.page):
        tab.add_init_script(gone)
    other.open_instant().choose("product", "pay")
    check.open_instant().page.locator("[data-erase]").click()
    other.until(f"Object.keys({FORM}).length === 0")


def test_erasing_wipes_what_a_tab_holds_while_it_shows_a_guide(check: Check, site_url: str) -> None:
    other = another_check(check).open_instant().choose("product", "pay")
    other.page.goto(f"{site_url}/privacy/")
    check.open_instant().page.locator("[data-erase]").click()
    other.until("sessionStorage.length === 0")
    other.page.go_back()
    other.until(f"location.pathname === '/check/' && Object.keys({FORM}).length === 0")


def test_erasing_reaches_a_tab_that_the_browser_had_put_away(check: Check, site_url: str) -> None:
    """Such a tab hears nothing; when it is shown again it is loaded again, with all that it held."""
    other = another_check(check).open_instant().choose("product", "pay")
    held = other.page.evaluate("JSON.stringify(Object.entries(sessionStorage))")
    other.page.goto("about:blank")
    check.open_instant().page.locator("[data-erase]").click()
    other.page.goto(f"{site_url}/manifest.webmanifest")
    other.page.evaluate("(held) => JSON.parse(held).forEach(([key, text]) => sessionStorage.setItem(key, text))", held)
    other.open_instant()
    assert other.answers() == {}
    assert other.page.evaluate("sessionStorage.length") == 0


@pytest.mark.parametrize("button", ["erase", "leave"])
def test_pages_behind_the_back_button_are_empty(profile: Profile, site_url: str, button: str) -> None:
    """Answers, a guide, the check again, erased: then back, and back again; from the browser's cache of whole pages."""
    browser = profile({})
    check = Check(browser.new_page(), site_url)
    check.open().choose("product", "pay").choose("status", "never").choose("prompt", "cond")
    check.choose("offers", "paid")
    check.page.goto(f"{site_url}/privacy/")
    check.page.goto(check.url)
    check.until_engine("ready").until_judged()
    assert check.answers() != {}
    check.page.locator(f"[data-{button}]").click()
    check.until("location.href === 'about:blank' || !document.querySelector('[data-note=erased]').hidden")
    seen = []
    for _ in range(2):
        left = str(check.page.evaluate("location.href"))
        check.page.go_back(wait_until="commit")  # a page that comes back whole is not loaded again
        check.until(f"location.href !== {left!r}")
        seen.append(check.page.evaluate("location.pathname"))
        if seen[-1] == "/check/":
            until_empty(check.page)
    assert seen == ["/privacy/", "/check/"]


RETURN = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
"""What a page sees that comes back whole; browsers do so as they please."""


def test_a_page_that_comes_back_whole_is_empty_after_an_erasure(check: Check) -> None:
    answered(check)
    check.page.evaluate("() => { sessionStorage.clear(); localStorage.clear(); }")  # by a page that came after it
    check.page.evaluate(RETURN)
    until_empty(check.page)


def test_a_sentence_alone_is_forgotten_too(check: Check) -> None:
    """No answers: only the name of the window tells of the erasure."""
    check.open_instant().page.locator("#say").fill("a sentence")
    check.page.evaluate("void (window.name = 'erased:1')")
    check.page.evaluate(RETURN)
    until_empty(check.page)


def test_where_nothing_is_kept_a_page_that_comes_back_whole_keeps_its_answers(check: Check) -> None:
    check.page.add_init_script("Object.defineProperty(window, 'sessionStorage', { value: null })")
    check.open_instant().choose("product", "pay")
    check.page.evaluate(RETURN)
    assert check.answers() == {"product": "pay"}


def test_a_page_that_was_left_open_takes_what_was_answered_after_it(profile: Profile, site_url: str) -> None:
    """Behind the back button, too, the page shows the answers of now."""
    check = Check(profile({}).new_page(), site_url)
    check.open().choose("product", "pay")
    check.page.goto(f"{site_url}/privacy/")
    check.page.goto(check.url)
    check.until_engine("ready").choose("prompt", "other")
    for _ in range(2):
        check.page.go_back(wait_until="commit")
    check.until(f"location.pathname === '/check/' && {FORM}.prompt === 'other'")


def test_the_sentence_does_not_wait_on_the_home_page(page: Page, site_url: str) -> None:
    check = told(page, f"{site_url}/")
    check.page.go_back()
    expect(check.page.locator("#ask-text")).to_have_value("")

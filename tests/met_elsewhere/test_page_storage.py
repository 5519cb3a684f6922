"""Storage that is refused, missing or full; and answers from outside beside what was kept."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Check
from tests.browser.form import FORM

from .conftest import Profile, check_of

REFUSED = """for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
  Object.defineProperty(window, name, { configurable: true, get() { throw new DOMException('denied', 'SecurityError'); } });
Object.defineProperty(navigator, 'serviceWorker', { get() { throw new DOMException('denied', 'SecurityError'); } });"""
MISSING = """for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { configurable: true, value: null });"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
SWALLOWING = "Storage.prototype.setItem = () => {};"
"""As some browsers' private windows do it: no error, and nothing is kept."""

WAYS = {"refused": REFUSED, "missing": MISSING, "full": FULL, "swallowing": SWALLOWING, "no cookies": None}

NO_SITE_DATA = {"profile": {"default_content_setting_values": {"cookies": 2}}}
"""What Chrome writes when somebody turns on "block all site data"."""


@pytest.fixture(params=WAYS)
def page_without(request: pytest.FixtureRequest) -> Page:
    """A page in a browser that keeps nothing in this way; only what its settings refuse needs a profile of its own."""
    script = WAYS[request.param]
    if script is None:
        profile: Profile = request.getfixturevalue("profile")
        return profile(dict(NO_SITE_DATA)).new_page()
    browser: BrowserContext = request.getfixturevalue("context")
    page = browser.new_page()
    page.add_init_script(script)
    return page


def test_everything_works_without_storage(page_without: Page, home: str) -> None:
    """Search, colours and menus on any page; on the check page the answers, too."""
    errors: list[str] = []
    page_without.on("pageerror", lambda error: errors.append(str(error)))
    page_without.goto(home)
    works(page_without)
    assert errors == []
    check = check_of(page_without, home).open()
    assert check.choose("product", "pay").choose("prompt", "other").findings()[0] == "R04"
    check.page.locator("#keep").click()
    expect(check.page.locator("#keep")).not_to_be_checked()
    expect(check.page.locator('[data-note="no_storage"]')).to_be_visible()
    works(check.page)
    check.page.locator("[data-erase]").click()
    check.until(f"Object.keys({FORM}).length === 0")


def works(page: Page) -> None:
    """What the theme's scripts do: colours, the menu, the search."""
    scheme = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator('label[for^="__palette"]:visible').click()
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", scheme or "")
    page.locator('label[for="__drawer"].md-header__button').click()
    expect(page.locator("#__drawer")).to_be_checked()
    page.locator(".md-overlay").dispatch_event("click")
    page.locator('label[for="__search"].md-header__button').click()
    page.locator(".md-search__input").fill("芝麻分")
    page.locator(".md-search-result__item").first.wait_for(timeout=20_000)
    page.keyboard.press("Escape")


# ---- what was kept --------------------------------------------------------------------------------------------------

KEPT = "JSON.parse(localStorage.getItem('huabei-check-answers'))"
MINE = {"product": "pay", "status": "self"}
THEIRS = "v=1&a=product:pay,overdue:unpaid"


@pytest.fixture
def kept(check: Check) -> Check:
    """Somebody keeps their answers on this device; then a friend's link is opened, later, in another tab."""
    check.open_instant().choose("product", "pay").choose("status", "self").page.locator("#keep").check()
    assert check.page.evaluate(KEPT) == MINE
    check.page = check.page.context.new_page()
    return check


def load(check: Check, way: str) -> None:
    """The friend's answers, as a link, as a file, or pasted."""
    if way == "link":
        check.open_instant(f"#{THEIRS}")
    else:
        check.open_instant()
        text = json.dumps({"version": 1, "answers": {"product": "pay", "overdue": "unpaid"}})
        if way == "file":
            file = {"name": "answers.json", "mimeType": "application/json", "buffer": text.encode()}
            check.page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
        else:
            check.page.locator("#say").fill(f"你看 {check.url}#{THEIRS}。" if way == "pasted link" else text)
            check.page.locator("[data-say]").click()
    check.until(f"{FORM}.overdue === 'unpaid'")


@pytest.mark.parametrize("way", ["link", "file", "pasted link", "pasted file"])
def test_what_was_kept_stays_until_the_person_chooses(kept: Check, way: str) -> None:
    load(kept, way)
    expect(kept.page.locator("#over-own")).to_be_visible()
    assert kept.page.evaluate(KEPT) == MINE
    kept.choose("status", "never")  # to look around is not to choose
    assert kept.page.evaluate(KEPT) == MINE
    kept.page.locator("[data-own]").click()
    kept.until_judged()
    assert kept.answers() == MINE
    assert kept.page.evaluate(KEPT) == MINE
    expect(kept.page.locator("#over-own")).to_be_hidden()


def test_whoever_chooses_the_friends_answers_keeps_them(kept: Check) -> None:
    load(kept, "link")
    kept.page.locator("[data-loaded]").click()
    expect(kept.page.locator("#over-own")).to_be_hidden()
    assert kept.page.evaluate(KEPT) == {"product": "pay", "overdue": "unpaid"}


def test_a_guide_and_back_the_choice_is_still_open(kept: Check, site_url: str) -> None:
    load(kept, "link")
    kept.page.goto(f"{site_url}/privacy/")
    kept.page.goto(kept.url)
    assert kept.answers() == {"product": "pay", "overdue": "unpaid"}
    kept.page.locator("[data-own]").click()
    kept.until_judged()
    assert kept.answers() == MINE


def test_answers_that_were_not_kept_come_back_too(check: Check) -> None:
    check.open_instant().choose("product", "pay").choose("status", "self")
    check.give({"product": "pay", "overdue": "unpaid"})
    check.page.locator("#keep").check()  # these, then
    assert check.page.evaluate(KEPT) == {"product": "pay", "overdue": "unpaid"}
    check.page.locator("[data-own]").click()
    check.until_judged()
    assert check.answers() == MINE


def test_erasing_leaves_neither_sheet(kept: Check) -> None:
    load(kept, "link")
    kept.page.locator("[data-erase]").click()
    expect(kept.page.locator("#over-own")).to_be_hidden()
    assert kept.answers() == {}
    assert kept.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_same_answers_again_ask_nothing(kept: Check) -> None:
    kept.open_instant("#v=1&a=product:pay,status:self")
    expect(kept.page.locator("#over-own")).to_be_hidden()

"""The theme's own script on the check page: not while the engine starts, there as soon as it is wanted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from .test_search import FIRST

THEME = "document.querySelectorAll('script[src*=\"/bundle.\"]').length"
STARTED = "html[data-engine=ready]"


def test_answering_never_asks_for_it(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/check/")
    page.wait_for_selector(STARTED)
    assert page.locator("script[data-late]").count() == 1, "the theme calls its script by another name"
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#card input").first.check()
    page.keyboard.press("ArrowDown")
    page.locator("#say").fill("fs/")
    page.locator("#say").press("s")
    assert page.evaluate(THEME) == 0
    assert asked == []


@pytest.mark.parametrize("opened", ["tap", "key"])
def test_the_search_opens_at_the_first_sign_and_finds(page: Page, site_url: str, opened: str) -> None:
    page.goto(f"{site_url}/check/")
    if opened == "tap":
        page.locator('label[for="__search"].md-header__button').click()
    else:
        page.keyboard.press("/")
    expect(page.locator("#__search")).to_be_checked()
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.insert_text(FIRST[0])
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=10_000)


@pytest.mark.parametrize(("device", "scheme", "other"), [("light", "default", "slate"), ("dark", "slate", "default")])
def test_the_colours_are_the_devices_and_the_first_tap_turns_them(
    browser: Browser, site_url: str, device: str, scheme: str, other: str
) -> None:
    context = browser.new_context(color_scheme=device, has_touch=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site_url}/check/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    page.locator('label[for^="__palette"]:visible').tap()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", other)
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", other)  # kept
    assert page.evaluate(THEME) == 0
    page.locator('label[for^="__palette"]:visible').tap()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    assert page.evaluate(THEME) == 1
    context.close()


def test_the_search_opens_where_our_script_for_it_cannot_be_had(page: Page, site_url: str) -> None:
    page.route("**/assets/theme.js", lambda route: route.abort())
    page.goto(f"{site_url}/check/")
    page.wait_for_function(THEME)
    page.wait_for_selector(STARTED)
    page.locator('label[for="__search"].md-header__button').click()
    page.keyboard.insert_text(FIRST[0])
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=10_000)


@pytest.mark.parametrize("path", ["/", "/reasons/account/"])
def test_the_theme_asks_for_nothing_that_is_not_there(page: Page, site_url: str, path: str) -> None:
    missing: list[str] = []
    page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    page.goto(site_url + path, wait_until="networkidle")
    assert missing == []


def test_what_the_browser_does_with_a_letter_and_ctrl_stays_its_own(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/check/")
    taken = page.evaluate(
        """['f', 's'].map((key) => !document.body.dispatchEvent(
            new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true })))"""
    )
    assert taken == [False, False]
    assert page.evaluate(THEME) == 0


def test_the_menu_opens_where_the_theme_cannot_be_had(browser: Browser, site_url: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.route("**/bundle.*.js", lambda route: None)  # never answered
    page.goto(f"{site_url}/check/")
    page.locator('label[for="__drawer"].md-header__button').tap()
    expect(page.locator("#__drawer")).to_be_checked()
    expect(page.get_by_role("link", name="首页").first).to_be_in_viewport()
    context.close()

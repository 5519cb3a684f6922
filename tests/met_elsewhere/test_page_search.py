"""The site's search as people fill it in, and as a page cut differently from the question."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page

from tests.browser.test_search import FOUND

BARE = {
    "系统繁忙": ["【系统繁忙】", "“系统繁忙”", "系统繁忙。", " 系统繁忙 ", "《系统繁忙》", "系统繁忙！！"],
    "花呗（信用购）": ["花呗(信用购)", "花呗 （信用购）", "花呗[信用购]"],
    "APP": ["ＡＰＰ", "app", "App"],
    "芝麻分700": ["芝麻分７００", "芝麻分 700", "芝麻分：700"],
    "黑名单": ["黑\u200b名单", "\ufeff黑名单", "黑名单\n"],
}
"""What is searched for → how people paste, type and copy it."""


@pytest.fixture
def searching(page: Page, site_url: str) -> Page:
    page.goto(f"{site_url}/")
    page.locator('label[for="__search"].md-header__button').click()
    return page


@pytest.mark.parametrize("words", BARE)
def test_however_it_is_written_it_finds_what_the_bare_words_find(searching: Page, words: str) -> None:
    wanted = found(searching, words)
    assert wanted
    assert {way: found(searching, way) for way in BARE[words] if found(searching, way) != wanted} == {}


def found(page: Page, words: str) -> list[str]:
    """The first three results for `words`, as they come by a paste."""
    box = page.locator(".md-search__input")
    box.fill("zzzz")
    until(page, some=False)
    box.fill(words)
    return until(page, some=True, seconds=4)


def until(page: Page, *, some: bool, seconds: float = 20) -> list[str]:
    """The results, once there are any or once there are none; none in time is an answer too."""
    end = time.monotonic() + seconds
    while bool(links := list(page.evaluate(FOUND))) != some and time.monotonic() < end:
        time.sleep(0.05)
    return links


SET = {
    "a paste": "(box, words) => { box.value = words; box.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true })); }",
    "a candidate": """(box, words) => {
      box.dispatchEvent(new CompositionEvent('compositionstart'));
      box.value = words;
      box.dispatchEvent(new InputEvent('input', { inputType: 'insertCompositionText', isComposing: true, bubbles: true }));
      box.dispatchEvent(new CompositionEvent('compositionend', { data: words }));
    }""",
    "a voice": "(box, words) => { box.value = words; box.dispatchEvent(new Event('input', { bubbles: true })); }",
}


@pytest.mark.parametrize("way", SET)
def test_words_that_come_without_a_key_are_found_at_once(searching: Page, way: str) -> None:
    searching.locator(".md-search__input").evaluate(SET[way], "芝麻分")
    assert until(searching, some=True)

"""The site's own search, asked in people's words: `tests/search.toml` says which page each should find."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Page

from publishing.paths import OFFLINE

PHRASES: dict[str, list[str]] = tomllib.loads((Path(__file__).parents[1] / "search.toml").read_text(encoding="utf-8"))[
    "phrases"
]
FOUND = """() => [...document.querySelectorAll(".md-search-result__item")]
    .slice(0, 3).map((item) => item.querySelector("a").href)"""
NOTHING = "zzzz"


@pytest.mark.parametrize("offline", [False, True], ids=["hosted", "offline"])
def test_forty_phrasings_find_their_page_among_the_first_three(page: Page, site_url: str, offline: bool) -> None:
    home = OFFLINE.resolve().as_uri() if offline else site_url
    page.goto(f"{home}/index.html" if offline else f"{home}/")
    page.locator('label[for="__search"].md-header__button').click()
    found = {phrase: [_page(link, home) for link in results(page, phrase)] for phrase in PHRASES}
    assert len(PHRASES) >= 40
    assert {phrase: pages for phrase, pages in found.items() if not set(pages) & set(PHRASES[phrase])} == {}


def results(page: Page, phrase: str) -> list[str]:
    """The links of the first three results."""
    _type(page, NOTHING)
    _until(page, some=False)
    _type(page, phrase)
    return _until(page, some=True)


def _page(link: str, home: str) -> str:
    """The page behind a link, as the hosted site calls it."""
    return link.partition("?")[0].partition("#")[0].removeprefix(f"{home}/").removesuffix(".html").rstrip("/") + "/"


def _type(page: Page, words: str) -> None:
    box = page.locator(".md-search__input")
    box.fill(words)  # as a paste, or words that were spoken: no key is pressed


def _until(page: Page, *, some: bool, seconds: float = 10) -> list[str]:
    """The results, once there are any or once there are none; none in time is an answer too."""
    end = time.monotonic() + seconds
    while bool(links := page.evaluate(FOUND)) != some and time.monotonic() < end:
        time.sleep(0.05)
    return list(links)

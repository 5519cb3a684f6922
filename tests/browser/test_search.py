"""The site's own search, asked in people's words: `tests/search.toml` says which page each should find."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

PHRASES: dict[str, list[str]] = tomllib.loads((Path(__file__).parents[1] / "search.toml").read_text(encoding="utf-8"))[
    "phrases"
]
FOUND = """() => [...document.querySelectorAll(".md-search-result__item")]
    .slice(0, 3).map((item) => item.querySelector("a").href)"""
NOTHING = "zzzz"


def test_forty_phrasings_find_their_page_among_the_first_three(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/")
    page.locator('label[for="__search"].md-header__button').click()
    missed = {
        phrase: found for phrase, pages in PHRASES.items() if not set(found := results(page, phrase)) & set(pages)
    }
    assert len(PHRASES) >= 40
    assert missed == {}


def results(page: Page, phrase: str) -> list[str]:
    """The pages of the first three results, as paths below the site."""
    _type(page, NOTHING)
    _until(page, False)
    _type(page, phrase)
    links = _until(page, True)
    return [urlsplit(link).path.lstrip("/") for link in links]


def _type(page: Page, words: str) -> None:
    box = page.locator(".md-search__input")
    box.fill(words)
    box.press("End")  # the theme listens to keys, not to input


def _until(page: Page, some: bool, seconds: float = 10) -> list[str]:
    """The results, once there are any or once there are none; none in time is an answer too."""
    end = time.monotonic() + seconds
    while bool(links := page.evaluate(FOUND)) != some and time.monotonic() < end:
        time.sleep(0.05)
    return list(links)

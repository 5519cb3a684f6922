"""The site's own search, asked in people's words: `tests/search.toml` says which page each should find."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page

from publishing.paths import OFFLINE

ASKED = tomllib.loads((Path(__file__).parents[1] / "search.toml").read_text(encoding="utf-8"))
PHRASES: dict[str, list[str]] = ASKED["phrases"]
FIRST: list[str] = ASKED["first"]
FORTY = [*FIRST, *(phrase for phrase in PHRASES if phrase not in FIRST)][:40]
WRITTEN = {"pasted": list(PHRASES), "typed": FORTY[::3], "composed": FORTY[::3]}
"""What is found does not depend on how it was written; whether anything is found does, for which a few are enough."""

FOUND = """() => [...document.querySelectorAll(".md-search-result__item")]
    .slice(0, 3).map((item) => item.querySelector("a").href)"""

Write = Callable[[str], None]
Wanted = Callable[[list[str]], bool]


class Search:
    """The search of one form of the site, open, with an empty box, and the ways to write in it."""

    def __init__(self, page: Page, home: str, session: CDPSession) -> None:
        self.page, self.home, self.session = page, home, session
        self.box = page.locator(".md-search__input")
        page.locator('label[for="__search"].md-header__button').click()
        self.box.wait_for()

    def typed(self, words: str) -> None:
        """Key by key."""
        self.box.press_sequentially(words)

    def pasted(self, words: str) -> None:
        """As a paste, or words that were spoken: no key is pressed."""
        self.page.keyboard.insert_text(words)

    def composed(self, words: str) -> None:
        """By an input method: Latin letters that grow, then the Chinese that is chosen for them."""
        for length in range(1, 4):
            spelt = "abc"[:length]
            at = {"selectionStart": length, "selectionEnd": length}
            self.session.send("Input.imeSetComposition", {"text": spelt, **at})
        self.session.send("Input.insertText", {"text": words})

    def pages(self, write: Write, phrase: str, wanted: Wanted) -> list[str]:
        """The pages of the first three results, as the hosted site calls them."""
        self.box.fill("")
        self._until(lambda pages: not pages)
        write(phrase)
        return self._until(wanted)

    def _page(self, link: str) -> str:
        path = link.partition("?")[0].partition("#")[0].removeprefix(f"{self.home}/").removesuffix(".html")
        return path.rstrip("/") + "/"

    def _until(self, wanted: Wanted, seconds: float = 3) -> list[str]:
        """The results as soon as they are what is wanted, and stay so: what was written first brings results of its
        own. Others in time are an answer too."""
        end, was_wanted = time.monotonic() + seconds, False
        while True:
            pages = [self._page(link) for link in self.page.evaluate(FOUND)]
            if (was_wanted and wanted(pages)) or time.monotonic() > end:
                return pages
            was_wanted = wanted(pages)
            time.sleep(0.02)


@pytest.fixture(params=["hosted", "offline"])
def search(request: pytest.FixtureRequest, page: Page, context: BrowserContext, site_url: str) -> Search:
    home = OFFLINE.resolve().as_uri() if request.param == "offline" else site_url
    page.goto(f"{home}/index.html" if request.param == "offline" else f"{home}/")
    return Search(page, home, context.new_cdp_session(page))


@pytest.mark.parametrize("way", WRITTEN)
def test_phrases_find_their_page_among_the_first_three(search: Search, way: str) -> None:
    write: Write = getattr(search, way)
    wrong = {}
    for phrase in WRITTEN[way]:
        right = PHRASES[phrase]
        reach = 1 if phrase in FIRST else 3

        def is_found(pages: list[str], reach: int = reach, right: list[str] = right) -> bool:
            return bool(set(pages[:reach]) & set(right))

        if not is_found(pages := search.pages(write, phrase, is_found)):
            wrong[phrase] = pages
    assert len(FORTY) == 40
    assert wrong == {}


def test_an_input_method_composes_here_as_it_does_on_a_phone(search: Search) -> None:
    """The three events really come; else the test above would prove nothing."""
    search.box.fill("")  # which presses a key
    search.box.evaluate(
        """(box) => { box.seen = [];
          for (const type of ["compositionstart", "compositionupdate", "compositionend", "keyup"])
            box.addEventListener(type, () => box.seen.push(type)); }"""
    )
    search.composed("投诉")
    seen = search.box.evaluate("(box) => box.seen")
    assert (seen[0], seen[-1]) == ("compositionstart", "compositionend")
    assert "compositionupdate" in seen
    assert "keyup" not in seen
    assert search.box.input_value() == "投诉"

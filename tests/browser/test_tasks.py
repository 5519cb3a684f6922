"""Three things that people come for, from the home page on a phone, with the taps counted."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from checker.model import Knowledge

MOST = 3
"""Taps; typing a sentence counts as one."""


class Visitor:
    """Somebody with a phone, who counts."""

    def __init__(self, page: Page, url: str) -> None:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{url}/")
        self.page = page
        self.taps = 0

    def tap(self, target: Locator) -> None:
        target.click()
        self.taps += 1

    def write(self, target: Locator, words: str) -> None:
        target.fill(words)
        self.taps += 1

    def reads(self, words: str) -> bool:
        self.page.get_by_text(words).locator("visible=true").first.wait_for()
        return True


def test_another_account_has_it_already(page: Page, site_url: str, knowledge: Knowledge) -> None:
    visitor = Visitor(page, site_url)
    visitor.tap(page.locator(".choices a", has_text="另一个账户已开通"))
    visitor.tap(page.locator("section[aria-labelledby=other] .links a").first)
    assert visitor.reads(knowledge.remedies[knowledge.reasons["R04"].remedies[0]].text)
    assert visitor.taps <= MOST


def test_another_account_in_ones_own_words(page: Page, site_url: str, knowledge: Knowledge) -> None:
    visitor = Visitor(page, site_url)
    visitor.write(page.locator("#ask-text"), "提示另一个账户已开通")
    visitor.tap(page.locator("#ask .button"))
    page.locator("#outcome[data-lead=R04] #steps").wait_for(timeout=20_000)
    assert visitor.reads(knowledge.remedies[knowledge.reasons["R04"].remedies[0]].text)
    assert visitor.taps <= MOST


def test_somebody_offers_to_open_it_for_200_yuan(page: Page, site_url: str, knowledge: Knowledge) -> None:
    visitor = Visitor(page, site_url)
    assert visitor.reads("开通不用付钱，也没有人能替你“强开”。")  # the warning itself needs no tap
    visitor.write(page.locator("#ask-text"), "有人说交 200 元包开")
    visitor.tap(page.locator("#ask .button"))
    page.locator("#outcome[data-lead=W01] #steps").wait_for(timeout=20_000)
    assert page.locator("#result-title").inner_text() == knowledge.reasons["W01"].headline
    assert visitor.taps <= MOST


def test_the_article_says_every_90_days(page: Page, site_url: str, knowledge: Knowledge) -> None:
    visitor = Visitor(page, site_url)
    visitor.tap(page.get_by_role("link", name="看说法核查"))
    visitor.write(page.locator("input[data-find]"), "90天")
    claim = knowledge.claims["S99"]
    row = page.locator(f"#{claim.id}")
    page.locator("#S100").wait_for(state="hidden")  # the others have gone
    row.wait_for()
    assert knowledge.labels["grade"][claim.grade] in row.inner_text()
    assert visitor.taps <= MOST

"""Guides as they come out of a printer: few sheets, and on them every number and every step of the page."""

from __future__ import annotations

import pypdfium2
import pytest
from playwright.sync_api import Page

SHEETS = {"/stop/": 2, "/howto/explanation/": 8}
"""A page that people print, and how many sheets it may take: of the second, five are letters to send."""

ON_SCREEN = (
    "[...document.querySelectorAll('article a[href^=\"tel:\"]')].map((link) => link.getAttribute('href').slice(4))"
)


@pytest.mark.parametrize("path", SHEETS)
def test_few_sheets_hold_every_number(page: Page, site_url: str, path: str) -> None:
    page.goto(site_url + path)
    paper = pypdfium2.PdfDocument(page.pdf(format="A4"))
    assert len(paper) <= SHEETS[path]
    printed = "".join(sheet.get_textpage().get_text_range() for sheet in paper)
    assert {number for number in page.evaluate(ON_SCREEN) if number not in printed} == set()


def test_a_folded_letter_is_printed_without_what_is_for_tapping(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/howto/explanation/")
    page.emulate_media(media="print")
    assert page.locator("[data-letter]").filter(visible=True).count() == 0
    assert page.locator(".jump").filter(visible=True).count() == 0

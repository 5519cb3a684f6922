"""The leaflets as they come out of a printer: one sheet each, black on white, with a code that leads to the page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from jinja2 import Template
from playwright.sync_api import Page

from checker.model import Knowledge
from macros.leaflets import leaflet
from macros.site import Site
from publishing.paths import ROOT

pytestmark = pytest.mark.site

LEAFLETS = sorted((ROOT / "docs" / "leaflets").glob("*.md"))

ADDRESSES = ["", "https://example.org/", "https://huabei.students-aid-office.example.edu.cn/help/huabei-check/"]

A4 = (297 / 25.4 * 72, 210 / 25.4 * 72)  # landscape, in points

DOTS = 200 / 72  # of a home printer's draft, for each point

LIGHT = 250  # of 255: no ink


def sheet(knowledge: Knowledge, path: Path, site_url: str) -> str:
    """The sheet of the page in `path` as it is printed into it on a site at `site_url`."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    heading = re.findall(r"^heading: (.+)$", front, re.M)[0]
    page = SimpleNamespace(url=f"leaflets/{path.stem}/", meta={"heading": heading})
    env: Any = SimpleNamespace(page=page, conf={"use_directory_urls": True, "site_url": site_url})
    site = Site(knowledge, env, date(2026, 11, 25))
    return str(Template(body).render(leaflet=site.present(leaflet)))


def printed(page: Page) -> pypdfium2.PdfDocument:
    """What the browser prints of the page that it shows, with the paper that the page asks for."""
    return pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))


def codes(bitmap: pypdfium2.PdfBitmap) -> list[str]:
    """What the QR codes say on a sheet drawn in grey."""
    pixels = memoryview(bytes(bitmap.buffer))
    view = zxingcpp.ImageView(pixels, bitmap.width, bitmap.height, zxingcpp.ImageFormat.Lum, bitmap.stride)
    return [code.text for code in zxingcpp.read_barcodes(view)]


BEYOND = """() => [...document.querySelectorAll(".panel, .panel *")]
  .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth)
  .map((part) => part.className || part.tagName)"""
"""What does not fit into the width of a phone."""

REPLACE = """(html) => {
  const whole = new DOMParser().parseFromString(html, "text/html");
  document.querySelector("[data-leaflet]").replaceWith(whole.querySelector("[data-leaflet]"));
}"""


@pytest.mark.parametrize("path", LEAFLETS, ids=lambda path: path.stem)
def test_one_sheet_whose_code_leads_to_its_page(page: Page, site_url: str, knowledge: Knowledge, path: Path) -> None:
    page.goto(f"{site_url}/leaflets/{path.stem}/")
    about = re.findall(r'leaflet\("([^"]+)\.md"', path.read_text(encoding="utf-8"))[0] + "/"
    for address in ADDRESSES:
        page.evaluate(REPLACE, sheet(knowledge, path, address))
        [paper] = printed(page)
        assert paper.get_size() == pytest.approx(A4, abs=1)
        assert codes(paper.render(scale=DOTS, grayscale=True)) == ([address + about] if address else [])
        assert page.locator(".address").inner_text() == address + about
        assert page.evaluate(BEYOND) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_black_on_white_whatever_the_screen_shows(page: Page, site_url: str, scheme: Any) -> None:
    """As built, with the colours of the device: on paper no dot has a colour, and most have no ink."""
    page.emulate_media(color_scheme=scheme)
    for path in LEAFLETS:
        page.goto(f"{site_url}/leaflets/{path.stem}/")
        [paper] = printed(page)
        bitmap = paper.render(scale=1)
        pixels = bytes(bitmap.buffer)
        red, green, blue = (pixels[at :: bitmap.n_channels] for at in range(3))
        assert red == green == blue, path.stem
        assert sum(dot > LIGHT for dot in red) > 0.8 * len(red), path.stem


def test_every_leaflet_is_offered_to_helpers(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/helpers/")
    hrefs = page.locator("article a").evaluate_all("links => links.map((link) => link.pathname)")
    assert {f"/leaflets/{path.stem}/" for path in LEAFLETS} <= set(hrefs)
    page.goto(f"{site_url}/howto/family/")
    assert page.locator('article a[href$="/helpers/"]').count() == 1

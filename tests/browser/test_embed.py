"""The check in a frame of another site: it works, keeps nothing, tells its height alone, and only where it may."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Frame, Page, expect

from publishing import serve
from tests.embedding import FRAME, allow, host_page, linked_copy

from .conftest import Check

pytestmark = [pytest.mark.site, pytest.mark.keeps]

TOLD = """if (top === window) {
  window.told = [];
  addEventListener("message", ({ data }) => told.push(data));
}"""
"""Keeps what the other site is told."""

KEPT = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
  (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length, document.cookie]"""

FITS = f"""() => {{
  const {{ height }} = document.getElementById("{FRAME}").getBoundingClientRect();
  return Math.abs(height - told[told.length - 1].height) < 2 && height;
}}"""
"""Whether the frame is as tall as it was last told."""


@dataclass(frozen=True)
class Sites:
    """Where the page of another site stands: at origins that may frame the check, and at one that may not."""

    allowed: str
    neighbour: str  #: may frame it too, and counts as the same site: there a browser would let it keep something
    refused: str
    embed: str  #: what it frames


@pytest.fixture(scope="module")
def sites(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    ours = linked_copy(built_site, tmp_path_factory.mktemp("ours"))
    theirs = tmp_path_factory.mktemp("theirs")
    servers = [serve.server(folder, 0) for folder in (ours, theirs, theirs)]
    own, other, third = (server.server_address[1] for server in servers)
    embed = f"http://127.0.0.1:{own}/embed/"
    allow(ours, f"http://localhost:{other}", f"http://127.0.0.1:{third}")
    (theirs / "index.html").write_text(host_page(built_site, embed), encoding="utf-8")
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Sites(f"http://localhost:{other}/", f"http://127.0.0.1:{third}/", f"http://127.0.0.1:{other}/", embed)
    for server in servers:
        server.shutdown()
        server.server_close()


def framed(page: Page) -> Frame:
    """The frame with the check, or with what the browser shows in its place."""
    return page.frames[1]


@pytest.fixture
def embedded(page: Page, sites: Sites) -> Check:
    """The check in the frame of the site that may show it, ready."""
    page.add_init_script(TOLD)
    page.goto(sites.allowed)
    frame: Any = framed(page)
    return Check(cast("Page", frame), sites.embed.removesuffix("/embed/")).until_engine("ready")


def fits(page: Page) -> float:
    """How tall the frame is, once it is as tall as what it shows."""
    return float(page.wait_for_function(FITS).json_value())


def test_it_answers_grows_and_shrinks_and_asks_nobody(embedded: Check, page: Page, sites: Sites) -> None:
    start = fits(page)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    embedded.choose("prompt", "other").choose("other_account", "lost").choose("other_state", "open")
    assert embedded.findings()[0] == "R04"
    tall = fits(page)
    assert tall > start
    assert framed(page).evaluate("document.documentElement.scrollHeight <= innerHeight")
    framed(page).locator("[data-erase]").click()
    expect(framed(page).locator("#told")).to_be_hidden()
    page.wait_for_function(f"tall => ({FITS})() < tall", arg=tall)
    assert asked == []
    assert page.url == sites.allowed
    assert {key for message in page.evaluate("told") for key in message} == {"height"}


def test_it_keeps_nothing_and_offers_nothing_that_would(page: Page, sites: Sites) -> None:
    page.goto(sites.neighbour)
    embedded = Check(cast("Page", framed(page)), "").until_engine("ready")
    embedded.choose("prompt", "other")
    assert framed(page).evaluate(KEPT) == [0, 0, 0, 0, 0, ""]
    assert not framed(page).locator("#keep").is_visible()
    assert framed(page).locator("[data-link]").count() == 0
    assert "链接" not in framed(page).locator("#take > .small").first.inner_text()
    page.reload()
    again = Check(cast("Page", framed(page)), "").until_engine("ready")
    assert again.answers() == {}


def test_the_stop_card_works_and_its_links_open_a_page_of_their_own(embedded: Check, page: Page, sites: Sites) -> None:
    embedded.give({"offers": ["paid", "code"]})
    frame = framed(page)
    expect(frame.locator("#stop")).to_be_visible()
    assert frame.locator("#stop a[href='tel:110']").get_attribute("target") is None
    with page.context.expect_page() as opened:
        frame.locator("#stop a[target=_blank]").click()
    assert opened.value.url == sites.embed.replace("/embed/", "/stop/")
    assert opened.value.evaluate("window.opener") is None
    assert page.url == sites.allowed
    leading_away = frame.locator("a:not([href^='#']):not([href^='tel:'])")
    assert leading_away.count() == frame.locator("a[target=_blank][rel=noopener]").count() > 30


def test_a_message_is_understood_in_the_frame(embedded: Check, page: Page) -> None:
    frame = framed(page)
    frame.locator("#say").fill("提示另一个账户已开通")
    frame.locator("[data-say]").click()
    expect(frame.locator("[data-scope=in]")).to_be_visible()
    assert embedded.until_judged().findings()[0] == "R04"


@pytest.mark.parametrize("case", ["another site", "another page", "no list"])
def test_it_is_refused_where_nobody_allowed_it(page: Page, sites: Sites, site_url: str, case: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(sites.refused if case == "another site" else sites.allowed)
    if case != "another site":
        address = sites.embed.replace("embed", "check") if case == "another page" else f"{site_url}/embed/"
        page.evaluate(f"(url) => {{ document.getElementById('{FRAME}').src = url; }}", address)
        page.wait_for_event("console", lambda message: "frame-ancestors" in message.text)
    assert [text for text in said if "frame-ancestors" in text]
    assert page.frame_locator(f"#{FRAME}").locator("#check").count() == 0


def test_nothing_of_it_is_kept_for_later(built_site: Path) -> None:
    """The service worker of the site leaves it alone."""
    kept = (built_site / "sw.js").read_text(encoding="utf-8")
    assert not re.search(r'"(embed/|assets/embed)', kept)
    assert '"check/index.html"' in kept

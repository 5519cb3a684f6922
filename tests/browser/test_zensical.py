"""The exit works: Zensical's pages hold everything, and the check gives its verdict there. ``make zensical``."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from publishing import serve
from publishing.paths import SITE
from tools.zensical import OUT, differences, search_entries

from .conftest import Check
from .policy import VIOLATIONS

pytestmark = pytest.mark.zensical


@pytest.fixture(scope="module")
def zensical_url() -> Iterator[str]:
    assert (OUT / "check" / "index.html").exists(), "make zensical"
    server = serve.server(OUT, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_every_page_and_anchor_is_there() -> None:
    lost = differences(SITE, OUT)
    assert lost["页面"] == lost["锚点"] == lost["标题"] == lost["简介"] == []
    assert search_entries(OUT) >= search_entries(SITE) * 0.9


def test_the_check_gives_its_verdict(page: Page, zensical_url: str) -> None:
    page.add_init_script(VIOLATIONS)
    check = Check(page, zensical_url).open()
    check.choose("product", "pay").choose("prompt", "other")
    check.until("document.getElementById('diagnosis').textContent")
    assert check.findings()[0] == "R04"
    page.locator("#say").fill("提示另一个账户已开通")
    page.locator("[data-say]").click()
    check.until("!document.querySelector('[data-scope=in]').hidden")


KNOWN = {"style-src-elem inline"}
"""Its pages and its script bring styles of their own; decisions/0007 says what to do about it."""


def test_the_policy_holds_on_some_pages(context: BrowserContext, zensical_url: str) -> None:
    context.add_init_script(VIOLATIONS)
    page = context.new_page()
    found: set[str] = set()
    for path in ("/", "/check/", "/claims/", "/howto/explanation/"):
        page.goto(zensical_url + path)
        page.wait_for_timeout(1000)
        found.update(page.evaluate("violations"))
    assert found <= KNOWN

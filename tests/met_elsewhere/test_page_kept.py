"""What is said about keeping the site for later follows what has happened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import faulty
from tests.browser.conftest import Check
from tests.browser.faulty import Host

pytestmark = pytest.mark.keeps


@pytest.fixture
def host(built_site: Path) -> Iterator[Host]:
    with faulty.serving(built_site) as host:
        yield host


def says(page: Page, root: str) -> list[str]:
    """What the page about reading without a network says about this browser, once it knows."""
    page.goto(f"{root}/offline/")
    page.wait_for_load_state("networkidle")
    return list(
        page.evaluate("""() => [...document.querySelectorAll("[data-kept-note]")]
            .filter((line) => !line.hidden).map((line) => line.dataset.keptNote)""")
    )


def test_nothing_is_promised_before_it_is_known(page: Page, host: Host) -> None:
    assert says(page, host.url) == ["unknown"]
    assert "浏览器允许的话" in page.locator('[data-kept-note="unknown"]').inner_text()


def test_what_is_kept_is_said(page: Page, host: Host) -> None:
    Check(page, host.url).open().until("document.documentElement.dataset.kept === 'yes'", 60)
    assert says(page, host.url) == ["yes"]


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(navigator, 'serviceWorker', { value: undefined })",
        "Object.defineProperty(navigator, 'serviceWorker', { get() { throw new DOMException('denied'); } })",
        "navigator.serviceWorker.getRegistration = () => Promise.reject(new DOMException('denied'))",
    ],
    ids=["plain http", "refused", "refused later"],
)
def test_what_cannot_be_kept_is_said(context: BrowserContext, host: Host, script: str) -> None:
    page = context.new_page()
    page.add_init_script(script)
    assert says(page, host.url) == ["no"]
    expect(page.locator('[data-kept-note="no"]')).to_be_visible()
    check = Check(page, host.url).open()
    check.until("document.documentElement.dataset.kept === 'no'")


def test_a_page_that_was_rewritten_on_its_way_is_not_kept(page: Page, host: Host) -> None:
    """As a network or a host does it that adds a script of its own to every page."""
    host.wrong["/privacy/"] = lambda handler, body: handler.answer(
        body.replace(b"</body>", b"<!-- added --></body>"), "text/html; charset=utf-8"
    )
    Check(page, host.url).open().until("document.documentElement.dataset.kept === 'no'", 60)
    assert says(page, host.url) == ["unknown"]

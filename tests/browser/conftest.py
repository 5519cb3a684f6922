"""A browser and the built site, once a session.

`CHROME` names a browser, `SITE_READY=1` says that ``site/`` has been built already.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from steps import serve
from steps.paths import SITE

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge")
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """The address of the site as it is handed to a host, served on this machine."""
    server = serve.server(site, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    chrome = _chrome()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chrome, args=list(QUIET))
        yield browser
        browser.close()


def _chrome() -> str | None:
    """A browser of this machine; else Playwright's own, else the distribution's; None is Playwright's."""
    named = os.environ.get("CHROME") or next(filter(None, map(shutil.which, NAMES)), None)
    if named:
        return named
    if _runs(sys.executable, "-m", "playwright", "install", "chromium"):
        return None
    if _runs("apt-get", "install", "-y", "chromium"):
        return shutil.which("chromium")
    raise RuntimeError("没有找到浏览器，也没能装上。请装 Chromium，或用环境变量 CHROME 指明它在哪里。")


def _runs(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=300, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A person's browser on a phone: nothing in its cache, nothing remembered."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """An empty page; a script error on it fails the test."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


class Check:
    """The check page as a person sees it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = f"{url}/check/"

    def open(self, fragment: str = "", *, until: str = "ready") -> Check:
        self.page.goto("about:blank")
        self.page.goto(self.url + fragment)
        return self.until_engine(until) if until else self

    def until(self, expression: str, seconds: float = 15) -> object:
        """Wait until `expression` is true in the page; asked again and again, as a CSP may forbid more."""
        end = time.monotonic() + seconds
        while not (value := self.page.evaluate(expression)):
            assert time.monotonic() < end, f"not within {seconds} s: {expression}"
            time.sleep(0.02)
        return value

    def until_engine(self, state: str, seconds: float = 20) -> Check:
        self.until(f"document.documentElement.dataset.engine === {state!r}", seconds)
        return self

    @property
    def engine(self) -> str:
        return str(self.page.evaluate("document.documentElement.dataset.engine"))

    def choose(self, question: str, *options: str) -> Check:
        """Tap options, wherever the question stands, and wait for the verdict on them."""
        for option in options:
            self.page.evaluate("document.addEventListener('diagnosis', () => { window.told = true }, { once: true }); window.told = false")
            self.page.locator(f'input[name="{question}"][value="{option}"]').check()
            self.until("window.told")
        return self

    def answers(self) -> dict[str, object]:
        return dict(self.page.evaluate("answers()"))

    def findings(self) -> list[str]:
        return list(self.page.evaluate("[...document.querySelectorAll('#findings article:not([hidden])')].map((card) => card.id)"))

    def report(self) -> str:
        """The engine's own bytes."""
        return str(self.page.evaluate("document.getElementById('diagnosis').textContent"))


@pytest.fixture
def check(page: Page, site_url: str) -> Check:
    """The check page, not opened yet."""
    return Check(page, site_url)


@pytest.fixture
def opened(browser: Browser, site_url: str) -> Iterator[Callable[[BrowserContext], Check]]:
    """A check page in a context of the test's own making."""
    yield lambda context: Check(context.new_page(), site_url)


__all__ = ["SITE", "Check", "Path"]

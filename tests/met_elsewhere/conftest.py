"""The browser, the site and the check page of `tests/browser`, for reports that are tried in a page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from publishing.paths import OFFLINE
from tests.browser import chromium
from tests.browser.conftest import Check, browser, check, context, page, phones, ready, ready_checks

__all__ = ["browser", "check", "context", "page", "phones", "ready", "ready_checks"]

Profile = Callable[[dict[str, object]], BrowserContext]


@pytest.fixture
def profile(browser: Browser, tmp_path: Path) -> Iterator[Profile]:
    """A person's own browser: with a profile on the disk, and settings as its own settings page writes them.

    It refuses the service worker, as `context` does.
    """
    opened: list[BrowserContext] = []

    def start(settings: dict[str, object]) -> BrowserContext:
        folder = tmp_path / "profile"
        (folder / "Default").mkdir(parents=True, exist_ok=True)
        (folder / "Default" / "Preferences").write_text(json.dumps(settings), encoding="utf-8")
        opened.append(
            browser.browser_type.launch_persistent_context(
                folder,
                executable_path=chromium.find(),
                args=chromium.LAUNCH,
                ignore_default_args=["--disable-back-forward-cache"],
                viewport={"width": 390, "height": 844},
                service_workers="block",
            )
        )
        opened[-1].set_default_timeout(5000)
        return opened[-1]

    yield start
    for one in opened:
        one.close()


@pytest.fixture(params=["hosted", "offline"])
def home(request: pytest.FixtureRequest, site_url: str) -> str:
    """The home page, on a host and by double click."""
    return f"{site_url}/" if request.param == "hosted" else (OFFLINE.resolve() / "index.html").as_uri()


def check_of(page: Page, home: str) -> Check:
    """The check page beside that home page."""
    found = Check(page, "")
    found.url = home.replace("index.html", "check.html") if home.startswith("file:") else f"{home}check/"
    return found

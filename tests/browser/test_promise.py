"""What we promise about the network and the policy, checked where it has to hold."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from steps.paths import SITE
from tests.browser.conftest import Check

VIOLATIONS = """
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) =>
        violations.push(`${event.violatedDirective} ${event.blockedURI || event.sample}`));
"""


def _paths() -> list[str]:
    """Every page of the built site, as a host would be asked for it."""
    pages = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    return ["/" + page.removesuffix("index.html") for page in pages]


def test_nothing_leaves_after_the_engine_is_ready(check: Check) -> None:
    asked: list[str] = []
    check.page.on("request", lambda request: asked.append(request.url))
    check.open()
    before = len(asked)
    check.choose("prompt", "other").choose("other_account", "lost").choose("other_state", "open")
    assert check.findings()[0] == "R04"
    assert len(asked) == before
    assert {urlsplit(url).netloc for url in asked if url.startswith("http")} == {urlsplit(check.url).netloc}


def test_every_page_keeps_to_the_policy(context: BrowserContext, site_url: str) -> None:
    context.add_init_script(VIOLATIONS)
    page = context.new_page()
    strangers: list[str] = []
    python: list[str] = []
    page.on("request", lambda request: strangers.append(request.url) if not request.url.startswith(site_url) else None)
    page.on("request", lambda request: python.append(request.url) if "/runtime/" in request.url else None)
    found = {}
    for path in _paths():
        if path == "/check/":
            continue
        page.goto(site_url + path)
        page.wait_for_load_state("networkidle")
        if violations := page.evaluate("violations"):
            found[path] = violations
    assert found == {}
    assert strangers == []
    assert python == [], "only the check page may load Python"


def test_a_planted_script_and_a_foreign_request_are_blocked(context: BrowserContext, site_url: str) -> None:
    context.add_init_script(VIOLATIONS)
    page = context.new_page()
    page.goto(f"{site_url}/check/")
    page.evaluate("""() => {
        const planted = document.createElement("script");
        planted.textContent = "window.planted = true";
        document.body.append(planted);
        return fetch("https://example.invalid/").catch(() => {});
    }""")
    violations = " ".join(page.evaluate("violations"))
    assert page.evaluate("window.planted") is None
    assert "script-src" in violations
    assert "connect-src https://example.invalid" in violations


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_in_the_readme_can_be_taken(browser, site_url: str, scheme: str) -> None:  # type: ignore[no-untyped-def]
    """The README's screenshot is this one; copy it from build/ when the page has changed."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page: Page = context.new_page()
    Check(page, site_url).open().choose("product", "pay").choose("prompt", "other")
    page.evaluate("document.getElementById('result-title').scrollIntoView()")
    path = Path(SITE).parent / "build" / f"screenshot-{scheme}.png"
    page.screenshot(path=path, animations="disabled")
    assert path.stat().st_size > 10_000
    context.close()

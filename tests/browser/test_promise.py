"""What we promise about the network and the policy, checked where it has to hold."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

from publishing.paths import SITE
from tests.browser import faulty
from tests.browser.conftest import Check
from tests.browser.policy import VIOLATIONS

pytestmark = pytest.mark.keeps


def test_nothing_leaves_after_the_engine_is_ready(check: Check) -> None:
    asked: list[str] = []
    check.page.on("request", lambda request: asked.append(request.url))
    check.open()
    before = len(asked)
    check.choose("prompt", "other").choose("other_account", "lost").choose("other_state", "open")
    assert check.findings()[0] == "R04"
    assert len(asked) == before
    assert {urlsplit(url).netloc for url in asked if url.startswith("http")} == {urlsplit(check.url).netloc}


def test_a_planted_script_and_a_foreign_request_are_blocked(context: BrowserContext, site_url: str) -> None:
    page = context.new_page()
    page.add_init_script(VIOLATIONS)
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


OURS = {
    "Worker constructor": "the engine's own thread, at an address that the build printed",
    "ServiceWorkerContainer register": "sw.js, below the root that the build printed",
    "HTMLScriptElement src": "the theme's script, at an address that the build printed, once it is wanted",
    "HTMLScriptElement textContent": "the report, put into a block of JSON, which never runs",
}
"""What our scripts do that Trusted Types would ask about. The theme does more: see decisions/0006."""


def test_our_scripts_make_no_markup_out_of_text(context: BrowserContext, built_site: Path) -> None:
    """Trusted Types, report-only: every place where text could become markup or a script is reported."""
    report_only = "require-trusted-types-for 'script'"
    context.add_init_script(
        """window.sinks = [];
        document.addEventListener("securitypolicyviolation", (event) =>
            sinks.push([event.violatedDirective, event.sourceFile, event.sample.split("|")[0]]));"""
    )
    with faulty.serving(built_site) as host:
        host.wrong["/check/"] = lambda handler, body: handler.answer(
            body, "text/html; charset=utf-8", Content_Security_Policy_Report_Only=report_only
        )
        check = Check(context.new_page(), host.url).open()
        check.choose("product", "pay").choose("prompt", "other")
        check.page.locator("#say").fill("提示<b>另一个账户</b>已开通")
        check.page.locator("[data-say]").click()
        check.until("!document.querySelector('[data-scope=in]').hidden")
        check.give({"prompt": "cond", "offers": ["paid", "code"]})
        check.page.locator("[data-copy]").click()
        check.page.locator("[data-link]").click()
        check.page.locator('label[for="__search"].md-header__button').click()
        expect(check.page.locator("#__search")).to_be_checked()  # the theme's script comes now; nobody types before
        check.page.locator(".md-search__input").fill("芝麻分")
        check.page.locator(".md-search__input").press("End")
        check.page.locator(".md-search-result__item").first.wait_for()
        sinks = check.page.evaluate("sinks")
    assert {directive for directive, _, _ in sinks} == {"require-trusted-types-for"}
    theirs = "/assets/javascripts/"
    assert [sink for sink in sinks if theirs in sink[1]], "the theme would break if this were enforced"
    assert {sink for _, file, sink in sinks if theirs not in file} == set(OURS)


def test_the_pictures_in_the_readme_can_be_taken(ready: Check) -> None:
    """The README's screenshots are these; copy them from build/ when the page has changed."""
    ready.choose("product", "pay").choose("prompt", "other")
    for scheme, name in (("default", "light"), ("slate", "dark")):
        ready.page.evaluate("(scheme) => { document.body.dataset.mdColorScheme = scheme; }", scheme)
        ready.page.evaluate("document.getElementById('result-title').scrollIntoView()")
        path = Path(SITE).parent / "build" / f"screenshot-{name}.png"
        ready.page.screenshot(path=path, animations="disabled")
        assert path.stat().st_size > 10_000
    ready.page.evaluate("document.body.dataset.mdColorScheme = 'default'")

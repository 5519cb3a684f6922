"""axe-core over every state of the check page and over the pages that people land on."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from steps import tools
from tests.browser.conftest import Check

AXE = "node_modules/axe-core/axe.min.js"

SHEETS: dict[str, dict[str, list[str]]] = {
    "empty": {},
    "half filled": {"product": ["pay"], "status": ["never"]},
    "stop": {"offers": ["paid", "share"]},
    "scope": {"product": ["recv"]},
    "hard": {"prompt": ["other"], "other_account": ["lost"]},
    "strong": {"overdue": ["unpaid"], "applications": ["6_plus"]},
    "technical": {"prompt": ["face"], "environment": ["root"]},
    "weak": {"account_age": ["under_1m"], "usage": ["none"]},
    "fallback": {"prompt": ["cond"]},
}
"""A name for the state → the answers that lead to it."""

LANDINGS = ("/", "/reasons/account/", "/claims/", "/scams/", "/stop/", "/howto/credit-report/", "/prompts/")


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core."""
    return (tools.installed(Path(__file__).parents[1] / "node") / AXE).read_text(encoding="utf-8")


def _violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run().then(({ violations }) => violations)")
    return [f"{item['id']}: {node['target']}" for item in found for node in item["nodes"]]


@pytest.fixture(params=["light", "dark"])
def themed(request: pytest.FixtureRequest, browser: Browser) -> BrowserContext:
    """A phone in one of the two schemes."""
    return browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=request.param)


def test_no_state_of_the_check_page_violates_axe(themed: BrowserContext, site_url: str, axe: str) -> None:
    found = {}
    check = Check(themed.new_page(), site_url).open()
    for state, sheet in SHEETS.items():
        check.page.evaluate("(sheet) => fill(sheet)", sheet)
        check.page.evaluate("ask()")
        check.until("JSON.stringify(last) === JSON.stringify(answers())")
        if violations := _violations(check.page, axe):
            found[state] = violations
    check.page.emulate_media(media="print")
    if violations := _violations(check.page, axe):
        found["print"] = violations
    themed.close()
    assert found == {}


def test_no_landing_page_violates_axe(themed: BrowserContext, site_url: str, axe: str) -> None:
    page = themed.new_page()
    found = {}
    for path in LANDINGS:
        page.goto(site_url + path)
        if violations := _violations(page, axe):
            found[path] = violations
    themed.close()
    assert found == {}

"""axe-core over every state of the check page and over the pages that people land on, each loaded once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from checker.model import Knowledge
from runtime import node_tools
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

LANDINGS = (
    "/",
    "/reasons/account/",
    "/claims/",
    "/scams/",
    "/stop/",
    "/howto/credit-report/",
    "/prompts/",
    "/howto/checkout/",
    "/howto/parents/",
    "/howto/explanation/",
    "/rules/",
    "/helpers/",
    "/leaflets/scammed/",
    "/embedding/",
)

LONG = ("/sources/", "/licences/", "/method/", "/myths/")
"""Pages of long lines, for those who enlarge; on the first two there is much to tap, too."""


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core."""
    return (node_tools.installed(Path(__file__).parents[1] / "node") / AXE).read_text(encoding="utf-8")


COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of axe-core that look at colours. All the others look at the page, which is the same in the dark."""


def _violations(page: Page, axe: str, *rules: str) -> list[str]:
    """What violates these rules, or any of them all."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    script = "(rules) => axe.run(rules.length ? { runOnly: rules } : {}).then(({ violations }) => violations)"
    found = page.evaluate(script, list(rules))
    return [f"{item['id']}: {node['target']}" for item in found for node in item["nodes"]]


IS_BRIGHT = "parseInt(getComputedStyle(document.body).backgroundColor.match(/[0-9]+/)[0]) > 128"
"""Whether the paper of the page is light."""

IS_PRINTED = "matchMedia('print').matches"

SCHEME = "(scheme) => { document.body.dataset.mdColorScheme = scheme; }"
"""What the theme does when a page has loaded on a device of that scheme; tests/browser/test_theme.py sees that it does."""


def _violations_by_day_and_night(page: Page, axe: str) -> dict[str, list[str]]:
    """Scheme → violations, where there are any; the page is light before and after."""
    found = {"light": _violations(page, axe)}
    page.evaluate(SCHEME, "slate")
    assert page.evaluate(f"({IS_BRIGHT}) === {IS_PRINTED}"), "paper alone stays light"
    found["dark"] = _violations(page, axe, *COLOURS)
    page.evaluate(SCHEME, "default")
    return {scheme: violations for scheme, violations in found.items() if violations}


def test_no_state_of_the_check_page_violates_axe(check: Check, axe: str) -> None:
    found = {}
    check.open()
    for state, sheet in SHEETS.items():
        check.give(sheet)
        found[state] = _violations_by_day_and_night(check.page, axe)
    check.page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    check.choose("prompt", "other").choose("prompt", "face")  # a changed answer, and the bar that undoes it
    assert check.page.locator("#changed").is_visible()
    found["changed, everything unfolded"] = _violations_by_day_and_night(check.page, axe)
    check.page.emulate_media(media="print")
    found["print"] = _violations_by_day_and_night(check.page, axe)
    assert {state: violations for state, violations in found.items() if violations} == {}


def test_the_check_in_a_frame_follows_the_colours_of_the_device(page: Page, site_url: str, axe: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{site_url}/embed/")
    check = Check(page, site_url).until_engine("ready")
    found = {}
    for state in ("empty", "stop", "hard", "fallback"):
        check.give(SHEETS[state])
        page.emulate_media(color_scheme="light")
        check.until(IS_BRIGHT)
        found[state, "light"] = _violations(page, axe)
        page.emulate_media(color_scheme="dark")
        check.until(f"!({IS_BRIGHT})")
        found[state, "dark"] = _violations(page, axe, *COLOURS)  # the page is the same otherwise
    assert {state: violations for state, violations in found.items() if violations} == {}


@pytest.mark.parametrize(("device", "asked"), [("dark", ""), ("dark", "light"), ("light", "dark")])
def test_the_check_in_a_frame_begins_with_the_colours_asked_for_or_those_of_the_device(
    page: Page, site_url: str, axe: str, device: Any, asked: str
) -> None:
    page.emulate_media(color_scheme=device)
    check = Check(page, site_url)
    check.url = f"{site_url}/embed/" + (f"?theme={asked}" if asked else "")
    check.open_instant().give(SHEETS["stop"])
    assert page.evaluate(IS_BRIGHT) == ((asked or device) == "light")
    assert _violations(page, axe, *COLOURS) == []
    other: Any = "light" if device == "dark" else "dark"
    page.emulate_media(color_scheme=other)
    check.until(f"({IS_BRIGHT}) === {json.dumps((asked or other) == 'light')}")


ENLARGED = {"200 %": 640, "400 %": 320}
"""A window 1280 wide, enlarged, is one of so many CSS pixels; the check page has its own test."""

TARGETS = (
    "article :is(button, summary, select, input:not([type=hidden]))",
    "article :is(.jump, .choices, .families, .links, .aid, .fork, .calls, .newest, .whom) a",
    ":is(.md-button, .stop-link, .md-header__button:not([hidden]))",
)
"""What stands alone to be tapped; links within a sentence are as high as their line."""

LOW = """(targets) => targets.filter((one) => one.checkVisibility() && !one.closest('details:not([open]) > :not(summary)'))
  .filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML.slice(0, 90))"""
"""Those that are lower than a finger is wide: 44 pixels."""


@pytest.mark.parametrize("path", [*LANDINGS, *LONG])
def test_a_page_can_be_read_and_tapped_by_everybody(page: Page, site_url: str, axe: str, path: str) -> None:
    """Neither axe-core nor a finger nor an enlarged window finds anything wrong: one visit, looked at in all ways."""
    page.goto(site_url + path)
    violations = _violations_by_day_and_night(page, axe) if path in LANDINGS else {}
    low = page.eval_on_selector_all(", ".join(TARGETS), LOW) if path not in LONG[2:] else []
    wide = {}
    for name, width in ENLARGED.items():
        page.set_viewport_size({"width": width, "height": 512})
        if (scrolled := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[name] = scrolled
    assert (violations, low, wide) == ({}, [], {})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_hide_nothing(check: Check, site_url: str, axe: str, scheme: Any) -> None:
    page = check.page
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    check.open_instant("#v=1&a=product:pay,status:never,prompt:other")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert _violations(page, axe) == []
    background, dot, text, outline = page.evaluate(
        """() => {
          const style = (selector) => getComputedStyle(document.querySelector(selector));
          return [style('body').backgroundColor, style('.here .dot').fill, style('.stations text').fill,
            style('.option:has(:checked)').outlineStyle];
        }"""
    )
    assert background not in (dot, text)
    assert outline == "solid"
    page.goto(f"{site_url}/")
    assert page.evaluate("getComputedStyle(document.querySelector('.ask .button')).borderStyle") == "solid"


def test_nothing_moves(check: Check) -> None:
    """Neither for those who ask for less motion nor for anybody else."""
    check.open_instant().choose("product", "pay").choose("status", "never").choose("prompt", "other")
    check.unfold("#found").page.locator("#R04 [data-because] button").first.click()
    check.choose("prompt", "cond")
    assert check.page.evaluate("document.getAnimations().length") == 0
    assert check.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


@pytest.mark.parametrize("denied", [False, True])
def test_a_letter_on_its_guide_is_copied_or_selected(
    page: Page, site_url: str, knowledge: Knowledge, denied: bool
) -> None:
    if denied:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    else:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site_url}/howto/explanation/")
    page.locator("details:has(> #letter-explanation) > summary").click()
    page.locator("[data-letter=letter-explanation]").click()
    page.locator(f"[data-said={'selected' if denied else 'copied'}]").locator("visible=true").wait_for()
    text = page.evaluate("String(getSelection())" if denied else "navigator.clipboard.readText()")
    assert text.split() == knowledge.letters["explanation"].body.split()

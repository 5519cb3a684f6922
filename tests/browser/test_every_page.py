"""What holds for every page of the site, seen on one visit to each of them.

Each keeps to the policy and asks nobody else; with letters as large as people set them nothing is wider than the
screen; and no field is one that a phone zooms into.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page

from publishing.paths import SITE

from .policy import VIOLATIONS

NARROW = {"width": 360, "height": 740}

IN_SETTINGS = (16, 24, 32)
"""The size of letters, in pixels, that a person chooses in the browser's settings."""

ZOOMED = (150, 200)
"""Per cent by which chat apps and Android enlarge text: every size but that of the boxes."""

WITH_PYTHON = ("/check/", "/embed/")
"""Only these may load Python; here it never comes."""


def paths() -> list[str]:
    """Every page of the built site, as a host would be asked for it."""
    pages = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    return ["/" + page.removesuffix("index.html") for page in pages]


SMALL = """() => [...document.querySelectorAll("input, select, textarea")]
  .filter((field) => !["checkbox", "radio", "hidden", "file"].includes(field.type))
  .map((field) => [field.id || field.name || field.className, parseFloat(getComputedStyle(field).fontSize)])
  .filter(([, size]) => size < 16)"""
"""Fields below 16 pixels: an iPhone zooms in on them, and stays there."""

UNFOLD = "() => { for (const fold of document.querySelectorAll('main details')) fold.open = true; }"

ZOOM = """(percent) => {
  document.documentElement.style.setProperty("font-size", percent ? `${percent * 1.25}%` : "", "important");
}"""

WIDER = "() => document.documentElement.scrollWidth - innerWidth"
"""By how many pixels the page is wider than the screen."""

MEDIUM = """() => {
  const probe = document.body.appendChild(document.createElement("p"));
  probe.style.fontSize = "medium";
  const size = getComputedStyle(probe).fontSize;
  probe.remove();
  return size;
}"""


@dataclass(frozen=True)
class Visit:
    """What was seen on one page."""

    requests: list[str]
    violations: list[str]  #: of the policy
    small: list[object]  #: fields that a phone zooms into
    wide: dict[str, int]  #: size of the letters → by how many pixels the page is wider than the screen


class Visitor:
    """A narrow window that goes from page to page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        self.page.add_init_script(VIOLATIONS)
        self.settings: CDPSession = page.context.new_cdp_session(page)
        self.requests: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))

    def visit(self, url: str, *, until_quiet: bool = True) -> Visit:
        self.page.goto(url)
        small = self.page.evaluate(SMALL)
        self.page.evaluate(UNFOLD)
        wide = {size: pixels for size, pixels in self.widths().items() if pixels > 0}
        if until_quiet:
            self.page.wait_for_load_state("networkidle")
        requests = list(self.requests)
        self.requests.clear()
        return Visit(requests, self.page.evaluate("violations"), small, wide)

    def widths(self) -> dict[str, int]:
        """By how many pixels the page is wider than the screen, in every size of letters."""
        found = {}
        for pixels in IN_SETTINGS:
            self.set_letters(pixels)
            assert self.page.evaluate(MEDIUM) in (f"{pixels}px", f"{pixels * 0.85}px"), "the setting is in force"
            found[f"{pixels}px"] = self.page.evaluate(WIDER)
        self.set_letters(IN_SETTINGS[0])
        for percent in ZOOMED:
            self.page.evaluate(ZOOM, percent)
            found[f"{percent}%"] = self.page.evaluate(WIDER)
        return found

    def set_letters(self, pixels: int) -> None:
        self.settings.send("Page.setFontSizes", {"fontSizes": {"standard": pixels}})


def test_every_page_keeps_to_the_policy_and_can_be_read_and_typed_in(
    browser: Browser, site_url: str, built_site: Path
) -> None:
    """A browser that refuses the service worker asks for each page itself."""
    context = browser.new_context(service_workers="block")
    visitor = Visitor(context.new_page())
    visits = {path: visitor.visit(site_url + path) for path in paths() if path not in WITH_PYTHON}
    visitor.page.route("**/*.wasm", lambda route: None)
    visits |= {path: visitor.visit(site_url + path, until_quiet=False) for path in WITH_PYTHON}
    context.close()
    assert {path: visit.violations for path, visit in visits.items() if visit.violations} == {}
    assert {path: visit.wide for path, visit in visits.items() if visit.wide} == {}
    assert {path: visit.small for path, visit in visits.items() if visit.small} == {}
    asked = {(path, url) for path, visit in visits.items() for url in visit.requests}
    assert {(path, url) for path, url in asked if not url.startswith(site_url)} == set()
    python = {path for path, url in asked if "/runtime/" in url}
    assert python <= set(WITH_PYTHON), "only the check may load Python"

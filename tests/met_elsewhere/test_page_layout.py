"""Letters as large as people set them, and fields that a phone does not zoom into."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from publishing.paths import SITE

NARROW = {"width": 360, "height": 740}

IN_SETTINGS = (16, 24, 32)
"""The size of letters, in pixels, that a person chooses in the browser's settings."""

ZOOMED = (150, 200)
"""Per cent by which chat apps and Android enlarge text: every size but that of the boxes."""


def paths() -> list[str]:
    """Every page of the built site, as a host would be asked for it."""
    pages = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    return ["/" + page.removesuffix("index.html") for page in pages if page != "404.html"]


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


def test_no_page_scrolls_sideways_with_larger_letters_and_every_field_can_be_typed_in(
    context: BrowserContext, site_url: str, built_site: Path
) -> None:
    """One visit to every page, looked at in all sizes."""
    page = context.new_page()
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.route("**/*.wasm", lambda route: None)
    small: dict[str, object] = {}
    wide: dict[tuple[str, str], int] = {}
    for path in paths():
        page.goto(site_url + path)
        if fields := page.evaluate(SMALL):
            small[path] = fields
        page.evaluate(UNFOLD)
        wide |= {(path, size): pixels for size, pixels in widths(page).items() if pixels > 0}
    assert wide == {}
    assert small == {}


def widths(page: Page) -> dict[str, int]:
    """By how many pixels the page is wider than the screen, in every size of letters."""
    found = {}
    settings = page.context.new_cdp_session(page)
    for pixels in IN_SETTINGS:
        settings.send("Page.setFontSizes", {"fontSizes": {"standard": pixels}})
        assert page.evaluate(MEDIUM) in (f"{pixels}px", f"{pixels * 0.85}px"), "the setting is in force"
        found[f"{pixels}px"] = page.evaluate(WIDER)
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": IN_SETTINGS[0]}})
    for percent in ZOOMED:
        page.evaluate(ZOOM, percent)
        found[f"{percent}%"] = page.evaluate(WIDER)
    page.evaluate(ZOOM, 0)
    settings.detach()
    return found

"""Letters as large as people set them, and fields that a phone does not zoom into."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from publishing.paths import SITE

from .conftest import Profile

NARROW = {"width": 360, "height": 740}


def paths() -> list[str]:
    """Every page of the built site, as a host would be asked for it."""
    pages = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    return ["/" + page.removesuffix("index.html") for page in pages if page != "404.html"]


WIDER = """() => {
  for (const fold of document.querySelectorAll("main details")) fold.open = true;
  return document.documentElement.scrollWidth - innerWidth;
}"""
"""By how many pixels the page is wider than the screen, with everything unfolded."""


@pytest.mark.parametrize("pixels", [16, 24, 32])
def test_no_page_scrolls_sideways_with_the_browsers_larger_letters(
    profile: Profile, site_url: str, built_site: Path, pixels: int
) -> None:
    page = profile({"webkit": {"webprefs": {"default_font_size": pixels}}}).new_page()
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.goto(f"{site_url}/")
    assert page.evaluate("""() => {
      const probe = document.body.appendChild(document.createElement("p"));
      probe.style.fontSize = "medium";
      return getComputedStyle(probe).fontSize;
    }""") in (f"{pixels}px", f"{pixels * 0.85}px"), "the setting is in force"
    assert wide(page, site_url) == {}


@pytest.mark.parametrize("percent", [150, 200])
def test_no_page_scrolls_sideways_with_zoomed_text(
    context: BrowserContext, site_url: str, built_site: Path, percent: int
) -> None:
    """As chat apps and Android enlarge text: every size but that of the boxes."""
    context.add_init_script(f"""document.addEventListener("DOMContentLoaded", () => {{
        document.documentElement.style.setProperty("font-size", "{percent * 1.25}%", "important");
    }});""")
    page = context.new_page()
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert wide(page, site_url) == {}


def wide(page: Page, site_url: str) -> dict[str, int]:
    """The pages that are wider than the screen, and by how much."""
    page.route("**/*.wasm", lambda route: None)
    found = {}
    for path in paths():
        page.goto(site_url + path)
        if (pixels := page.evaluate(WIDER)) > 0:
            found[path] = pixels
    return found


def test_every_field_is_large_enough_to_type_in(context: BrowserContext, site_url: str, built_site: Path) -> None:
    """Below 16 pixels an iPhone zooms in, and stays there."""
    page = context.new_page()
    page.route("**/*.wasm", lambda route: None)
    small = {}
    for path in paths():
        page.goto(site_url + path)
        sizes = page.evaluate("""() => [...document.querySelectorAll("input, select, textarea")]
          .filter((field) => !["checkbox", "radio", "hidden", "file"].includes(field.type))
          .map((field) => [field.id || field.name || field.className, parseFloat(getComputedStyle(field).fontSize)])
          .filter(([, size]) => size < 16)""")
        if sizes:
            small[path] = sizes
    assert small == {}

"""The scripts of the pages keep to themselves: of ours there is one name on `window`, and only where scripts must meet."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

from publishing import scripts
from publishing.paths import OFFLINE

from .conftest import Check

OURS = "huabeiCheck"

IDLE = "() => new Promise((go) => requestIdleCallback(() => setTimeout(go)))"
"""When nothing of what the page has begun is waiting any more."""


def names(context: BrowserContext, address: str, *, ours: bool = True, engine: bool = False) -> set[str]:
    """What is on `window` when the page has loaded, with our scripts or without, and is idle, and its `engine` ready."""
    page = context.new_page()
    for bundle in () if ours else scripts.ALL:
        page.route(f"**/assets/{bundle.name}", lambda route: route.abort())
    page.goto(address)
    if engine:
        Check(page, "").until_engine("ready")
    page.evaluate(IDLE)
    found = set(page.evaluate("Object.getOwnPropertyNames(window)"))
    page.close()
    return found


@pytest.mark.parametrize("path", ["/", "/check/", "/claims/", "/howto/explanation/"])
def test_a_page_of_the_site_has_no_name_of_ours_but_one(context: BrowserContext, site_url: str, path: str) -> None:
    """Held against the same page without our scripts; the one that stands in its head cannot be left out."""
    whole = names(context, site_url + path, engine=path == "/check/")
    assert whole - names(context, site_url + path, ours=False) <= {OURS}
    assert (OURS in whole) == (path == "/check/")


@pytest.mark.usefixtures("built_site")
def test_a_page_of_the_offline_copy_has_one_name(context: BrowserContext, site_url: str) -> None:
    page = (OFFLINE / "index.html").as_uri()
    assert names(context, page) - names(context, f"{site_url}/") == {OURS}

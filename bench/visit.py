"""Waiting for a page that is measured."""

from __future__ import annotations

import time

from playwright.sync_api import Page

LONGEST_S = 180
LOOK_S = 0.1
"""How often the page is asked; it notes the time itself, and looking takes the processor from it."""


def wait(page: Page, until: str) -> float:
    """What the JavaScript of `until` gives once it is not null; raises `TimeoutError` when it never does."""
    limit = time.monotonic() + LONGEST_S
    while time.monotonic() < limit:
        given = page.evaluate(until)
        if given is not None:
            return float(given)
        time.sleep(LOOK_S)
    raise TimeoutError(f"{page.url}: {until} was null for {LONGEST_S} s")

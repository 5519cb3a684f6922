"""Waiting for a page that is measured."""

from __future__ import annotations

import time
from typing import Any, Protocol

LONGEST_S = 180
LOOK_S = 0.1
"""How often the page is asked; it notes the time itself, and looking takes the processor from it."""


class Page(Protocol):
    """What a page that is waited for can do, in `bench.devtools` and in Playwright."""

    @property
    def url(self) -> str: ...

    def evaluate(self, expression: str) -> Any: ...


def wait(page: Page, until: str) -> float:
    """What the JavaScript of `until` gives once it is not null; raises `TimeoutError` when it never does."""
    limit = time.monotonic() + LONGEST_S
    while time.monotonic() < limit:
        given = page.evaluate(until)
        if given is not None:
            return float(given)
        time.sleep(LOOK_S)
    raise TimeoutError(f"{page.url}: {until} was null for {LONGEST_S} s")

"""Whatever breaks on the way: a true sentence in time, every answer kept, one retry that works."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

from .conftest import Check

LIMIT = 10  #: seconds until the page must have said what is wrong


def changed(route: Route) -> None:
    body = bytearray(route.fetch().body())
    body[len(body) // 2] ^= 1
    route.fulfill(status=200, body=bytes(body), content_type="application/octet-stream")


def truncated(route: Route) -> None:
    body = route.fetch().body()
    route.fulfill(status=200, body=body[: len(body) // 2], content_type="application/octet-stream")


def stalled(route: Route) -> None:
    """Never answered, as when the network is gone without a word."""


FAULTS: dict[str, tuple[str, Callable[[Route], None]]] = {
    "wasm 404": ("**/*.wasm", lambda route: route.fulfill(status=404)),
    "wasm 500": ("**/*.wasm", lambda route: route.fulfill(status=500)),
    "wasm truncated": ("**/*.wasm", truncated),
    "wasm with one byte changed": ("**/*.wasm", changed),
    "wasm stalled": ("**/*.wasm", stalled),
    "standard library 404": ("**/stdlib*.zip", lambda route: route.fulfill(status=404)),
    "standard library with one byte changed": ("**/stdlib*.zip", changed),
    "checker truncated": ("**/*.whl", truncated),
    "no connection": ("**/runtime/**", lambda route: route.abort()),
    "worker 404": ("**/worker.js", lambda route: route.fulfill(status=404)),
    "worker blocked": ("**/worker.js", lambda route: route.abort()),
}


def assert_useful(check: Check) -> None:
    assert check.page.locator("[data-engine-note=failed]").is_visible()
    assert check.answers() == {"product": "pay", "prompt": "other"}
    assert check.findings()[0] == "R04"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_part_is_said_and_mended_by_one_retry(check: Check, fault: str) -> None:
    where, break_it = FAULTS[fault]
    check.page.route(where, break_it)
    check.open(until="")
    started = time.monotonic()
    check.choose("product", "pay").choose("prompt", "other")
    check.until_engine("failed", LIMIT - (time.monotonic() - started))
    assert_useful(check)
    check.page.unroute(where)
    check.page.locator("[data-retry]").click()
    check.until_engine("ready").until("document.getElementById('diagnosis').textContent")
    assert check.answers() == {"product": "pay", "prompt": "other"}


def test_a_wrong_type_of_the_wasm_does_not_matter(check: Check) -> None:
    check.page.route("**/*.wasm", lambda route: route.fulfill(body=route.fetch().body(), content_type="text/plain"))
    check.open()


@pytest.mark.parametrize("missing", ["WebAssembly", "Worker"])
def test_an_old_browser_keeps_the_instant_answers(check: Check, missing: str) -> None:
    check.page.add_init_script(f"delete window.{missing}; window.{missing} = undefined")
    check.open(until="failed").choose("product", "pay").choose("prompt", "other")
    assert_useful(check)


def test_a_worker_that_dies_is_noticed_at_the_next_answer(check: Check) -> None:
    check.open().choose("product", "pay")
    check.page.evaluate("worker.terminate()")
    check.page.locator('input[name="prompt"][value="other"]').check()
    check.until_engine("failed", LIMIT)
    assert_useful(check)
    check.page.locator("[data-retry]").click()
    check.until_engine("ready")


def test_an_error_in_the_rules_is_said(check: Check) -> None:
    check.open().choose("product", "pay").choose("prompt", "other")
    check.page.evaluate("worker.postMessage({ type: 'run', id: 0, text: null })")
    check.until_engine("failed", LIMIT)
    assert_useful(check)


def test_of_two_answers_in_a_burst_the_last_one_counts(check: Check) -> None:
    check.open()
    check.page.evaluate(
        """() => { for (const option of ['cond', 'face', 'other', 'id'])
          document.querySelector(`input[name=prompt][value=${option}]`).click(); }"""
    )
    check.until("document.querySelector('#findings article')?.id === 'R03'")
    assert check.answers() == {"prompt": "id"}


def test_denied_storage_is_said(check: Check) -> None:
    check.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied'); } })"
    )
    check.open(until="").choose("product", "pay")
    check.page.locator("#keep").click()
    assert check.page.locator('[data-note="no_storage"]').is_visible()
    assert not check.page.locator("#keep").is_checked()
    assert check.answers() == {"product": "pay"}


def test_back_from_another_page_everything_is_there(check: Check, site_url: str) -> None:
    check.open().choose("product", "pay").choose("prompt", "other")
    check.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    check.until("document.getElementById('diagnosis').textContent")
    assert check.findings()[0] == "R04"


def test_nothing_is_fetched_after_the_engine_is_ready(check: Check, site_url: str) -> None:
    asked: list[str] = []
    page: Page = check.page
    check.page.on("request", lambda request: asked.append(request.url))
    check.open()
    check.until("performance.getEntriesByType('resource').length >= 0")
    page.wait_for_timeout(500)  # the vocabulary was asked for before "ready" and may still be under way
    assert all(url.startswith(site_url) for url in asked)
    asked.clear()
    check.choose("product", "pay").choose("prompt", "other")
    page.locator("#say").fill("提示另一个账户已开通")
    page.locator("[data-say]").click()
    check.until("!document.querySelector('[data-scope=in]').hidden")
    assert asked == []

"""What one test leaves the next does not find: the browsers and the page that tests hand on to each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from .conftest import ReadyCheck
from .phone import Phone

LEAVE = """async () => {
  localStorage.setItem('left', '1');
  sessionStorage.setItem('left', '1');
  document.cookie = 'left=1; max-age=1000';
  window.name = 'left';
  await (await caches.open('left')).put('/left', new Response('left'));
  await new Promise((go) => { indexedDB.open('left').onsuccess = go; });
  await navigator.serviceWorker.register('/sw.js');
}"""

LEFT = """async () => [localStorage.left, sessionStorage.left, document.cookie, window.name, await caches.match('/left'),
  (await indexedDB.databases()).length, (await navigator.serviceWorker.getRegistrations()).length].map(Boolean)"""


def test_a_wiped_phone_remembers_nothing(browser: Browser, site_url: str) -> None:
    phone = Phone(browser, keeps=True)
    for _ in range(2):
        page = phone.context.new_page()
        page.goto(f"{site_url}/privacy/")
        assert not any(page.evaluate(LEFT))
        page.evaluate(LEAVE)
        assert all(page.evaluate(LEFT))
        phone.wipe()
        assert not phone.is_spoilt
    phone.context.close()


def test_a_wiped_phone_fetches_everything_again(browser: Browser, site_url: str) -> None:
    phone = Phone(browser, keeps=False)
    for _ in range(2):
        page = phone.context.new_page()
        page.goto(f"{site_url}/privacy/")
        fetched = page.evaluate("performance.getEntriesByType('resource').map(({ transferSize }) => transferSize > 0)")
        assert fetched
        assert all(fetched)
        phone.wipe()
    phone.context.close()


LASTING: dict[str, Callable[[BrowserContext, Page], object]] = {
    "script": lambda context, _: context.add_init_script("window.left = true"),
    "permission": lambda context, _: context.grant_permissions(["geolocation"]),
    "clock": lambda _, page: page.clock.install(),
    "network": lambda _, page: page.context.set_offline(True),
    "listener": lambda _, page: page.context.on("request", lambda _: None),
}


@pytest.mark.parametrize("what", LASTING)
def test_a_phone_with_something_that_lasts_is_not_handed_on(browser: Browser, what: str) -> None:
    phone = Phone(browser, keeps=False)
    LASTING[what](phone.context, phone.context.new_page())
    phone.wipe()
    assert phone.is_spoilt
    assert phone.context not in browser.contexts


def test_a_ready_page_is_handed_on_only_as_it_was(browser: Browser, site_url: str) -> None:
    check = ReadyCheck(browser, site_url)
    check.choose("product", "pay").choose("age", "23_to_59")
    check.page.locator("#say").fill("提示另一个账户已开通")
    check.page.locator("[data-say]").click()
    check.until("document.querySelector('#heard:not([open])') !== null")  # the page folds it below a verdict
    check.unfold("#heard")
    assert check.is_as_new()
    check.page.evaluate("document.querySelector('#result-title').append('left')")
    assert not check.is_as_new()
    check.page.evaluate("document.querySelector('#result-title').lastChild.remove()")
    assert check.is_as_new()
    check.page.route("**/left", lambda route: route.abort())
    assert not check.is_as_new()
    check.phone.context.close()

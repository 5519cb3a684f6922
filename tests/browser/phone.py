"""Browsers and pages for one test after another: what a new one costs is paid once, what a test leaves is wiped.

A process for a page costs three times the page, and Python twice as much again; to keep the whole site for later costs
as much as Python.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Frame, Page, Request, Route

from publishing.paths import SITE

ONE_PROCESS = "--process-per-site"
"""Chromium's own switch: pages of one host share a process, as on a device with little memory."""

PYTHON = "pyodide.asm.wasm"
"""The file of the compiled Python."""

HOLD = "async (url) => { self.held = await WebAssembly.compile(await (await fetch(url)).arrayBuffer()); }"
"""Compiled as the engine does it."""

HARMLESS = {
    *("new_page", "expect_page", "new_cdp_session"),
    *("locator", "get_by_role", "get_by_text", "evaluate", "eval_on_selector", "eval_on_selector_all"),
    *("wait_for_url", "wait_for_selector", "wait_for_function", "expect_download", "pdf", "screenshot"),
}
"""What a test may do to a context or a page that leaves nothing behind but what a wipe finds."""


class Phone:
    """A person's browser on a phone: nothing in its cache, nothing remembered.

    Unless it `keeps` sites, it refuses the service worker, as private windows do. Whatever a test does to the browser
    itself, such as a script for all pages, a permission or another clock, spoils it: the next test gets another one.
    """

    def __init__(self, browser: Browser, *, keeps: bool) -> None:
        self.context = browser.new_context(
            viewport={"width": 390, "height": 844},
            accept_downloads=True,
            service_workers="allow" if keeps else "block",
        )
        self.context.set_default_timeout(5000)
        self.context.set_default_navigation_timeout(60_000)  # a busy machine is slow; no test is about that
        self.is_spoilt = False
        self._python_asked = self._python_kept = False
        self._origins: set[str] = set()
        self._anchor = self._opened_anchor()
        self._storage = self.context.new_cdp_session(self._anchor)
        self.context.on("page", self._follow)
        self.context.on("request", self._note_python)
        self.watch(self.context)
        self.watch(self.context.clock)

    def _opened_anchor(self) -> Page:
        """A page of the same host, of an origin that nobody else has: it keeps the process from one test to the next."""
        anchor = self.context.new_page()
        anchor.route("**", _answer_with_nothing)
        anchor.goto("http://127.0.0.1:65535/")
        return anchor

    def _note_python(self, request: Request) -> None:
        self._python_asked |= request.url.endswith(f"/{PYTHON}")

    def _keep_python(self) -> None:
        """Have the anchor hold the compiled Python.

        Pages of the same process that compile the same bytes get it from V8, which halves what an engine costs; other
        bytes, damaged ones say, are compiled as ever. The first engine of a phone is always compiled by its own page.
        """
        self._anchor.route(f"**/{PYTHON}", _answer_with_python)
        self._anchor.evaluate(HOLD, f"/{PYTHON}")
        self._python_kept = True

    def _follow(self, page: Page) -> None:
        page.on("framenavigated", self._note)
        page.on("crash", self._spoil)

    def _note(self, frame: Frame) -> None:
        address = urlsplit(frame.url)
        if address.scheme in ("http", "file"):
            self._origins.add(f"{address.scheme}://{address.netloc}")

    def _spoil(self, *_: object) -> None:
        self.is_spoilt = True

    def watch(self, made: BrowserContext | Page | object) -> None:
        """From now on whatever is called on `made` spoils the phone, unless it is harmless."""
        for name in dir(type(made)):
            if not (name.startswith("_") or name in HARMLESS or isinstance(getattr(type(made), name), property)):
                setattr(made, name, self._spoiling(getattr(made, name)))

    def _spoiling(self, method: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            self._spoil()
            return method(*given, **named)

        return call

    def wipe(self) -> None:
        """Close every page and forget all that they kept."""
        if self._python_asked and not self._python_kept and not self.is_spoilt:
            self._keep_python()  # while the pages still have it
        for page in self.context.pages:
            if page is not self._anchor:
                page.close()
        if self.is_spoilt:
            self.context.close()
            return
        for origin in self._origins:
            self._storage.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        self._storage.send("Network.clearBrowserCache")
        self._origins.clear()


def _answer_with_nothing(route: Route) -> None:
    route.fulfill(body="", content_type="text/html")


def _answer_with_python(route: Route) -> None:
    route.fulfill(path=next(SITE.glob(f"runtime/*/{PYTHON}")), content_type="application/wasm")


MARK_FOLDS = "() => { for (const fold of document.querySelectorAll('main details')) fold.isFirst = fold.open; }"

ERASE = """() => {
  const erase = () => document.querySelector('[data-erase]').click();
  erase();
  document.querySelector('#card > fieldset') ?? document.querySelector('#go button').click();
  document.querySelector('#card input').click();
  erase();
  for (const note of document.querySelectorAll('[data-note]')) note.hidden = true;
  for (const fold of document.querySelectorAll('main details'))
    fold.open = fold.isFirst && !fold.matches('[data-body]');
  document.activeElement.blur();
  scrollTo(0, 0);
}"""
"""A person erases everything, folds away what was unfolded, and is back at the top. The question after that stands
where the last one was answered: for one at the top, the first is answered there and erased, too. The body of
a finding is folded: so does the page itself before it shows it for the first time."""

LOOKS = """() => JSON.stringify({
  address: location.href,
  engine: document.documentElement.dataset.engine,
  text: document.querySelector('main').innerText,
  folds: [...document.querySelectorAll('main details')].map((fold) => fold.open),
  fields: [...document.querySelectorAll('main :is(input, textarea)')].map((field) => [field.checked, field.value]),
  kept: [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((name) => !/palette|valid$/.test(name)),
})"""
"""Everything that can be seen on the check page, and what it holds."""

"""A browser and the built site, once a session."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from . import chromium
from .form import FORM, JUDGED
from .phone import ERASE, LOOKS, MARK_FOLDS, Phone


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with chromium.launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def phones(browser: Browser) -> Iterator[dict[bool, Phone]]:
    """The phones that the tests hand on to each other: one that keeps sites, one that does not, if there are such."""
    phones: dict[bool, Phone] = {}
    yield phones
    for phone in phones.values():
        phone.context.close()


@pytest.fixture
def context(request: pytest.FixtureRequest, browser: Browser, phones: dict[bool, Phone]) -> Iterator[BrowserContext]:
    """A person's browser on a phone: nothing in its cache, nothing remembered.

    It refuses the service worker, which keeps the whole site after the engine has started; not so where `keeps` is
    marked.
    """
    keeps = request.node.get_closest_marker("keeps") is not None
    phone = phones.pop(keeps, None) or Phone(browser, keeps=keeps)
    yield phone.context
    phone.wipe()
    if not phone.is_spoilt:
        phones[keeps] = phone


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """An empty page; an error in a script of ours fails the test."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.stack or str(error)))
    yield page
    assert ours(errors) == []


def ours(errors: list[str]) -> list[str]:
    """Those that are not the theme's, nor of a browser that denies something."""
    return [error for error in errors if "/assets/javascripts/" not in error and "denied" not in error]


class Check:
    """The check page as a person sees it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = f"{url}/check/"

    def open_instant(self, fragment: str = "") -> Check:
        """The page without Python, as in its first second: most of it needs no more, and time is short."""
        self.page.route("**/*.wasm", lambda route: None)  # never answered
        return self.open(fragment, until="")

    def open(self, fragment: str = "", *, until: str = "ready") -> Check:
        self.page.goto("about:blank")
        self.page.goto(self.url + fragment)
        return self.until_engine(until) if until else self

    def until(self, expression: str, seconds: float = 15) -> object:
        """Wait until `expression` is true in the page; asked again and again, as a CSP may forbid more."""
        end = time.monotonic() + seconds
        while not (value := self.page.evaluate(expression)):
            assert time.monotonic() < end, f"not within {seconds} s: {expression}"
            time.sleep(0.02)
        return value

    def until_engine(self, state: str, seconds: float = 20) -> Check:
        self.until(f"document.documentElement.dataset.engine === {state!r}", seconds)
        return self

    @property
    def engine(self) -> str:
        return str(self.page.evaluate("document.documentElement.dataset.engine"))

    def choose(self, question: str, *options: str) -> Check:
        """Tap options, wherever the question stands, and wait for the verdict on them."""
        for option in options:
            input_ = self.page.locator(f'input[name="{question}"][value="{option}"]')
            input_.evaluate("input => { const list = input.closest('#all'); if (list) list.open = true; }")
            input_.check()
            self.until_judged()
        return self

    def give(self, answers: Mapping[str, object]) -> Check:
        """Hand in a whole sheet, as a link does, and wait for the verdict on it."""
        chosen = {question: [values] if isinstance(values, str) else values for question, values in answers.items()}
        pairs = ",".join(f"{question}:{'+'.join(values)}" for question, values in chosen.items())  # type: ignore[arg-type]
        return self.follow(f"#v=1&a={pairs}").until_judged()

    def follow(self, fragment: str) -> Check:
        """Take a link to this page while it is open."""
        self.page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
        self.until("location.hash === ''")
        return self

    def until_judged(self, seconds: float = 15) -> Check:
        """Wait until the verdict on the page is about what the form holds now."""
        end = time.monotonic() + seconds
        while self.page.evaluate(JUDGED) != self.answers():
            assert time.monotonic() < end, f"no verdict on {self.answers()} within {seconds} s"
            time.sleep(0.02)
        return self

    def answers(self) -> dict[str, object]:
        return dict(self.page.evaluate(FORM))

    def unfold(self, part: str) -> Check:
        """Open a fold, as a tap on it does; one that is open stays so."""
        if not self.page.locator(f"{part}[open]").count():
            self.page.locator(f"{part} > summary").click()
        return self

    def findings(self) -> list[str]:
        return list(
            self.page.evaluate(
                "[...document.querySelectorAll('#findings article:not([hidden])')].map((card) => card.id)"
            )
        )

    def report(self) -> str:
        """The engine's own bytes."""
        return str(self.page.evaluate("document.getElementById('diagnosis').textContent"))


@pytest.fixture
def check(page: Page, site_url: str) -> Check:
    """The check page, not opened yet."""
    return Check(page, site_url)


STEADY = 8
"""So often the page must look the same, one look after the other."""

MOST_LOOKS = 500
"""A page that never comes to rest is not as it was."""


class ReadyCheck(Check):
    """The check page with its engine, for one test after another."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.phone = Phone(browser, keeps=True)
        super().__init__(self.phone.context.new_page(), url)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(error.stack or str(error)))
        self.open().until("document.documentElement.dataset.kept")  # which says so on the page
        self.page.evaluate(MARK_FOLDS)
        self.looks = self._erased()
        self.phone.watch(self.page)

    def _erased(self) -> str:
        """What the page looks like after everything has been erased, once nothing changes any more.

        The engine still answers what was chosen a moment before; only the last of its answers stays.
        """
        self.page.evaluate("document.querySelector('[data-erase]').click()")
        self.until_judged().page.evaluate(ERASE)
        looks: list[str] = []
        while len(looks) < STEADY or (len(set(looks[-STEADY:])) > 1 and len(looks) < MOST_LOOKS):
            looks.append(str(self.until_judged().page.evaluate(LOOKS)))
            time.sleep(0.02)
        return looks[-1]

    def is_as_new(self) -> bool:
        """Whether the next test finds what this one has found."""
        return not self.phone.is_spoilt and self.page.url == self.url and self._erased() == self.looks


@pytest.fixture(scope="session")
def ready_checks() -> Iterator[list[ReadyCheck]]:
    """The page that the tests hand on to each other, if there is one."""
    checks: list[ReadyCheck] = []
    yield checks
    for check in checks:
        check.phone.context.close()


@pytest.fixture
def ready(browser: Browser, site_url: str, ready_checks: list[ReadyCheck]) -> Iterator[Check]:
    """The check page with its engine, nothing answered: for tests that are not about how it starts.

    It is that of the test before, after its own button has erased everything. Where that leaves anything else than
    what a new page shows, the next test gets a new one.
    """
    check = ready_checks.pop() if ready_checks else ReadyCheck(browser, site_url)
    yield check
    errors = list(check.errors)
    check.errors.clear()
    if check.is_as_new():
        ready_checks.append(check)
    else:
        check.phone.context.close()
    assert ours(errors) == []

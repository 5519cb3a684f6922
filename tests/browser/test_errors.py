"""An error in a script of ours: the page is true to what still works, never half of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from checker.model import Knowledge
from publishing.paths import OFFLINE

from . import faulty
from .conftest import Check
from .faulty import Host

THROW = "throw new Error('planted');\n"


@pytest.fixture
def host(built_site: Path) -> Iterator[Host]:
    with faulty.serving(built_site) as host:
        yield host


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page on which errors of ours are expected."""
    return context.new_page()


def is_a_whole_list(page: Page, knowledge: Knowledge) -> None:
    """The check page as it is without scripts: everything to read, nothing that would not answer."""
    expect(page.locator("html")).to_have_attribute("data-engine", "static")
    expect(page.locator("article[data-reason]:visible")).to_have_count(len(knowledge.reasons))
    expect(page.locator("fieldset[data-question]:visible")).to_have_count(len(knowledge.questions))
    expect(page.locator("[data-engine-note]:visible")).to_have_text(knowledge.labels["say"]["engine_static"])
    for control in ("#say", "#take", "#told", "#changed", "#plan", "[data-retry]", "[data-onward]", "[data-undo]"):
        expect(page.locator(control).first).to_be_hidden()


def test_a_check_script_that_does_not_start(page: Page, host: Host, knowledge: Knowledge) -> None:
    host.wrong["*/assets/check.js"] = faulty.begun_with(THROW)
    page.goto(f"{host.url}/check/")
    is_a_whole_list(page, knowledge)


def test_a_check_script_that_never_comes(page: Page, host: Host, knowledge: Knowledge) -> None:
    host.wrong["*/assets/check.js"] = faulty.status(404)
    page.goto(f"{host.url}/check/")
    is_a_whole_list(page, knowledge)


def test_a_check_script_that_finds_less_than_was_printed(page: Page, host: Host, knowledge: Knowledge) -> None:
    """It fails in the middle of its start."""
    host.wrong["/check/"] = lambda handler, body: handler.answer(
        body.replace(b' id="instant">{', b' id="instant">'), "text/html; charset=utf-8"
    )
    page.goto(f"{host.url}/check/")
    is_a_whole_list(page, knowledge)


@pytest.mark.parametrize("engine", ["instant", "ready"])
def test_a_check_script_that_fails_later(page: Page, host: Host, knowledge: Knowledge, engine: str) -> None:
    """In the middle of showing a verdict, when half of the page has changed already."""
    if engine == "instant":
        page.route("**/*.wasm", lambda route: None)
    check = Check(page, host.url).open(until="ready" if engine == "ready" else "")
    check.choose("product", "pay").choose("prompt", "other")
    page.evaluate("() => { Node.prototype.insertBefore = () => { throw new Error('planted'); }; }")
    page.locator('input[name="offers"][value="paid"]').check()
    is_a_whole_list(page, knowledge)
    assert check.answers() == {"product": "pay", "prompt": "other", "offers": ["paid"]}


def test_an_engine_thread_that_throws(page: Page, host: Host) -> None:
    host.wrong["*/assets/worker.js"] = faulty.begun_with(THROW)
    check = Check(page, host.url).open(until="failed")
    assert check.choose("prompt", "other").findings() == ["R04"]


def test_a_head_that_fails(page: Page, host: Host) -> None:
    """The thread cannot be made, neither early nor later."""
    page.add_init_script(f"window.Worker = function Worker() {{ {THROW} }};")
    check = Check(page, host.url).open(until="failed")
    assert check.choose("prompt", "other").findings() == ["R04"]


@pytest.mark.keeps
@pytest.mark.parametrize("script", ["hosted.js", "sw.js"])
def test_keeping_that_fails(page: Page, host: Host, script: str) -> None:
    """Nothing is kept, and nothing else is lost."""
    host.wrong[f"*/{script}"] = faulty.begun_with(THROW)
    check = Check(page, host.url).open()
    assert check.choose("prompt", "other").findings()[0] == "R04"
    if script == "sw.js":
        check.until("document.documentElement.dataset.kept === 'no'")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_late_colours_that_fail_bring_the_theme_itself(page: Page, host: Host) -> None:
    page.add_init_script("DOMTokenList.prototype.replace = () => { throw new Error('planted'); };")
    page.goto(f"{host.url}/check/")
    page.wait_for_selector('script[src*="/bundle."]', state="attached")


def test_claims_that_cannot_be_filtered_are_all_there(page: Page, host: Host, knowledge: Knowledge) -> None:
    host.wrong["*/assets/claims.js"] = faulty.begun_with(THROW)
    page.goto(f"{host.url}/claims/")
    page.wait_for_load_state()
    assert page.locator(".claim:visible").count() == len(knowledge.claims)
    expect(page.locator("#claim-tools")).not_to_be_visible()


def test_a_letter_that_cannot_be_copied_can_be_read(page: Page, host: Host) -> None:
    host.wrong["*/assets/letters.js"] = faulty.begun_with(THROW)
    page.goto(f"{host.url}/howto/explanation/")
    page.locator("details:has(> #letter-explanation) > summary").click()
    expect(page.locator("#letter-explanation")).to_be_visible()
    expect(page.locator("[data-letter=letter-explanation]")).not_to_be_visible()


def test_a_sentence_that_cannot_be_carried_leads_to_the_check(page: Page, host: Host) -> None:
    """It is not sent along either."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    host.wrong["*/assets/ask.js"] = faulty.begun_with(THROW)
    page.goto(f"{host.url}/")
    page.locator("#ask-text").fill("a sentence")
    page.locator("#ask .button").click()
    page.wait_for_url("**/check/")
    assert [url for url in asked if "sentence" in url] == []


def test_an_offline_copy_whose_script_throws(page: Page, built_site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(OFFLINE, copy, ignore=shutil.ignore_patterns("engine"))
    script = copy / "assets" / "offline.js"
    script.write_text(THROW + script.read_text(encoding="utf-8"), encoding="utf-8")
    page.goto((copy / "check.html").as_uri())
    expect(page.locator("html")).to_have_attribute("data-engine", "failed", timeout=30_000)
    Check(page, "").choose("prompt", "other")
    expect(page.locator("#findings article")).to_have_count(1)

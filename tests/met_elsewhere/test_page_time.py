"""Time passes otherwise than a script expects: sleep, pages open for days, days that no calendar has."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import faulty
from tests.browser.conftest import Check
from tests.browser.faulty import Fault, Host

from .conftest import Profile

ASLEEP_SECONDS = 9
"""Longer than the page waits for a byte (`STALLED_MS` in check/engine.js), and than for an answer."""


@pytest.fixture
def host(built_site: Path) -> Iterator[Host]:
    with faulty.serving(built_site) as host:
        yield host


def processes_of(profile: Path) -> list[int]:
    """The renderers of the browser with that profile, as the system lists them."""
    found: list[int] = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if "--type=renderer" in command and str(profile) in _browser_of(int(process.name)):
                found.append(int(process.name))
    return found


def _browser_of(pid: int) -> str:
    """The command of the browser that a renderer belongs to; between them stand the processes that fork."""
    for _ in range(4):
        try:
            status = Path(f"/proc/{pid}/status").read_text()
            pid = int(status.split("PPid:")[1].split()[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes().decode()
        except OSError:
            return ""
        if "--user-data-dir" in command:
            return command
    return ""


def sleep(profile: Path, seconds: float) -> None:
    """As a phone does it with an app that is not in front: nothing of the page runs."""
    renderers = processes_of(profile)
    assert renderers
    for pid in renderers:
        os.kill(pid, signal.SIGSTOP)
    time.sleep(seconds)
    for pid in renderers:
        os.kill(pid, signal.SIGCONT)


def busy(what: str) -> Fault:
    """A worker that does nothing else for two seconds when it is asked that."""
    return faulty.begun_with(f"""addEventListener('message', ({{ data }}) => {{
      if ({what}) for (const end = Date.now() + 2000; Date.now() < end;);
    }});\n""")


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ("*/pyodide.asm.wasm", faulty.slow),
        ("*/huabei_check-*.whl", faulty.slow),
        ("*/assets/worker.js", busy("data.type === 'boot'")),
    ],
)
def test_a_page_that_slept_while_it_started_is_ready_in_the_end(
    profile: Profile, host: Host, tmp_path: Path, asked: str, fault: Fault
) -> None:
    host.wrong[asked] = fault
    check = Check(profile({}).new_page(), host.url).open(until="loading")
    states: list[str] = []

    def note(state: str) -> None:
        states.append(state)

    check.page.expose_function("seen", note)
    check.page.evaluate("""() => new MutationObserver(() => seen(document.documentElement.dataset.engine))
        .observe(document.documentElement, { attributeFilter: ["data-engine"] })""")
    sleep(tmp_path / "profile", ASLEEP_SECONDS)
    check.until_engine("ready", 90)
    assert "failed" not in states


def test_a_connection_that_died_in_its_sleep_is_tried_once_more(profile: Profile, host: Host, tmp_path: Path) -> None:
    host.wrong["*/pyodide.asm.wasm"] = faulty.stalled_half_way
    check = Check(profile({}).new_page(), host.url).open(until="loading")
    sleep(tmp_path / "profile", 4)
    host.wrong.clear()  # the old connection stays as dead as it is
    check.until_engine("ready", 90)


def test_a_page_that_slept_while_it_answered_gives_the_answer(profile: Profile, host: Host, tmp_path: Path) -> None:
    host.wrong["*/assets/worker.js"] = busy("data.type === 'run' && data.text.includes('other')")
    check = Check(profile({}).new_page(), host.url).open().choose("product", "pay")
    check.page.locator('input[name="prompt"][value="other"]').evaluate("input => input.click()")
    sleep(tmp_path / "profile", ASLEEP_SECONDS)
    check.until_judged(60)
    assert check.engine == "ready"
    assert check.findings()[0] == "R04"


# ---- days -----------------------------------------------------------------------------------------------------------

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def day(after: int = 0) -> str:
    return (MONDAY + timedelta(days=after)).date().isoformat()


@pytest.fixture
def on_monday(check: Check) -> Check:
    """A page that was opened on a Monday."""
    check.page.clock.install(time=MONDAY)
    check.open("#v=1&a=overdue:unpaid")
    check.until("document.querySelector('#R09')?.parentElement.id === 'findings'")
    check.page.locator("#clocks > summary").click()
    return check


def shown(page: Page) -> set[str]:
    """The days on the page, those to be printed and those in the fields."""
    return set(
        page.evaluate("""() => [...document.querySelectorAll("[data-today], [data-clock] input")]
            .map((place) => place.value ?? place.textContent)""")
    )


SET = "2026-03-01"
"""A day that the person sets in one of the fields."""

SIGNS = ("midnight", "visibilitychange", "pageshow", "focus", "beforeprint", "click")


def test_a_page_left_open_for_days_says_today_and_keeps_a_day_that_the_person_set(on_monday: Check) -> None:
    """Three days more before each sign that somebody is there again; the first one is that a day has passed."""
    page = on_monday.page
    assert shown(page) == {day()}
    page.locator("[data-clock]:visible").first.locator("input").fill(SET)
    said = {}
    for number, sign in enumerate(SIGNS, 1):
        if sign == "midnight":
            page.clock.fast_forward(3 * 24 * 3600 * 1000)
        else:
            after(page, 3 * number, sign)
        said[sign] = shown(page)
    assert said == {sign: {day(3 * number), SET} for number, sign in enumerate(SIGNS, 1)}


def after(page: Page, days: int, sign: str) -> None:
    """So many days after that Monday the browser gives a sign that somebody is there."""
    page.clock.set_system_time(MONDAY + timedelta(days=days))
    target = "document" if sign in ("visibilitychange", "click") else "window"
    page.evaluate(f"{target}.dispatchEvent(new Event({sign!r}, {{ bubbles: true }}))")


BEYOND_REASON = ("", "0001-01-01", "0026-03-01", "1900-01-01", "9999-12-31", "275760-09-13", "12026-01-01")


def test_a_day_beyond_reason_gets_a_sentence_and_the_engine_lives(on_monday: Check) -> None:
    item = on_monday.page.locator("[data-clock]:visible").first
    told = on_monday.page.locator('[data-note="no_such_day"]')
    for given in BEYOND_REASON:
        item.locator("input").evaluate("(input, day) => { input.value = day; }", given)
        item.locator("[data-calendar]").click()
        expect(told, given).to_be_visible()
        item.locator("input").fill("2026-03-01")
        with on_monday.page.expect_download():
            item.locator("[data-calendar]").click()
        expect(told).to_be_hidden()
    assert on_monday.engine == "ready"
    on_monday.choose("prompt", "other")
    assert "R04" in on_monday.findings()


def test_a_device_whose_clock_is_beyond_reason_still_gets_the_calendar(context: BrowserContext, site_url: str) -> None:
    check = Check(context.new_page(), site_url)
    check.page.clock.set_fixed_time("9999-12-31T23:00:00Z")
    check.open("#v=1&a=overdue:unpaid")
    check.until("document.querySelector('#R09')?.parentElement.id === 'findings'")
    check.page.locator("#clocks > summary").click()
    item = check.page.locator("[data-clock]:visible").first
    item.locator("input").fill("2026-03-01")
    with check.page.expect_download():
        item.locator("[data-calendar]").click()
    assert check.engine == "ready"

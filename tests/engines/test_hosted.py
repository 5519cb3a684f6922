"""The hosted site: in every engine, without its host, and through every way to fail."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from publishing import scripts
from tests.browser.form import FORM

from .browsers import Browser, Firefox
from .conftest import Host
from .visits import PERSONAS, PLANT, check, engine_ready, everything, search, told

KEPT = "() => document.documentElement.dataset.kept === 'yes'"
NOT_KEPT = "() => document.documentElement.dataset.kept === 'no'"
REGISTERED = "async () => (await navigator.serviceWorker.getRegistrations()).length"
CACHES = "async () => (await caches.keys()).filter((name) => name.startsWith('huabei-check / '))"
LINE = "() => !document.getElementById('new-version').hidden"
CHANGE = ("<h1 id=", "<h1 data-version=B id=")
VERSION = "() => document.querySelector('h1').dataset.version ?? 'A'"


def visit(page: Browser, host: Host) -> None:
    """The first visit to the check page, until everything is kept."""
    page.open(host.root + "check/")
    engine_ready(page)
    page.wait(KEPT)


def test_everything_works_with_and_without_its_host(engine: Browser, host: Host) -> None:
    everything(engine, host.root, host.root + "check/")
    if not engine.run("() => 'serviceWorker' in navigator"):
        pytest.skip(f"{engine.name} keeps no sites here")
    visit(engine, host)
    host.stop()
    everything(engine, host.root, host.root + "check/")
    engine.open(host.root + "check?x=1")  # without the slash, with a query
    assert engine.run("() => location.pathname") == "/check/"


def test_every_page_keeps_to_the_policy(engine: Browser, host: Host) -> None:
    """The header's policy, which also holds for the worker; the browser itself reports to the host."""
    host.report_violations()
    host.stop()
    host.start()
    for path in sorted(host.site.rglob("*.html")):
        page = path.relative_to(host.site).as_posix().removesuffix("index.html")
        engine.open(host.root + page)
        if page == "check/":
            engine_ready(engine)
            check(engine, PERSONAS["another account"])
    assert "芝麻分" in search(engine, "芝麻分")
    assert host.violations() == []
    engine.open(host.root + "check/")
    engine.run(PLANT)
    end = time.monotonic() + 10
    while len(host.violations()) < len(told(engine)) and time.monotonic() < end:
        time.sleep(0.1)
    said = " ".join(host.violations())
    assert engine.run("() => window.planted ?? null") is None
    assert all(directive in said for directive in told(engine)), said


SETTLING = f"""() => {{
  window.before = {FORM};
  addEventListener("pageshow", () => setTimeout(() => {{ window.isSettled = true; }}, 2000));
}}"""
"""Before a page is left: what it holds, and a sign for later that it was shown again and has looked after its form,
which it does at last `RETURNED_MS` after that (check/actions.js): timers of one page go off in their order."""


def test_back_from_another_page_the_answers_are_there(engine: Browser, host: Host) -> None:
    """Each engine's own back/forward cache; WebKit empties the form when it takes the page out of it."""
    engine.open(host.root + "check/")
    engine_ready(engine)
    engine.wait("() => document.documentElement.dataset.kept")  # a service worker that starts now ends the cached page
    check(engine, PERSONAS["another account"])
    engine.run(SETTLING)
    engine.open(host.root + "privacy/")
    engine.command("POST", "back")
    engine.wait("() => location.pathname === '/check/' && window.isSettled", seconds=10)
    assert engine.run(f"() => {FORM}") == engine.run("() => window.before")
    assert engine.run("() => [...document.querySelectorAll('#findings article')].map(({ id }) => id)")[0] == "R04"


def test_installable(chromium: Browser, host: Host) -> None:
    chromium.open(host.root)
    told = chromium.command("POST", "goog/cdp/execute", cmd="Page.getInstallabilityErrors", params={})
    assert told["installabilityErrors"] == []
    manifest = chromium.command("POST", "goog/cdp/execute", cmd="Page.getAppManifest", params={})
    assert manifest["errors"] == []
    assert manifest["url"] == host.root + "manifest.webmanifest"


def test_reading_keeps_nothing(chromium: Browser, host: Host) -> None:
    chromium.open(host.root)
    chromium.open(host.root + "offline/")
    assert chromium.run(REGISTERED) == 0


def test_update_with_two_tabs_open(chromium: Browser, host: Host) -> None:
    """Nothing changes until the person asks; then only when no other page would be changed; answers stay."""
    answers = PERSONAS["another account"]
    visit(chromium, host)
    first = chromium.tab()
    chromium.open(host.root + "check/")
    engine_ready(chromium)
    check(chromium, answers)
    chromium.run("() => { globalThis.untouched = true; }")
    second = chromium.new_tab()
    chromium.open(host.root)
    for page in ("index.html", "check/index.html"):
        host.deploy(CHANGE, page)
    chromium.open(host.root)
    assert chromium.run(VERSION) == "A"
    chromium.wait(LINE)
    for url in (host.root + "check/", host.root):  # still the old version, wholly
        chromium.open(url)
        assert chromium.run(VERSION) == "A"
    chromium.switch(first)
    chromium.wait(LINE)
    chromium.run("() => document.querySelector('#new-version button').click()")
    chromium.wait("() => !document.querySelector('#new-version span').hidden")
    assert chromium.run("() => globalThis.untouched")
    chromium.switch(second)
    chromium.close_tab()
    chromium.switch(first)
    chromium.run("() => document.querySelector('#new-version button').click()")
    chromium.wait("() => !globalThis.untouched && document.readyState === 'complete'")
    assert chromium.run(VERSION) == "B"
    engine_ready(chromium)
    check_unchanged = "() => [...document.querySelectorAll('#check input:checked')].map((input) => input.value)"
    assert chromium.run(check_unchanged) == list(answers.values())
    assert chromium.run("() => sessionStorage.getItem('answers-through-update')") is None
    host.stop()
    chromium.open(host.root)
    assert chromium.run(VERSION) == "B"
    assert len(chromium.run(CACHES)) == 1


DAMAGE = """async (path) => {
  const cache = await caches.open((await caches.keys()).find((name) => name.startsWith("huabei-check / ")));
  const key = (await cache.keys()).find(({ url }) => new URL(url).pathname === path);
  if (!key) throw new Error(`nothing is kept under ${path}`);
  await cache.put(key, new Response("<p>damaged", { headers: { "Content-Type": "text/html" } }));
}"""


@pytest.mark.parametrize("path", ["/index.html", "/assets/check.js"])
def test_a_damaged_entry_is_mended(chromium: Browser, host: Host, path: str) -> None:
    visit(chromium, host)
    chromium.run(DAMAGE, path)
    everything(chromium, host.root, host.root + "check/")
    host.stop()
    everything(chromium, host.root, host.root + "check/")


def test_a_damaged_part_of_the_engine_is_fetched_again(chromium: Browser, host: Host) -> None:
    visit(chromium, host)
    name = next(host.site.glob("runtime/*/*.wasm")).relative_to(host.site)
    chromium.run(DAMAGE, f"/{name}")
    chromium.open(host.root + "check/")
    engine_ready(chromium)
    check(chromium, PERSONAS["a merchant"])


def test_damage_that_cannot_be_mended_ends_the_old_version(chromium: Browser, host: Host) -> None:
    visit(chromium, host)
    chromium.run(DAMAGE, "/index.html")
    host.deploy(CHANGE)
    chromium.open(host.root)
    assert chromium.run(VERSION) == "B"
    chromium.open(host.root + "check/")
    engine_ready(chromium)


def test_half_a_download_is_finished_later(chromium: Browser, host: Host) -> None:
    style = next(host.site.glob("assets/stylesheets/main*.css"))
    style.rename(style.with_suffix(".away"))
    chromium.open(host.root + "check/")
    engine_ready(chromium)
    chromium.wait(NOT_KEPT, seconds=20)
    assert chromium.run(REGISTERED) == 0
    assert chromium.run(CACHES), "what has come is kept for the next try"
    check(chromium, PERSONAS["another account"])
    style.with_suffix(".away").rename(style)
    visit(chromium, host)


def test_no_room(chromium: Browser, host: Host) -> None:
    quota = {"origin": host.root.rstrip("/"), "quotaSize": 200_000}
    chromium.command("POST", "goog/cdp/execute", cmd="Storage.overrideQuotaForOrigin", params=quota)
    chromium.open(host.root + "check/")
    engine_ready(chromium)
    chromium.wait(NOT_KEPT, seconds=20)
    assert chromium.run(REGISTERED) == len(chromium.run(CACHES)) == 0
    check(chromium, PERSONAS["another account"])


def test_no_worker_on_the_host(chromium: Browser, host: Host) -> None:
    visit(chromium, host)
    (host.site / "sw.js").unlink()
    everything(chromium, host.root, host.root + "check/")


def test_never_a_worker_on_the_host(chromium: Browser, host: Host) -> None:
    (host.site / "sw.js").unlink()
    everything(chromium, host.root, host.root + "check/")
    assert chromium.run(REGISTERED) == 0


def test_kill_switch(chromium: Browser, host: Host) -> None:
    visit(chromium, host)
    shutil.copyfile(scripts.BUNDLES / "sw-off.js", host.site / "sw.js")
    chromium.open(host.root)
    chromium.wait(f"async () => !(await ({REGISTERED})()) && !(await ({CACHES})()).length", seconds=20)
    host.deploy(CHANGE)
    shutil.copyfile(scripts.BUNDLES / "sw-off.js", host.site / "sw.js")
    chromium.open(host.root)
    assert chromium.run(VERSION) == "B"
    everything(chromium, host.root, host.root + "check/")


def test_private_window(host: Host, tmp_path: Path) -> None:
    """Nothing may be kept there; everything works all the same."""
    with Firefox({"browser.privatebrowsing.autostart": True}) as page:
        everything(page, host.root, host.root + "check/")

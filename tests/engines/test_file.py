"""The offline copy by double click, in every engine, and without any network at all."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from publishing.paths import ROOT
from tests.browser.form import FORM

from .browsers import Browser
from .conftest import WANTED
from .visits import ENGINE, PERSONAS, PLANT, check, engine_ready, everything, search, told


def test_everything_works(engine: Browser, unzipped: Path) -> None:
    everything(engine, (unzipped / "index.html").as_uri(), (unzipped / "check.html").as_uri())


def test_start(engine: Browser, unzipped: Path) -> None:
    """The first verdict does not wait for the engine. The times are printed; they are no promise."""
    engine.open((unzipped / "check.html").as_uri())
    engine_ready(engine)
    ready = engine.run("() => performance.now()")
    instant = engine.run("() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    print(f"\n{engine.name}: first verdict {instant:.0f} ms, engine {ready:.0f} ms")
    assert instant < ready


def test_other_pages_do_not_load_the_engine(engine: Browser, unzipped: Path) -> None:
    engine.open((unzipped / "index.html").as_uri())
    assert engine.run("() => (window.huabeiCheck ?? {}).enginePart ?? null") is None
    assert engine.run(ENGINE) is None


def test_a_missing_engine_is_said(engine: Browser, tmp_path: Path, unzipped: Path) -> None:
    """Somebody passed on the pages without the folder of the engine: the page stays useful and says so."""
    copy = tmp_path / "copy"
    shutil.copytree(unzipped, copy)
    (copy / "assets/engine/wasm-0.js").unlink()
    engine.open((copy / "check.html").as_uri())
    engine.wait(f"() => ({ENGINE})() === 'failed'", seconds=40)


@pytest.mark.parametrize("name", WANTED)
def test_nothing_is_asked_of_any_host(name: str, tmp_path: Path, unzipped: Path) -> None:
    """Without any network, every packet to anywhere else seen; two of the browsers tell of it themselves, too."""
    (tmp_path / "bad").mkdir()
    bad = tmp_path / "bad" / "page.html"
    hosts = {"192.0.2.1", "nobody.example"}
    bad.write_text("<!doctype html>" + "".join(f'<img src="http://{host}/x.png">' for host in hosts), encoding="utf-8")
    assert alone(name, bad, tmp_path / "bad" / "log") >= hosts, "it would be seen"
    assert alone(name, unzipped, tmp_path / "log") == set()


MAKERS = {
    "chromium": (".google.com", ".googleapis.com", ".gstatic.com", ".gvt1.com"),
    "firefox": (".mozilla.com", ".mozilla.org", ".mozilla.net", ".firefox.com", "detectportal.firefox.com"),
    "webkit": (),
}
"""What a browser asks of its own maker is no page's doing."""


def alone(name: str, shown: Path, log: Path) -> set[str]:
    """The hosts that the browser `name` asks for when it is shown `shown` and has no network.

    Every address is made to lead to the loopback, where nobody answers: so each attempt can be seen.
    """
    inside = [sys.executable, "-m", "tests.engines.alone", name, str(shown), str(log)]
    ready = "ip link set lo up && ip addr add 198.51.100.1/32 dev lo && "  # without one, names are not even asked for
    ready += "ip route add local default dev lo; ip -6 route add local default dev lo; "
    command = ["unshare", "--net", "--map-root-user", "sh", "-c", ready + 'exec "$@"', "sh", *inside]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=240)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["network"], told["works"]) == (False, True)
    asked = set(told["asked"]) | hosts_in(name, log)
    return {host for host in asked if not f".{host}".endswith(MAKERS[name] or ("/",))}


def hosts_in(name: str, log: Path) -> set[str]:
    """Every host that a page wanted to reach, in the browser's own log; WebKitGTK has none."""
    text = "".join(path.read_text(encoding="utf-8", errors="replace") for path in log.parent.glob(f"{log.name}*"))
    if name == "chromium":
        asked = re.findall(r'"initiator":"([^"]*)".*?"url":"(?:https?|wss?)://([^"/:]+)', text)
        return {host for who, host in asked if who != "not an origin"} - LOCAL
    if name == "firefox":
        return set(re.findall(r"(?i)resolv\w* host \[([^\]]+)\]", text)) - LOCAL
    return set()


LOCAL = {"127.0.0.1", "::1", "localhost"}


CHARSET = '<meta charset="utf-8">'

LISTENER = """<script>window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  violations.push(event.effectiveDirective + " " + (event.blockedURI || event.sample)));</script>"""


@pytest.fixture(scope="session")
def listening(unzipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The offline copy with a listener before its policy, which therefore lets it in and nothing after it."""
    copy = tmp_path_factory.mktemp("listening") / "copy"
    shutil.copytree(unzipped, copy)
    for path in copy.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert html.count(CHARSET + "<meta http-equiv=") == 1
        path.write_text(html.replace(CHARSET, CHARSET + LISTENER, 1), encoding="utf-8")
    return copy


def test_every_page_keeps_to_the_policy(engine: Browser, listening: Path) -> None:
    found = {}
    for path in sorted(listening.rglob("*.html")):
        engine.open(path.as_uri())
        if path.name == "check.html":
            engine_ready(engine)
            check(engine, PERSONAS["another account"])
        if violations := engine.run("() => violations"):
            found[path.name] = violations
    assert found == {}
    assert "芝麻分" in search(engine, "芝麻分")
    assert engine.run("() => violations") == []


def test_what_is_planted_is_blocked(engine: Browser, listening: Path) -> None:
    engine.open((listening / "check.html").as_uri())
    engine.run(PLANT)
    engine.wait(f"() => violations.length >= {len(told(engine))}", seconds=10)
    said = " ".join(engine.run("() => violations"))
    assert engine.run("() => window.planted ?? null") is None
    assert all(directive in said for directive in told(engine)), said


COPIED = """async (button) => {
  document.querySelector(`#take [data-${button}]`).click();
  await new Promise((next) => setTimeout(next, 100));
  return document.getElementById("out").value;
}"""
"""What a button copies, where the browser leaves it to be copied by hand."""


def test_print_letters_and_links(engine: Browser, unzipped: Path) -> None:
    home = (unzipped / "check.html").as_uri()
    answers = PERSONAS["another account"]
    engine.open(home)
    engine_ready(engine)
    check(engine, answers)
    given = engine.run(f"() => {FORM}")
    engine.run("() => { Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true }); }")
    link = engine.run(COPIED, "link")
    assert link.startswith("#v=1&a=")  # no folder of this computer
    assert "花呗" in engine.run(COPIED, "copy")
    if engine.name != "webkit":  # whose driver does not print
        paper = base64.b64decode(engine.command("POST", "print"))
        assert paper.startswith(b"%PDF-")
        assert len(paper) > 20_000
    letter = engine.run("() => document.querySelector('button[data-letter]').dataset.letter")
    body = engine.run("(id) => document.getElementById(id).value", letter)
    assert "〔" in body
    engine.run("() => document.querySelector('button[data-letter]').click()")
    engine.wait("() => ['copied', 'by_hand'].some((name) => !document.querySelector(`[data-note=${name}]`).hidden)")
    copied = "() => document.querySelector('[data-note=by_hand]').hidden || document.getElementById('out').value"
    assert engine.run(copied) in (True, body)
    engine.open("about:blank")
    engine.open(home + link)
    engine_ready(engine)
    assert engine.run(f"() => {FORM}") == given
    assert engine.run("() => location.hash") == ""
    guide = engine.run("() => document.querySelector('#R04 .guide a').href")
    engine.open(guide)
    assert engine.run("() => Boolean(document.getElementById(location.hash.slice(1)))")

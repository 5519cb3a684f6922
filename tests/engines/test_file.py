"""The offline copy by double click, in every engine, and without any network at all."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from steps.paths import ROOT

from .browsers import Browser
from .conftest import WANTED
from .visits import ENGINE, engine_ready, everything


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
    assert engine.run("() => typeof enginePart") == "undefined"
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
    """In a network namespace with nothing but the loopback; the browser's own log names every host."""
    (tmp_path / "bad").mkdir()
    bad = tmp_path / "bad" / "page.html"
    bad.write_text('<!doctype html><img src="http://192.0.2.1/x.png">', encoding="utf-8")
    assert alone(name, bad, tmp_path / "bad" / "log") - LOCAL == {"192.0.2.1"}, "the log would show it"
    assert alone(name, unzipped, tmp_path / "log") <= LOCAL


LOCAL = {"127.0.0.1", "::1", "localhost"}


def alone(name: str, shown: Path, log: Path) -> set[str]:
    """The hosts that the browser `name` asks for when it is shown `shown` and has no network."""
    inside = [sys.executable, "-m", "tests.engines.alone", name, str(shown), str(log)]
    command = ["unshare", "--net", "--map-root-user", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", *inside]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=240)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout.splitlines()[-1]) == {"network": False, "works": True}
    return hosts_in(name, log)


def hosts_in(name: str, log: Path) -> set[str]:
    """Every host that a page wanted to reach; what a browser asks of its own maker is no page's doing."""
    text = "".join(path.read_text(encoding="utf-8", errors="replace") for path in log.parent.glob(f"{log.name}*"))
    assert text
    if name == "chromium":
        asked = re.findall(r'"initiator":"([^"]*)".*?"url":"(?:https?|wss?)://([^"/:]+)', text)
        return {host for who, host in asked if who != "not an origin"}
    if name == "firefox":
        hosts = set(re.findall(r"(?i)resolv\w* host \[([^\]]+)\]", text))
        return {host for host in hosts if not host.endswith((".mozilla.com", ".mozilla.org", ".firefox.com"))}
    return set(re.findall(r'inet_addr\("([^"]+)"\)', text)) | set(re.findall(r'AF_INET6, "([^"]+)"', text))

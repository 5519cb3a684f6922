"""The check in a frame of another site, in every engine, as the documentation says how."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.form import FORM
from tests.embedding import FRAME, allow, host_page

from .browsers import Browser
from .conftest import Host
from .visits import PERSONAS, check, engine_ready

HEIGHT = f"() => document.getElementById('{FRAME}').getBoundingClientRect().height"
CONTENT = "() => document.querySelector('.md-container').getBoundingClientRect().height"
ASKED = "() => performance.getEntriesByType('resource').length"
KEPT = "() => { try { return sessionStorage.length + localStorage.length; } catch { return 0; } }"  # some refuse it
SHOWS_CHECK = "() => document.getElementById('check') !== null"


@pytest.fixture
def other(host: Host, tmp_path: Path) -> Host:
    """Another site, at ``localhost``, which may frame the check; at ``127.0.0.1`` it may not."""
    folder = tmp_path / "other" / "site"
    folder.mkdir(parents=True)
    theirs = Host(folder)
    (folder / "index.html").write_text(host_page(host.site, f"{host.root}embed/"), encoding="utf-8")
    allow(host.site, f"http://localhost:{theirs.port}")
    host.stop()
    host.start()
    return theirs


def enter(page: Browser) -> None:
    """Go on inside the frame."""
    page.command("POST", "frame", id=0)


def leave(page: Browser) -> None:
    """Go on in the page around it."""
    page.command("POST", "frame", id=None)


def test_it_works_sizes_itself_and_asks_nobody(engine: Browser, host: Host, other: Host) -> None:
    other.start()
    try:
        engine.open(f"http://localhost:{other.port}/")
        start = engine.run(HEIGHT)
        enter(engine)
        engine_ready(engine)
        asked = engine.run(ASKED)
        host.stop()  # nobody is there to be asked
        check(engine, PERSONAS["another account"])
        assert engine.run(ASKED) == asked
        assert engine.run(KEPT) == 0
        content = engine.run(CONTENT)
        leave(engine)
        engine.wait(f"(content) => Math.abs(({HEIGHT})() - content) < 2", content, seconds=10)
        assert engine.run(HEIGHT) != start
        assert engine.run("() => location.hash + location.search") == ""
        enter(engine)
        check(engine, PERSONAS["asked for money"])
        assert engine.run("() => !document.getElementById('stop').hidden")
        assert engine.run(f"() => {FORM}") == PERSONAS["asked for money"]
        leave(engine)
    finally:
        other.stop()


def test_it_is_refused_where_nobody_allowed_it(engine: Browser, host: Host, other: Host) -> None:
    other.start()
    try:
        engine.open(f"http://127.0.0.1:{other.port}/")
        enter(engine)
        assert not engine.run(SHOWS_CHECK)
        leave(engine)
        allow(host.site)
        host.stop()
        host.start()
        engine.open(f"http://localhost:{other.port}/")
        enter(engine)
        assert not engine.run(SHOWS_CHECK)
        leave(engine)
    finally:
        other.stop()

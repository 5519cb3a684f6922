"""What the tests stand on: the real knowledge, and a made-up one that fits in the head."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from checker.loading import load
from checker.model import Knowledge
from checker.parse import File, parse
from publishing import serve
from publishing.paths import ROOT, SITE

TESTS = Path(__file__).parent

settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")
"""No test passes or fails by how busy the machine is."""

settings.register_profile("mutate", max_examples=30, deadline=None, derandomize=True)
"""For `make mutate`, which runs the same tests hundreds of times."""

settings.register_profile("deep", max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))
"""For `make fuzz`."""

settings.register_profile("quick", max_examples=15, deadline=None)
"""For `make quick`: a look, not a search."""


LONGEST_FIRST = (
    "tests/test_reproducible.py",
    "tests/publishing/test_preview.py",
    "tests/publishing/test_pages.py",
    "tests/publishing/test_operator.py",
    "tests/browser/test_faults.py",
    "tests/met_elsewhere/test_page_time.py",
    "tests/browser/test_accessibility.py",
    "tests/browser/test_every_page.py",
    "tests/browser/test_fuzz.py",
    "tests/met_elsewhere/",
    "tests/browser/",
    "tests/test_properties.py",
)
"""Files and folders whose tests take longest, the longest of all first. They begin the run: what is started last should
be short, so that no worker waits for another in the end. Only how long the run takes depends on it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands on the built site, directly or through another fixture; begin with what takes longest."""
    for item in items:
        if "built_site" in getattr(item, "fixturenames", ()):
            item.add_marker("site")
    items.sort(key=_place)  # stable: what belongs together stays together


def _place(item: pytest.Item) -> int:
    """Where in `LONGEST_FIRST` the test stands; behind all of it where it does not."""
    found = (place for place, path in enumerate(LONGEST_FIRST) if item.nodeid.startswith(path))
    return next(found, len(LONGEST_FIRST))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A worker for each core; with browsers one more: a test in a browser often waits, and costs nothing meanwhile."""
    in_browsers = "tests/browser" not in (config.getoption("ignore") or ())
    return (os.cpu_count() or 1) + in_browsers


def read_labels() -> Mapping[str, object]:
    """The real words for kinds, stages and so on: the tiny knowledge borrows them."""
    path = TESTS.parent / "checker" / "knowledge" / "labels.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The real knowledge, as everybody gets it."""
    return load()


@pytest.fixture(scope="session")
def tiny() -> Knowledge:
    """The small made-up knowledge of ``tiny.toml``, whole: prose, labels, vocabulary."""
    tables = tomllib.loads((TESTS / "tiny.toml").read_text(encoding="utf-8"))
    return parse([File("tiny.toml", tables), File("labels.toml", read_labels())], version="tiny")


@pytest.fixture(scope="session")
def made_up() -> Callable[[str], Knowledge]:
    """TOML text → Knowledge, for a test that needs a world of its own.

    Like the browser's copy it may come without what only people read, so that a test writes no more
    than it is about: ``[question.age]`` with ``options = [{ id = "x" }]``, ``[reason.R01]`` with ``kind``,
    ``when`` and ``remedies = []``.
    """
    return lambda toml: parse([File("made_up.toml", tomllib.loads(toml))], prose=False, version="made-up")


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it is handed to a host, built once, whoever of several workers asks first.

    ``SITE_READY=1`` says that it stands already.
    """
    if os.environ.get("SITE_READY") == "1":
        return SITE
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    shared = tmp_path_factory.getbasetemp()
    done = (shared.parent if run else shared) / f"site-is-built-{run}"  # each worker has its own base folder
    with done.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            subprocess.run([sys.executable, "site_build.py", "build"], cwd=ROOT, check=True)
            done.touch()
    os.environ["SITE_READY"] = "1"
    return SITE


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """The address of the site as it is handed to a host, served on this machine."""
    server = serve.server(built_site, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()

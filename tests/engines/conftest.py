"""The sites that the engines are shown. ``make test-engines`` runs these; ``make test`` leaves them out."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from publishing import service_worker
from publishing.paths import DIST, ROOT, SITE

from .browsers import ALL, Browser, browser, free_port, patiently
from .host import REPORT_TO

if not os.environ.get("ENGINES"):
    collect_ignore_glob = ["test_*.py"]

WANTED = [name for name in ALL if os.environ.get("ENGINES", "all") in ("all", name)]


class Host:
    """A host in a process of its own: when it is stopped, its open connections end too."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.port = free_port()
        self.root = f"http://127.0.0.1:{self.port}/"
        self.reports = site.with_name("violations")
        self.process: subprocess.Popen[bytes] | None = None

    def report_violations(self) -> None:
        """Ask browsers to tell this host of every violation of its policy."""
        file = self.site / "_headers"
        text = file.read_text(encoding="utf-8")
        reporting = re.sub("(?m)^(  Content-Security-Policy: .*)$", rf"\1; report-uri {REPORT_TO}", text, count=1)
        assert reporting != text
        file.write_text(reporting, encoding="utf-8")

    def violations(self) -> list[str]:
        """What was reported so far, as directive and address."""
        if not self.reports.exists():
            return []
        told = [json.loads(line)["csp-report"] for line in self.reports.read_text(encoding="utf-8").splitlines()]
        return [f"{one['effective-directive']} {one['blocked-uri']} on {one['document-uri']}" for one in told]

    def start(self) -> None:
        """Serve, at the same address as before."""
        command = [sys.executable, "-m", "tests.engines.host", str(self.site), str(self.port), str(self.reports)]
        self.process = subprocess.Popen(command, cwd=ROOT)
        patiently(lambda: urllib.request.urlopen(self.root, timeout=5).close())  # noqa: S310 - our own address

    def stop(self) -> None:
        """Serve nothing any more."""
        if self.process:
            self.process.terminate()
            self.process.wait()
            self.process = None

    def deploy(self, change: tuple[str, str], page: str = "index.html") -> None:
        """Another version in the place of this one: `page` with the first text replaced by the second."""
        path = self.site / page
        text = path.read_text(encoding="utf-8")
        assert change[0] in text
        path.write_text(text.replace(*change), encoding="utf-8")
        (self.site / "sw.js").unlink()
        service_worker.write(self.site)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """The built site, as a copy that a test may change."""
    assert (SITE / "sw.js").exists(), "make build first"
    copy = tmp_path / "site"
    shutil.copytree(SITE, copy, ignore=shutil.ignore_patterns("*.br", "*.gz", "download"))
    served = Host(copy)
    served.start()
    yield served
    served.stop()


@pytest.fixture(scope="session")
def unzipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The offline copy, unzipped where the path has a space and Chinese characters."""
    folder = tmp_path_factory.mktemp("engines") / "我的 文件"
    with zipfile.ZipFile(next(DIST.glob("huabei-check-offline-*.zip"))) as archive:
        archive.extractall(folder)
    return next(folder.iterdir())  # the one folder that it holds


@pytest.fixture(params=WANTED)
def engine(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Each real browser in turn, with an empty profile."""
    with browser(request.param) as started:
        yield started


@pytest.fixture
def chromium() -> Iterator[Browser]:
    """The one browser in which the ways to fail are tried."""
    with browser("chromium") as started:
        yield started

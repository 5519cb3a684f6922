"""Whatever a test does, no browser that it started outlives it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from publishing.paths import ROOT

from .browsers import Browser

APART = "setsid --fork sleep 1000; "
"""Before a program: another one, in a process group of its own."""


class Sleeper(Browser):
    """Programs that end only when they are ended."""

    def __init__(self, *, fails: bool = False, before: str = APART) -> None:
        super().__init__()
        self.fails = fails
        self.before = before

    def launch(self) -> None:
        self.start("sh", "-c", f"{self.before}exec sleep 1000")
        while len(self.left_behind()) < (2 if self.before else 1):
            time.sleep(0.01)
        self.pids = self.left_behind()
        if self.fails:
            raise RuntimeError("no page yet")

    def say_goodbye(self) -> None:
        raise RuntimeError("the browser has hung up")

    def command(self, method: str, path: str, **parameters: Any) -> Any:
        raise NotImplementedError


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _until_ended(*pids: int) -> None:
    end = time.monotonic() + 60
    while any(map(_runs, pids)):
        assert time.monotonic() < end, pids
        time.sleep(0.01)


def test_it_ends_with_all_that_it_started() -> None:
    with Sleeper() as browser:
        assert all(map(_runs, browser.pids))
    _until_ended(*browser.pids)
    assert not browser.scratch.exists()


def test_a_start_that_fails_leaves_nothing() -> None:
    browser = Sleeper(fails=True)
    with pytest.raises(RuntimeError, match="no page yet"), browser:
        pytest.fail("it has not started")
    _until_ended(*browser.pids)
    assert not browser.scratch.exists()


KILLED = """
import os
from tests.engines.test_browsers import Sleeper
with Sleeper(before="") as browser:
    print(*browser.pids, flush=True)
    os.abort()
"""


def test_tests_that_are_killed_take_it_with_them() -> None:
    done = subprocess.run([sys.executable, "-c", KILLED], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode < 0, done.stderr
    _until_ended(int(done.stdout))

"""The same tree gives the same bytes: elsewhere, at another hour, in another time zone, with another hash seed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from checker.model import Knowledge
from publishing.paths import ROOT
from publishing.record import project_files

pytestmark = pytest.mark.site


def build(folder: Path, **environment: str) -> dict[str, str]:
    """Name → hash of every file that a build in a fresh copy of the tree at `folder` leaves behind."""
    for name in project_files():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    scratch = folder / "tmp"  # no cache of an earlier build, such as jieba's, is found there
    scratch.mkdir()
    command = [sys.executable, "site_build.py", "build"]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "TMPDIR": str(scratch), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    files = [path for made in ("site", "dist") for path in (folder / made).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in sorted(files)}


def test_two_builds_give_the_same_bytes(tmp_path: Path, knowledge: Knowledge) -> None:
    assert project_files(), "needs the project's own git checkout"
    newest = max(reason.reviewed for reason in knowledge.reasons.values())
    early, late = (str(int(datetime(*newest.timetuple()[:3], hour, tzinfo=UTC).timestamp())) for hour in (1, 23))
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(build, tmp_path / "here", PYTHONHASHSEED="1", TZ="Asia/Shanghai", SOURCE_DATE_EPOCH=early)
        way = tmp_path / "a longer way" / "there"
        two = pool.submit(build, way, PYTHONHASHSEED="2", TZ="UTC", LC_ALL="C", SOURCE_DATE_EPOCH=late)
        here, there = one.result(), two.result()
    assert "site/BUILD.json" in here
    assert {name for name in here.keys() | there.keys() if here.get(name) != there.get(name)} == set()

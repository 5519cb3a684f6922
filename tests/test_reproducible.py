"""The same tree gives the same bytes: elsewhere, at another hour, in another time zone, with another cache.

One of the two builds is that of plain MkDocs, so this says too that it does what ``make build`` does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from checker.model import Knowledge

from .copies import copy_project, own_cache

pytestmark = pytest.mark.site

OURS = ("site_build.py", "build")

MKDOCS = ("-m", "mkdocs", "build", "--strict")


def build(folder: Path, *command: str, **environment: str) -> dict[str, str]:
    """Name → hash of what `command` leaves behind in a fresh checkout at `folder`, with a cache of its own."""
    copy_project(folder / "tree")
    environment = {**os.environ, **own_cache(folder / "cache"), **environment}
    done = subprocess.run(
        [sys.executable, *command], cwd=folder / "tree", env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    files = [path for made in ("site", "dist") for path in (folder / "tree" / made).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in sorted(files)}


def test_two_builds_give_the_same_bytes(tmp_path: Path, knowledge: Knowledge) -> None:
    newest = max(reason.reviewed for reason in knowledge.reasons.values())
    early, late = (str(int(datetime(*newest.timetuple()[:3], hour, tzinfo=UTC).timestamp())) for hour in (1, 23))
    with ThreadPoolExecutor(2) as pool:
        settings = {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "SOURCE_DATE_EPOCH": early}
        one = pool.submit(build, tmp_path / "here", *OURS, **settings)
        settings = {"PYTHONHASHSEED": "2", "TZ": "UTC", "LC_ALL": "C", "SOURCE_DATE_EPOCH": late}
        two = pool.submit(build, tmp_path / "a longer way" / "there", *MKDOCS, **settings)
        here, there = one.result(), two.result()
    assert {"tree/site/BUILD.json", "tree/site/sw.js", "tree/dist/hosting/nginx/site.conf"} <= here.keys()
    assert {name for name in here.keys() | there.keys() if here.get(name) != there.get(name)} == set()

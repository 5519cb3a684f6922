"""The same tree gives the same bytes: elsewhere, at another hour, in another time zone, with another cache.

One of the two builds is the one that all tests share; the other is that of plain MkDocs, so this says too that it does
what ``make build`` does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from publishing.paths import DIST, ROOT
from publishing.record import git

from .copies import copy_project, own_cache

MKDOCS = ("-m", "mkdocs", "build", "--strict")


def build(folder: Path, *command: str, **environment: str) -> Path:
    """What `command` leaves behind in a fresh checkout at `folder`, with a cache of its own: the checkout."""
    tree = copy_project(folder / "tree")
    environment = {**os.environ, **own_cache(folder / "cache"), **of_the_same_commit(tree), **environment}
    done = subprocess.run(
        [sys.executable, *command], cwd=tree, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return tree


def of_the_same_commit(tree: Path) -> dict[str, str]:
    """Make `tree` a checkout of our repository; the environment in which git leaves our own index alone."""
    repository = Path(git("rev-parse", "--absolute-git-dir").strip())
    (tree / ".git").write_text(f"gitdir: {repository}\n", encoding="utf-8")
    return {"GIT_INDEX_FILE": shutil.copyfile(repository / "index", tree.with_name("index")).as_posix()}


def half_a_day_off(site: Path) -> str:
    """Another hour of the day on which `site` was built, as `SOURCE_DATE_EPOCH`."""
    built = datetime.fromtimestamp((site / "BUILD.json").stat().st_mtime, UTC)
    other = built + timedelta(hours=12 if built.hour < 12 else -12)
    return str(int(other.timestamp()))


def contents(tree: Path, *folders: str) -> dict[str, str]:
    """Name below `tree` → hash of every file in these of its folders."""
    files = sorted(path for folder in folders for path in (tree / folder).rglob("*") if path.is_file())
    return {path.relative_to(tree).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def test_two_builds_give_the_same_bytes(built_site: Path, tmp_path: Path) -> None:
    environment = {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C"}
    environment["SOURCE_DATE_EPOCH"] = os.environ.get("SOURCE_DATE_EPOCH") or half_a_day_off(built_site)
    tree = build(tmp_path / "a longer way", *MKDOCS, **environment)
    here, there = contents(ROOT, built_site.name, DIST.name), contents(tree, built_site.name, DIST.name)
    assert {"site/BUILD.json", "site/sw.js", "dist/hosting/nginx/site.conf"} <= there.keys()
    beside = {name for name in here.keys() - there.keys() if name.startswith(f"{DIST.name}/")}  # of other commands
    assert {name for name in (here.keys() | there.keys()) - beside if here.get(name) != there.get(name)} == set()

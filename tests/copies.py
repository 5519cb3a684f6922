"""Copies of the project in which a test may build and change things."""

from __future__ import annotations

import shutil
from pathlib import Path

import runtime.cache
from publishing.paths import ROOT
from publishing.record import project_files

FETCHED = ("pyodide-?.*-????????????", "node-*")
"""What the cache holds as it came from the registries. The rest was made here."""


def copy_project(folder: Path) -> Path:
    """A fresh checkout of the project, as it stands now, at `folder`."""
    for name in project_files():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)  # with its mode, which git knows
    return folder


def own_cache(folder: Path) -> dict[str, str]:
    """The environment of a build with a cache of its own at `folder`, which holds nothing but what was fetched."""
    theirs = runtime.cache.folder()
    ours = folder / theirs.name
    ours.mkdir(parents=True)
    for pattern in FETCHED:
        for path in theirs.glob(pattern):
            (ours / path.name).symlink_to(path)
    scratch = folder / "tmp"  # nor is the cache of an earlier build, such as jieba's, found there
    scratch.mkdir(parents=True)
    return {"XDG_CACHE_HOME": str(folder), "TMPDIR": str(scratch)}

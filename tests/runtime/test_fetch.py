"""What was fetched is refused in one sentence where it cannot serve."""

from __future__ import annotations

import io
import json
import sys
import tarfile
from pathlib import Path

import pytest

from runtime import cache, fetch
from runtime.errors import RuntimeBuildError


def unpacked(cache: Path, python: str) -> None:
    """A cache that holds a runtime whose Python is `python`."""
    folder = cache / f"pyodide-{fetch.PYODIDE}-{fetch.SHA256[:12]}"
    folder.mkdir(parents=True)
    (folder / "pyodide-lock.json").write_text(json.dumps({"info": {"python": python}}), encoding="utf-8")


@pytest.mark.parametrize("patch", ["0", "99"])
def test_any_patch_of_this_python_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, patch: str) -> None:
    monkeypatch.setattr(cache, "folder", lambda: tmp_path)
    unpacked(tmp_path, f"{sys.version_info.major}.{sys.version_info.minor}.{patch}")
    assert fetch.fetch().parent == tmp_path


def test_another_python_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "folder", lambda: tmp_path)
    unpacked(tmp_path, "3.1.4")
    with pytest.raises(RuntimeBuildError, match=r"Python 3\.1，"):
        fetch.fetch()


def test_a_package_without_a_file_names_it_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "folder", lambda: tmp_path)
    package = io.BytesIO()
    with tarfile.open(fileobj=package, mode="w:gz"):
        pass
    monkeypatch.setattr(fetch, "_package", package.getvalue)
    with pytest.raises(RuntimeBuildError, match=fetch.WANTED[0]):
        fetch.fetch()
    assert list(tmp_path.iterdir()) == []

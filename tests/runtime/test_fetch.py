"""What was fetched is refused in one sentence where it cannot serve."""

from __future__ import annotations

import io
import json
import sys
import tarfile
from hashlib import sha256
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


FAKE_NPM = """#!/bin/sh
for word in "$@"; do case "$word" in --cache=*) cache="${word#--cache=}/_cacache/tmp"; esac; done
if [ -n "$cache" ]; then mkdir -p "$cache"; head -c 2000000 /dev/zero > "$cache/part"; sleep 0.5; fi
[ -z "$FAILS" ] || { echo "npm error: no way" >&2; exit 1; }
printf package > pyodide.tgz
"""


@pytest.mark.parametrize("is_watched", [True, False])
def test_a_download_is_seen_where_somebody_watches(
    is_watched: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    npm = tmp_path / "npm"
    npm.write_text(FAKE_NPM, encoding="ascii")
    npm.chmod(0o755)
    monkeypatch.setattr(fetch, "npm", lambda: str(npm))
    monkeypatch.setattr(fetch, "SHA256", sha256(b"package").hexdigest())
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_watched)
    assert fetch._package() == b"package"
    said = capsys.readouterr().err
    assert (f"] 2000/{fetch.SIZE_KB}" in said) is is_watched
    assert said.endswith(f"] {fetch.SIZE_KB}/{fetch.SIZE_KB}\n" if is_watched else " MB\n")
    monkeypatch.setenv("FAILS", "1")
    with pytest.raises(RuntimeBuildError, match="no way"):
        fetch._package()

"""The checker as the page gets it: byte code of what runs there, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from publishing import wheel
from publishing.paths import ROOT
from runtime import archive

pytestmark = pytest.mark.site


def test_it_holds_the_modules_that_a_page_runs(tmp_path: Path) -> None:
    members = archive.read(wheel.byte_compiled_wheel(tmp_path))
    assert {f"{Path(name).with_suffix('.py').as_posix()}" for name in members} == wheel.modules()
    assert all(name.endswith(".pyc") for name in members)
    assert "checker/browser.pyc" in members
    unwanted = {"checker/commands.py", "checker/loading.py", "checker/audit/__init__.py"}
    assert all((ROOT / name).exists() for name in unwanted)
    assert not {f"{name}c" for name in unwanted} & members.keys()


def test_it_comes_from_the_cache_the_second_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = wheel.byte_compiled_wheel(tmp_path).read_bytes()
    monkeypatch.setattr("runtime.byte_compile", None)
    assert wheel.byte_compiled_wheel(tmp_path).read_bytes() == first

"""``python -m runtime``: one command, one folder, one manifest; alone, without the project around it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from publishing.paths import ROOT
from runtime import manifest
from runtime.__main__ import main


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of `runtime` and nothing else."""
    folder = tmp_path_factory.mktemp("alone")
    shutil.copytree(ROOT / "runtime", folder / "runtime", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "runtime", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_it_makes_a_runtime_alone_and_says_what_it_does(alone: Path) -> None:
    done = run(alone, "stock", "--out", "made")
    assert done.returncode == 0, done.stderr
    made = manifest.read(alone / "made")
    assert made.kind == "stock"
    for file in made.files:
        assert file.name in done.stdout
        assert manifest.describe(made.folder, file.part, file.name) == file
    assert done.stderr.startswith("· ")


def test_it_says_how_it_is_called(alone: Path) -> None:
    done = run(alone, "--help")
    assert done.returncode == 0
    for word in ("slim", "stock", "--out", "--wheel", "--probe", "--data", "--modules"):
        assert word in done.stdout


@pytest.mark.parametrize(
    "wrong", [["fast"], ["--wheel", "nowhere.whl"], ["--data", "name"], ["--data", "name=nowhere"]]
)
def test_what_it_cannot_use_is_named(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(wrong)
    assert stopped.value.code == 2
    assert wrong[-1].partition("=")[2] or wrong[-1] in capsys.readouterr().err


def test_a_probe_that_fails_is_quoted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    probe = tmp_path / "probe.mjs"
    probe.write_text('export default () => { throw new Error("no answer"); };', encoding="utf-8")
    assert main(["stock", "--out", str(tmp_path / "made"), "--probe", str(probe)]) == 2
    assert "no answer" in capsys.readouterr().err

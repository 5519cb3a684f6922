"""The set-up on machines without the Python that is wanted."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from publishing.paths import ROOT

pytestmark = pytest.mark.slow

TOOLS = ("sh", "cat", "rm", "mkdir", "awk", "sed", "tail", "env")

STAND_IN = """#!/bin/sh
echo "$@" >>uv.log
[ "$1" = venv ] || exit 1
for folder; do :; done
exec {python} -m venv --without-pip "$folder"
"""
"""Does what uv does where it finds or fetches a Python."""

FAILING = """#!/bin/sh
echo "error: cannot fetch" >&2
echo "  cause: no network" >&2
exit 1
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A checkout on a machine that has a shell and nothing else; its programs are in ``bin``."""
    (tmp_path / "bin").mkdir()
    for name in TOOLS:
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    (tmp_path / "tools").mkdir()
    for name in ("tools/environment.sh", ".python-version", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def add(machine: Path, name: str, script: str) -> None:
    """Put a program on the machine."""
    path = machine / "bin" / name
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)


def set_up(machine: Path) -> subprocess.CompletedProcess[str]:
    """Make the environment, as the Makefile does."""
    env = {"PATH": str(machine / "bin"), "HOME": str(machine)}
    command = ["sh", "tools/environment.sh", ".venv"]
    return subprocess.run(command, cwd=machine, env=env, capture_output=True, encoding="utf-8", check=False)


def test_nothing_at_all_is_one_sentence(machine: Path) -> None:
    done = set_up(machine)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert not (machine / ".venv").exists()


def test_uv_alone_is_enough(machine: Path) -> None:
    add(machine, "uv", STAND_IN.format(python=sys.executable))
    assert set_up(machine).returncode == 0
    assert "--python 3.13" in (machine / "uv.log").read_text(encoding="utf-8")
    command = [str(machine / ".venv" / "bin" / "python"), "-m", "pip", "--version"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_another_python_brings_uv_as_it_is_locked(machine: Path) -> None:
    add(
        machine,
        "python3",
        """#!/bin/sh
case "$*" in
  *version_info\\[:2\\]*) echo 3.11 ;;
  *"import pip"*) ;;
  *"pip install"*) echo "$@" >pip.log; mkdir -p .tools/uv/bin; cp_stand_in ;;
  *) echo "Python 3.11.0" ;;
esac
""",
    )
    stand_in = STAND_IN.format(python=sys.executable)
    add(
        machine,
        "cp_stand_in",
        f"#!/bin/sh\ncat >.tools/uv/bin/uv <<'END'\n{stand_in}END\n/bin/chmod +x .tools/uv/bin/uv\n",
    )
    done = set_up(machine)
    assert done.returncode == 0, done.stderr
    assert "--require-hashes" in (machine / "pip.log").read_text(encoding="utf-8")
    asked = (machine / ".tools" / "uv" / "requirements.txt").read_text(encoding="utf-8")
    assert asked.startswith("uv==")
    assert asked.count("==") == 1
    assert "--hash=sha256:" in asked


def test_what_cannot_be_fetched_is_one_sentence_with_the_reason(machine: Path) -> None:
    add(machine, "uv", FAILING)
    done = set_up(machine)
    assert done.returncode == 2
    *steps, told = done.stderr.splitlines()
    assert all(step.startswith("· ") for step in steps)
    assert "no network" in told

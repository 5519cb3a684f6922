"""Dependencies are installed before anything else is there: by a Python with nothing but itself and pip."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from publishing import lock
from publishing.paths import ROOT


def install(*arguments: str, python: tuple[str, ...] = ("-S",)) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *python, "tools/install.py", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_group_is_printed_without_any_package() -> None:
    done = install("docs", "--print")
    assert done.returncode == 0, done.stderr
    assert done.stdout == lock.requirements(lock.of_group("docs"))
    assert done.stdout.startswith("jinja2==")


def test_an_unknown_group_is_one_sentence() -> None:
    done = install("nothing")
    assert done.returncode == 2
    assert "nothing" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_cannot_be_had_is_one_sentence(tmp_path: Path) -> None:
    done = install("docs", "--target", str(tmp_path), python=("-c", WITHOUT_INDEX))
    assert done.returncode == 2
    assert "docs" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


WITHOUT_INDEX = """
import os, runpy, sys
os.environ |= {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PIP_NO_CACHE_DIR": "1"}
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""

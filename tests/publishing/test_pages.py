"""What stops a build, and how it says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.copies import copy_project

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("pages") / "tree")


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("checker/knowledge/reasons/entry.toml", 'family = "entry"', 'family = "nowhere"', "reasons/entry.toml"),
        ("publishing/overrides/main.html", "{% block", "{% blick", "publishing/overrides/main.html:"),
        ("docs/index.md", "(check.md)", "(chock.md)", "chock.md"),
    ],
    ids=["fact", "template", "link"],
)
def test_one_sentence_and_no_traceback(tree: Path, name: str, before: str, after: str, said: str) -> None:
    path = tree / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    command = [sys.executable, "site_build.py", "build", "--without-offline"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, encoding="utf-8", check=False)
    path.write_text(text, encoding="utf-8")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr

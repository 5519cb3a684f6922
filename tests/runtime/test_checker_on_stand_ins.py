"""The checker's own tests, once more, with the stand-ins under the checker (see `tests.runtime.stand_ins`)."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from publishing.paths import ROOT

pytestmark = pytest.mark.slow

TESTS = (
    *("conditions", "judge", "facts", "diagnosis", "changes", "cases", "lead", "folding", "outcome", "planning"),
    *("report", "reading", "parse", "browser_module", "clocks", "understanding", "vocabulary"),
)
"""Of what runs in a page. `test_answers` feeds bytes, which a page never has; the stand-in for json refuses them."""


def test_they_pass_on_the_stand_ins_too() -> None:
    command = [sys.executable, "-m", "pytest", "-o", "addopts=", "-q", "-v", "-p", "tests.runtime.stand_ins"]
    command += ["-p", "no:cacheprovider", "--hypothesis-profile=mutate", "--tb=short", "-k", "not by_trying_everything"]
    files = [f"tests/test_{name}.py" for name in TESTS]
    done = subprocess.run([*command, *files], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert "checker on for_dataclasses.py" in done.stdout
    assert int(re.findall(r"(\d+) passed", done.stdout)[-1]) > 400

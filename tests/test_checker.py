"""The package as a library: the documented names are functions, on every platform and in every order of imports."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import checker

ROOT = Path(__file__).parent.parent

EVERYTHING = """
import sys
sys.platform = {platform!r}
import checker
{imports}
from checker import diagnose, load, parse_answers, plan
knowledge = load()
answers = parse_answers(knowledge, '{{"version": 1, "answers": {{"age": "under_18"}}}}')
diagnosis = checker.diagnose(knowledge, answers)
assert checker.load is load and checker.plan is plan and checker.diagnose is diagnose
print(*(finding.id for finding in diagnosis.findings), len(plan(knowledge, diagnosis)))
"""


@pytest.mark.parametrize(
    "imports", ["", "import checker.browser", "import checker.loading, checker.planning, checker.audit"]
)
def test_it_is_used_alike_on_every_platform(imports: str) -> None:
    told = [
        subprocess.run(
            [sys.executable, "-c", EVERYTHING.format(platform=platform, imports=imports)],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=True,
        ).stdout
        for platform in ("linux", "emscripten")
    ]
    assert told[0] == told[1]
    assert "R01" in told[0]


def test_no_module_hides_behind_a_function() -> None:
    assert [name for name in checker.__all__ if importlib.util.find_spec(f"checker.{name}")] == []
    assert all(hasattr(checker, name) for name in checker.__all__)


def test_what_a_page_runs_does_not_read_files() -> None:
    code = (
        "import sys, checker.browser; print(*sorted({'tomllib', 'checker.loading', 'checker.syntax'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == ""


def test_it_says_that_it_is_typed() -> None:
    assert (Path(checker.__file__).parent / "py.typed").exists()

"""The scripts of the pages, checked by the TypeScript compiler from their JSDoc."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from publishing.paths import ROOT
from runtime import node_tools
from runtime.node_tools import node

STRICT = ["--allowJs", "--checkJs", "--noEmit", "--strict", "--target", "es2022"]
ASSETS = ROOT / "docs" / "assets"


@pytest.mark.parametrize(
    ("library", "scripts"),
    [
        (
            "es2022,dom,dom.iterable",
            ["checker/form.js", "checker/result.js", "checker/engine.js", "checker/takeaway.js"],
        ),
        ("es2022,dom,dom.iterable", ["editions/early.js"]),
        ("es2022,dom,dom.iterable", ["editions/hosted.js"]),
        ("es2022,dom,dom.iterable", ["editions/theme.js"]),
        ("es2022,dom,dom.iterable", ["editions/offline.js"]),
        ("es2022,webworker", ["checker/worker.js"]),
        ("es2022,webworker", ["editions/sw.js"]),
        ("es2022,webworker", ["editions/sw-off.js"]),
        ("es2022,dom,dom.iterable", ["ask.js"]),
        ("es2022,dom,dom.iterable", ["claims.js"]),
        ("es2022,dom,dom.iterable", ["letter.js"]),
    ],
)
def test_the_scripts_hold_to_their_types(library: str, scripts: list[str]) -> None:
    installed = node_tools.installed(Path(__file__).parent / "node")
    compiler = installed / "node_modules" / "typescript" / "bin" / "tsc"
    files = [str(ASSETS / script) for script in scripts]
    command = [node(), str(compiler), *STRICT, "--lib", library, "--types", "", *files]
    done = subprocess.run(command, capture_output=True, text=True, cwd=installed, check=False)
    assert done.returncode == 0, done.stdout

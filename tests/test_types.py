"""The scripts of the pages, checked by the TypeScript compiler from their JSDoc."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from publishing.scripts import ASSETS
from runtime import node_tools
from runtime.node_tools import node


@pytest.mark.parametrize("folder", ["scripts", "scripts/workers"])
def test_the_scripts_hold_to_their_types(folder: str) -> None:
    """Strictly, as ``tsconfig.json`` says; the language's own library is that of 2018, as Chromium 67 has it."""
    compiler = node_tools.installed(Path(__file__).parent / "node") / "node_modules" / "typescript" / "bin" / "tsc"
    command = [node(), str(compiler), "--project", str(ASSETS / folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout

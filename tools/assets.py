"""`make lint`: the pages' scripts and styles.

Formatted and linted by Biome, typed by TypeScript; knip finds exports that nobody imports. ``--write``
formats them, and mends what Biome can mend safely.
"""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from publishing.paths import ROOT
from publishing.scripts import ASSETS
from runtime.node_tools import installed, node

TOOLS = ROOT / "tests" / "node"


def commands(*, write: bool) -> list[tuple[Path, list[str]]]:
    """Where each tool is run, and how."""
    modules = installed(TOOLS) / "node_modules"
    typescript, knip = modules / "typescript" / "bin" / "tsc", modules / "knip" / "bin" / "knip.js"
    biome = [node(), str(modules / "@biomejs" / "biome" / "bin" / "biome"), "check", "--error-on-warnings"]
    return [
        (ASSETS, [*biome, *(["--write"] if write else []), "."]),
        (ASSETS / "scripts", [node(), str(typescript), "--project", "."]),
        (ASSETS / "scripts", [node(), str(typescript), "--project", "workers"]),
        (ASSETS / "scripts", [node(), str(knip), "--no-progress"]),
    ]


def problems(folder: Path, command: list[str]) -> str:
    """What the tool complains of; empty if of nothing."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr) if done.returncode else ""


def main(arguments: list[str]) -> int:
    """Run all; 1 with what they say if one of them complains."""
    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(lambda one: problems(*one), commands(write="--write" in arguments)))
    print("".join(said), end="", file=sys.stderr)
    return 1 if any(said) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

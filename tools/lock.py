"""Lock the dependency groups of pyproject.toml: python -m tools.lock [--upgrade], or make lock.

uv finds one version of each package that suits every group and every platform, and all its hashes. What is locked
already stays, unless its pin has changed or ``--upgrade`` is given. No address and no registry is written down.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from publishing.errors import StepError
from publishing.lock import GROUPS, LOCK
from publishing.paths import ROOT
from runtime.progress import step

HEADER = """\
# One lock for all dependency groups of pyproject.toml; make lock writes it. Not for editing.
# Install one group: python tools/install.py GROUP. All of them: pip install --require-hashes -r requirements.txt.

"""

ENTRY = re.compile(r"^([\w.-]+)==.*\n(?:    --hash=.*\n)+", re.M)


def main(arguments: list[str]) -> int:
    """Write `LOCK` anew; 2 with one sentence where the groups cannot be locked."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    python = (ROOT / ".python-version").read_text(encoding="utf-8").strip()
    groups = list(project["dependency-groups"])
    try:
        step(f"一起锁定 {len(groups)} 组")
        whole = _compile(groups, python, "--generate-hashes", *arguments, before=_pins())
        needed: dict[str, list[str]] = {}
        for group in groups:
            step(f"看 {group} 要用哪些")
            for name in re.findall(r"^([\w.-]+)==", _compile([group], python, before=_without_hashes(whole)), re.M):
                needed.setdefault(name, []).append(group)
    except StepError as error:
        print(error, file=sys.stderr)
        return 2
    entries = (f"{GROUPS}{', '.join(sorted(needed[found[1]]))}\n{found[0]}" for found in ENTRY.finditer(whole))
    LOCK.write_text(HEADER + "\n".join(entries), encoding="utf-8")
    subprocess.run(["git", "--no-pager", "diff", "--stat", "--", LOCK.name], cwd=ROOT, check=False)
    return 0


def _pins() -> str:
    return LOCK.read_text(encoding="utf-8") if LOCK.exists() else ""


def _without_hashes(lock: str) -> str:
    return re.sub(r" \\\n(?:    --hash=.*\n)+", "\n", lock)


def _compile(groups: list[str], python: str, *options: str, before: str) -> str:
    """What uv resolves for `groups`, preferring what stands in the lock `before`."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "lock.txt"
        out.write_text(before, encoding="utf-8")
        command = [sys.executable, "-m", "uv", "pip", "compile", "--universal", "--python-version", python]
        command += ["--quiet", "--no-header", "--no-annotate", "--output-file", str(out), *options]
        command += [part for group in groups for part in ("--group", group)]
        done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
        if done.returncode:
            raise StepError(f"没能锁定：{done.stderr.strip()[-1000:]}")
        return out.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

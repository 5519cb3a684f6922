"""`BUILD.json`: from which commit and which bytes a site was made, for whoever wants to check it."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

import checker
from checker.model import Knowledge
from runtime import PYODIDE, SHA256

from . import sbom
from .engine import Part
from .paths import ROOT


def write(site: Path, knowledge: Knowledge, parts: Iterable[Part], bill: sbom.Bill) -> None:
    """Write `BUILD.json` and the bill of materials; nothing in them depends on when or where the site was built."""
    record = {
        "version": checker.__version__,
        "commit": commit(),
        "knowledge": knowledge.version,
        "pyodide": {"version": PYODIDE, "sha256": SHA256},
        "files": {
            part.address: hashlib.sha256(part.path.read_bytes()).hexdigest()
            for part in sorted(parts, key=lambda part: part.address)
        },
    }
    (site / "BUILD.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    sbom.write(bill, site)


def commit() -> str | None:
    """The commit of the tree, with ``-changed`` if it was changed since; nothing outside of git."""
    said = (
        git("describe", "--always", "--abbrev=40", "--match=", "--dirty=-changed") if (ROOT / ".git").exists() else ""
    )
    return said.strip() or None


def git(*arguments: str) -> str:
    """What git says of this tree; nothing where there is no git."""
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def project_files() -> list[str]:
    """The files that belong to the project, as they stand now: not what a build or a run leaves behind."""
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    return [name for name in listed if (ROOT / name).is_file()]

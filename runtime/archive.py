"""Byte-compile archives of Python files, so that the same input gives the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from .errors import RuntimeBuildError

EPOCH = (2020, 1, 1, 0, 0, 0)
"""The date of every archive member: content decides the bytes, not the hour of the build."""


COMPILING = {"PYTHONOPTIMIZE": "2", "PYTHONNODEBUGRANGES": "1", "SOURCE_DATE_EPOCH": "0"}
"""No docstrings, no columns, no time stamps: see `byte_compile`."""


def write_stored(path: Path, members: dict[str, bytes]) -> None:
    """Write `members` to a zip file, sorted, dated `EPOCH` and uncompressed.

    Stored, since the files travel brotli-compressed: 0.74 MB for the standard library against
    1.2 MB deflated.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), members[name])


def byte_compile(name: str, members: dict[str, bytes]) -> dict[str, bytes]:
    """`members` of the archive `name` (.zip or .whl) with every .py compiled by pyodide-build.

    Docstrings and assertions are left out (``-OO``): nobody reads the one in a page, and no application that is
    run so may rely on the other. Columns of each instruction likewise: an error names its line.
    """
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / name
        write_stored(archive, members)
        tool = Path(sys.executable).with_name("pyodide")
        command = [str(tool), "py-compile", "--silent", "--compression-level", "0", str(archive)]
        done = subprocess.run(command, capture_output=True, text=True, env=os.environ | COMPILING, check=False)
        compiled = [path for path in Path(scratch).iterdir() if path.suffix == archive.suffix]
        if done.returncode or len(compiled) != 1:
            raise RuntimeBuildError(f"没能把 {name} 编译成字节码：{(done.stderr or done.stdout).strip()[-300:]}")
        return read(compiled[0])


def read(path: Path) -> dict[str, bytes]:
    """Name → content of every file in the zip file `path`."""
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}

"""The offline copy: what a page needs on ``file://``, and the zip that is handed out.

A browser lets a page on ``file://`` load classic scripts and nothing else. So the worker of the search
and the parts of the engine become scripts; `docs/assets/scripts/editions/offline.js` makes workers of them.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import checker

from .packing import write_packed
from .paths import DIST

CHUNK = 400_000
"""Packed bytes in one script: small enough for the progress to be seen."""

GLOBAL = "(self.huabeiCheck = self.huabeiCheck || {})"
"""The one name of ours on a page, as `docs/assets/scripts/shared/global.js` makes it."""

DOWNLOAD = "download/"
"""Where the hosted site offers the zip; what stands there is neither packed again nor kept on people's devices."""

NAME = f"huabei-check-offline-{checker.__version__}"


@dataclass(frozen=True, slots=True)
class Copy:
    """The zip, as the download page shows it."""

    file: str
    size: int
    sha256: str

    @property
    def addresses(self) -> tuple[str, str]:
        """Where the zip and the file with its hash stand below the hosted site."""
        return f"{DOWNLOAD}{self.file}", f"{DOWNLOAD}{self.file}.sha256"


def bootstrap_script(own: str, search: dict[str, str], engine: dict[str, object]) -> str:
    """The script `own` with what it makes workers of above it: the search's texts and the engine's `pieces`."""
    data = json.dumps({"search": search, "engine": engine}, ensure_ascii=False)
    return f"{GLOBAL}.offlineCopy = {data};\n{own}"


def split_into_scripts(folder: str, sources: dict[str, Path]) -> tuple[dict[str, str], dict[str, object]]:
    """Every source as scripts of `CHUNK` bytes, by file name, and how `folder` is read by the page."""
    made: dict[str, str] = {}
    packed: dict[str, int] = {}
    for name, path in sources.items():
        content = gzip.compress(path.read_bytes(), 9, mtime=0)
        packed[name] = len(content)
        for number, at in enumerate(range(0, len(content), CHUNK)):
            text = base64.b64encode(content[at : at + CHUNK]).decode()
            made[f"{name}-{number}.js"] = f'huabeiCheck.enginePart("{name}",{at},"{text}");\n'
    return made, {"folder": f"{folder}/", "files": list(made), "packed": packed}


def write_zip(site: Path) -> Copy:
    """`site` as a zip in `DIST`: sorted and dated `EPOCH`, so that the same pages give the same bytes.

    Everything stands in one folder, so that it can be unpacked among other files.
    """
    DIST.mkdir(exist_ok=True)
    for old in DIST.glob("huabei-check-offline-*"):
        old.unlink()
    path = DIST / f"{NAME}.zip"
    write_packed(
        path, {f"{NAME}/{file.relative_to(site).as_posix()}": file for file in site.rglob("*") if file.is_file()}
    )
    copy = describe_zip()
    path.with_suffix(".zip.sha256").write_text(f"{copy.sha256}  {copy.file}\n", encoding="ascii")
    return copy


def describe_zip() -> Copy:
    """The zip that stands in `DIST`."""
    path = DIST / f"{NAME}.zip"
    content = path.read_bytes()
    return Copy(path.name, len(content), hashlib.sha256(content).hexdigest())

"""The offline copy: what a page needs on ``file://``, and the zip that is handed out.

A browser lets a page on ``file://`` load classic scripts and nothing else. So the worker of the search
and the parts of the engine become scripts; `docs/assets/scripts/editions/offline.js` makes workers of them.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import checker

from . import scripts
from .engine import Part
from .packing import write_packed
from .paths import BUILD, DIST

FACTS = BUILD / "offline.json"
"""What the download page says of the zip: `Copy` as JSON. Not there if no copy was built."""

GLOBAL = "(self.huabeiCheck = self.huabeiCheck || {})"
"""The one name of ours on a page, as `docs/assets/scripts/shared/global.js` makes it."""

CHUNK = 400_000
"""Packed bytes in one script: small enough for the progress to be seen."""

NAME = f"huabei-check-offline-{checker.__version__}"


@dataclass(frozen=True, slots=True)
class Copy:
    """The zip, as the download page shows it."""

    file: str
    size: int
    sha256: str


def add_scripts(site: Path, parts: list[Part]) -> None:
    """`assets/offline.js`, the engine's scripts, and the search index as a script."""
    assets = site / "assets"
    engine = _engine_scripts(assets / "engine", parts)
    data = json.dumps({"search": _search_workers(assets / "javascripts"), "engine": engine}, ensure_ascii=False)
    (assets / "offline.js").write_text(
        f"{GLOBAL}.offlineCopy = {data};\n{scripts.text('offline.js')}", encoding="utf-8"
    )
    index = site / "search" / "search_index.json"
    index.with_suffix(".js").write_text(f"var __index = {index.read_text(encoding='utf-8')};\n", encoding="utf-8")
    index.unlink()


def _engine_scripts(folder: Path, parts: list[Part]) -> dict[str, object]:
    """Write every part as scripts of `CHUNK` bytes; returns how to find them."""
    folder.mkdir()
    sources = {part.name: part.path for part in parts} | {"worker": scripts.BUNDLES / "worker.js"}
    files: list[str] = []
    packed: dict[str, int] = {}
    for name, path in sources.items():
        content = gzip.compress(path.read_bytes(), 9, mtime=0)
        packed[name] = len(content)
        for at in range(0, len(content), CHUNK):
            text = base64.b64encode(content[at : at + CHUNK]).decode()
            files.append(f"{name}-{at // CHUNK}.js")
            (folder / files[-1]).write_text(f'huabeiCheck.enginePart("{name}",{at},"{text}");\n', encoding="ascii")
    return {"folder": f"{folder.name}/", "files": files, "packed": packed}


def _search_workers(javascripts: Path) -> dict[str, str]:
    """File name → text of the theme's search worker, joined to what it would import."""
    imported = [javascripts / "lunr" / "min" / f"lunr.{name}.min.js" for name in ("stemmer.support", "zh")]
    ending = "".join(f"\n{path.read_text(encoding='utf-8')}" for path in imported)
    return {
        path.name: f"{path.read_text(encoding='utf-8')}{ending}\nself.importScripts = () => {{}};\n"
        for path in (javascripts / "workers").glob("*.js")
    }


def pack(site: Path) -> Path:
    """`site` as a zip in `DIST`: sorted and dated `EPOCH`, so that the same pages give the same bytes."""
    DIST.mkdir(exist_ok=True)
    for old in DIST.glob("huabei-check-offline-*"):
        old.unlink()
    path = DIST / f"{NAME}.zip"
    write_packed(path, {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()})
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    path.with_suffix(".zip.sha256").write_text(f"{digest}  {path.name}\n", encoding="ascii")
    FACTS.write_text(json.dumps(asdict(Copy(path.name, len(content), digest))), encoding="utf-8")
    return path

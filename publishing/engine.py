"""Put the runtime and the checker into content-hashed folders and write down what they hold."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from checker.model import Knowledge
from runtime import stdlib
from runtime.fetch import fetch
from runtime.shake import shake

from . import wheel
from .paths import BUILD

MANIFEST = BUILD / "engine.json"
"""``{"lock": …, "parts": {name: {"path": below the site, "sha256": base64, "size": bytes}}}``"""


@dataclass(frozen=True, slots=True)
class Part:
    """One file that the worker needs before the engine is ready."""

    name: str  #: what the worker calls it
    path: Path
    folder: str  #: below the site


def assemble(knowledge: Knowledge) -> list[Part]:
    """Build every part into `BUILD`, prove that they run together, and write the manifest."""
    whole = fetch()
    library = stdlib.cut(whole)
    runtime = shake(whole)
    checker, facts, words = wheel.byte_compiled_wheel(), wheel.engine_json(knowledge), wheel.vocabulary_json()
    lock = _empty_lock(runtime)
    _prove(runtime, library, (checker, facts, words), json.dumps(lock))
    parts = [
        *_hashed(
            "runtime",
            {
                "wasm": runtime / "pyodide.asm.wasm",
                "glue": runtime / "pyodide.asm.js",
                "loader": runtime / "pyodide.js",
                "stdlib": library,
            },
        ),
        *_hashed("engine", {"checker": checker, "knowledge": facts, "vocabulary": words}),
    ]
    manifest = {"lock": lock, "parts": {part.name: _facts(part) for part in parts}}
    MANIFEST.write_text(json.dumps(manifest), encoding="utf-8")
    return parts


def _empty_lock(runtime: Path) -> dict[str, object]:
    """What the loader must know of itself, without the packages: the checker needs none of them."""
    lock = json.loads((runtime / "pyodide-lock.json").read_text(encoding="utf-8"))
    return {"info": lock["info"], "packages": {}}


def _prove(runtime: Path, library: Path, engine: tuple[Path, Path, Path], lock: str) -> None:
    folder = BUILD / "proof"
    folder.mkdir()
    for path in (*runtime.iterdir(), library):
        if path.name != "python_stdlib.zip":
            (folder / path.name).symlink_to(path)
    stdlib.prove(folder, *engine, lock)
    shutil.rmtree(folder)


def _hashed(kind: str, files: dict[str, Path]) -> list[Part]:
    """`files` in one folder whose name changes exactly when one of them does."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(hashlib.sha256(files[name].read_bytes()).digest())
    folder = f"{kind}/{digest.hexdigest()[:16]}"
    return [Part(name, path, folder) for name, path in files.items()]


def _facts(part: Part) -> dict[str, object]:
    content = part.path.read_bytes()
    return {
        "path": f"{part.folder}/{part.path.name}",
        "sha256": base64.b64encode(hashlib.sha256(content).digest()).decode(),
        "size": len(content),
    }


def install(parts: list[Part], site: Path) -> None:
    """Copy `parts` to where the manifest says they stand."""
    for part in parts:
        folder = site / part.folder
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(part.path, folder / part.path.name)

"""Put the runtime and the checker into content-hashed folders and write down what they hold."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import runtime
from checker.model import Knowledge
from runtime import Application

from . import wheel
from .paths import BUILD

MANIFEST = BUILD / "engine.json"
"""What the worker gets: ``{"lock": …, "parts": {name: {"path": in the site, "sha256": base64, "size": bytes}}}``"""


@dataclass(frozen=True, slots=True)
class Part:
    """One file that the worker needs before the engine is ready."""

    name: str  #: what the worker calls it
    path: Path
    folder: str  #: below the site


def assemble(knowledge: Knowledge) -> list[Part]:
    """Build every part into `BUILD`, prove that they run together, and write the manifest."""
    checker = application(knowledge)
    made = runtime.build(os.environ.get("RUNTIME") or "slim", checker, BUILD / "runtime")
    parts = [
        *_hashed("runtime", {file.part: made.path(file.part) for file in made.files}),
        *_hashed("engine", {"checker": checker.wheel, **checker.data}),
    ]
    manifest = {"lock": made.lock, "parts": {part.name: _facts(part) for part in parts}}
    MANIFEST.write_text(json.dumps(manifest), encoding="utf-8")
    return parts


def application(knowledge: Knowledge) -> Application:
    """The checker as the browser gets it, written into `BUILD`, and how to try it."""
    here = Path(__file__)
    return Application(
        wheel=wheel.byte_compiled_wheel(),
        probe=here.with_name("probe.mjs"),
        modules=here.with_name("stdlib.txt"),
        data={"knowledge": wheel.engine_json(knowledge), "vocabulary": wheel.vocabulary_json()},
    )


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

"""The engine of the check page: the runtime, the checker, its knowledge and its words as files, and one manifest."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import runtime
from checker.model import Knowledge
from runtime import Application, Manifest, manifest
from runtime.progress import step

from . import wheel
from .paths import BUILD, ROOT

OUT = BUILD / "engine"
"""The checker's own files, on their way into a site."""

RUNTIME = BUILD / "runtime"

PROBE = Path(__file__).with_name("probe.mjs")

MODULES = Path(__file__).with_name("stdlib.txt")
"""The files of the standard library that the checker needs, as measured."""

RECIPE = BUILD / "runtime.recipe"
"""From what the runtime in `RUNTIME` was made: a digest."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file that the worker needs before the engine is ready."""

    name: str  #: what the worker calls it
    path: Path
    folder: str  #: below the site

    @property
    def address(self) -> str:
        """Where it stands below the site."""
        return f"{self.folder}/{self.path.name}"


@dataclass(frozen=True, slots=True)
class Engine:
    """Everything that runs in the page's worker."""

    parts: tuple[Part, ...]
    manifest: str
    """What the worker is started with, as JSON:
    ``{"lock": …, "parts": {name: {"path": below the site, "sha256": base64, "size": bytes}}}``"""


def assemble(knowledge: Knowledge, *, verify: bool = True) -> Engine:
    """Make every part and try them together; `RUNTIME` in the environment chooses ``slim`` or ``stock``.

    With `verify` false, for a preview, the runtime of the last build is taken where nothing but the knowledge has
    changed since. Raises `runtime.RuntimeBuildError` where the checker does not run on the runtime.
    """
    own = _own_files(knowledge)
    kind = os.environ.get("RUNTIME") or "slim"
    recipe = _recipe(kind, own["checker"])
    if verify or not RECIPE.exists() or RECIPE.read_text(encoding="ascii") != recipe:
        step(f"准备运行时（{kind}），试着跑一遍规则")
        RECIPE.unlink(missing_ok=True)
        made = runtime.build(kind, _application(own), RUNTIME)
        RECIPE.write_text(recipe, encoding="ascii")
    else:
        made = manifest.read(RUNTIME)
    parts = (
        *_hashed("runtime", {file.part: made.path(file.part) for file in made.files}),
        *_hashed("engine", own),
    )
    return Engine(parts, _manifest(made, parts))


def application(knowledge: Knowledge) -> Application:
    """The checker as the browser gets it, written into `OUT`, and how to try it."""
    return _application(_own_files(knowledge))


def _own_files(knowledge: Knowledge) -> dict[str, Path]:
    """What the checker itself adds to the runtime, by the names of the parts."""
    OUT.mkdir(parents=True, exist_ok=True)
    return {
        "checker": wheel.byte_compiled_wheel(OUT),
        "knowledge": wheel.engine_json(knowledge, OUT),
        "vocabulary": wheel.vocabulary_json(OUT),
    }


def _application(files: dict[str, Path]) -> Application:
    data = {name: files[name] for name in ("knowledge", "vocabulary")}
    return Application(files["checker"], PROBE, MODULES, data)


def _recipe(kind: str, checker: Path) -> str:
    """A digest of all that the runtime is made from and tried with, but for the knowledge."""
    files = [path for path in sorted((ROOT / "runtime").rglob("*")) if path.is_file() and path.suffix != ".pyc"]
    said = [kind, sys.version, *(_digest(path) for path in (*files, checker, PROBE, MODULES))]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _hashed(kind: str, files: dict[str, Path]) -> Iterable[Part]:
    """`files` in one folder whose name changes exactly when one of them does."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(hashlib.sha256(files[name].read_bytes()).digest())
    folder = f"{kind}/{digest.hexdigest()[:16]}"
    return [Part(name, path, folder) for name, path in files.items()]


def _manifest(made: Manifest, parts: Iterable[Part]) -> str:
    facts = {}
    for part in parts:
        content = part.path.read_bytes()
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        facts[part.name] = {"path": part.address, "sha256": digest, "size": len(content)}
    return json.dumps({"lock": made.lock, "parts": facts}, separators=(",", ":"))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

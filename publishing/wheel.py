"""The checker for the browser: its modules as byte code, its knowledge and its words as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import chdir
from hashlib import sha256
from pathlib import Path

from flit_core import buildapi  # type: ignore[import-untyped]

import runtime
from checker.loading import KNOWLEDGE
from checker.message.ranking import pack
from checker.model import Knowledge
from checker.parse import VOCABULARY, engine_part
from runtime import archive

from .paths import ROOT, cache


def build_wheel(folder: Path) -> Path:
    """An ordinary wheel of `checker`, built by the PEP 517 back end that pyproject.toml names."""
    with chdir(ROOT):
        return folder / str(buildapi.build_wheel(str(folder)))


def build_sdist(folder: Path) -> Path:
    """The source distribution of `checker`, by the same back end."""
    with chdir(ROOT):
        return folder / str(buildapi.build_sdist(str(folder)))


def byte_compiled_wheel(out: Path) -> Path:
    """The wheel as the browser gets it, in the folder `out`: byte code only, and only what a page runs.

    It is put on Python's path as it is and never installed, so what describes a wheel is left out too. Compiled code
    is kept in the cache by its sources.
    """
    with tempfile.TemporaryDirectory() as scratch:
        wheel, wanted = build_wheel(Path(scratch)), modules()
        members = {name: content for name, content in archive.read(wheel).items() if name in wanted}
    kept = cache() / "wheel" / f"{_digest(members)}.whl"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        made = kept.with_name(f"{kept.name}.{os.getpid()}")
        archive.write_stored(made, runtime.byte_compile(wheel.name, members))
        made.replace(kept)
    path = out / wheel.name.replace("-py3-", "-cp313-")
    path.write_bytes(kept.read_bytes())
    return path


def _digest(members: Mapping[str, bytes]) -> str:
    digest = sha256(sys.version.encode())
    for name in sorted(members):
        digest.update(f"\0{name}\0".encode())
        digest.update(sha256(members[name]).digest())
    return digest.hexdigest()


def modules() -> set[str]:
    """The files of `checker` that `checker.browser` imports, at once or with the words; a page runs no others."""
    code = (
        "import os, sys; import checker.browser, checker.message.understanding;"
        "ours = [module.__file__ for name, module in sys.modules.items() if name.split('.')[0] == 'checker'];"
        "print(*(os.path.relpath(file).replace(os.sep, '/') for file in ours), sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(done.stdout.splitlines())


def engine_json(knowledge: Knowledge, out: Path) -> Path:
    """What the engine reads of the knowledge, with its version."""
    data = {"version": knowledge.version, **engine_part(knowledge)}
    return _write_json(data, out / "knowledge.json")


def vocabulary_json(out: Path) -> Path:
    """What a sentence is understood by; the page's worker reads it after the engine is ready."""
    merged: dict[str, dict[str, object]] = {}
    for path in sorted((KNOWLEDGE / "vocabulary").glob("*.toml")):
        for table, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if table in VOCABULARY:
                merged.setdefault(table, {}).update(entries)
    merged.pop("said", None)  # printed in the pages
    for id_, term in merged.get("term", {}).items():
        if isinstance(term, dict):
            term.update(name=id_, search=False)  # for people and for the search of the site
    weights = merged.get("weights", {})
    if isinstance(features := weights.get("features"), dict):
        merged["term"] = {id_: term for id_, term in merged.get("term", {}).items() if f"@{id_}" in features}
        weights["features"] = pack(features)
    return _write_json(merged, out / "vocabulary.json")


def _write_json(data: object, path: Path) -> Path:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return path

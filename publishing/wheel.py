"""The checker as a wheel for the browser, and the engine's part of the knowledge as JSON."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from flit_core import buildapi  # type: ignore[import-untyped]

from checker.load import KNOWLEDGE
from checker.model import Knowledge
from checker.parse import VOCABULARY, engine_part
from runtime import archive

from .paths import BUILD, ROOT


def build_wheel(folder: Path) -> Path:
    """An ordinary wheel of `checker`, built by the PEP 517 back end that pyproject.toml names."""
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        return folder / str(buildapi.build_wheel(str(folder)))
    finally:
        os.chdir(before)


def byte_compiled_wheel() -> Path:
    """The wheel as the browser gets it: byte code only, without the parts that a page never runs."""
    with tempfile.TemporaryDirectory() as scratch:
        wheel, wanted = build_wheel(Path(scratch)), modules()
        members = {
            name: content
            for name, content in archive.read(wheel).items()
            if name in wanted or not name.startswith("checker/")
        }
        compiled = archive.byte_compile(wheel.name, members)
        path = BUILD / wheel.name.replace("-py3-", "-cp313-")
        archive.write_stored(path, compiled)
        return path


def modules() -> set[str]:
    """The files of `checker` that `checker.browser` imports, at once or with the words; a page runs no others."""
    code = (
        "import sys; sys.platform = 'emscripten'; import checker.browser, checker.triage;"
        "print(*(name for name in sys.modules if name.startswith('checker')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    packages = {"checker"}
    return {f"{name.replace('.', '/')}{'/__init__' if name in packages else ''}.py" for name in done.stdout.split()}


def engine_json(knowledge: Knowledge) -> Path:
    """What the engine reads of the knowledge, with its version."""
    data = {"version": knowledge.version, **engine_part(knowledge)}
    path = BUILD / "knowledge.json"
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return path


def vocabulary_json() -> Path:
    """What a sentence is understood by; the page's worker reads it after the engine is ready."""
    merged: dict[str, dict[str, object]] = {}
    for path in sorted((KNOWLEDGE / "vocabulary").glob("*.toml")):
        for table, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if table in VOCABULARY:
                merged.setdefault(table, {}).update(entries)
    path = BUILD / "vocabulary.json"
    path.write_text(json.dumps(merged, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return path


def clear() -> None:
    """An empty `BUILD`: nothing of an earlier build is left in it."""
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)

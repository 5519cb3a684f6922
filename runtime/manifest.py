"""What a build gives: files, and one manifest that says what they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from .errors import RuntimeBuildError

Kind = Literal["slim", "stock"]
"""Cut to what the application needs, or as published."""

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class RuntimeFile:
    """One file that a page loads."""

    part: str  #: ``wasm``, ``glue`` (makes the module), ``loader`` (gives ``loadPyodide``) or ``stdlib``
    name: str  #: in the folder of the manifest
    size: int  #: bytes
    sha256: str  #: hexadecimal


@dataclass(frozen=True, slots=True)
class Manifest:
    """A finished runtime. Every file that `files` names stands in `folder`, and nothing else but the manifest."""

    folder: Path
    kind: Kind
    pyodide: str  #: version
    package_sha256: str  #: of the npm package that all of it was made from, hexadecimal
    python: str  #: version of the interpreter, such as ``3.13.2``
    lock: Mapping[str, object]  #: for ``loadPyodide({lockFileContents})``: the runtime itself, and no package
    files: tuple[RuntimeFile, ...]

    def path(self, part: str) -> Path:
        """Where the file of `part` stands; raises `KeyError` for a part that there is not."""
        return self.folder / {file.part: file.name for file in self.files}[part]


def describe(folder: Path, part: str, name: str) -> RuntimeFile:
    """The entry for the file `name` in `folder`."""
    content = (folder / name).read_bytes()
    return RuntimeFile(part, name, len(content), hashlib.sha256(content).hexdigest())


def write(manifest: Manifest) -> None:
    """Write `NAME` into the manifest's folder: every field but the folder itself."""
    data = {key: value for key, value in asdict(manifest).items() if key != "folder"}
    (manifest.folder / NAME).write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """What `write` wrote into `folder`."""
    data: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
    files = tuple(RuntimeFile(**file) for file in data.pop("files"))
    return Manifest(folder=folder, files=files, **data)


def kind(text: str) -> Kind:
    """`text` as a kind; raises `RuntimeBuildError` that names the kinds for anything else."""
    if text in get_args(Kind):
        return cast("Kind", text)
    raise RuntimeBuildError(f"RUNTIME 应为 {' 或 '.join(get_args(Kind))}，得到 {text!r}。")

"""The two kinds of runtime, stock and slim: the files, the manifest, and a run of the application on them."""

from __future__ import annotations

import shutil
from pathlib import Path

from . import fetch, manifest, node_tools, stdlib
from .application import Application
from .errors import RuntimeBuildError
from .manifest import Kind, Manifest
from .progress import step
from .shake import shake

PARTS = {"wasm": "pyodide.asm.wasm", "glue": "pyodide.asm.js", "loader": "pyodide.js"}


def build(kind: str, application: Application, out: Path) -> Manifest:
    """`slim` or `stock`, by name; raises `RuntimeBuildError` for any other name."""
    makers = {"slim": slim, "stock": stock}
    return makers[manifest.kind(kind)](application, out)


def slim(application: Application, out: Path) -> Manifest:
    """The runtime cut to what `application` needs, in the folder `out`, which is emptied first.

    Raises `RuntimeBuildError` where something cannot be had, no longer fits, or the application does not run on it.
    """
    package = fetch.fetch()
    shaken = shake(package)
    _empty(out)
    for name in PARTS.values():
        shutil.copyfile(shaken / name, out / name)
    stdlib.cut(package, application, out)
    return _finish("slim", application, out)


def stock(application: Application, out: Path) -> Manifest:
    """The runtime as published, in the folder `out`, which is emptied first. Raises as `slim` does."""
    package = fetch.fetch()
    _empty(out)
    for name in PARTS.values():
        shutil.copyfile(package / name, out / name)
    shutil.copyfile(package / stdlib.WHOLE, out / stdlib.NAME)
    return _finish("stock", application, out)


def _empty(out: Path) -> None:
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)


def _finish(kind: Kind, application: Application, out: Path) -> Manifest:
    """Describe what stands in `out`, and let the application run on it."""
    package = fetch.fetch()
    made = Manifest(
        folder=out,
        kind=kind,
        pyodide=fetch.PYODIDE,
        package_sha256=fetch.SHA256,
        python=fetch.info(package)["python"],
        lock=fetch.lock(package),
        files=tuple(manifest.describe(out, part, name) for part, name in {**PARTS, "stdlib": stdlib.NAME}.items()),
    )
    step("启动一次，试着跑一遍")
    try:
        node_tools.boot(out, made.path("stdlib"), application, made.lock)
    except RuntimeBuildError as error:
        raise RuntimeBuildError(f"{kind} 运行时上跑不起来。{error}") from None
    manifest.write(made)
    return made

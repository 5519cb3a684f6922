"""What is measured side by side: the stock loader, two peers built on it, and our check page."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from steps.compress import compress
from steps.fetch import PYODIDE, npm
from steps.paths import BUILD, SITE, cache

STOCK = """<!doctype html><meta charset="utf-8"><script src="pyodide.js"></script><script>
loadPyodide().then((python) => { python.runPython("1 + 1"); window.readyAt = performance.now(); });
</script>"""

PYSCRIPT = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="core.css">
<script type="module" src="core.js"></script>
<script type="{kind}" config='{{"interpreter": "{interpreter}"}}'>
from pyscript import window
window.readyAt = window.performance.now()
</script>"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page and how to tell that it is ready."""

    name: str
    folder: Path
    path: str
    ready: str  #: JavaScript that gives the milliseconds from navigation to ready, or null


READY_AT = "window.readyAt ?? null"
OURS_READY = "performance.getEntriesByName('engine-ready')[0]?.startTime ?? null"
OURS_INSTANT = "performance.getEntriesByName('first-verdict')[0]?.startTime ?? null"


def candidates() -> list[Candidate]:
    """All of them, fetched once into the cache and compressed on the same terms."""
    return [
        Candidate("stock 314.0.7", _pyodide("314.0.7"), "/index.html", READY_AT),
        Candidate(f"stock {PYODIDE}", _pyodide(PYODIDE), "/index.html", READY_AT),
        Candidate("PyScript / Pyodide 314.0.7", _pyscript("py", "314.0.7"), "/index.html", READY_AT),
        Candidate("PyScript / MicroPython", _pyscript("mpy", "1.27.0"), "/index.html", READY_AT),
        Candidate("我们：自查就绪", SITE, "/check/", OURS_READY),
        Candidate("我们：第一个答复", SITE, "/check/", OURS_INSTANT),
    ]


def _package(name: str, version: str) -> Path:
    """The npm package, unpacked in the cache."""
    folder = cache() / "bench" / f"{name.replace('/', '-')}-{version}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            command = [npm(), "pack", f"{name}@{version}", "--silent", "--pack-destination", scratch]
            subprocess.run(command, check=True, capture_output=True, cwd=scratch)
            with tarfile.open(next(Path(scratch).glob("*.tgz"))) as archive:
                archive.extractall(scratch, filter="data")
            (Path(scratch) / "package").replace(folder)
    return folder


def _pyodide(version: str) -> Path:
    """The stock runtime with the smallest page around it."""
    folder = BUILD / "bench" / f"stock-{version}"
    _copy_runtime(version, folder)
    (folder / "index.html").write_text(STOCK, encoding="utf-8")
    compress(folder)
    return folder


def _copy_runtime(version: str, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in _package("pyodide", version).iterdir():
        if path.name.startswith(("pyodide.", "pyodide-lock", "python_stdlib")) and not path.name.endswith(
            (".map", ".ts")
        ):
            shutil.copyfile(path, folder / path.name)


def _pyscript(kind: str, version: str) -> Path:
    """PyScript with its interpreter beside it instead of on a foreign host."""
    folder = BUILD / "bench" / f"pyscript-{kind}"
    if kind == "py":
        _copy_runtime(version, folder)
        interpreter = "pyodide.mjs"
    else:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        source = _package("@micropython/micropython-webassembly-pyscript", version)
        for path in source.iterdir():
            if path.suffix in (".mjs", ".wasm"):
                shutil.copyfile(path, folder / path.name)
        interpreter = "micropython.mjs"
    for path in (_package("@pyscript/core", "0.7.31") / "dist").iterdir():
        if path.suffix in (".js", ".css"):
            shutil.copyfile(path, folder / path.name)
    (folder / "index.html").write_text(PYSCRIPT.format(kind=kind, interpreter=interpreter), encoding="utf-8")
    compress(folder)
    return folder

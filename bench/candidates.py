"""What is measured side by side: the stock loader, two peers built on it, and our check page."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from publishing.compress import compress
from publishing.paths import BUILD, SITE, cache
from runtime import PYODIDE
from runtime.node_tools import npm

STOCK = """<!doctype html><meta charset="utf-8"><script src="pyodide.js"></script><script>
loadPyodide().then((python) => { python.runPython("1 + 1"); window.readyAt = performance.now(); });
</script>"""

PYSCRIPT = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="core.css">
<script type="module" src="core.js"></script>
<script type="{kind}" config='{{"interpreter": "{interpreter}"}}'>
from pyscript import window
window.readyAt = window.performance.now()
</script>"""

MARKDOWN_EXEC = "1.12.6"
MARKDOWN_EXEC_PAGE = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="pyodide.css">
<script src="ace.js"></script><script src="highlight.min.js"></script><script src="pyodide.js"></script>
<body data-md-color-scheme="default"><script src="exec.js"></script>
<script>pyodidePromise.then(() => { window.readyAt = performance.now(); });</script>"""
"""What its Pyodide fence writes, with the scripts beside it instead of on foreign hosts."""


HEADERS = """/*
  Cache-Control: public, max-age=31536000, immutable
/index.html
  Cache-Control: no-cache
"""
"""As the host that serves the stock runtime does, and as our own runtime is served: kept once fetched."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page and how to tell that it is ready."""

    name: str
    folder: Path
    path: str
    ready: str  #: JavaScript that gives the milliseconds from navigation to ready, or null
    kept: str = "0"  #: null until the page has kept what it keeps for the next visit


READY_AT = "window.readyAt ?? null"
OURS_READY = "performance.getEntriesByName('engine-ready')[0]?.startTime ?? null"
OURS_INSTANT = "performance.getEntriesByName('first-verdict')[0]?.startTime ?? null"
OURS_KEPT = "document.documentElement.dataset.kept ? 0 : null"


def candidates() -> list[Candidate]:
    """All of them, fetched once into the cache and compressed on the same terms."""
    return [
        Candidate("原版 Pyodide 314.0.7", _pyodide("314.0.7"), "/index.html", READY_AT),
        Candidate(f"原版 Pyodide {PYODIDE}", _pyodide(PYODIDE), "/index.html", READY_AT),
        Candidate("PyScript / Pyodide 314.0.7", _pyscript("py", "314.0.7"), "/index.html", READY_AT),
        Candidate("PyScript / MicroPython", _pyscript("mpy", "1.27.0"), "/index.html", READY_AT),
        Candidate(f"markdown-exec {MARKDOWN_EXEC}", _markdown_exec("314.0.7"), "/index.html", READY_AT),
        Candidate("我们：自查就绪", SITE, "/check/", OURS_READY, OURS_KEPT),
        Candidate("我们：第一个答复", SITE, "/check/", OURS_INSTANT, OURS_KEPT),
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
    return published(folder, STOCK)


def published(folder: Path, page: str) -> Path:
    """`folder` with its page, compressed and kept on the same terms as ours."""
    (folder / "index.html").write_text(page, encoding="utf-8")
    (folder / "_headers").write_text(HEADERS, encoding="utf-8")
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
    return published(folder, PYSCRIPT.format(kind=kind, interpreter=interpreter))


def _markdown_exec(version: str) -> Path:
    """A page as markdown-exec makes it: its own script, an editor, a highlighter, the stock runtime."""
    folder = BUILD / "bench" / "markdown-exec"
    _copy_runtime(version, folder)
    _wheel_assets("markdown-exec", MARKDOWN_EXEC, folder)
    shutil.copyfile(_package("ace-builds", "1.16.0") / "src-min-noconflict" / "ace.js", folder / "ace.js")
    source = _package("@highlightjs/cdn-assets", "11.7.0") / "highlight.min.js"
    shutil.copyfile(source, folder / "highlight.min.js")
    return published(folder, MARKDOWN_EXEC_PAGE)


def _wheel_assets(name: str, version: str, folder: Path) -> None:
    """The script and style of a PyPI wheel that is not installed; the script as ``exec.js``."""
    kept = cache() / "bench" / f"{name}-{version}"
    if not kept.exists():
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(kept), f"{name}=={version}"]
        subprocess.run(command, check=True, capture_output=True)
    with zipfile.ZipFile(next(kept.glob("*.whl"))) as wheel:
        for path in wheel.namelist():
            if path.endswith("assets/pyodide.js"):
                (folder / "exec.js").write_bytes(wheel.read(path))
            elif path.endswith("assets/pyodide.css"):
                (folder / "pyodide.css").write_bytes(wheel.read(path))

"""Pyodide's standard library, cut to what boots and what an application needs.

Which files those are is measured (`measure`): every file that the runtime reads while it starts and while the
application's probe runs. The list belongs to the application and lies with it, under version control, so that a
new import is seen in review and not only in the bytes. `KEPT` adds what is only read when something goes wrong,
`FROZEN` leaves out what stands in the wasm itself. Some modules are replaced by those in `stand_ins`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from . import archive, fetch, node_tools
from .application import Application
from .errors import RuntimeBuildError
from .progress import step

WHOLE = "python_stdlib.zip"
"""What Pyodide's package calls its standard library."""

NAME = "stdlib.zip"
"""What every runtime that is made here calls it."""

STAND_INS = Path(__file__).with_name("stand_ins")

PLACES = {
    "_pyodide/_base.py": "for_pyodide_base.py",
    "_pyodide/_core_docs.py": "for_pyodide_core_docs.py",
    "_pyodide/_importhook.py": "for_pyodide_importhook.py",
    "_pyodide/docstring.py": "for_pyodide_docstring.py",
    "_pyodide/jsbind.py": "for_pyodide_jsbind.py",
    "asyncio/__init__.py": "for_asyncio.py",
    "dataclasses.py": "for_dataclasses.py",
    "inspect.py": "for_inspect.py",
    "json/__init__.py": "for_json.py",
    "json/decoder.py": "for_json_decoder.py",
    "pyodide/_package_loader.py": "for_pyodide_package_loader.py",
    "pyodide/_state.py": "for_pyodide_state.py",
    "pyodide/code.py": "for_pyodide_code.py",
    "pyodide/ffi/__init__.py": "for_pyodide_ffi.py",
    "pyodide/webloop.py": "for_pyodide_webloop.py",
    "traceback.py": "for_traceback.py",
    "typing.py": "for_typing.py",
}
"""What stands in for what: a file of the library → the file of `STAND_INS` that takes its place there."""

KEPT = ("datetime.py",)
"""Read on paths that a measuring run does not walk."""

FROZEN = ("importlib/_bootstrap.py", "importlib/_bootstrap_external.py")
"""Named by the modules that are frozen into the wasm, but never read."""


def sources(package: Path) -> dict[str, bytes]:
    """Pyodide's standard library, with the stand-ins in their places."""
    whole = archive.read(package / WHOLE)
    gone = sorted(PLACES.keys() - whole.keys())
    if gone:
        raise RuntimeBuildError(f"runtime/stand_ins 要替换的这些文件，Pyodide 里已经没有了：{'、'.join(gone)}")
    return whole | {place: (STAND_INS / name).read_bytes() for place, name in PLACES.items()}


def cut(package: Path, application: Application, out: Path) -> Path:
    """Make `NAME` in `out` from what `application` needs; returns where it stands."""
    whole = sources(package)
    wanted = application.modules.read_text(encoding="utf-8").split() if application.modules else _needed(application)
    missing = [name for name in wanted if name not in whole]
    if application.modules and missing:
        raise RuntimeBuildError(f"{application.modules.name} 里这些文件在 Pyodide 里找不到：{'、'.join(missing)}")
    step(f"标准库裁到 {len(wanted)} 个文件，编译成字节码")
    path = out / NAME
    archive.write_stored(path, archive.byte_compile(path.name, {name: whole[name] for name in wanted}))
    return path


def measure(application: Application, modules: Path) -> list[str]:
    """Write `modules` anew, the list of the files that `application` needs; returns it."""
    names = _needed(application)
    modules.write_text("\n".join(names) + "\n", encoding="utf-8")
    return names


def _needed(application: Application) -> list[str]:
    """What a boot and the probe read from the whole library."""
    step("量一量用到标准库里的哪些文件")
    package = fetch.fetch()
    with tempfile.TemporaryDirectory() as scratch:
        library = Path(scratch) / "whole.zip"
        archive.write_stored(library, sources(package))
        read = node_tools.boot(package, library, application, fetch.lock(package))
    return sorted({*read, *KEPT} - {*FROZEN})

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

WHOLE = "python_stdlib.zip"
"""What Pyodide's package calls its standard library."""

STAND_INS = Path(__file__).with_name("stand_ins")

KEPT = ("datetime.py",)
"""Read on paths that a measuring run does not walk."""

FROZEN = ("importlib/_bootstrap.py", "importlib/_bootstrap_external.py")
"""Named by the modules that are frozen into the wasm, but never read."""


def sources(package: Path) -> dict[str, bytes]:
    """Pyodide's standard library, with the stand-ins in their places."""
    whole = archive.read(package / WHOLE)
    ours = {path.relative_to(STAND_INS).as_posix(): path.read_bytes() for path in STAND_INS.rglob("*.py")}
    gone = sorted(ours.keys() - whole.keys())
    if gone:
        raise RuntimeBuildError(f"runtime/stand_ins 里这些文件在 Pyodide 里已经没有了：{'、'.join(gone)}")
    return whole | ours


def cut(package: Path, modules: Path, out: Path) -> Path:
    """Make ``stdlib.zip`` in `out` from the files that `modules` names; returns where it stands."""
    whole = sources(package)
    wanted = modules.read_text(encoding="utf-8").split()
    missing = [name for name in wanted if name not in whole]
    if missing:
        raise RuntimeBuildError(f"{modules.name} 里这些文件在 Pyodide 里找不到：{'、'.join(missing)}")
    path = out / "stdlib.zip"
    archive.write_stored(path, archive.byte_compile(path.name, {name: whole[name] for name in wanted}))
    return path


def measure(application: Application) -> list[str]:
    """Write `application.modules` anew: the files that a boot and the probe read from the whole library."""
    package = fetch.fetch()
    with tempfile.TemporaryDirectory() as scratch:
        library = Path(scratch) / "whole.zip"
        archive.write_stored(library, sources(package))
        read = node_tools.boot(package, library, application, fetch.lock(package))
    names = sorted({*read, *KEPT} - {*FROZEN})
    application.modules.write_text("\n".join(names) + "\n", encoding="utf-8")
    return names

"""Pyodide's standard library, cut to what boots and what the checker needs.

The list in `stdlib.txt` was found by measuring (`measure_imports.mjs`): every file that the runtime
reads while it starts and while the checker works. `KEPT` adds what is only read when something goes
wrong, `FROZEN` leaves out what stands in the wasm itself. Some modules are replaced by those in
`stand_ins`: the real ones would pull in asyncio, the package installer, ast, inspect, tokenize, re and enum,
most of the bytes and of the time, for what the checker never asks of them. `prove` boots the result in node
and fails if an import is missing.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from . import archive
from .errors import StepError
from .fetch import node
from .paths import BUILD

LIST = Path(__file__).with_name("stdlib.txt")

STAND_INS = Path(__file__).with_name("stand_ins")

KEPT = ("datetime.py",)
"""Read on paths that a measuring run does not walk."""

FROZEN = ("importlib/_bootstrap.py", "importlib/_bootstrap_external.py")
"""Named by the modules that are frozen into the wasm, but never read."""


def sources(runtime: Path) -> dict[str, bytes]:
    """Pyodide's standard library, with the stand-ins in their places."""
    whole = archive.read(runtime / "python_stdlib.zip")
    ours = {path.relative_to(STAND_INS).as_posix(): path.read_bytes() for path in STAND_INS.rglob("*.py")}
    gone = sorted(ours.keys() - whole.keys())
    if gone:
        raise StepError(f"runtime/stand_ins 里这些文件在 Pyodide 里已经没有了：{'、'.join(gone)}")
    return whole | ours


def cut(runtime: Path) -> Path:
    """Make ``stdlib.zip`` from the runtime's own library; returns where it stands."""
    whole = sources(runtime)
    wanted = LIST.read_text(encoding="utf-8").split()
    missing = [name for name in wanted if name not in whole]
    if missing:
        raise StepError(f"runtime/stdlib.txt 里这些文件在 Pyodide 里找不到：{'、'.join(missing)}")
    path = BUILD / "stdlib.zip"
    archive.write_stored(path, archive.byte_compile(path.name, {name: whole[name] for name in wanted}))
    return path


def measure(runtime: Path, wheel: Path, knowledge: Path, vocabulary: Path) -> list[str]:
    """Write `LIST` anew: the files that a boot and a run of the checker read from the whole library."""
    script = Path(__file__).with_name("measure_imports.mjs")
    library = BUILD / "whole.zip"
    archive.write_stored(library, sources(runtime))
    command = [node(), str(script), str(runtime), str(library), str(wheel), str(knowledge), str(vocabulary)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StepError(f"没能量出标准库里用到的文件：{done.stderr.strip()[-300:]}")
    names = sorted({*done.stdout.split(), *KEPT} - {*FROZEN})
    LIST.write_text("\n".join(names) + "\n", encoding="utf-8")
    return names


def prove(folder: Path, wheel: Path, knowledge: Path, vocabulary: Path, lock: str) -> None:
    """Boot the cut runtime in `folder` and run the checker; raises `StepError` if anything is missing."""
    script = Path(__file__).with_name("prove_runtime.mjs")
    command = [node(), str(script), str(folder), str(wheel), str(knowledge), str(vocabulary), lock]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    if done.returncode:
        said = done.stderr.strip()[-400:]
        raise StepError(f"裁剪后的运行时跑不起来，多半是 runtime 里 stdlib.txt、stand_ins 或 node 少了什么：{said}")

"""Pyodide's standard library, cut to what boots and what the checker needs.

The list in `stdlib.txt` was found by measuring (`measure_imports.mjs`): every file that the runtime
reads while it starts and while the checker works. `KEPT` adds what is only read when something goes
wrong. `prove` boots the cut runtime in node and fails if an import is missing.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from . import archive
from .failure import StepError
from .fetch import node
from .paths import BUILD

LIST = Path(__file__).with_name("stdlib.txt")

KEPT = ("_pydatetime.py", "datetime.py")
"""Read on paths that a measuring run does not walk."""


def cut(runtime: Path) -> Path:
    """Make ``stdlib.zip`` from the runtime's own library; returns where it stands."""
    whole = archive.read(runtime / "python_stdlib.zip")
    wanted = LIST.read_text(encoding="utf-8").split()
    missing = [name for name in wanted if name not in whole]
    if missing:
        raise StepError(f"steps/stdlib.txt 里这些文件在 Pyodide 里找不到：{'、'.join(missing)}")
    path = BUILD / "stdlib.zip"
    archive.write_stored(path, archive.byte_compile(path.name, {name: whole[name] for name in wanted}))
    return path


def measure(runtime: Path, wheel: Path, knowledge: Path) -> list[str]:
    """The files that a boot and a run of the checker read from the whole library."""
    script = Path(__file__).with_name("measure_imports.mjs")
    command = [node(), str(script), str(runtime), str(wheel), str(knowledge)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StepError(f"没能量出标准库里用到的文件：{done.stderr.strip()[-300:]}")
    return sorted({*done.stdout.split()})


def prove(folder: Path, wheel: Path, knowledge: Path, lock: str) -> None:
    """Boot the cut runtime in `folder` and run the checker; raises `StepError` if anything is missing."""
    script = Path(__file__).with_name("prove_runtime.mjs")
    command = [node(), str(script), str(folder), str(wheel), str(knowledge), lock]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    if done.returncode:
        raise StepError(f"裁剪后的运行时跑不起来，多半是 steps/stdlib.txt 少了一个文件：{done.stderr.strip()[-400:]}")

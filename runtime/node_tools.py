"""Node, npm, and the tools from npm: installed once into the cache from their lock file."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from . import cache
from .application import Application
from .errors import RuntimeBuildError
from .progress import step

FOLDER = Path(__file__).with_name("node")

PATIENCE_S = 900
"""After so long a tool hangs. The longest, shaking, takes 10 s on a quiet machine, and minutes on a busy one."""


def node() -> str:
    """The node that the environment brings, or the system's."""
    return _program("node")


def npm() -> str:
    """The npm that the environment brings, or the system's."""
    return _program("npm")


def run(script: str, *arguments: str) -> str:
    """What `script` of `FOLDER` prints, run beside the installed tools."""
    return _output([node(), str(installed(FOLDER) / script), *arguments], script)


def boot(folder: Path, library: Path, application: Application, lock: Mapping[str, object]) -> list[str]:
    """Boot the runtime in `folder` with the standard library `library`, and run the application's probe.

    Returns the names of the library's files that were read. Raises `RuntimeBuildError` with the last words of
    whatever failed.
    """
    settings = {
        "folder": str(folder.resolve()),
        "library": str(library.resolve()),
        "wheel": application.wheel and str(application.wheel.resolve()),
        "probe": str(application.probe.resolve()),
        "data": {name: str(path.resolve()) for name, path in application.data.items()},
        "lock": lock,
    }
    return _output([node(), str(FOLDER / "boot.mjs"), json.dumps(settings)], application.probe.name).split()


def installed(source: Path) -> Path:
    """A folder with what `source` holds and its ``node_modules``; its name changes when either does."""
    digest = sha256(b"".join(path.read_bytes() for path in sorted(source.iterdir()) if path.is_file()))
    folder = cache.folder() / f"node-{digest.hexdigest()[:16]}"
    if folder.exists():
        return folder
    step(f"安装 npm 工具（{source.parent.name}），只有第一次要做")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        made = Path(scratch) / "tools"
        shutil.copytree(source, made)
        command = [npm(), "ci", "--silent", "--no-progress"]
        done = subprocess.run(command, cwd=made, capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr.strip() or "npm 没有说原因").splitlines()[-1]
            raise RuntimeBuildError(f"没能装好 npm 工具：{last}。请检查网络后再试。")
        if not folder.exists():
            made.replace(folder)
    return folder


def _program(name: str) -> str:
    own = Path(sys.executable).with_name(name)
    return str(own) if own.exists() else name


def _output(command: list[str], what: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        raise RuntimeBuildError(f"{what} 跑了 {PATIENCE_S} 秒还没有完，停下了。等机器闲一些再试。") from None
    if done.returncode:
        raise RuntimeBuildError(f"{what} 没有跑成：{done.stderr.strip()[-400:]}")
    return done.stdout

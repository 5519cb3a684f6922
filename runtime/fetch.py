"""Fetch Pyodide with the ordinary npm client; accept one set of bytes and nothing else."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from . import cache
from .errors import RuntimeBuildError
from .node_tools import npm
from .progress import bar, is_watched, step

PYODIDE = "0.29.5"
"""Python 3.13 on both sides, so that the host makes the byte code, and a fifth fewer bytes than
314.0.7. The only place that the build takes the version from."""

SHA256 = "6749b10ee515a1458ecea36d860c8ce2a48366e85b3f92d749ad1840e4aff181"
"""Of the package `pyodide` at that version as the npm registry serves it."""

SIZE_KB = 5_598
"""Of the same package: how long the bar is while it comes."""

WANTED = ("pyodide.asm.wasm", "pyodide.asm.js", "pyodide.js", "python_stdlib.zip", "pyodide-lock.json", "pyodide.mjs")


LOOK_S = 0.1
"""How often the bar is drawn."""


def fetch() -> Path:
    """The folder with the unpacked runtime; fetched once, checked every time it is fetched."""
    folder = cache.folder() / f"pyodide-{PYODIDE}-{SHA256[:12]}"
    if not folder.exists():
        _unpack(_package(), folder)
    _refuse_another_python(folder)
    return folder


def info(package: Path) -> dict[str, str]:
    """What Pyodide says of itself: version, ABI, and the version of its Python."""
    found: dict[str, str] = json.loads((package / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    return found


def lock(package: Path) -> dict[str, object]:
    """What the loader must know of the runtime itself, without the packages that could be installed into it.

    Given inline it spares the page a fetch of 120 KB.
    """
    return {"info": info(package), "packages": {}}


def _package() -> bytes:
    with tempfile.TemporaryDirectory() as scratch:
        failed = _download([npm(), "pack", f"pyodide@{PYODIDE}", "--silent"], Path(scratch))
        packages = list(Path(scratch).glob("*.tgz"))
        if failed or not packages:
            last = (failed or "npm 没有说原因").splitlines()[-1]
            raise RuntimeBuildError(f"没能下载 Pyodide {PYODIDE}：{last}。请检查网络后再试。")
        content = packages[0].read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256:
        raise RuntimeBuildError(
            f"下载到的 Pyodide {PYODIDE} 与登记的 SHA-256 不符：得到 {found}，应为 {SHA256}。没有使用它。"
        )
    return content


def _download(command: list[str], scratch: Path) -> str:
    """Run `command`, which leaves a package in `scratch`; returns what it complains of where it fails.

    npm has no bar of its own that could be shown. On a terminal it gets a cache of its own, in which the package can
    be seen to grow; elsewhere there is one line, and npm keeps what it fetched where it always does.
    """
    sentence, cache_ = f"下载 Pyodide {PYODIDE}（KB）", scratch / "npm"
    if not is_watched():
        step(f"下载 Pyodide {PYODIDE}，{SIZE_KB / 1000:.1f} MB")
        done = subprocess.run(command, capture_output=True, text=True, cwd=scratch, check=False)
        return done.stderr.strip() or "npm 没有说原因" if done.returncode else ""
    with (scratch / "complaint").open("w+", encoding="utf-8") as complaint:
        own = [*command, f"--cache={cache_}"]
        with subprocess.Popen(own, cwd=scratch, stdout=subprocess.DEVNULL, stderr=complaint) as process:
            while process.poll() is None:
                bar(sentence, min(_kilobytes(cache_ / "_cacache" / "tmp"), SIZE_KB - 1), SIZE_KB)
                time.sleep(LOOK_S)
        if not process.returncode:
            bar(sentence, SIZE_KB, SIZE_KB)
            return ""
        complaint.seek(0)
        return complaint.read().strip() or "npm 没有说原因"


def _kilobytes(folder: Path) -> int:
    """What the files in `folder` hold; they may go while this looks."""
    found = 0
    for path in folder.glob("*"):
        with contextlib.suppress(FileNotFoundError):
            found += path.stat().st_size
    return found // 1000


def _refuse_another_python(folder: Path) -> None:
    """Byte code is made here and read there: both must be the same Python."""
    there, here = info(folder)["python"].rpartition(".")[0], f"{sys.version_info.major}.{sys.version_info.minor}"
    if there != here:
        raise RuntimeBuildError(
            f"Pyodide {PYODIDE} 里是 Python {there}，这里是 {here}，字节码对不上。"
            f"请把 .python-version 改成 {there}，运行 make audit 换好环境，再来一次。"
        )


def _unpack(package: bytes, folder: Path) -> None:
    """Write the wanted files; the folder appears whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        with tarfile.open(fileobj=io.BytesIO(package)) as archive:
            held = archive.getnames()
            for name in WANTED:
                member = archive.extractfile(f"package/{name}") if f"package/{name}" in held else None
                if member is None:
                    raise RuntimeBuildError(
                        f"Pyodide {PYODIDE} 的包里没有 {name}：只改版本号不够，用到它的步骤也要改。"
                    )
                (Path(scratch) / name).write_bytes(member.read())
        whole = Path(scratch) / "whole"
        whole.mkdir()
        for name in WANTED:
            (Path(scratch) / name).replace(whole / name)
        if not folder.exists():
            whole.replace(folder)

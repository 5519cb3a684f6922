"""The tools from npm, installed once into the cache from their lock file."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

from .errors import StepError
from .fetch import node, npm
from .paths import cache

FOLDER = Path(__file__).with_name("node")


def run(script: str, *arguments: str) -> str:
    """What `script` of this folder prints, run beside the installed tools."""
    command = [node(), str(installed(FOLDER) / script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StepError(f"{script} 没有跑成：{done.stderr.strip()[-400:]}")
    return done.stdout


def installed(source: Path) -> Path:
    """A folder with what `source` holds and its ``node_modules``; its name changes when either does."""
    digest = sha256(b"".join(path.read_bytes() for path in sorted(source.iterdir()) if path.is_file()))
    folder = cache() / f"node-{digest.hexdigest()[:16]}"
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        made = Path(scratch) / "tools"
        shutil.copytree(source, made)
        command = [npm(), "ci", "--silent", "--no-progress"]
        done = subprocess.run(command, cwd=made, capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr.strip() or "npm 没有说原因").splitlines()[-1]
            raise StepError(f"没能装好 npm 工具：{last}。请检查网络后再试。")
        if not folder.exists():
            made.replace(folder)
    return folder

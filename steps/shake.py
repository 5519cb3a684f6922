"""The runtime without what the checker cannot reach (see ``node/shake.mjs``); kept in the cache."""

from __future__ import annotations

import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

from . import tools
from .paths import cache


def shake(runtime: Path) -> Path:
    """A folder with the shaken wasm and glue, and the rest of `runtime` as it is."""
    recipe = sha256((tools.FOLDER / "shake.mjs").read_bytes() + (tools.FOLDER / "package-lock.json").read_bytes())
    folder = cache() / f"{runtime.name}-shaken-{recipe.hexdigest()[:12]}"
    if folder.exists():
        return folder
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        made = Path(scratch) / "runtime"
        shutil.copytree(runtime, made)
        tools.run("shake.mjs", str(runtime), str(made))
        if not folder.exists():
            made.replace(folder)
    return folder

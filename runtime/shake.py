"""The runtime without what pure Python cannot reach; kept in the cache.

Large tables first (see `unused_tables`), then code (see ``node/shake.mjs``), then the gaps in the data (see
`data_section`).
"""

from __future__ import annotations

import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

from . import cache, data_section, node_tools, unused_tables
from .progress import step


def shake(runtime: Path) -> Path:
    """A folder with the shaken wasm and glue, and the rest of `runtime` as it is."""
    wanted = (
        *sorted(node_tools.FOLDER.glob("*.mjs")),
        node_tools.FOLDER / "package-lock.json",
        unused_tables.LIST,
        Path(unused_tables.__file__),
        Path(data_section.__file__),
    )
    recipe = sha256(b"".join(file.read_bytes() for file in wanted))
    folder = cache.folder() / f"{runtime.name}-shaken-{recipe.hexdigest()[:12]}"
    if folder.exists():
        return folder
    step("裁小 Pyodide，只有第一次要做")
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        made = Path(scratch) / "runtime"
        shutil.copytree(runtime, made)
        wasm = made / "pyodide.asm.wasm"
        wasm.write_bytes(unused_tables.blank(wasm.read_bytes(), unused_tables.tables()))
        node_tools.run("shake.mjs", str(made), str(made))
        memory = made / "memory.bin"
        wasm.write_bytes(data_section.write(wasm.read_bytes(), memory.read_bytes()))
        memory.unlink()
        if not folder.exists():
            made.replace(folder)
    return folder

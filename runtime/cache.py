"""Where fetched and finished files are kept: outside the tree, shared by all checkouts. It can be thrown away."""

from __future__ import annotations

import os
from pathlib import Path


def folder() -> Path:
    """The cache folder, below ``XDG_CACHE_HOME`` or ``~/.cache``; it may not exist yet."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "pyodide-runtime"

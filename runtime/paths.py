"""Where the runtime's builder reads and writes. Everything it writes can be thrown away."""

from __future__ import annotations

import os
from pathlib import Path

BUILD = Path(__file__).resolve().parent.parent / "build"  #: parts on their way into a site


def cache() -> Path:
    """What was fetched, kept outside the tree and shared by all checkouts."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "huabei-check"

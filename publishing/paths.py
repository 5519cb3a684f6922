"""Where the build reads and writes. Everything it writes can be thrown away."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
SITE = ROOT / "site"  #: the hosted site
DIST = ROOT / "dist"  #: what is handed out as files
BUILD = ROOT / "build"  #: parts on their way into `SITE` and `DIST`
OFFLINE = BUILD / "offline"  #: the offline copy before it is zipped


def cache() -> Path:
    """What is slow to make and the same for all checkouts, kept outside the tree; it may not exist yet."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "huabei-check"

"""Where the build reads and writes. Everything it writes can be thrown away."""

from __future__ import annotations

from pathlib import Path

from runtime import paths

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"  #: the hosted site
DIST = ROOT / "dist"  #: what is handed out as files
BUILD = paths.BUILD  #: parts on their way into `SITE` and `DIST`
OFFLINE = BUILD / "offline"  #: the offline copy before it is zipped

"""How soon the check is there, beside other ways to run Python in a page: as `make bench` measured it."""

from __future__ import annotations

import json
from pathlib import Path

from markupsafe import Markup

from .site import Site

MEASURED = Path(__file__).parent.parent / "bench" / "measured.json"


def performance(site: Site) -> Markup:
    """A table for each network, every figure with its bar; nothing where nothing has been measured yet."""
    if not MEASURED.exists():
        return Markup("")
    measured = json.loads(MEASURED.read_text(encoding="utf-8"))
    return site.render("performance.html", networks=measured)

"""`manifest.webmanifest`: the site as an app on a home screen, under the name that the operator gave it."""

from __future__ import annotations

import json
from pathlib import Path

from .settings import Settings

NAME = "manifest.webmanifest"


def write(site: Path, settings: Settings) -> None:
    """Put the operator's name, if there is one, into the manifest of `site` (https://www.w3.org/TR/appmanifest/)."""
    if not settings.name:
        return
    file = site / NAME
    manifest = json.loads(file.read_text(encoding="utf-8"))
    manifest |= {"name": settings.name, "short_name": settings.name}
    file.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

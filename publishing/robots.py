"""`robots.txt`: every page may be read, and where the list of them stands."""

from __future__ import annotations

from pathlib import Path

from .settings import Settings

NAME = "robots.txt"


def write(site: Path, settings: Settings) -> None:
    """Write `NAME` into `site`; crawlers read it only where the site stands at the top of its host."""
    lines = ["User-agent: *", "Disallow:"]
    if settings.address:
        lines.append(f"Sitemap: {settings.address}sitemap.xml")
    (site / NAME).write_text("\n".join(lines) + "\n", encoding="ascii")

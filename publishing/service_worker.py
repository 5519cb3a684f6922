"""The service worker of the hosted site: which files it keeps, each with its hash."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from pathlib import Path

from . import robots, sbom, scripts
from .offline import DOWNLOAD

NOT_CACHED = {
    "sw.js",
    "_headers",
    "sitemap.xml",
    "sitemap.xml.gz",
    "404.html",
    "llms.txt",
    "feed.xml",
    robots.NAME,
    "assets/card.png",
    "BUILD.json",
    "embed/index.html",  # what stands in a frame keeps nothing
    "assets/embed.js",
    "assets/embed.css",
    sbom.NAME,
}
"""What only a host or a search engine asks for; hosts differ in how they answer for 404.html."""


NOT_CACHED_BELOW = (DOWNLOAD, "data/")
"""Folders of what people take away as files."""


def write(site: Path) -> None:
    """Write ``sw.js`` for `site` as it stands now; nothing in it may change afterwards.

    ``SERVICE_WORKER=off`` writes the kill switch in its place: it takes back what earlier builds kept on
    people's devices.
    """
    path = site / "sw.js"
    if os.environ.get("SERVICE_WORKER") == "off":
        path.write_text(scripts.text("sw-off.js"), encoding="utf-8")
        return
    paths = {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*")) if file.is_file()}
    files = {
        address: base64.b64encode(hashlib.sha256(file.read_bytes()).digest()).decode()
        for address, file in paths.items()
        if _is_kept(address)
    }
    own = scripts.text("sw.js")
    version = hashlib.sha256((json.dumps(files) + own).encode()).hexdigest()[:12]
    data = json.dumps({"VERSION": version, "FILES": files}, ensure_ascii=False, separators=(",", ":"))
    path.write_text(f"self.SITE = {data};\n{own}", encoding="utf-8")


def _is_kept(address: str) -> bool:
    """Whether a person's device keeps it: every page, but not what they download or what only programs read."""
    taken_away = address.startswith(NOT_CACHED_BELOW) and not address.endswith(".html")
    return address not in NOT_CACHED and not taken_away and not address.endswith(".md")

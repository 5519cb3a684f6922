"""What the page about offline use says of this very build."""

from __future__ import annotations

import json

import checker

from .site import BUILD, Site

FACTS = BUILD / "offline.json"


def offline_copy(site: Site) -> dict[str, str]:
    """The edition being built, its version and review date; of a hosted site also the zip, if one was made."""
    edition = "hosted" if site.env.conf["use_directory_urls"] else "offline"
    facts = {"edition": edition, "version": checker.__version__, "file": ""}
    facts["reviewed"] = site.knowledge.last_reviewed.isoformat()
    if FACTS.exists():
        zipped = json.loads(FACTS.read_text(encoding="utf-8"))
        facts |= {
            "file": zipped["file"],
            "sha256": zipped["sha256"],
            "megabytes": f"{zipped['size'] / 1e6:.1f}",
            "href": f"{site.root()}download/{zipped['file']}",
        }
    return facts

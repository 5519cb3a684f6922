"""What the page about offline use says of this very build."""

from __future__ import annotations

import checker

from .site import Site


def offline_copy(site: Site) -> dict[str, str]:
    """The edition being built, its version and review date; of a hosted site also the zip, if one was made."""
    edition = "offline" if site.build["edition"] == "offline" else "hosted"
    facts = {"edition": edition, "version": checker.__version__, "file": ""}
    facts["reviewed"] = site.knowledge.last_reviewed.isoformat()
    zipped = site.build.get("copy")
    if zipped:
        facts |= {
            "file": zipped["file"],
            "sha256": zipped["sha256"],
            "megabytes": f"{zipped['size'] / 1e6:.1f}",
            "href": zipped["address"],
        }
    return facts

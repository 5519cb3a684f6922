"""What the site is made of: the bill of materials of this build as tables."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from .site import Site


def licences_list(site: Site) -> Markup:
    """Everything that is not ours: what travels with the pages first, then the tools of the build."""
    rows = [_row(component) for component in site.build["bill"]["components"]]
    return site.render(
        "licences.html",
        carried=[row for row in rows if row["carried"]],
        tools=[row for row in rows if not row["carried"]],
    )


def _row(component: dict[str, Any]) -> dict[str, Any]:
    notes = {note["name"]: note["value"] for note in component.get("properties", ())}
    named = [one.get("expression") or one["license"]["id"] for one in component["licenses"]]
    return {
        "carried": component["scope"] == "required",
        "name": component["name"],
        "version": component.get("version", ""),
        "licence": "、".join(named),
        "notice": component.get("copyright", ""),
        "use": "",
        "text": "",
        "changed": "",
        **notes,
    }

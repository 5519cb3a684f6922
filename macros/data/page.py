"""The page on the data: which files there are, and what their fields hold."""

from __future__ import annotations

from markupsafe import Markup

from checker.model import ENTRIES

from ..site import Site
from .datasets import datasets, schema_of
from .files import FOLDER, column
from .schema import Schema

COLUMN_WORDS = {"date": "date", "boolean": "boolean", "integer": "integer", "string": "text"}
"""Type of a column → the key of its word."""


def data_list(site: Site) -> Markup:
    """The datasets with their files, as a table; their fields below it."""
    found = [
        {
            "name": dataset.name,
            "count": len(dataset.entries),
            "reviewed": dataset.reviewed,
            "fields": _described(site, schema_of(site.knowledge, dataset)),
        }
        for dataset in datasets(site.knowledge)
    ]
    linked = site.build["edition"] != "offline"  # which comes without them
    return site.render("data.html", datasets=found, folder=site.root() + FOLDER, linked=linked)


def _described(site: Site, schema: Schema) -> list[dict[str, object]]:
    """Name, title and kind of each field; what it refers to, and the words for its values."""
    return [
        {
            "name": name,
            "title": said["title"],
            "kind": _kind(said),
            "refers": ENTRIES[said["refers"]][0] if "refers" in said else "",
            "values": said.get("oneOf") or [{"const": value, "title": ""} for value in said.get("enum", []) if value],
        }
        for name, said in schema["properties"].items()
    ]


def _kind(said: Schema) -> str:
    """The key of the word for what a field holds."""
    if said.get("type") == "array":
        return "list" if said["items"].get("type") == "string" else "nested"
    return COLUMN_WORDS[column(said)] if "type" in said else "nested"


def site_address(site: Site) -> str:
    """The address of the site, ending in a slash; words in its place where it is not known."""
    return site.env.conf["site_url"] or site.label("data", "address")

"""What is published as data, and each entry as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, cast

from checker.conditions import All, Either, Is, Not, to_data
from checker.model import ENTRIES, Entry, Knowledge

from ..site import PRINTED
from .schema import Schema, entry_schema, field_name

PLACE = "printed_at"
"""Beside the fields of an entry: its address below the site, for those that have a place of their own."""


@dataclass(frozen=True)
class Dataset:
    """One kind of entries, or some of them."""

    name: str  #: of its files
    table: str  #: its kind, a key of `checker.model.ENTRIES`
    entries: tuple[Entry, ...]  #: what was taken down stands at the end

    @property
    def cls(self) -> type[Entry]:
        """The class of its entries."""
        return ENTRIES[self.table][1]

    @property
    def reviewed(self) -> date:
        """The newest day on which one of its entries was compared with its sources."""
        return max(entry.reviewed for entry in self.entries)


def datasets(knowledge: Knowledge) -> list[Dataset]:
    """All of them: each kind of entry, and the sources that are rules once more by themselves."""
    gone = {
        table: [entry for name, entry in knowledge.retired.items() if name.startswith(f"{table}.")] for table in ENTRIES
    }
    every = [
        Dataset(name, table, (*getattr(knowledge, name).values(), *gone[table])) for table, (name, _) in ENTRIES.items()
    ]
    rules = Dataset("rules", "source", tuple(source for source in knowledge.sources.values() if source.law))
    return [dataset for dataset in (*every, rules) if dataset.entries]


def row(knowledge: Knowledge, table: str, entry: Entry) -> dict[str, Any]:
    """One entry as plain data, with its `PLACE`."""
    place = {PLACE: address(knowledge, table, entry)} if table in PRINTED else {}
    return {**cast("dict[str, Any]", plain(entry)), **place}


def address(knowledge: Knowledge, table: str, entry: Entry) -> str:
    """Where the entry is printed, below the site; empty where it is not, because it was taken down."""
    printed = PRINTED[table]
    if entry.id not in getattr(knowledge, ENTRIES[table][0]):
        return ""
    page = printed.page if isinstance(printed.page, str) else printed.page(entry)
    return page.removesuffix("index.md").replace(".md", "/") + (f"#{entry.id}" if printed.anchored else "")


def plain(value: object) -> object:
    """`value` as JSON knows it."""
    match value:
        case Is() | Not() | All() | Either():
            return to_data(value)
        case date():
            return value.isoformat()
        case tuple():
            return [plain(item) for item in value]
        case Mapping():
            return dict(value)
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value


def schema_of(knowledge: Knowledge, dataset: Dataset) -> Schema:
    """The schema of one entry of `dataset`."""
    schema = entry_schema(knowledge, dataset.table, dataset.cls)
    if dataset.table in PRINTED:
        place = {"title": field_name(knowledge, dataset.table, PLACE), "type": "string"}
        schema["properties"][PLACE] = place
        schema["required"].append(PLACE)
    return schema

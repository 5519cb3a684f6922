"""Every file of data: JSON with its schema and CSV of each dataset, and one list of them all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import checker

from ..site import Site
from .datasets import Dataset, datasets, row, schema_of
from .schema import DIALECT, Schema
from .table import as_csv

FOLDER = "data/"
LIST = "datapackage.json"
"""Of the tables in both forms, as https://datapackage.org describes it."""

LICENCE = "CC-BY-4.0"
LICENCE_PAGE = "https://creativecommons.org/licenses/by/4.0/"


def dataset_files(site: Site) -> dict[str, bytes]:
    """Every file below `FOLDER`: name → content; the same knowledge gives the same bytes."""
    files: dict[str, bytes] = {}
    for dataset in datasets(site.knowledge):
        schema = schema_of(site.knowledge, dataset)
        rows = [row(site.knowledge, dataset.table, entry) for entry in dataset.entries]
        files[f"schema/{dataset.name}.json"] = as_json(_file_schema(site, dataset, schema))
        files[f"{dataset.name}.json"] = as_json({**_about(site, dataset), "entries": rows})
        files[f"{dataset.name}.csv"] = as_csv(schema, rows, dataset.name)
    return {LIST: as_json(_package(site, files)), **files}


def _file_schema(site: Site, dataset: Dataset, entry: Schema) -> Schema:
    """The schema of a whole JSON file."""
    definitions = entry.pop("$defs", {})
    texts = {name: {"type": "string"} for name in _about(site, dataset)}
    texts["reviewed"]["format"] = "date"
    return {
        "$schema": DIALECT,
        "title": site.label("dataset", dataset.name),
        "type": "object",
        "properties": {**texts, "entries": {"type": "array", "items": {"$ref": "#/$defs/entry"}}},
        "required": [*texts, "entries"],
        "additionalProperties": False,
        "$defs": {"entry": entry, **definitions},
    }


def _about(site: Site, dataset: Dataset) -> dict[str, str]:
    """What stands above the entries of a JSON file."""
    return {
        "dataset": dataset.name,
        "title": site.label("dataset", dataset.name),
        "schema": f"schema/{dataset.name}.json",
        "version": checker.__version__,
        "license": LICENCE,
        "attribution": site.env.conf["site_name"],
        "homepage": site.env.conf["site_url"] or "",
        "reviewed": dataset.reviewed.isoformat(),
    }


def _package(site: Site, files: Mapping[str, bytes]) -> dict[str, Any]:
    """The list of all files, with what a program needs to read the tables."""
    conf = site.env.conf
    resources = []
    for dataset in datasets(site.knowledge):
        title = site.label("dataset", dataset.name)
        properties = schema_of(site.knowledge, dataset)["properties"]
        columns = [{"name": name, "title": said["title"], "type": column(said)} for name, said in properties.items()]
        for form, media in (("csv", "text/csv"), ("json", "application/json")):
            path = f"{dataset.name}.{form}"
            resources.append(
                {
                    "name": dataset.name if form == "csv" else f"{dataset.name}-{form}",
                    "title": title,
                    "path": path,
                    "format": form,
                    "mediatype": media,
                    "encoding": "utf-8",
                    "bytes": len(files[path]),
                    "hash": f"sha256:{sha256(files[path]).hexdigest()}",
                    **({"schema": {"fields": columns, "primaryKey": ["id"]}} if form == "csv" else {}),
                }
            )
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "huabei-check",
        "title": conf["site_name"],
        "description": conf["site_description"],
        **({"homepage": conf["site_url"]} if conf["site_url"] else {}),
        "version": checker.__version__,
        "licenses": [{"name": LICENCE, "path": LICENCE_PAGE}],
        "resources": resources,
    }


def column(field: Schema) -> str:
    """The type of a column, as Table Schema calls it: lists and what is nested are text."""
    kinds = {field.get("type")} if isinstance(field.get("type"), str) else set(field.get("type", ()))
    if field.get("format") == "date":
        return "date"
    return next((kind for kind in ("boolean", "integer") if kind in kinds), "string")


def as_json(data: object) -> bytes:
    """`data` as a file that people can read too."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()

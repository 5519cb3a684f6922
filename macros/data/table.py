"""A dataset as CSV.

Lists are joined by ``|``, what is nested is JSON, nothing is an empty cell, and a cell that a spreadsheet could take
for a formula begins with an apostrophe. The bytes begin with a byte order mark and the lines end with CRLF, as
spreadsheets expect.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from .schema import Schema

BETWEEN = "|"
"""Between the items of a list in a cell."""

FORMULA = tuple("=+-@\t\r")
"""What a spreadsheet takes for the beginning of a formula."""


def as_csv(schema: Schema, rows: Iterable[dict[str, Any]], name: str) -> bytes:
    """The rows under the names of their fields; `name` is for the message about what no cell can hold."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    columns = list(schema["properties"])
    writer.writerow(columns)
    for entry in rows:
        writer.writerow([cell(entry[column], f"{name}.{entry['id']}.{column}") for column in columns])
    return out.getvalue().encode("utf-8-sig")


def cell(value: object, where: str) -> str:
    """`value` as a cell; raises `ValueError` where the items of a list could not be told apart again."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() if all(isinstance(item, str) for item in value):
            if any(BETWEEN in item for item in value):
                raise ValueError(
                    f"{where}: {BETWEEN!r} found in an item of a list, expected none: it parts them in CSV"
                )
            text = BETWEEN.join(value)
        case list() | dict():
            text = json.dumps(value, ensure_ascii=False)
        case _:
            text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text

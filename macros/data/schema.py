"""JSON Schemas of the published data: the types of the fields in `checker.model`, in another notation.

A field's ``title`` is its Chinese name (``[label.field]``), its ``description`` what the model says of it. ``refers``
is ours: the table whose ids the field holds. A validator passes over words that it does not know.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from checker import model
from checker.conditions import All, Either, Is, Not
from checker.model import Knowledge, Refers

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

CONDITION: Schema = {
    "description": "Kleene's three-valued logic: an answer that is missing, unknown or skip makes it unknown.",
    "oneOf": [
        {
            "type": "object",
            "properties": {
                "question": {"type": "string", "refers": "question"},
                "is": {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
            },
            "required": ["question", "is"],
            "additionalProperties": False,
        },
        *(
            {"type": "object", "properties": {key: inner}, "required": [key], "additionalProperties": False}
            for key, inner in (
                ("not", {"$ref": "#/$defs/condition"}),
                ("all", {"type": "array", "items": {"$ref": "#/$defs/condition"}, "minItems": 1}),
                ("any", {"type": "array", "items": {"$ref": "#/$defs/condition"}}),
            )
        ),
    ],
}
"""What `checker.conditions.to_data` writes."""

_SIMPLE: Mapping[object, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},
    date: {"type": "string", "format": "date"},
    tuple[str, ...]: {"type": "array", "items": {"type": "string"}},
    Mapping[str, str]: {"type": "object", "additionalProperties": {"type": "string"}},
}


def entry_schema(knowledge: Knowledge, table: str, cls: type) -> Schema:
    """The schema of one entry of `cls`, which stands in `table`, with all that it refers to under ``$defs``."""
    inner: dict[str, Schema] = {}
    schema = _record(knowledge, table, cls, inner)
    return {**schema, "$defs": inner} if inner else schema


def _record(knowledge: Knowledge, table: str, cls: type, inner: dict[str, Schema]) -> Schema:
    """An object with every field of `cls`; the classes of its fields are added to `inner`."""
    properties = {
        field.name: _named(knowledge, table, field.name, _of_type(knowledge, field.type, inner))
        | ({"description": said} if (said := _said(cls, field.name)) else {})
        for field in fields(cls)
    }
    for schema in properties.values():
        if schema.get("refers") == "":
            schema["refers"] = table
    return {
        "description": inspect.getdoc(cls),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _named(knowledge: Knowledge, table: str, name: str, schema: Schema) -> Schema:
    """`schema` with the Chinese name of the field, and of each of its values where they are a fixed set."""
    titled = {"title": field_name(knowledge, table, name), **schema}
    words = knowledge.labels.get(name, {})
    if "enum" in schema and words.keys() >= set(schema["enum"]):
        titled["oneOf"] = [{"const": value, "title": words[value]} for value in titled.pop("enum")]
    return titled


def field_name(knowledge: Knowledge, table: str, name: str) -> str:
    """What a field of `table` is called; one name may mean different things in two tables."""
    words = knowledge.labels["field"]
    if (word := words.get(f"{table}.{name}") or words.get(name)) is None:
        raise ValueError(f"checker/knowledge/fields.toml: [label.field] {name}: nothing found, expected its name")
    return word


def _of_type(knowledge: Knowledge, hint: Any, inner: dict[str, Schema]) -> Schema:
    if hint in _SIMPLE:
        return dict(_SIMPLE[hint])
    match get_origin(hint), get_args(hint):
        case origin, (base, *marks) if origin is Annotated:
            tables = [mark.table for mark in marks if isinstance(mark, Refers)]
            return _of_type(knowledge, base, inner) | ({"refers": tables[0]} if tables else {})
        case origin, values if origin is Literal:
            return {"type": "string", "enum": list(values)}
        case origin, (type() as cls, *_) if origin is tuple and is_dataclass(cls):
            return {"type": "array", "items": _reference(knowledge, cls, inner)}
        case origin, parts if origin in (Union, UnionType):
            some = [part for part in parts if part is not NoneType]
            schema = _condition(inner) if set(some) == {Is, Not, All, Either} else _of_type(knowledge, some[0], inner)
            return _or_null(schema) if NoneType in parts else schema
    raise TypeError(f"no schema for {hint}")


def _or_null(schema: Schema) -> Schema:
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    allowed = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": [schema["type"], "null"], **allowed}


def _reference(knowledge: Knowledge, cls: type, inner: dict[str, Schema]) -> Schema:
    name = cls.__name__.lower()
    if name not in inner:
        inner[name] = {}  # its place, before what it refers to itself
        inner[name] |= _record(knowledge, name, cls, inner)
    return {"$ref": f"#/$defs/{name}"}


def _condition(inner: dict[str, Schema]) -> Schema:
    inner["condition"] = CONDITION
    return {"$ref": "#/$defs/condition"}


def _said(cls: type, name: str) -> str:
    """What the model says of a field, in the class or the base class that defines it; nothing where it says nothing."""
    return next((said for base in cls.__mro__ if (said := _descriptions().get((base.__name__, name)))), "")


@cache
def _descriptions() -> Mapping[tuple[str, str], str]:
    """(class, field) → its ``#:`` comment, or the string that follows it."""
    source = inspect.getsource(model)
    lines = source.splitlines()
    found: dict[tuple[str, str], str] = {}
    for cls in (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)):
        for node, after in zip(cls.body, [*cls.body[1:], None], strict=True):
            if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
                continue
            match after:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    said = " ".join(text.split())
                case _:
                    said = lines[(node.end_lineno or 1) - 1].partition("#:")[2].strip()
            found[cls.name, node.target.id] = said
    return found

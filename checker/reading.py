"""Validate plain data against the dataclasses of `model`, collecting every problem.

The types of the fields are the schema. Nothing is converted, guessed or dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

from . import model
from .conditions import All, Condition, Either, Is, Not
from .problems import Problem, quote

T = TypeVar("T")
Read = Callable[["Reader", str, object], object]

MAX_CONDITION_DEPTH = 20
"""Levels of nesting after which a condition is called unreadable instead of followed."""

MAX_NUMBER = 9999
"""Numbers are days or years; with a larger one no date can be worked out."""

YEARS = range(1900, 2200)
"""Years of a date: older rules are not in force, and later ones are slips of the finger."""


class Reader:
    """Validates the entries of one file; collects their `problems`."""

    def __init__(self, where: str, *, prose: bool = True) -> None:
        self.where = where
        self.prose = prose  #: False for the engine's copy, which comes without what only people read
        self.problems: list[Problem] = []

    def add_problem(self, path: str, found: object, expected: str) -> None:
        """Record a problem; `found` is quoted."""
        self.problems.append(Problem(self.where, path, quote(found), expected))

    def texts(self, path: str, data: object) -> tuple[str, ...]:
        """Texts in brackets, each once; none of them empty."""
        found = _texts(self, path, data)
        if "" in found:
            self.add_problem(path, "", "不为空的文字")
        return tuple(text for text in found if text)

    def record(self, cls: type[T], path: str, data: object, **given: object) -> T | None:
        """One entry of class `cls`, or None if it cannot be read."""
        if not isinstance(data, Mapping):
            self.add_problem(path, data, "一个表")
            return None
        schema = _schema(cls)
        before = len(self.problems)
        values = {**({} if self.prose else schema.empty), **given}
        if not schema.readers.keys() - given.keys() >= data.keys():
            known = [name for name in schema.readers if name not in given]
            for key in data:
                if key not in known:
                    self.add_problem(f"{path}.{key}", key, "这些字段之一：" + "、".join(known))
        for key, written in data.items():
            if key in schema.readers and key not in given:
                values[key] = schema.readers[key](self, f"{path}.{key}", written)
        if not schema.required <= values.keys():
            for name in schema.readers:
                if name in schema.required and name not in values:
                    self.add_problem(f"{path}.{name}", None, "必填")
        return cls(**values) if len(self.problems) == before else None


def _text(reader: Reader, path: str, data: object) -> str:
    if isinstance(data, str) and data == data.strip():
        return data
    reader.add_problem(path, data, "一段文字，首尾没有空白")
    return ""


def _yes_or_no(reader: Reader, path: str, data: object) -> bool:
    if isinstance(data, bool):
        return data
    reader.add_problem(path, data, "true 或 false")
    return False


def _number(reader: Reader, path: str, data: object) -> int:
    if isinstance(data, int) and not isinstance(data, bool) and 0 <= data <= MAX_NUMBER:
        return data
    reader.add_problem(path, data, f"一个 0 到 {MAX_NUMBER} 的整数")
    return 0


def _date(reader: Reader, path: str, data: object) -> date:
    if type(data) is date and data.year in YEARS:
        return data
    reader.add_problem(path, data, f"一个 {YEARS[0]} 到 {YEARS[-1]} 年的日期，例如 2026-11-22，不加引号")
    return date.min


def _texts(reader: Reader, path: str, data: object) -> tuple[str, ...]:
    if isinstance(data, list) and all(isinstance(item, str) for item in data):
        for position, item in enumerate(data) if len(set(data)) < len(data) else ():
            if item in data[:position]:
                reader.add_problem(f"{path}[{position}]", item, "每项只写一次")
        return tuple(data)
    reader.add_problem(path, data, "一组文字，写在方括号里")
    return ()


def _text_table(reader: Reader, path: str, data: object) -> Mapping[str, str]:
    if isinstance(data, Mapping) and all(isinstance(item, str) for item in data.values()):
        return dict(data)
    reader.add_problem(path, data, "一个只有文字的表")
    return {}


@dataclass(frozen=True, slots=True)
class _Kind:
    """How values of one type are validated, and the substitute for one that the engine's copy omits."""

    read: Read
    empty: object


_SIMPLE: dict[object, _Kind] = {
    str: _Kind(_text, ""),
    bool: _Kind(_yes_or_no, empty=False),
    int: _Kind(_number, 0),
    date: _Kind(_date, date.min),
    tuple[str, ...]: _Kind(_texts, ()),
    Mapping[str, str]: _Kind(_text_table, {}),
}


@dataclass(frozen=True, slots=True)
class _Schema:
    """The fields of a class: how each is validated, which are required, and substitutes for omitted ones."""

    readers: dict[str, Read]
    required: frozenset[str]
    empty: dict[str, object]  #: for the required fields that only people read


_SCHEMAS: dict[type, _Schema] = {}


def _schema(cls: type) -> _Schema:
    """The schema of a class, worked out once."""
    if cls not in _SCHEMAS:
        _SCHEMAS[cls] = _schema_of(cls)
    return _SCHEMAS[cls]


def _schema_of(cls: type) -> _Schema:
    """From the types themselves, which is why `model` keeps them as such."""
    kinds, required, empty = {}, set(), {}
    for item in fields(cast("Any", cls)):
        kinds[item.name] = kind = _kind_of(item.type)
        if item.default is MISSING and item.default_factory is MISSING:
            required.add(item.name)
            if model.READ_BY_PEOPLE in getattr(item.type, "__metadata__", ()):
                empty[item.name] = kind.empty
    return _Schema({name: kind.read for name, kind in kinds.items()}, frozenset(required), empty)


def _kind_of(hint: Any) -> _Kind:
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if get_origin(hint) is Literal:
        return _Kind(_one_of(get_args(hint)), "")
    if get_origin(hint) in (Union, UnionType):
        kinds = [kind for kind in get_args(hint) if kind is not NoneType]
        return _kind_of(kinds[0]) if len(kinds) == 1 else _Kind(read_condition, None)
    if get_origin(hint) is tuple:
        return _Kind(_records(get_args(hint)[0]), ())
    if isinstance(hint, type) and hasattr(hint, "__dataclass_fields__"):  # the browser's dataclasses have no more
        return _Kind(_record(hint), None)
    raise TypeError(f"no reader for {hint}")


def _one_of(choices: tuple[str, ...]) -> Read:
    def read(reader: Reader, path: str, data: object) -> str:
        if isinstance(data, str) and data in choices:
            return data
        reader.add_problem(path, data, "这些之一：" + "、".join(choices))
        return choices[0]

    return read


def _record(cls: type) -> Read:
    def read(reader: Reader, path: str, data: object) -> object:
        return reader.record(cls, path, data)

    return read


def _records(cls: type) -> Read:
    def read(reader: Reader, path: str, data: object) -> tuple[object, ...]:
        if not isinstance(data, list) or not data:
            reader.add_problem(path, data, "至少一项，写在方括号里")
            return ()
        read_items = [reader.record(cls, f"{path}[{position}]", item) for position, item in enumerate(data)]
        return tuple(item for item in read_items if item is not None)

    return read


def read_condition(reader: Reader, path: str, data: object, depth: int = 0) -> Condition | None:
    """A condition in the notation of the knowledge files, or None with a problem noted."""
    if depth > MAX_CONDITION_DEPTH:
        reader.add_problem(path, "…", f"条件最多套 {MAX_CONDITION_DEPTH} 层")
        return None
    size = len(data) if isinstance(data, dict) else 0
    match data:
        case {"question": str(question), "is": str() | list() as options} if size == 2:
            return _read_is(reader, path, question, options)
        case {"not": inner} if size == 1:
            condition = read_condition(reader, f"{path}.not", inner, depth + 1)
            return None if condition is None else Not(condition)
        case {"all": list(parts)} if parts and size == 1:
            return All(_read_parts(reader, f"{path}.all", parts, depth))
        case {"any": list(parts)} if size == 1:  # an empty one never holds
            return Either(_read_parts(reader, f"{path}.any", parts, depth))
    reader.add_problem(path, data, "{ question, is }、{ not }、{ all = [ … ] } 或 { any = [ … ] }")
    return None


def _read_is(reader: Reader, path: str, question: str, options: str | list[object]) -> Is:
    written = [options] if isinstance(options, str) else options
    texts = [item for item in written if isinstance(item, str)]
    if not texts or len(texts) != len(written) or len(set(texts)) != len(texts):
        reader.add_problem(f"{path}.is", options, "一个选项的 id，或几个不同的 id")
    return Is(question, frozenset(texts))


def _read_parts(reader: Reader, path: str, parts: list[object], depth: int) -> tuple[Condition, ...]:
    read = [read_condition(reader, f"{path}[{i}]", part, depth + 1) for i, part in enumerate(parts)]
    return tuple(part for part in read if part is not None)

"""Build `Knowledge` from plain data, whether it was read from TOML or from JSON.

The browser is given `engine_part` of the data: the same tables with only what the engine reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from .conditions import Condition, to_data
from .model import ENTRIES, Clock, Knowledge, Level, Question, Reason, Remedy
from .problems import KnowledgeError, Problem, quote
from .reading import Reader

if TYPE_CHECKING:
    from .message.vocabulary import Vocabulary

T = TypeVar("T")
Tables = Mapping[str, object]

VOCABULARY = ("term", "word", "fact", "mark", "unit", "fold", "said", "weights")
"""Tables that `vocabulary` reads; they may be spread over several files."""

LEAVING = ("question", "reason", "remedy")
"""Tables that the engine works from: what is retired leaves them for `Knowledge.retired`. A retired claim
or source stays where it is; it is only read, and says itself where it went."""

OF_THE_FILE = ("reviewed", "review_days")
"""Fields that a file may say once at its top, for all entries that do not say their own."""

OTHER = (*OF_THE_FILE, "label", *VOCABULARY)


@dataclass(frozen=True, slots=True)
class File:
    """The tables of one file, and its name in messages."""

    name: str
    tables: Tables


def parse(files: list[File], *, prose: bool = True, version: str = "") -> Knowledge:
    """Merge `files` into one knowledge; raises `KnowledgeError` with every problem in all of them.

    `prose` is False for data made by `engine_part`, which holds nothing that only people read.
    """
    problems: list[Problem] = []
    found: dict[str, dict[str, Any]] = {table: {} for table in ENTRIES}
    labels: dict[str, dict[str, str]] = {}
    origin: dict[str, str] = {}
    for file in files:
        reader = Reader(file.name, prose=prose)
        for table, content in file.tables.items():
            if table in ENTRIES:
                _read_table(reader, file, table, found[table], origin)
            elif table == "label":
                _read_labels(reader, content, labels, origin)
            elif table not in OTHER:
                reader.add_problem(table, table, "这些表之一：" + "、".join((*ENTRIES, *OTHER)))
        problems += reader.problems
    vocabulary = _read_vocabulary(files, problems, origin)
    if problems:
        raise KnowledgeError(problems)
    gone = {(table, id_): entry for table in LEAVING for id_, entry in found[table].items() if entry.retired}
    for table, id_ in gone:
        del found[table][id_]
    return Knowledge(
        version=version,
        labels=labels,
        vocabulary=vocabulary,
        origin=origin,
        published=frozenset(),
        retired={f"{table}.{id_}": entry for (table, id_), entry in gone.items()},
        **{attribute: found[table] for table, (attribute, _) in ENTRIES.items()},
    )


def _read_table(reader: Reader, file: File, table: str, into: dict[str, Any], origin: dict[str, str]) -> None:
    cls, content = ENTRIES[table][1], file.tables[table]
    if not isinstance(content, Mapping):
        reader.add_problem(table, content, f"[{table}.<id>] 这样的表")
        return
    for id_, data in content.items():
        path = f"{table}.{id_}"
        if id_ in into:
            reader.add_problem(path, id_, f"一个没用过的 id；{origin[path]} 里已经有它")
            continue
        entry = reader.record(cls, path, _with_defaults(cls, data, file.tables), id=id_)
        origin[path] = reader.where
        if entry is not None:
            into[id_] = entry


def _with_defaults(cls: type, data: object, tables: Tables) -> object:
    """Fill in the file's defaults (`OF_THE_FILE`); turn `kind` and `when` of a reason into its only level."""
    if not isinstance(data, Mapping):
        return data
    filled = {**{key: tables[key] for key in OF_THE_FILE if key in tables}, **data}
    if cls is Reason and "level" not in filled:
        filled["level"] = [{key: filled.pop(key) for key in ("kind", "when", "unless") if key in filled}]
    return filled


def _read_labels(reader: Reader, content: object, labels: dict[str, dict[str, str]], origin: dict[str, str]) -> None:
    if not isinstance(content, Mapping):
        reader.add_problem("label", content, "[label.<一类>] 这样的表")
        return
    for group, words in content.items():
        if isinstance(words, Mapping) and all(isinstance(word, str) for word in words.values()):
            labels.setdefault(group, {}).update(words)
            origin[f"label.{group}"] = reader.where
        else:
            reader.add_problem(f"label.{group}", words, "一个只有文字的表")


def _read_vocabulary(files: list[File], problems: list[Problem], origin: dict[str, str]) -> Vocabulary | None:
    """The vocabulary of all files as one; None where no file holds any."""
    merged: dict[str, dict[str, object]] = {}
    names = []
    for file in files:
        tables = {key: value for key, value in file.tables.items() if key in VOCABULARY}
        names += [file.name] if tables else []
        for key, value in tables.items():
            entries = value if isinstance(value, Mapping) else {"": value}
            twice = sorted(entries.keys() & merged.setdefault(key, {}).keys())
            problems += [Problem(file.name, f"{key}.{id_}", quote(id_), "一个没用过的名字") for id_ in twice]
            merged[key].update(entries)
            origin.update((f"{key}.{id_}", file.name) for id_ in entries)
    if not merged:
        return None
    from .message.vocabulary import parse as parse_vocabulary  # noqa: PLC0415 - the browser gets them later, without this

    try:
        return parse_vocabulary(merged, "、".join(names))
    except KnowledgeError as error:
        problems += [_in_its_file(problem, origin) for problem in error.problems]
        return None


def _in_its_file(problem: Problem, origin: Mapping[str, str]) -> Problem:
    """`problem`, found in the merged vocabulary of all files, with the file in which its entry stands."""
    parts = problem.path.split(".")
    for length in range(len(parts), 1, -1):
        file = origin.get(".".join(parts[:length]))
        if file is not None:
            return replace(problem, where=file)
    return problem


def engine_part(knowledge: Knowledge) -> dict[str, Any]:
    """The part of the knowledge that the engine uses, as plain data without any prose.

    Retired questions come along, because old answers still name them.
    """
    retired = [entry for entry in knowledge.retired.values() if isinstance(entry, Question)]
    return {
        "question": {question.id: _question_data(question) for question in (*knowledge.questions.values(), *retired)},
        "reason": {id_: _reason_data(reason) for id_, reason in knowledge.reasons.items()},
        "clock": {id_: _clock_data(clock) for id_, clock in knowledge.clocks.items()},
        "remedy": {id_: _remedy_data(step) for id_, step in knowledge.remedies.items()},
    }


def _question_data(question: Question) -> dict[str, Any]:
    options = [
        _lean(
            {
                "id": option.id,
                "becomes": dict(option.becomes),
                "fixed": bool(option.fixed) and "fixed",
                "exclusive": option.exclusive,
                "then": list(option.then),
                "leads": option.leads,
            }
        )
        for option in question.options
    ]
    many = question.choice if question.choice == "many" else None
    retired = bool(question.retired) and "retired"
    show_if = _condition_data(question.show_if)
    begins = question.begins
    return _lean({"options": options, "choice": many, "begins": begins, "show_if": show_if, "retired": retired})


def _reason_data(reason: Reason) -> dict[str, Any]:
    data: dict[str, Any] = {
        "level": [_level_data(level) for level in reason.level],
        "remedies": list(reason.remedies),
    }
    return data if reason.leads else {**data, "leads": False}


def _remedy_data(step: Remedy) -> dict[str, Any]:
    when = _condition_data(step.when)
    return _lean({"stage": step.stage, "after": list(step.after), "when": when, "remark": step.remark})


def _clock_data(clock: Clock) -> dict[str, Any]:
    return _lean({"days": clock.days, "unit": clock.unit, "backwards": clock.backwards})


def _level_data(level: Level) -> dict[str, Any]:
    return _lean({"kind": level.kind, "when": _condition_data(level.when), "unless": _condition_data(level.unless)})


def _condition_data(condition: Condition | None) -> dict[str, object] | None:
    return None if condition is None else to_data(condition)


def _lean(data: dict[str, Any]) -> dict[str, Any]:
    """`data` without empty values, which are the defaults when it is read."""
    return {key: value for key, value in data.items() if value not in (None, False, "", [], {})}

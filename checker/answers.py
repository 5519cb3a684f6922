"""Parse an answers file: untrusted JSON.

``{"version": 1, "answers": {"prompt": "other", "environment": ["vpn"]}}``
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from .conditions import UNKNOWN
from .facts import Answers
from .migrations import migrate
from .model import Knowledge, Question
from .problems import AnswersError, Problem, quote

VERSION = 1
"""Version of the file format; older ones are migrated, newer ones refused."""

MAX_BYTES = 1_000_000
"""Bytes after which a file is refused unread: a full sheet has about two thousand."""

MAX_BRACKETS = 500
"""Opening brackets after which a file is refused unread: a full sheet has one for each question. Deep
nesting would end Python in the browser, whose stack no `RecursionError` guards."""


def parse(knowledge: Knowledge, content: str | bytes, where: str = "answers") -> Answers:
    """The answers in the JSON text `content`; raises `AnswersError` with every problem found."""
    if len(content) > MAX_BYTES:
        raise AnswersError([Problem(where, "", f"{len(content)} 字节", f"不超过 {MAX_BYTES} 字节的答案文件")])
    if _brackets(content) > MAX_BRACKETS:
        raise AnswersError([Problem(where, "", "套得太深的 JSON", "答案文件")])
    duplicates: list[str] = []
    try:
        data = json.loads(content, object_pairs_hook=lambda pairs: _once(pairs, duplicates))
    except UnicodeDecodeError as error:
        raise AnswersError([Problem(where, "", f"第 {error.start} 个字节不是 UTF-8", "UTF-8 文字")]) from None
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 列"
        found = quote(error.doc[error.pos : error.pos + 20])
        raise AnswersError([Problem(where, place, found, "合法的 JSON")]) from None
    except ValueError:  # an integer of more digits than Python reads
        raise AnswersError([Problem(where, "", "一个长得读不进的整数", "答案文件")]) from None
    problems = [Problem(where, key, quote(key), "每个键只写一次") for key in duplicates]
    return _parse_data(knowledge, data, where, problems)


def _brackets(content: str | bytes) -> int:
    if isinstance(content, str):
        return content.count("[") + content.count("{")
    return content.count(b"[") + content.count(b"{")


def _once(pairs: list[tuple[str, Any]], duplicates: list[str]) -> dict[str, Any]:
    duplicates += [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
    return dict(pairs)


def _parse_data(knowledge: Knowledge, data: object, where: str, problems: list[Problem]) -> Answers:
    if not isinstance(data, Mapping):
        problems.append(Problem(where, "", quote(data), '{"version": 1, "answers": { … }}'))
        raise AnswersError(problems)
    strange = sorted(data.keys() - {"version", "answers"})
    problems += [Problem(where, key, quote(key), "version 或 answers") for key in strange]
    version = data.get("version")
    if isinstance(version, bool) or version != VERSION:
        problems.append(Problem(where, "version", quote(version), str(VERSION)))
    given = data.get("answers")
    if not isinstance(given, Mapping):
        problems.append(Problem(where, "answers", quote(given), '{"问题": "选项"}'))
        raise AnswersError(problems)
    answers = sheet(knowledge, given, where, problems)
    if problems:
        raise AnswersError(sorted(problems))
    return answers


def sheet(knowledge: Knowledge, given: Mapping[str, object], where: str, problems: list[Problem]) -> Answers:
    """`given` as answers in the order of the form; what cannot be read is added to `problems`."""
    given = migrate(given)
    for name in given.keys() - knowledge.questions.keys():
        if f"question.{name}" not in knowledge.retired:  # what is no longer asked no longer counts
            expected = "一个问题的 id，例如 " + "、".join(list(knowledge.questions)[:3])
            problems.append(Problem(where, f"answers.{name}", quote(name), expected))
    answers: dict[str, tuple[str, ...]] = {}
    for question in knowledge.questions.values():
        if question.id in given:
            chosen = _chosen(question, given[question.id], where, problems)
            if chosen:
                answers[question.id] = chosen
    return answers


def _chosen(question: Question, value: object, where: str, problems: list[Problem]) -> tuple[str, ...]:
    """The options that `value` names, each once and in the order of the form."""
    path = f"answers.{question.id}"
    known = list(dict.fromkeys([*(option.id for option in question.options), *sorted(UNKNOWN)]))
    if question.choice == "one":
        if isinstance(value, str) and value in known:
            return (value,)
        problems.append(Problem(where, path, quote(value), "这些之一：" + "、".join(known)))
        return ()
    if not isinstance(value, list):
        problems.append(Problem(where, path, quote(value), "一组选项，写在方括号里：" + "、".join(known)))
        return ()
    for position, item in enumerate(value):
        if item not in known:
            problems.append(Problem(where, f"{path}[{position}]", quote(item), "这些之一：" + "、".join(known)))
    return tuple(dict.fromkeys(option for option in known if option in value))


def to_data(knowledge: Knowledge, answers: Answers) -> dict[str, object]:
    """`answers` as the content of an answers file."""
    return {
        "version": VERSION,
        "answers": {
            id_: list(chosen) if knowledge.questions[id_].choice == "many" else chosen[0]
            for id_, chosen in answers.items()
        },
    }

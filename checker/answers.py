"""Read answers from outside: the one place that decides what an answers file, a link or a typed line may hold.

A file is ``{"version": 1, "answers": {"prompt": "other", "environment": ["vpn"]}}``; a link ends in
``#v=1&a=prompt:other,environment:vpn+root``. Both are untrusted, and both are refused or taken by the same rules.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .conditions import UNKNOWN
from .facts import Answers
from .migrations import migrate
from .model import Knowledge, Question
from .problems import AnswersError, Problem, first_few, quote

VERSION = 1
"""Version of the file format; older ones are migrated, newer ones refused."""

MAX_BYTES = 1_000_000
"""Bytes after which a file is refused unread: a full sheet has about two thousand."""

MAX_LINK = 20_000
"""Characters after which a link is refused unread: one with a full sheet has about two thousand."""

MAX_BRACKETS = 500
"""Opening brackets after which a file is refused unread: a full sheet has one for each question. Deep
nesting would end Python in the browser, whose stack no `RecursionError` guards."""

_FOREIGN = re.compile(r"[^A-Za-z0-9_:+,%-].*", re.DOTALL)
"""What the answers in a link never hold, and all after it: the text that somebody wrote behind the link."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a choice is no answer: an option that the question has not, a second one, or one that stands alone."""

    kind: Literal["bad_choice", "only_one", "exclusive"]
    option: object = ""  #: the option it is about; none for `only_one`
    position: int = 0  #: where that option stands in the choice


def options_of(question: Question) -> list[str]:
    """The ids that may answer `question`, in the order of the form; at the end those for not knowing."""
    return list(dict.fromkeys([*(option.id for option in question.options), *sorted(UNKNOWN)]))


def exclusive_of(question: Question) -> set[str]:
    """Those of them that stand alone: such as none of these, and not knowing."""
    return {option.id for option in question.options if option.exclusive} | UNKNOWN


def flaws(question: Question, chosen: Sequence[object]) -> list[Flaw]:
    """What is wrong with `chosen` as an answer to `question`; an option that stands there twice counts once."""
    known = options_of(question)
    strange = [Flaw("bad_choice", item, position) for position, item in enumerate(chosen) if item not in known]
    if strange:
        return strange
    if len({*chosen}) < 2:
        return []
    if question.choice == "one":
        return [Flaw("only_one")]
    alone = exclusive_of(question)
    return [Flaw("exclusive", item, position) for position, item in enumerate(chosen) if item in alone][:1]


def parse(knowledge: Knowledge, content: str | bytes, where: str = "answers") -> Answers:
    """The answers in the JSON text `content`; raises `AnswersError` with what is wrong, at most a few of each kind."""
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
    return _parse_data(knowledge, data, where, _twice(where, duplicates))


def _brackets(content: str | bytes) -> int:
    if isinstance(content, str):
        return content.count("[") + content.count("{")
    return content.count(b"[") + content.count(b"{")


def _once(pairs: list[tuple[str, Any]], duplicates: list[str]) -> dict[str, Any]:
    duplicates += [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
    return dict(pairs)


def _twice(where: str, names: Iterable[str]) -> list[Problem]:
    return [Problem(where, name, quote(name), "每个键只写一次") for name in names]


def _parse_data(knowledge: Knowledge, data: object, where: str, problems: list[Problem]) -> Answers:
    if not isinstance(data, Mapping):
        problems.append(Problem(where, "", quote(data), '{"version": 1, "answers": { … }}'))
        raise AnswersError(first_few(problems))
    strange = sorted(data.keys() - {"version", "answers"})
    problems += [Problem(where, key, quote(key), "version 或 answers") for key in strange]
    version = data.get("version")
    if isinstance(version, bool) or version != VERSION:
        problems.append(Problem(where, "version", quote(version), str(VERSION)))
    given = data.get("answers")
    if not isinstance(given, Mapping):
        problems.append(Problem(where, "answers", quote(given), '{"问题": "选项"}'))
        raise AnswersError(first_few(problems))
    return sheet(knowledge, given, where, problems)


def sheet(knowledge: Knowledge, given: Mapping[str, object], where: str, problems: Sequence[Problem] = ()) -> Answers:
    """`given` as answers in the order of the form; raises `AnswersError` for what cannot be read and for `problems`."""
    found = list(problems)
    given = migrate(given)
    for name in given.keys() - knowledge.questions.keys():
        if f"question.{name}" not in knowledge.retired:  # what is no longer asked no longer counts
            expected = "一个问题的 id，例如 " + "、".join(list(knowledge.questions)[:3])
            found.append(Problem(where, f"answers.{name}", quote(name), expected))
    answers: dict[str, tuple[str, ...]] = {}
    for question in knowledge.questions.values():
        if question.id in given:
            chosen = _chosen(question, given[question.id], where, found)
            if chosen:
                answers[question.id] = chosen
    if found:
        raise AnswersError(first_few(found))
    return answers


def _chosen(question: Question, value: object, where: str, problems: list[Problem]) -> tuple[str, ...]:
    """The options that `value` names, each once and in the order of the form."""
    path = f"answers.{question.id}"
    known = options_of(question)
    if question.choice == "one":
        if not isinstance(value, str) or flaws(question, [value]):
            problems.append(Problem(where, path, quote(value), "这些之一：" + "、".join(known)))
            return ()
        return (value,)
    if not isinstance(value, list):
        problems.append(Problem(where, path, quote(value), "一组选项，写在方括号里：" + "、".join(known)))
        return ()
    for flaw in flaws(question, value):
        if flaw.kind == "exclusive":
            problems.append(Problem(where, path, quote(value), f"{flaw.option} 单独写，或者不写它"))
        else:
            expected = "这些之一：" + "、".join(known)
            problems.append(Problem(where, f"{path}[{flaw.position}]", quote(flaw.option), expected))
    return tuple(option for option in known if option in value)


def parse_link(knowledge: Knowledge, link: str, where: str = "link") -> Answers:
    """The answers in a link to the check page, or in its fragment alone; raises `AnswersError`.

    The link may come as people paste it: with text before and after it, with ``&amp;``, with its signs escaped.
    """
    fragment = link[link.find("#") + 1 :]
    if len(fragment) > MAX_LINK:
        raise AnswersError([Problem(where, "", f"{len(fragment)} 个字", f"不超过 {MAX_LINK} 个字的链接")])
    parts = [part.partition("=") for part in fragment.replace("&amp;", "&").split("&")]
    names = Counter(name for name, _, _ in parts)
    problems = _twice(where, [name for name in ("v", "a") if names[name] > 1])
    fields = {name: _own_part(value) for name, _, value in parts}
    if fields.get("v") != str(VERSION):
        problems.append(Problem(where, "v", quote(fields.get("v")), str(VERSION)))
    if "a" not in fields:
        problems.append(Problem(where, "a", quote(None), "问题:选项,问题:选项"))
        raise AnswersError(first_few(problems))
    pairs = [pair.partition(":") for pair in fields["a"].split(",") if pair]
    named = Counter(name for name, _, _ in pairs)
    problems += _twice(where, [name for name, times in named.items() if times > 1])
    given = {name: _as_in_a_file(knowledge, name, chosen.split("+")) for name, _, chosen in pairs}
    return sheet(knowledge, given, where, problems)


def _own_part(value: str) -> str:
    """`value` up to where the text around the link begins, with its escapes undone."""
    own = _FOREIGN.sub("", value)
    raw = re.sub(rb"%([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), own.encode())
    plain = raw.decode(errors="replace").replace(" ", "+")
    return _FOREIGN.sub("", plain).rstrip("-_:+,%")


def _as_in_a_file(knowledge: Knowledge, name: str, chosen: list[str]) -> object:
    """A link says the same for one option as for a list of one; a file does not."""
    question = knowledge.questions.get(name)
    is_single = question is not None and question.choice == "one" and len({*chosen}) == 1
    return chosen[0] if is_single else chosen


def to_data(knowledge: Knowledge, answers: Answers) -> dict[str, object]:
    """`answers` as the content of an answers file."""
    return {
        "version": VERSION,
        "answers": {
            id_: list(chosen) if knowledge.questions[id_].choice == "many" else chosen[0]
            for id_, chosen in answers.items()
        },
    }

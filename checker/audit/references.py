"""Check references: every id that an entry names exists, and is unique."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import get_type_hints

from ..conditions import UNKNOWN, leaves
from ..message.vocabulary import reasons_named
from ..model import ENTRIES, Knowledge, Refers
from ..problems import Problem
from .walk import Check, conditions, problem_at


def _references() -> Iterator[tuple[str, str, str]]:
    """Table, field of its entries, and the table that the ids in that field name."""
    for table, (_, cls) in ENTRIES.items():
        for field, hint in get_type_hints(cls, include_extras=True).items():
            for mark in getattr(hint, "__metadata__", ()):
                if isinstance(mark, Refers):
                    yield table, field, mark.table or table


REFERENCES: tuple[tuple[str, str, str], ...] = tuple(_references())


def dangling_ids(knowledge: Knowledge) -> Iterator[Problem]:
    """Fields that name entries which do not exist."""
    for table, field, target in REFERENCES:
        known = getattr(knowledge, ENTRIES[target][0])
        for id_, entry in getattr(knowledge, ENTRIES[table][0]).items():
            named = getattr(entry, field)
            for name in (named,) if isinstance(named, str) else named:
                if name and name not in known:
                    yield problem_at(knowledge, f"{table}.{id_}", field, name, f"[{target}.…] 里有的 id")


def touched_entries(knowledge: Knowledge) -> Iterator[Problem]:
    """Entries in `touches` that do not exist or are not written as ``reason.R36``."""
    for id_, change in knowledge.rule_changes.items():
        for name in change.touches:
            table, _, touched = name.partition(".")
            if table not in ENTRIES or touched not in getattr(knowledge, ENTRIES[table][0]):
                yield problem_at(knowledge, f"change.{id_}", "touches", name, "一条在用的条目，写成 reason.R36 这样")


def dangling_conditions(knowledge: Knowledge) -> Iterator[Problem]:
    """Conditions on unknown questions or options, and hard reasons that the answer "unknown" would establish."""
    for written in conditions(knowledge):
        for leaf in leaves(written.condition):
            question = knowledge.questions.get(leaf.question)
            if question is None:
                yield problem_at(knowledge, written.entry, written.place, leaf.question, "一个问题的 id")
                continue
            options = {option.id for option in question.options}
            for name in sorted(leaf.options - options - UNKNOWN):
                expected = f"{leaf.question} 的选项：" + "、".join(sorted(options))
                yield problem_at(knowledge, written.entry, written.place, name, expected)
            if written.hard and not UNKNOWN.isdisjoint(leaf.options):
                found = sorted(UNKNOWN & leaf.options)
                yield problem_at(knowledge, written.entry, written.place, found, "hard 原因里不写“不知道”")


def option_ids(knowledge: Knowledge) -> Iterator[Problem]:
    """Repeated option ids, and `becomes` that does not lead to another existing answer."""
    for id_, question in knowledge.questions.items():
        entry = f"question.{id_}"
        for name, times in Counter(option.id for option in question.options).items():
            if times > 1:
                yield problem_at(knowledge, entry, "options", name, "每个选项的 id 只用一次")
        for number, option in enumerate(question.options):
            place = f"options[{number}]"
            if option.fixed and option.becomes:
                yield problem_at(knowledge, entry, place, option.id, "fixed 和 becomes 只写一样")
            for target, answer in option.becomes.items():
                other = knowledge.questions.get(target)
                if other is None:
                    yield problem_at(knowledge, entry, f"{place}.becomes", target, "一个问题的 id")
                elif answer and answer not in {item.id for item in other.options}:
                    yield problem_at(knowledge, entry, f"{place}.becomes", answer, f"{target} 的一个选项")
                elif (target, answer) == (id_, option.id):
                    yield problem_at(knowledge, entry, f"{place}.becomes", answer, "和现在不同的回答")


def scam_offers(knowledge: Knowledge) -> Iterator[Problem]:
    """Offers of scams that are no options of the question about offers."""
    question = knowledge.question_explained_by("scam")
    options = {option.id for option in question.options} if question else set()
    for id_, scam in knowledge.scams.items():
        for name in scam.offers:
            if name not in options:
                yield problem_at(
                    knowledge, f"scam.{id_}", "offers", name, '写着 explained_by = "scam" 的问题的一个选项'
                )


def explained_once(knowledge: Knowledge) -> Iterator[Problem]:
    """More than one question explained by prompts, or by scams."""
    asked: dict[str, str] = {}
    for id_, question in knowledge.questions.items():
        if question.explained_by and asked.setdefault(question.explained_by, id_) != id_:
            found, other = question.explained_by, asked[question.explained_by]
            yield problem_at(knowledge, f"question.{id_}", "explained_by", found, f"只写在一题里；{other} 已经写了")


def explained_prompts(knowledge: Knowledge) -> Iterator[Problem]:
    """Options of the prompt question without a prompt entry, and prompt entries without an option."""
    question = knowledge.question_explained_by("prompt")
    options = {option.id for option in question.options} if question else set[str]()
    if question:
        for name in sorted(options - knowledge.prompts.keys() - UNKNOWN):
            yield problem_at(knowledge, f"question.{question.id}", "options", name, f"另有一条 [prompt.{name}]")
    for id_, prompt in knowledge.prompts.items():
        if prompt.option != (id_ in options):
            expected = "问提示语的那一题的一个选项，或 option = false" if prompt.option else "不是选项的 id"
            yield problem_at(knowledge, f"prompt.{id_}", "", id_, expected)


def facts(knowledge: Knowledge) -> Iterator[Problem]:
    """What a message is read as answers with options, points to reasons."""
    if knowledge.vocabulary is None:
        return
    for name in sorted(reasons_named(knowledge.vocabulary) - knowledge.reasons.keys()):
        yield problem_at(knowledge, "weights", "labels", name, "一个原因的 id")
    for fact in knowledge.vocabulary.facts:
        entry = f"fact.{fact.id}"
        for question, option in fact.answers:
            asked = knowledge.questions.get(question)
            known = {option.id for option in asked.options} | UNKNOWN if asked else set[str]()
            if option not in known:
                yield problem_at(knowledge, entry, f"answers.{question}", option, "一个问题和它的一个选项")


def said(knowledge: Knowledge) -> Iterator[Problem]:
    """Where there are phrases for the site search: reasons without any, and phrases for unknown reasons."""
    if knowledge.vocabulary is not None and knowledge.vocabulary.said:
        for name in knowledge.vocabulary.said.keys() - knowledge.reasons.keys():
            yield problem_at(knowledge, f"said.{name}", "", name, "一个原因的 id")
        for name, reason in knowledge.reasons.items():
            if name not in knowledge.vocabulary.said and not reason.retired:
                yield problem_at(knowledge, f"reason.{name}", "", name, f"vocabulary/said.toml 里有一行 {name}")


CHECKS: tuple[Check, ...] = (
    dangling_ids,
    touched_entries,
    dangling_conditions,
    option_ids,
    scam_offers,
    explained_once,
    explained_prompts,
    facts,
    said,
)

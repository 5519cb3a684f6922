"""Published ids: links, answer files and tests out there use them, so none ever vanishes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..loading import PUBLISHED
from ..migrations import OPTIONS, QUESTIONS
from ..model import Knowledge, Question
from ..problems import Problem
from .walk import Check, DatedCheck, entries


def public_ids(knowledge: Knowledge) -> list[str]:
    """Every id that may be linked to, saved or named by now, retired ones too, in alphabetical order."""
    ids = []
    for entry, value in entries(knowledge):
        ids.append(entry)
        if isinstance(value, Question):
            ids += [f"{entry}.{option.id}" for option in value.options]
    return sorted(ids)


def vanished(knowledge: Knowledge) -> Iterator[Problem]:
    """Published ids that are no more, and were not renamed either."""
    known = set(public_ids(knowledge))
    for id_ in sorted(knowledge.published):
        if _today(id_) not in known:
            expected = "还在的 id：不再用的写 retired，改了名的写进 checker/migrations.py，公开过的不删"
            yield Problem(PUBLISHED, id_, "知识里没有它", expected)


def unrecorded(knowledge: Knowledge, _today: date) -> Iterator[Problem]:
    """New ids that are not in the list yet; where there is no list, nothing has been published."""
    new = [id_ for id_ in public_ids(knowledge) if id_ not in knowledge.published]
    if new and knowledge.published:
        found = f"{len(new)} 个新的 id 还没有登记（" + "、".join(new[:3]) + ("……" if len(new) > 3 else "") + "）"
        yield Problem(PUBLISHED, "", found, "全部登记：python -m checker audit --record-ids")


def _today(id_: str) -> str:
    """What a published id is called today; ids of questions and options may have been renamed (see `migrations`)."""
    table, _, rest = id_.partition(".")
    if table != "question":
        return id_
    question, dot, option = rest.partition(".")
    question = QUESTIONS.get(question, question)
    return f"question.{question}{dot}{OPTIONS.get((question, option), option)}"


CHECKS: tuple[Check, ...] = (vanished,)
WARNINGS: tuple[DatedCheck, ...] = (unrecorded,)

"""What an answer leads to: questions that are there and can then be seen, few enough, and a reason that it makes."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts import facts_of
from ..followups import MAX_FOLLOW_UPS
from ..judge import judge
from ..model import Knowledge, Option, Question
from ..problems import Problem
from .walk import Check, problem_at


def _options(knowledge: Knowledge) -> Iterator[tuple[Question, str, Option]]:
    for question in knowledge.questions.values():
        for number, option in enumerate(question.options):
            yield question, f"options[{number}]", option


def following_questions(knowledge: Knowledge) -> Iterator[Problem]:
    """`then` names other questions, and none that the answer itself keeps from being asked."""
    for question, place, option in _options(knowledge):
        facts = facts_of(knowledge, {question.id: (option.id,)}) if option.then else None
        for name in option.then:
            entry = f"question.{question.id}"
            if name not in knowledge.questions:
                yield problem_at(knowledge, entry, f"{place}.then", name, "一个问题的 id")
            elif name == question.id:
                yield problem_at(knowledge, entry, f"{place}.then", name, "另一个问题")
            elif facts is not None and name in facts.settled:
                yield problem_at(knowledge, entry, f"{place}.then", name, f"答了 {option.id} 以后还会出现的问题")


def few_follow_ups(knowledge: Knowledge) -> Iterator[Problem]:
    """No answer names more follow-ups than a check has; the rest would never be asked."""
    for question, place, option in _options(knowledge):
        if len(option.then) > MAX_FOLLOW_UPS:
            found = "、".join(option.then)
            yield problem_at(
                knowledge, f"question.{question.id}", f"{place}.then", found, f"不超过 {MAX_FOLLOW_UPS} 题"
            )


def leading_reasons(knowledge: Knowledge) -> Iterator[Problem]:
    """`leads` names a reason that this answer alone establishes."""
    for question, place, option in _options(knowledge):
        if not option.leads:
            continue
        entry = f"question.{question.id}"
        reason = knowledge.reasons.get(option.leads)
        if reason is None:
            yield problem_at(knowledge, entry, f"{place}.leads", option.leads, "一个原因的 id")
        elif not judge(reason, facts_of(knowledge, {question.id: (option.id,)}))[1].truth:
            yield problem_at(knowledge, entry, f"{place}.leads", option.leads, "只凭这个回答就成立的原因")


CHECKS: tuple[Check, ...] = (
    following_questions,
    few_follow_ups,
    leading_reasons,
)

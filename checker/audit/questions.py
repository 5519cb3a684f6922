"""Check questions and options: each affects something, and what makes a reason hard can be changed or says why not."""

from __future__ import annotations

from collections.abc import Iterator

from ..conditions import UNKNOWN, All, Condition, Either, Is, Not, leaves
from ..model import Knowledge
from ..problems import Problem
from .walk import Check, conditions, problem_at


def show_if_order(knowledge: Knowledge) -> Iterator[Problem]:
    """Questions whose `show_if` reads a question further down the form; this also excludes cycles."""
    earlier: set[str] = set()
    for id_, question in knowledge.questions.items():
        for leaf in leaves(question.show_if) if question.show_if else ():
            if leaf.question in knowledge.questions and leaf.question not in earlier:
                yield problem_at(knowledge, f"question.{id_}", "show_if", leaf.question, "排在它前面的问题")
        earlier.add(id_)


def useless_questions(knowledge: Knowledge) -> Iterator[Problem]:
    """Questions whose answer changes nothing."""
    used = {leaf.question for written in conditions(knowledge) for leaf in leaves(written.condition)}
    for id_ in knowledge.questions:
        if id_ not in used:
            yield problem_at(knowledge, f"question.{id_}", "", id_, "有原因、办法或别的问题用到它")


def option_effects(knowledge: Knowledge) -> Iterator[Problem]:
    """Options that no condition reads and that do not say `no_effect`, and the reverse."""
    matters = {
        (leaf.question, option)
        for written in conditions(knowledge)
        for leaf in leaves(written.condition)
        for option in leaf.options
    }
    for id_, question in knowledge.questions.items():
        for number, option in enumerate(question.options):
            place = f"options[{number}]"
            if option.no_effect and (id_, option.id) in matters:
                yield problem_at(knowledge, f"question.{id_}", place, option.id, "不写 no_effect：有条件用到它")
            elif not option.no_effect and (id_, option.id) not in matters and option.id not in UNKNOWN:
                yield problem_at(knowledge, f"question.{id_}", place, option.id, "有条件用到它，或写 no_effect = true")


def ways_of_not_knowing(knowledge: Knowledge) -> Iterator[Problem]:
    """Questions that say in several options that one does not know: for the reader one of them is enough."""
    for id_, question in knowledge.questions.items():
        several = [o.id for o in question.options if o.not_known or o.id in UNKNOWN]
        if len(several) > 1 and any(option.not_known for option in question.options):
            yield problem_at(knowledge, f"question.{id_}", "options", several, "只有一项说“不知道”")


def hard_answers(knowledge: Knowledge) -> Iterator[Problem]:
    """Answers that make a reason hard and have neither `becomes` nor `fixed`."""
    for written in conditions(knowledge):
        if written.hard and written.place.endswith("when"):
            for question, option in sorted(_unhandled(knowledge, written.condition, wanted=True)):
                found = f"{question} = {option}"
                yield problem_at(knowledge, written.entry, written.place, found, "这个选项写明 becomes 或 fixed")


def _unhandled(knowledge: Knowledge, condition: Condition, *, wanted: bool) -> set[tuple[str, str]]:
    """The answers that make `condition` evaluate to `wanted` and have neither `becomes` nor `fixed`."""
    match condition:
        case Is(name, options):
            question = knowledge.questions.get(name)
            making = [o for o in question.options if (o.id in options) is wanted] if question else []
            return {(name, o.id) for o in making if not o.becomes and not o.fixed and o.id not in UNKNOWN}
        case Not(inner):
            return _unhandled(knowledge, inner, wanted=not wanted)
        case All(parts) | Either(parts):
            each = [_unhandled(knowledge, part, wanted=wanted) for part in parts]
            one_is_enough = isinstance(condition, All) is wanted
            return set() if one_is_enough and not all(each) else set[tuple[str, str]]().union(*each)


CHECKS: tuple[Check, ...] = (
    show_if_order,
    useless_questions,
    option_effects,
    ways_of_not_knowing,
    hard_answers,
)

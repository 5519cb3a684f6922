"""Check reachability: for each level of a reason some set of answers makes it true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from ..conditions import UNKNOWN, Condition, evaluate, leaves
from ..facts import Answers, facts_of, is_visible
from ..judge import judge
from ..model import KINDS, Knowledge, Level, Question, Reason
from ..problems import Problem
from .walk import Check, problem_at


def order_of_levels(knowledge: Knowledge) -> Iterator[Problem]:
    """Reasons whose levels are not sorted from the most serious down; the first level that holds is reported."""
    for id_, reason in knowledge.reasons.items():
        ranks = [KINDS.index(level.kind) for level in reason.level]
        if ranks != sorted(ranks):
            kinds = [level.kind for level in reason.level]
            yield problem_at(knowledge, f"reason.{id_}", "level", kinds, "从最要紧的一级写起：" + "、".join(KINDS))


def unreachable(knowledge: Knowledge) -> Iterator[Problem]:
    """Levels of reasons that no sheet of answers can reach; those that say so themselves are meant to be."""
    for id_, reason in knowledge.reasons.items():
        if reason.from_words_only:
            continue
        for number, level in enumerate(reason.level):
            levels = reason.level[: number + 1]
            if not _can_be_found(knowledge, replace(reason, level=levels)):
                place = f"level[{number}].when" if len(reason.level) > 1 else "when"
                yield problem_at(knowledge, f"reason.{id_}", place, level.kind, "有一组回答能让它成立")


def _can_be_found(knowledge: Knowledge, reason: Reason) -> bool:
    """Whether a person could answer so that the last level of `reason` is the one that is found."""
    written = [condition for level in reason.level for condition in (level.when, level.unless) if condition]
    read: dict[str, set[str]] = {}
    for condition in written:
        _note_leaves(condition, read)
    for question in reversed(list(knowledge.questions.values())):
        if question.id in read and question.show_if is not None:
            _note_leaves(question.show_if, read)
    asked = {id_: question for id_, question in knowledge.questions.items() if id_ in read}
    part = replace(knowledge, questions=asked)
    choices = [(question, _different_answers(question, read[id_])) for id_, question in asked.items()]
    return _search(part, reason, choices, {})


def _note_leaves(condition: Condition, read: dict[str, set[str]]) -> None:
    for leaf in leaves(condition):
        read.setdefault(leaf.question, set()).update(leaf.options)


def _different_answers(question: Question, named: set[str]) -> list[tuple[str, ...]]:
    """Answers that conditions can tell apart: each named option, one that is not named, and none."""
    ids = [option.id for option in question.options]
    telling = [id_ for id_ in (*ids, *sorted(UNKNOWN)) if id_ in named]
    other = [id_ for id_ in ids if id_ not in named][:1]
    alone = [(id_,) for id_ in (*telling, *other)]
    pairs = list(combinations(telling, 2)) if question.choice == "many" else []
    return [*alone, *pairs, ()]


def _search(
    knowledge: Knowledge, reason: Reason, choices: list[tuple[Question, list[tuple[str, ...]]]], answers: Answers
) -> bool:
    """Depth-first search over `choices`; a branch is cut as soon as the last level is false."""
    facts = facts_of(knowledge, answers)
    level: Level = reason.level[-1]
    kind, verdict = judge(reason, facts)
    if verdict.truth and kind == level.kind:
        return True
    if not choices or evaluate(level.when, facts).truth is False:
        return False
    (question, options), rest = choices[0], choices[1:]
    if not is_visible(question, facts):
        options = [()]
    return any(
        _search(knowledge, reason, rest, {**answers, question.id: chosen} if chosen else answers) for chosen in options
    )


CHECKS: tuple[Check, ...] = (
    order_of_levels,
    unreachable,
)

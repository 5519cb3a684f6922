"""Find the smallest sets of changed answers after which no known hard reason remains.

On pages this is only called "已知的硬性原因": what else the lender looks at is not public.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from .conditions import Evidence, Facts, leaves
from .facts import Answers, facts_of
from .judge import judge
from .model import Knowledge

NO_LONGER_SEEN = ""
"""The new answer to a question about what the app shows, once it no longer shows it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A smallest set of changes; all of them together clear the reasons in `settles`."""

    answers: Mapping[str, str]  #: question → the answer it would then have; "" for a prompt no longer seen
    settles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that the person can put right."""

    becomes: tuple[tuple[str, str], ...]


def changes_of(knowledge: Knowledge, facts: Facts, hard: Sequence[str]) -> tuple[Change, ...]:
    """Every smallest set of moves after which none of the reasons `hard` is found, nor a new one.

    Each returned set is sufficient, and no part of it is. Reasons that share no move are solved
    apart and joined, so the search stays small however many reasons there are. A reason that no
    move clears must not be among them (see `unchangeable_of`).

    A move may let a question arise again whose kept answer makes another reason hard; that one is
    then cleared along with the others, where it can be.
    """
    if not hard:
        return ()
    wanted = list(hard)
    solved = _solved(knowledge, facts, wanted)
    while new := _newly_hard(knowledge, facts, solved, wanted):
        wider = _solved(knowledge, facts, [*wanted, *new])
        if not wider:
            break
        wanted, solved = [*wanted, *new], wider
    return tuple(Change(answers=becomes, settles=tuple(hard)) for becomes in solved)


def _solved(knowledge: Knowledge, facts: Facts, hard: Sequence[str]) -> list[dict[str, str]]:
    groups = _groups(knowledge, facts, hard)
    return [_join(parts) for parts in product(*(_smallest(knowledge, facts.answers, group) for group in groups))]


def _newly_hard(
    knowledge: Knowledge, facts: Facts, solved: Sequence[Mapping[str, str]], hard: Sequence[str]
) -> list[str]:
    """The reasons, none of `hard` and not hard before, that one of the changes makes hard."""
    before = {*hard, *_hard_reasons(knowledge, facts)}
    changed = [facts_of(knowledge, apply(facts.answers, becomes)) for becomes in solved]
    after = {id_ for then in changed for id_ in _hard_reasons(knowledge, then)}
    return [id_ for id_ in knowledge.reasons if id_ in after - before]


def _hard_reasons(knowledge: Knowledge, facts: Facts) -> list[str]:
    verdicts = ((id_, *judge(reason, facts)) for id_, reason in knowledge.reasons.items() if reason.kind == "hard")
    return [id_ for id_, kind, verdict in verdicts if kind == "hard" and verdict.truth is True]


def unchangeable_of(knowledge: Knowledge, facts: Facts, hard: Sequence[str]) -> tuple[str, ...]:
    """The reasons among `hard` that stay whatever the person puts right: age, a court order."""
    return tuple(
        id_
        for id_ in hard
        if not _smallest(knowledge, facts.answers, Group((id_,), _moves_for(knowledge, facts.answers, id_)))
    )


@dataclass(frozen=True, slots=True)
class Group:
    """Reasons that have to be solved together, and the moves that bear on them."""

    reasons: tuple[str, ...]
    moves: tuple[Move, ...]


def _groups(knowledge: Knowledge, facts: Facts, hard: Sequence[str]) -> list[Group]:
    """`hard` in groups which share no move."""
    groups: list[Group] = []
    for id_ in hard:
        group = Group((id_,), _moves_for(knowledge, facts.answers, id_))
        apart = []
        for other in groups:
            if set(other.moves) & set(group.moves):
                moves = tuple(dict.fromkeys((*other.moves, *group.moves)))
                group = Group((*other.reasons, *group.reasons), moves)
            else:
                apart.append(other)
        groups = [*apart, group]
    return groups


def _smallest(knowledge: Knowledge, answers: Answers, group: Group) -> list[dict[str, str]]:
    """The sets of new answers, of the fewest moves, that clear every reason of `group`.

    Of two such sets the one that holds the other is no smallest one.
    """
    for size in range(1, len(group.moves) + 1):
        enough = [
            becomes
            for chosen in combinations(group.moves, size)
            if (becomes := _together(chosen)) is not None and not _found(knowledge, answers, becomes, group.reasons)
        ]
        if enough:
            return [becomes for becomes in enough if not any(other.items() < becomes.items() for other in enough)]
    return []


def _moves_for(knowledge: Knowledge, answers: Answers, reason: str) -> tuple[Move, ...]:
    """The moves that touch a question which `reason` reads, directly or through `show_if`."""
    reads = {leaf.question for level in knowledge.reasons[reason].level for leaf in leaves(level.when)}
    for question in reversed(list(knowledge.questions.values())):  # a `show_if` names earlier questions only
        if question.id in reads and question.show_if is not None:
            reads |= {leaf.question for leaf in leaves(question.show_if)}
    return tuple(move for move in _moves(knowledge, answers) if reads & {name for name, _ in move.becomes})


def _join(parts: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {question: answer for part in parts for question, answer in part.items()}


def _moves(knowledge: Knowledge, answers: Answers) -> list[Move]:
    """What the given answers let the person put right, in the order of the form, each once."""
    found = [
        Move(tuple(option.becomes.items()))
        for question in knowledge.questions.values()
        for option in question.options
        if option.becomes and option.id in answers.get(question.id, ())
    ]
    return list(dict.fromkeys(found))


def _together(moves: Sequence[Move]) -> dict[str, str] | None:
    """The moves as one set of new answers, or None where two of them contradict each other."""
    becomes: dict[str, str] = {}
    for move in moves:
        for question, answer in move.becomes:
            if becomes.setdefault(question, answer) != answer:
                return None
    return becomes


def _found(knowledge: Knowledge, answers: Answers, becomes: Mapping[str, str], hard: Sequence[str]) -> bool:
    """Whether any of `hard` is still found as a hard reason after the changes `becomes`."""
    after = facts_of(knowledge, apply(answers, becomes))
    verdicts = (judge(knowledge.reasons[id_], after) for id_ in hard)
    return any(kind == "hard" and verdict.truth is True for kind, verdict in verdicts)


def apply(answers: Answers, becomes: Mapping[str, str]) -> Evidence:
    """`answers` after the changes `becomes`."""
    after = dict(answers)
    for question, answer in becomes.items():
        if answer == NO_LONGER_SEEN:
            after.pop(question, None)
        else:
            after[question] = (answer,)
    return after

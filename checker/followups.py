"""What to ask next, and when enough has been asked.

An answer may name the questions that matter after it (`Option.then`). They come first, as long as they bear on
what leads; then come the questions that can bring a stop, and, while few have been asked, those that can bring
something more serious than what leads. Everything else waits until somebody wants it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .conditions import Facts, evaluate, leaves
from .facts import is_visible
from .findings import RANK, Finding, Open
from .judge import judge
from .lead import place_of
from .model import KINDS, Knowledge, Question, Reason

MAX_FOLLOW_UPS = 8
"""Follow-ups in one check, whatever is answered: people who are asked more leave before the end."""

ENOUGH_UNCALLED = 4
"""Follow-ups after which nothing is asked that no answer has called for, except whether somebody must stop."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowUps:
    """What there is still to ask."""

    next: str | None  #: the question to ask now; None exactly when enough has been asked
    more: tuple[str, ...]  #: what can be asked on request: it would settle something, but not what leads
    asked: int  #: the follow-ups that have been answered, not counting the questions that everybody begins with
    left: int  #: at most so many are still to come; a stop may add one

    @property
    def enough(self) -> bool:
        """Whether all that the outcome needs has been asked."""
        return self.next is None


def follow_ups(
    knowledge: Knowledge, facts: Facts, findings: Sequence[Finding], open_: Sequence[Open], lead: Finding | None
) -> FollowUps:
    """What to ask after the answers in `facts`, where `findings` are found, `open_` is open and `lead` leads."""
    askable = {
        question.id: question
        for question in knowledge.questions.values()
        if question.id not in facts.answers and is_visible(question, facts)
    }
    asked = sum(not question.begins for question in _answered(knowledge, facts))
    if lead is not None and lead.kind in ("stop", "scope"):
        last = [finding for finding in findings if finding.kind in ("stop", lead.kind)]
        called = [id_ for id_ in _called_by(knowledge, facts, _deciding(last)) if id_ in askable]
        return FollowUps(next=called[0] if called else None, more=(), asked=asked, left=len(called))
    beyond = [item for item in open_ if RANK[item.kind] < place_of(knowledge, facts.answers, lead)]
    stops_first = [item for item in beyond if item.kind == "stop"]
    bearing = _bearing(knowledge, facts, beyond, lead)
    called = [id_ for id_ in _called(knowledge, facts) if id_ in askable and id_ in bearing]
    stopping = [id_ for id_ in askable if any(id_ in item.missing for item in stops_first)]
    ahead, behind = _beginning(knowledge, facts, askable)
    kept = 2 if stopping else 0  # whoever says that somebody offers help is asked what was given, too
    room = MAX_FOLLOW_UPS - asked - kept
    others = _settling(knowledge, facts, askable, beyond) if asked < ENOUGH_UNCALLED else []
    queue = [*ahead, *called[: max(room, 0)], *behind, *stopping, *others]
    waiting = {id_ for item in open_ for id_ in item.missing}
    more = _most_serious_first(open_, [id_ for id_ in askable if id_ in waiting])
    return FollowUps(
        next=queue[0] if queue else None,
        more=tuple(id_ for id_ in more if id_ not in queue[:1]),
        asked=asked,
        left=_at_most(knowledge, facts, [*called, *stopping], asked, ENOUGH_UNCALLED if others else 0),
    )


def _answered(knowledge: Knowledge, facts: Facts) -> Iterator[Question]:
    return (question for question in knowledge.questions.values() if question.id in facts.answers)


def _beginning(knowledge: Knowledge, facts: Facts, askable: Iterable[str]) -> tuple[list[str], list[str]]:
    """Of the questions that everybody begins with, those after the last one answered, and those before it.

    Whoever walks down the form is asked one after the other; whoever began further down, by a sentence, hears
    what follows from it before what was passed over.
    """
    begins = [question.id for question in knowledge.questions.values() if question.begins]
    answered = [place for place, id_ in enumerate(begins) if id_ not in askable]
    last = answered[-1] if answered else len(begins) if facts.answers else -1
    return [id_ for id_ in begins[last + 1 :] if id_ in askable], [id_ for id_ in begins[: last + 1] if id_ in askable]


def _called(knowledge: Knowledge, facts: Facts) -> list[str]:
    """The unanswered questions that the answers call for, what follows from a follow-up right after it."""
    order = sorted(_answered(knowledge, facts), key=lambda question: not question.begins)
    return _called_by(knowledge, facts, [question.id for question in order])


def _called_by(knowledge: Knowledge, facts: Facts, questions: Iterable[str]) -> list[str]:
    seen: dict[str, bool] = {}
    for id_ in questions:
        _call(knowledge, facts, id_, seen)
    return [id_ for id_, is_open in seen.items() if is_open]


def _call(knowledge: Knowledge, facts: Facts, question: str, seen: dict[str, bool]) -> None:
    given = facts.answers.get(question, ())
    for option in knowledge.questions[question].options:
        for named in option.then if option.id in given else ():
            if named not in seen:
                seen[named] = named not in facts.answers
                _call(knowledge, facts, named, seen)


def _deciding(findings: Iterable[Finding]) -> list[str]:
    return [question for finding in findings for question in finding.because]


def _bearing(knowledge: Knowledge, facts: Facts, beyond: Iterable[Open], lead: Finding | None) -> set[str]:
    """The questions that can change what leads, or the steps that it takes."""
    bearing = {id_ for item in beyond for id_ in item.missing}
    if lead is not None:
        bearing |= set(_read_by(knowledge, facts, knowledge.reasons[lead.id]))
    return bearing


def _read_by(knowledge: Knowledge, facts: Facts, reason: Reason) -> Iterator[str]:
    """The questions whose answers could make an exception of `reason`, or add a step to it or take one away."""
    for level in reason.level:
        if level.unless is not None:
            yield from evaluate(level.unless, facts).missing
    for id_ in reason.remedies:
        when = knowledge.remedies[id_].when
        if when is not None:
            yield from (leaf.question for leaf in leaves(when))


def _most_serious_first(open_: Sequence[Open], questions: Sequence[str]) -> list[str]:
    """`questions` by the most serious kind of reason that waits for each; ties in the order given."""
    worst = {id_: min(RANK[item.kind] for item in open_ if id_ in item.missing) for id_ in questions}
    return sorted(questions, key=worst.__getitem__)


def _settling(knowledge: Knowledge, facts: Facts, askable: dict[str, Question], beyond: Sequence[Open]) -> list[str]:
    """The question whose answer can settle the most serious of the reasons `beyond`, as a list of at most one.

    More serious kinds count before more reasons; ties go by the order of the form. A question that settles
    nothing alone, but that an open reason waits for, is asked when no other is left.
    """
    best: tuple[tuple[int, ...], str] | None = None
    for question in askable.values():
        waiting = [item for item in beyond if question.id in item.missing]
        if not waiting or (best is not None and _by_kind(waiting) <= best[0]):
            continue  # it could not win if it settled all of them
        score = _by_kind([item for item in waiting if _can_settle(question, knowledge.reasons[item.id], facts)])
        if best is None or score > best[0]:
            best = score, question.id
    return [best[1]] if best else []


def _by_kind(items: Iterable[Open]) -> tuple[int, ...]:
    """How many there are of each kind, the most serious first."""
    counts = [0] * len(KINDS)
    for item in items:
        counts[RANK[item.kind]] += 1
    return tuple(counts)


def _can_settle(question: Question, reason: Reason, facts: Facts) -> bool:
    return any(judge(reason, supposed)[1].truth is not None for supposed in _supposing(question, facts))


def _supposing(question: Question, facts: Facts) -> Iterator[Facts]:
    """`facts` with each known answer to `question` in turn."""
    for option in question.options:
        yield Facts({**facts.answers, question.id: (option.id,)}, facts.settled)


def _at_most(knowledge: Knowledge, facts: Facts, certain: Sequence[str], asked: int, few: int) -> int:
    """How many follow-ups can still come: the `certain` ones, what their answers may call for, others up to `few`."""
    coming = dict.fromkeys(certain)
    for id_ in certain:
        for option in knowledge.questions[id_].options:
            coming |= dict.fromkeys(named for named in option.then if named not in facts.answers)
    return max(min(len(coming), MAX_FOLLOW_UPS - asked), few - asked, 1 if certain else 0)

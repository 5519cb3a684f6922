"""From labelled messages to integer weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from math import sqrt

from checker.message.ranking import ASIDE, GROUP, PRECISION, SAID, Weights, encode
from checker.message.vocabulary import SCOPES

from .messages import Labelled
from .solver import Example, fit

RAREST = 2
"""Messages in which a feature must stand."""

ROOM = 28_200
"""What a page loads for a message has a budget: room for the weights that are kept, counted in weights."""

NAME = 2.4
"""Room that the name of a feature takes beside each of its weights, packed and compressed."""

SCOPE_WORTH, ASIDE_WORTH = 1.5, 0.5
"""What a weight of a scope, or of a clause by the way, counts beside one of a reason, for being kept."""

OFTEN = 50
"""From so many messages on it does not matter any more, for keeping a weight, how many there are."""

LEVELS = 9
"""Weights run from minus to plus this."""

UNIT = 400
"""Parts of `PRECISION` that one level is worth."""

COARSE = 0.4
"""Prior strength of the groups of words and of what is said, beside the runs of characters."""

TRUST = 1.5
"""What their weights count beside what was learned: people chose these words, so they hold for sentences that nobody
learned from, where a run of characters may be a coincidence. Measured on files kept back whole, the worst one first."""

SCOPE_COST, REASON_COST = 0.35, 0.35
"""What an error counts against simplicity (C of a support vector machine)."""

RARE = 0.25
"""Exponent by which a label's few examples count more: 0 not at all, 1 as if there were as many as of all others."""

SCOPE_SOURCE_COST = {"danger": 0.3}
"""What an error of a scope counts by source, 1 where nothing is said: there are more sentences about danger than people
write, so that it is learned; how often something stands in the way is not learned from them."""

DANGER_COST = 1.5
"""What an error of the first reason counts where that reason is a danger: rather one warning more."""

BARE_COST = 0.01
"""What an error counts in a message without its signs, but for the labels that it is there for."""

DOUBT, FLOOR = 500, -300
"""How far ahead the first reason must be, and how high, to be sure. Measured on fifths of all messages, each kept
back: of 13,559 messages 84 in 100 are sure, and of these 88 in 100 right."""

ASIDE_COST = 0.7
"""What an error counts in a clause that is known to say nothing of the matter, `REASON_COST` in one of a message: many
of those say nothing either, but nobody has said which."""

WORKERS = 2
"""Labels that are learned at once; each by itself, so their number changes nothing."""


@dataclass(frozen=True, slots=True)
class Weighable:
    """A message with its features."""

    message: Labelled
    features: tuple[str, ...]
    disturbed: bool = False  #: the features are not those of the message as it stands
    bare: bool = False  #: they are without what it plainly says
    danger: bool = False  #: what stands in the way is a danger


@dataclass(frozen=True, slots=True)
class Phrase:
    """A clause alone, with its features."""

    features: tuple[str, ...]
    message: Labelled | None  #: in which it stands; without one it is known to say nothing of any matter

    @property
    def is_aside(self) -> bool:
        """Whether it is known to be one; many of the others are, too."""
        return self.message is None


@dataclass(frozen=True, slots=True)
class _Design:
    names: list[str]
    scale: list[float]
    counts: list[int]
    examples: list[Example]


@dataclass(frozen=True, slots=True)
class _Task:
    """One label to learn, from some of the features."""

    label: str
    positive: list[bool]
    cost: list[float]
    allowed: frozenset[int] | None


def learn(rows: Sequence[Weighable], phrases: Sequence[Phrase], *, room: float = ROOM) -> Weights:
    """Weights for all labels: learned from everything, then once more from what was found worth keeping.

    Those of messages are learned from `rows`, that of a clause by the way from `phrases`.
    """
    counts = Counter(feature for row in rows if not row.disturbed for feature in row.features)
    names = sorted(feature for feature, count in counts.items() if count >= RAREST)
    labels = [*SCOPES, *sorted({reason for row in rows for reason in row.message.reasons}), ASIDE]
    design = _design([row.features for row in rows], names, counts)
    apart = _design([phrase.features for phrase in phrases], names, counts)
    everything = _fit_all([_task(label, rows) for label in labels[:-1]], design) + _fit_all([_aside(phrases)], apart)
    allowed = [frozenset(found) for found in _worth_keeping(labels, _trusted(everything, names), design, room)]
    tasks = [_task(label, rows, found) for label, found in zip(labels[:-1], allowed[:-1], strict=True)]
    fitted = _fit_all(tasks, design) + _fit_all([_aside(phrases, allowed[-1])], apart)
    return _rounded(labels, names, _trusted(fitted, names))


def _trusted(fitted: list[tuple[list[float], float]], names: list[str]) -> list[tuple[list[float], float]]:
    factor = [TRUST if name[0] in (GROUP, SAID) else 1.0 for name in names]
    return [([weight * by for weight, by in zip(weights, factor, strict=True)], bias) for weights, bias in fitted]


def _worth_keeping(
    labels: list[str], fitted: list[tuple[list[float], float]], design: _Design, room: float
) -> list[set[int]]:
    """The features of each label that are worth most for the room they take, until it is full.

    A feature comes with as many of its largest weights as make it worth most for its room, name and all; the others
    follow one by one, without the name.
    """
    offers: list[tuple[float, float, int, list[int]]] = []
    for at, count in enumerate(design.counts):
        offers += _offers(at, _worths(labels, fitted, at, count))
    allowed: list[set[int]] = [set() for _ in fitted]
    for _, takes, at, places in sorted(offers):
        room -= takes
        if room < 0:
            break
        for place in places:
            allowed[place].add(at)
    return allowed


def _worths(labels: list[str], fitted: list[tuple[list[float], float]], at: int, count: int) -> list[tuple[float, int]]:
    """What each weight of a feature is worth, the most first: those that are met often before those that are rare."""
    fourth = sqrt(sqrt(min(count, OFTEN)))
    common = fourth * sqrt(fourth)
    worths = [
        (abs(weights[at]) * common * _worth_of(labels[place]), place)
        for place, (weights, _) in enumerate(fitted)
        if weights[at]
    ]
    return sorted(worths, key=lambda item: (-item[0], item[1]))


def _worth_of(label: str) -> float:
    if label == ASIDE:
        return ASIDE_WORTH
    return SCOPE_WORTH if label in SCOPES else 1.0


def _offers(at: int, worths: list[tuple[float, int]]) -> Iterator[tuple[float, float, int, list[int]]]:
    """Worth for its room (negative, to be sorted by), room, feature, labels."""
    best, total, first = 0.0, 0.0, 0
    for number, (worth, _) in enumerate(worths, 1):
        total += worth
        if total / (NAME + number) > best:
            best, first = total / (NAME + number), number
    if first:
        yield -best, NAME + first, at, [place for _, place in worths[:first]]
    for worth, place in worths[first:]:
        yield -worth, 1.0, at, [place]


def strength(count: int, total: int) -> float:
    """The prior strength of a feature that stands in `count` of `total` messages: about an eighth of log2, in eighths.

    Whole numbers only: the logarithms of two machines may differ in their last bit.
    """
    return 0.4 + ((total**8) // (count**8)).bit_length() / 64


def _design(rows: Sequence[tuple[str, ...]], names: list[str], counts: Counter[str]) -> _Design:
    place = {name: at for at, name in enumerate(names)}
    examples = []
    for features in rows:
        known = [(place[name], name[0] in (GROUP, SAID)) for name in features if name in place]
        groups = [tuple(at for at, coarse in known if coarse is sort) for sort in (False, True)]
        examples.append(Example(tuple((group, 1.0 / sqrt(len(group))) for group in groups if group)))
    scale = [strength(counts[name], len(rows)) * (COARSE if name[0] in (GROUP, SAID) else 1.0) for name in names]
    return _Design(names, scale, [counts[name] for name in names], examples)


def _task(label: str, rows: Sequence[Weighable], allowed: frozenset[int] | None = None) -> _Task:
    is_scope = label in SCOPES
    positive = [label == row.message.scopes[0] if is_scope else label in row.message.reasons for row in rows]
    known = sum(positive)
    boost = 1.0 if is_scope or not known else _power((len(rows) - known) / known, RARE)
    base = SCOPE_COST if is_scope else REASON_COST
    bare = any(row.bare and label in row.message.reasons[:1] for row in rows)
    cost = [
        base * _share(row, label, bare=bare) * (boost if yes else 1.0) for row, yes in zip(rows, positive, strict=True)
    ]
    return _Task(label, positive, cost, allowed)


def _aside(phrases: Sequence[Phrase], allowed: frozenset[int] | None = None) -> _Task:
    """The one label of clauses."""
    positive = [phrase.is_aside for phrase in phrases]
    return _Task(ASIDE, positive, [ASIDE_COST if yes else REASON_COST for yes in positive], allowed)


def _share(row: Weighable, label: str, *, bare: bool) -> float:
    """What an error of `label` on one message counts; `bare`, whether messages without their signs are for it."""
    message = row.message
    if row.bare and not bare:
        return BARE_COST
    if label in SCOPES:
        return SCOPE_SOURCE_COST.get(message.source, 1.0)
    return DANGER_COST if row.danger and label == message.reasons[0] else 1.0


def _fit_all(tasks: list[_Task], design: _Design) -> list[tuple[list[float], float]]:
    """Every label by itself, several at once."""
    with ProcessPoolExecutor(WORKERS, initializer=_take, initargs=(design,)) as pool:
        return list(pool.map(_fit, tasks))


_shared: list[_Design] = []
"""The design in a worker process: sent once, not with every label."""


def _take(design: _Design) -> None:
    _shared[:] = [design]


def _fit(task: _Task) -> tuple[list[float], float]:
    """Weights and bias of one label."""
    design = _shared[0]
    examples = design.examples
    if task.allowed is not None:
        allowed = task.allowed
        examples = [
            Example(tuple((tuple(at for at in found if at in allowed), strength) for found, strength in example.groups))
            for example in examples
        ]
    return fit(examples, design.scale, task.positive, task.cost)


def _power(value: float, exponent: float) -> float:
    """Quarter powers by square roots, which every machine rounds alike."""
    result = 1.0
    quarter = sqrt(sqrt(value))
    for _ in range(round(exponent * 4)):
        result *= quarter
    return result


def _rounded(labels: list[str], names: list[str], fitted: list[tuple[list[float], float]]) -> Weights:
    """Whole numbers; a weight that rounds to nothing is left out, and a feature without weights too."""
    features = {}
    for at, name in enumerate(names):
        sizes = {}
        for label, (weights, _) in enumerate(fitted):
            size = max(-LEVELS, min(LEVELS, round(weights[at] * PRECISION / UNIT)))
            if size:
                sizes[label] = size
        if sizes:
            features[name] = encode(sizes, LEVELS)
    bias = tuple(round(bias * PRECISION) for _, bias in fitted)
    return Weights(tuple(labels), bias, features, LEVELS, UNIT, DOUBT, FLOOR)

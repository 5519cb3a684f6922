"""What a message is about: a linear ranking over all reasons and the three scopes.

Features are runs of one to three characters of the folded message, the groups of words that stand in it, and what it
plainly says. Each has an integer weight for each label; a label's score is its bias plus the sum of the weights,
divided by the root of the number of features of that sort, so that a long message does not outshout a short one. The
weights are learned from labelled messages by ``make learn`` (`tools/learn`). Integer arithmetic: exact everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from math import isqrt

from .clauses import ENDS

LONGEST = 3
"""Characters in the longest run."""

EDGE = "|"
"""Stands for the beginning, the end, and every punctuation mark."""

GROUP, SAID = "@", "="
"""First characters of the other two sorts of features: a group of words, and what is said."""

ASIDE = "aside"
"""The label of a clause that says nothing of the matter, beside those of messages."""

FIRST_LABEL, FIRST_WEIGHT = ord("#"), ord("0")
"""A label's place, or a distance, and a weight's size are each written as one character from here on."""

PRECISION = 1000
"""Scores are integers of this many parts."""

ROOT = 1000
"""Square roots are taken to this many parts."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What was learned."""

    labels: tuple[str, ...]
    bias: tuple[int, ...]
    features: Mapping[str, str]  #: feature → its weights, one after the other: label, size (see `decode`)
    levels: int  #: sizes run from minus to plus this
    unit: int  #: parts of `PRECISION` that one level is worth
    doubt: int  #: a first label that is not this far ahead of the second is not sure
    floor: int  #: nor is one whose score is below this


@dataclass(frozen=True, slots=True)
class Scores:
    """A message weighed."""

    total: Mapping[str, int]  #: label → score
    parts: Mapping[str, Mapping[str, int]]  #: feature → label → its share, for explaining


def runs(text: str) -> set[str]:
    """Runs of one to `LONGEST` characters; a run that crosses a punctuation mark is not one.

    >>> sorted(runs("开不了?"))
    ['|开', '|开不', '不', '不了', '不了|', '了', '了|', '开', '开不', '开不了']
    """
    plain = EDGE + "".join(EDGE if char in ENDS or not char.isalnum() else char for char in text) + EDGE
    found = set()
    for length in range(1, LONGEST + 1):
        for at in range(len(plain) - length + 1):
            run = plain[at : at + length]
            if EDGE not in run[1:-1] and run != EDGE * length:
                found.add(run)
    return found


def features(text: str, groups: Iterable[str], said: Iterable[str]) -> list[str]:
    """Everything that is weighed, in a fixed order."""
    return [
        *sorted(runs(text)),
        *sorted({GROUP + name for name in groups}),
        *sorted({SAID + name for name in said}),
    ]


def decode(written: str) -> list[tuple[int, int]]:
    """Pairs of label and weight.

    >>> decode("#2%1")
    [(0, 2), (2, 1)]
    """
    return [(ord(written[at]) - FIRST_LABEL, ord(written[at + 1]) - FIRST_WEIGHT) for at in range(0, len(written), 2)]


def encode(weights: Mapping[int, int], levels: int) -> str:
    """The other way round; sizes are moved up by `levels`, so that none is negative."""
    return "".join(
        chr(FIRST_LABEL + label) + chr(FIRST_WEIGHT + weight + levels) for label, weight in sorted(weights.items())
    )


SHARED = "ABCDEFGHIJ"
"""How many characters a name shares with the one before it, as one character that no folded text holds."""

BETWEEN = "!"
"""Stands between the labels in the packed form; no distance is written so."""


def pack(written: Mapping[str, str]) -> dict[str, str]:
    """The features in half the bytes once compressed: what is new in each name, then the weights label by label.

    Which features have a weight for a label is written as the distance of each from the one before.

    >>> unpack(pack({"开": "#1", "开不": "#2$3"}))
    {'开': '#1', '开不': '#2$3'}
    """
    names, before = [], ""
    columns: dict[int, list[tuple[int, int]]] = {}
    for at, (name, weights) in enumerate(written.items()):
        shared = 0
        while shared < min(len(name), len(before), len(SHARED) - 1) and name[shared] == before[shared]:
            shared += 1
        names.append(SHARED[shared] + name[shared:])
        before = name
        for label, size in decode(weights):
            columns.setdefault(label, []).append((at, size))
    found = [columns.get(label, []) for label in range(max(columns, default=-1) + 1)]
    distances = BETWEEN.join(_distances([at for at, _ in column]) for column in found)
    sizes = "".join(chr(FIRST_WEIGHT + size) for column in found for _, size in column)
    return {"names": "".join(names), "for": distances, "sizes": sizes}


def _distances(places: list[int]) -> str:
    return "".join(chr(FIRST_LABEL + at - before - 1) for before, at in pairwise([-1, *places]))


def _places(distances: str) -> list[int]:
    steps = (ord(distance) - FIRST_LABEL + 1 for distance in distances)
    return list(accumulate(steps, initial=-1))[1:]


def unpack(packed: Mapping[str, str]) -> dict[str, str]:
    """What `pack` was given; `ValueError` for what it did not make."""
    names, name = [], ""
    for found in re.finditer(f"([{SHARED}])([^{SHARED}]*)", packed["names"]):
        name = name[: SHARED.index(found[1])] + found[2]
        names.append(name)
    columns = packed["for"].split(BETWEEN)
    places = [at for column in columns for at in _places(column)]
    labels = [label for label, column in enumerate(columns) for _ in column]
    if set(places) != set(range(len(names))) or len(set(zip(places, labels, strict=True))) != len(places):
        raise ValueError("a feature without a weight, or a weight without a feature, or two for one label")
    weights = [""] * len(names)
    for at, label, size in zip(places, labels, packed["sizes"], strict=True):
        weights[at] += chr(FIRST_LABEL + label) + size
    return dict(zip(names, weights, strict=True))


def weigh(weights: Weights, found: Iterable[str]) -> Scores:
    """The score of every label, and what each feature gave to it."""
    hits, worths = _hits(weights, found)
    parts = {
        feature: {weights.labels[label]: weight * worths[sort][0] // worths[sort][1] for label, weight in pairs}
        for feature, sort, pairs in hits
    }
    return Scores(_added(weights, hits, worths), parts)


def totals(weights: Weights, found: Iterable[str]) -> dict[str, int]:
    """The score of every label alone: where nothing is to be explained."""
    return _added(weights, *_hits(weights, found))


_Hit = tuple[str, int, tuple[tuple[int, int], ...]]
"""A feature, its sort (1: a group or what is said), and its weights."""

_Worth = tuple[int, int]
"""What one level is worth in a message, times `ROOT`, and the root of the number of its features of that sort."""


def _hits(weights: Weights, found: Iterable[str]) -> tuple[list[_Hit], tuple[_Worth, _Worth]]:
    counts = [0, 0]
    hits: list[_Hit] = []
    for feature in found:
        written = weights.features.get(feature)
        if written is not None:
            sort = int(feature[0] in (GROUP, SAID))
            counts[sort] += 1
            hits.append((feature, sort, _levels(written, weights.levels)))
    worth = weights.unit * ROOT
    few, many = ((worth, max(1, isqrt(count * ROOT * ROOT))) for count in counts)
    return hits, (few, many)


def _added(weights: Weights, hits: list[_Hit], worths: tuple[_Worth, _Worth]) -> dict[str, int]:
    sums = ([0] * len(weights.labels), [0] * len(weights.labels))
    for _, sort, pairs in hits:
        of_sort = sums[sort]
        for label, weight in pairs:
            of_sort[label] += weight
    (worth, first), (_, second) = worths
    return {
        label: weights.bias[place] + sums[0][place] * worth // first + sums[1][place] * worth // second
        for place, label in enumerate(weights.labels)
    }


@lru_cache(maxsize=4096)
def _levels(written: str, levels: int) -> tuple[tuple[int, int], ...]:
    """Pairs of label and weight, as they count."""
    return tuple((label, weight - levels) for label, weight in decode(written))

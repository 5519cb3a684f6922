"""A linear classifier by dual coordinate descent, with nothing but the four operations and square roots.

One label against all others, squared hinge loss, L2 regularisation: Hsieh et al., *A Dual Coordinate Descent Method for
Large-scale Linear SVM* (ICML 2008), as in LIBLINEAR. IEEE doubles give the same result on every machine for + − × ÷ √,
and the order of the examples is fixed: the same messages give the same weights, to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ROUNDS = 40
"""Passes over the examples at most."""

ENOUGH = 0.05
"""A pass in which no dual variable would still move its gradient by more than this is the last."""

STEP, START, MODULUS = 48271, 20261125, 2**31 - 1
"""A Lehmer generator for the order of the examples: Python's own `random` may change its shuffle."""


@dataclass(frozen=True, slots=True)
class Example:
    """Features in groups; within a group every feature has the same strength."""

    groups: tuple[tuple[tuple[int, ...], float], ...]  #: features, strength


def fit(  # noqa: C901 - one loop, taken apart it would be a third slower
    examples: Sequence[Example], scale: Sequence[float], positive: Sequence[bool], cost: Sequence[float]
) -> tuple[list[float], float]:
    """Weights, already times the feature's scale, and the bias, for one label.

    `scale` is the prior strength of each feature, `cost` what an error on each example counts.
    """
    weights = [0.0] * len(scale)
    squares = [value * value for value in scale]
    bias = 0.0
    duals = [0.0] * len(examples)
    diagonal = [0.5 / value for value in cost]
    norms = [
        1.0 + sum(strength * strength * sum([squares[at] for at in found]) for found, strength in example.groups)
        for example in examples
    ]
    order = list(range(len(examples)))
    state = START
    active = order[:]
    for round_ in range(ROUNDS):
        state = _shuffle(active, state)
        worst = 0.0
        kept = []
        for at in active:
            sign = 1.0 if positive[at] else -1.0
            groups = examples[at].groups
            value = bias
            for found, strength in groups:
                value += strength * sum([weights[feature] for feature in found])
            gradient = sign * value - 1.0 + duals[at] * diagonal[at]
            if duals[at] == 0.0 and gradient > 0.0:
                if gradient < 1.0 or round_ < 1:
                    kept.append(at)
                continue
            kept.append(at)
            worst = max(worst, abs(gradient))
            if abs(gradient) > 1e-9:
                new = duals[at] - gradient / (norms[at] + diagonal[at])
                new = new if new > 0.0 else 0.0
                change = (new - duals[at]) * sign
                duals[at] = new
                bias += change
                for found, strength in groups:
                    step = change * strength
                    for feature in found:
                        weights[feature] += step * squares[feature]
        active = kept
        if worst < ENOUGH:
            if len(active) == len(order):
                break
            active = order[:]
    return weights, bias


def _shuffle(items: list[int], state: int) -> int:
    """Fisher and Yates, by a generator that never changes."""
    for last in range(len(items) - 1, 0, -1):
        state = state * STEP % MODULUS
        other = state % (last + 1)
        items[last], items[other] = items[other], items[last]
    return state

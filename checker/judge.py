"""Evaluate one reason on one set of answers."""

from __future__ import annotations

from .conditions import Facts, Verdict, evaluate
from .model import Kind, Level, Reason


def judge(reason: Reason, facts: Facts) -> tuple[Kind, Verdict]:
    """The most serious level of `reason` that holds; else the first that is open; else false."""
    judged = [(level.kind, _judge_level(level, facts)) for level in reason.level]
    for truth in (True, None):
        for kind, verdict in judged:
            if verdict.truth is truth:
                return kind, verdict
    return reason.kind, judged[-1][1]


def _judge_level(level: Level, facts: Facts) -> Verdict:
    verdict = evaluate(level.when, facts)
    if level.unless is not None and verdict.truth is not False:
        exception = evaluate(level.unless, facts)
        if exception.truth:
            return Verdict(False, exception.because)
    return verdict

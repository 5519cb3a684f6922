"""One reason against one sheet of answers."""

from __future__ import annotations

from .conditions import Facts, Verdict, evaluate
from .model import Kind, Level, Reason


def judge(reason: Reason, facts: Facts) -> tuple[Kind, Verdict]:
    """The most serious level of `reason` that holds; else the first that is open; else false."""
    open_level: tuple[Kind, Verdict] | None = None
    verdict = Verdict(False, {})
    for level in reason.level:
        verdict = _judge_level(level, facts)
        if verdict.truth:
            return level.kind, verdict
        if verdict.truth is None and open_level is None:
            open_level = level.kind, verdict
    return open_level or (reason.kind, verdict)


def _judge_level(level: Level, facts: Facts) -> Verdict:
    verdict = evaluate(level.when, facts)
    if level.unless is not None and verdict.truth is not False:
        exception = evaluate(level.unless, facts)
        if exception.truth:
            return Verdict(False, exception.because)
    return verdict

"""Ids that once were public under another name: old files and links keep opening.

An id never changes its meaning, so a migration only ever renames, to the same or to what it was a part of.
"""

from __future__ import annotations

from collections.abc import Mapping

QUESTIONS: Mapping[str, str] = {}
"""Old question id → the id that it has now."""

OPTIONS: Mapping[tuple[str, str], str] = {
    ("status", "hidden"): "paynow",  # how the checkout looks is a question of its own now
}
"""(Question id of now, old option id) → the option id of now."""


def migrate(
    given: Mapping[str, object],
    questions: Mapping[str, str] = QUESTIONS,
    options: Mapping[tuple[str, str], str] = OPTIONS,
) -> Mapping[str, object]:
    """`given` answers with every renamed id replaced; what is already new stays as it is."""
    renamed = {questions.get(name, name): value for name, value in given.items() if name in questions}
    kept = {name: value for name, value in given.items() if name not in questions}
    return {name: _rename(name, value, options) for name, value in {**renamed, **kept}.items()}


def _rename(question: str, value: object, options: Mapping[tuple[str, str], str]) -> object:
    if isinstance(value, str):
        return options.get((question, value), value)
    if isinstance(value, list):
        return [options.get((question, item), item) if isinstance(item, str) else item for item in value]
    return value

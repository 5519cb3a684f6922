"""One reason of several levels against one sheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.conditions import Verdict
from checker.facts import facts_of
from checker.judge import judge
from checker.model import Knowledge

LEVELS = """
[question.a]
options = [{ id = "yes" }, { id = "no" }]
[question.b]
options = [{ id = "yes" }, { id = "no" }]
[question.c]
options = [{ id = "yes" }, { id = "no" }]
[reason.R01]
remedies = []
level = [
  { kind = "strong", when = { question = "a", is = "yes" }, unless = { question = "c", is = "yes" } },
  { kind = "weak", when = { question = "b", is = "yes" } },
]
"""


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, ("strong", None, "", "a")),
        ({"a": "yes"}, ("strong", True, "a", "")),
        ({"a": "yes", "b": "yes"}, ("strong", True, "a", "")),
        ({"b": "yes"}, ("weak", True, "b", "")),
        ({"a": "no"}, ("weak", None, "", "b")),
        ({"a": "no", "b": "yes"}, ("weak", True, "b", "")),
        ({"a": "no", "b": "no"}, ("strong", False, "b", "")),
        ({"a": "yes", "c": "yes"}, ("weak", None, "", "b")),
        ({"a": "yes", "c": "no"}, ("strong", True, "a", "")),
        ({"a": "yes", "c": "unknown"}, ("strong", True, "a", "")),
        ({"c": "yes", "b": "no"}, ("strong", False, "b", "")),
        ({"a": "yes", "b": "yes", "c": "yes"}, ("weak", True, "b", "")),
    ],
)
def test_levels_and_exceptions(
    made_up: Callable[[str], Knowledge], answers: dict[str, str], expected: tuple[str, bool | None, str, str]
) -> None:
    """Expected are the kind, the truth, the questions that decided and those that are missing."""
    knowledge = made_up(LEVELS)
    sheet = {question: (answer,) for question, answer in answers.items()}
    kind, verdict = judge(knowledge.reasons["R01"], facts_of(knowledge, sheet))
    assert (kind, verdict.truth, "".join(verdict.because), "".join(verdict.missing)) == expected


EXCEPTED = """
[question.a]
options = [{ id = "yes" }, { id = "no" }]
[question.c]
options = [{ id = "yes" }, { id = "no" }]
[reason.R01]
remedies = []
kind = "weak"
when = { question = "a", is = "yes" }
unless = { question = "c", is = "yes" }
"""


def test_an_exception_gives_what_decided_it(made_up: Callable[[str], Knowledge]) -> None:
    knowledge = made_up(EXCEPTED)
    kind, verdict = judge(knowledge.reasons["R01"], facts_of(knowledge, {"a": ("yes",), "c": ("yes",)}))
    assert (kind, verdict) == ("weak", Verdict(False, {"c": ("yes",)}))

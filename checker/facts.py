"""Prepare answers for evaluation: determine which questions do not arise."""

from __future__ import annotations

from collections.abc import Mapping

from .conditions import Evidence, Facts, evaluate, holds
from .model import Knowledge, Question

Answers = Mapping[str, tuple[str, ...]]
"""Question id → the chosen option ids, in the order of the form; unanswered questions are absent."""


def facts_of(knowledge: Knowledge, answers: Answers) -> Facts:
    """`answers` with every question settled that its own `show_if` rules out.

    An answer to a question that does not arise is set aside, not lost: it counts again as soon as
    the question arises again.
    """
    settled: dict[str, Evidence] = {}
    facts = Facts(answers, settled)
    for question in knowledge.questions.values():  # a `show_if` names earlier questions only (audit)
        if question.show_if is not None:
            verdict = evaluate(question.show_if, facts)
            if verdict.truth is False:
                settled[question.id] = verdict.because
    return facts


def is_visible(question: Question, facts: Facts) -> bool:
    """Whether the form shows `question`: a follow-up is hidden until its `show_if` is known to hold."""
    if question.id in facts.settled:
        return False
    return question.show_if is None or holds(question.show_if, facts.answers)

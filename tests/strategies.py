"""What hypothesis draws from: sheets of answers to a given form."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from checker.answers import exclusive_of, options_of
from checker.facts import Answers
from checker.model import Knowledge, Question


def some_of(members: Sequence[str], at_least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    """Any of these, in their order: one yes or no for each, so that half-filled sheets are as likely as bare ones."""
    wanted = st.tuples(*(st.booleans() for _ in members)).filter(lambda flags: sum(flags) >= at_least)
    return wanted.map(lambda flags: tuple(id_ for id_, flag in zip(members, flags, strict=True) if flag))


def answer_to(question: Question) -> st.SearchStrategy[tuple[str, ...]]:
    """Any answer that a file may hold, in the order of the form."""
    known = options_of(question)
    if question.choice == "one":
        return st.sampled_from([(id_,) for id_ in known])
    alone = exclusive_of(question)
    together = some_of([id_ for id_ in known if id_ not in alone], at_least=1)
    return st.sampled_from([(id_,) for id_ in known if id_ in alone]) | together


def sheets(knowledge: Knowledge, at_least: int = 0) -> st.SearchStrategy[Answers]:
    """Any sheet of answers, in the order of the form; some questions stay unanswered."""
    asked = some_of(list(knowledge.questions), at_least)
    every = st.fixed_dictionaries({id_: answer_to(question) for id_, question in knowledge.questions.items()})
    return st.builds(lambda chosen, answers: {id_: answers[id_] for id_ in chosen}, asked, every)

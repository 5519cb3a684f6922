"""What hypothesis draws from: sheets of answers to a given form."""

from __future__ import annotations

from hypothesis import strategies as st

from checker.conditions import UNKNOWN
from checker.facts import Answers
from checker.model import Knowledge, Question


def answer_to(question: Question) -> st.SearchStrategy[tuple[str, ...]]:
    """Any answer that a file may hold, in the order of the form."""
    known = [*(option.id for option in question.options), *sorted(UNKNOWN)]
    known = list(dict.fromkeys(known))
    if question.choice == "one":
        return st.sampled_from([(id_,) for id_ in known])
    chosen = st.sets(st.sampled_from(known), min_size=1)
    return chosen.map(lambda ids: tuple(id_ for id_ in known if id_ in ids))


def sheets(knowledge: Knowledge, at_least: int = 0) -> st.SearchStrategy[Answers]:
    """Any sheet of answers, in the order of the form; some questions stay unanswered."""
    ids = list(knowledge.questions)
    asked = st.sets(st.sampled_from(ids), min_size=at_least)
    every = st.fixed_dictionaries({id_: answer_to(question) for id_, question in knowledge.questions.items()})
    return st.builds(lambda chosen, answers: {id_: answers[id_] for id_ in ids if id_ in chosen}, asked, every)

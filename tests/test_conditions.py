"""The logic against its truth table, and what each outcome gives as its reason."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.conditions import (
    All,
    Condition,
    Either,
    Facts,
    Is,
    Not,
    Verdict,
    evaluate,
    holds,
    leaves,
    merge,
    to_data,
)
from checker.reading import Reader, read_condition

TABLE = tomllib.loads(Path(__file__).with_name("truth_table.toml").read_text(encoding="utf-8"))
TRUTH = {"t": True, "f": False, "u": None}
ANSWER = {"t": ("yes",), "f": ("no",), "u": ("unknown",)}


def is_yes(question: str) -> Is:
    return Is(question, frozenset({"yes"}))


def facts(**answers: tuple[str, ...]) -> Facts:
    return Facts(answers, {})


def rows(*names: str) -> list[tuple[str, str, str]]:
    return [(name, given, truth) for name in names for given, truth in TABLE[name].items()]


@pytest.mark.parametrize(("name", "given_", "truth"), rows("not", "all", "any"))
def test_connectives(name: str, given_: str, truth: str) -> None:
    parts = tuple(is_yes(f"q{number}") for number in range(len(given_)))
    sheet = facts(**{f"q{number}": ANSWER[letter] for number, letter in enumerate(given_)})
    joined: dict[str, Condition] = {"not": Not(parts[0]), "all": All(parts), "any": Either(parts)}
    assert evaluate(joined[name], sheet).truth is TRUTH[truth]


@pytest.mark.parametrize(("name", "given_", "truth"), rows("one", "many", "named", "settled"))
def test_comparisons(name: str, given_: str, truth: str) -> None:
    condition = Is("q", frozenset({"unknown" if name == "named" else "yes"}))
    settled = {"q": {"earlier": ("x",)}} if name == "settled" else {}
    answers = {"q": tuple(given_.split())} if given_ else {}
    assert evaluate(condition, Facts(answers, settled)).truth is TRUTH[truth]


def test_because_names_only_what_decided() -> None:
    verdict = evaluate(Either((is_yes("a"), is_yes("b"))), facts(a=("no",), b=("yes",)))
    assert verdict == Verdict(True, {"b": ("yes",)})
    verdict = evaluate(All((is_yes("a"), is_yes("b"))), facts(a=("no",), b=("yes",)))
    assert verdict == Verdict(False, {"a": ("no",)})


def test_because_holds_every_part_of_a_whole() -> None:
    sheet = facts(a=("yes",), b=("yes", "no"))
    assert evaluate(All((is_yes("a"), is_yes("b"))), sheet).because == {"a": ("yes",), "b": ("yes",)}
    assert evaluate(Either((is_yes("a"), is_yes("b"))), sheet).because == {"a": ("yes",), "b": ("yes",)}


def test_a_denial_keeps_its_evidence_and_what_is_missing() -> None:
    assert evaluate(Not(is_yes("a")), facts(a=("no",))) == Verdict(True, {"a": ("no",)})
    assert evaluate(Not(is_yes("a")), facts()) == Verdict(None, {}, frozenset({"a"}))


def test_missing_names_every_open_question_and_no_settled_one() -> None:
    verdict = evaluate(All((is_yes("a"), is_yes("b"), is_yes("c"))), facts(a=("yes",)))
    assert verdict == Verdict(None, {}, frozenset({"b", "c"}))


def test_what_is_known_misses_nothing() -> None:
    assert evaluate(Either((is_yes("a"), is_yes("b"))), facts(a=("yes",))).missing == frozenset()


def test_a_question_that_does_not_arise_gives_what_settled_it() -> None:
    verdict = evaluate(is_yes("q"), Facts({"q": ("yes",)}, {"q": {"earlier": ("x",)}}))
    assert verdict == Verdict(False, {"earlier": ("x",)})


def test_merge_joins_answers_in_order_and_once() -> None:
    assert merge([{"a": ("x", "y")}, {"b": ("z",)}, {"a": ("y", "w")}]) == {"a": ("x", "y", "w"), "b": ("z",)}
    assert merge([]) == {}


@pytest.mark.parametrize(
    ("condition", "answers", "shown"),
    [
        (is_yes("a"), {}, False),
        (is_yes("a"), {"a": ("no", "yes")}, True),
        (Not(is_yes("a")), {}, True),
        (Not(is_yes("a")), {"a": ("yes",)}, False),
        (All((is_yes("a"), is_yes("b"))), {"a": ("yes",)}, False),
        (All((is_yes("a"), is_yes("b"))), {"a": ("yes",), "b": ("yes",)}, True),
        (Either((is_yes("a"), is_yes("b"))), {"b": ("yes",)}, True),
        (Either((is_yes("a"), is_yes("b"))), {"b": ("unknown",)}, False),
    ],
)
def test_holds_takes_no_answer_for_no_match(
    condition: Condition, answers: dict[str, tuple[str, ...]], shown: bool
) -> None:
    assert holds(condition, answers) is shown


def test_leaves_come_left_to_right() -> None:
    a, b, c = is_yes("a"), is_yes("b"), is_yes("c")
    assert list(leaves(All((a, Not(Either((b, c))))))) == [a, b, c]


comparisons = st.builds(
    Is, st.sampled_from("abc"), st.frozensets(st.sampled_from(["yes", "no", "unknown"]), min_size=1)
)
conditions = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Either, st.lists(inner, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)
sheets = st.dictionaries(
    st.sampled_from("abc"), st.sampled_from([("yes",), ("no",), ("other",), ("unknown",), ("skip",), ("yes", "no")])
)


@given(conditions)
def test_notation_round_trip(condition: Condition) -> None:
    reader = Reader("x")
    assert read_condition(reader, "x", to_data(condition)) == condition
    assert reader.problems == []


@given(conditions, sheets)
def test_known_or_missing_never_both(condition: Condition, answers: dict[str, tuple[str, ...]]) -> None:
    verdict = evaluate(condition, facts(**answers))
    assert (verdict.truth is None) == bool(verdict.missing)
    assert verdict.truth is not None or not verdict.because
    assert verdict.because.keys() <= answers.keys()


@given(conditions, sheets)
def test_the_evidence_alone_decides_the_same(condition: Condition, answers: dict[str, tuple[str, ...]]) -> None:
    verdict = evaluate(condition, facts(**answers))
    if verdict.truth is not None:
        alone = {question: answers[question] for question in verdict.because}
        assert evaluate(condition, facts(**alone)).truth is verdict.truth


@given(conditions, sheets, sheets)
def test_more_answers_never_overturn(
    condition: Condition, answers: dict[str, tuple[str, ...]], more: dict[str, tuple[str, ...]]
) -> None:
    """What is known stays known when an unanswered question is answered: Kleene's monotony."""
    before = evaluate(condition, facts(**answers)).truth
    if before is not None:
        assert evaluate(condition, facts(**{**more, **answers})).truth is before


@given(conditions, sheets)
def test_de_morgan(condition: Condition, answers: dict[str, tuple[str, ...]]) -> None:
    sheet = facts(**answers)
    both = All((condition, is_yes("a")))
    either = Not(Either((Not(condition), Not(is_yes("a")))))
    assert evaluate(both, sheet) == evaluate(either, sheet)

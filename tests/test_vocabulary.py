"""The vocabulary: what is wrong with it is said all at once, and the real one is sound."""

from __future__ import annotations

import copy
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.problems import KnowledgeError
from checker.vocabulary import GAP, MANY, answers_named, parse, reasons_named
from tests.triage_report import read_vocabulary

SMALL: dict[str, Any] = {
    "fold": {"chars": {"开": "開"}, "words": {"花呗": ["花贝"]}},
    "term": {
        "product": {"name": "花呗", "words": ["花呗"], "search": True},
        "shop": {"name": "开店", "words": ["开…店"], "unless": ["开完店"]},
        "age": {"name": "十几岁", "counted": {"units": ["岁"], "from": 10, "to": 17}},
    },
    "sign": {
        "shop": {"all": ["product", "shop | age"], "reasons": ["R08"], "points": 50, "answers": {"product": "recv"}},
        "age": {"all": ["age"], "points": 5, "answers": {"age": "under_18"}},
    },
}


def changed(path: str, value: object) -> dict[str, Any]:
    data = copy.deepcopy(SMALL)
    *parents, last = path.split("/")
    place: Any = data
    for parent in parents:
        place = place[parent]
    place[last] = value
    return data


def problems_of(data: Any) -> list[tuple[str, str]]:
    with pytest.raises(KnowledgeError) as error:
        parse(data, "words.toml")
    assert all(problem.where == "words.toml" for problem in error.value.problems)
    return [(problem.path, problem.found) for problem in error.value.problems]


def test_a_small_one_is_read_as_written() -> None:
    vocabulary = parse(SMALL, "words.toml")
    assert vocabulary.chars == {"開": "开"}
    assert vocabulary.slips == {"花贝": "花呗"}
    shop, age = vocabulary.signs
    assert shop.all == (("product",), ("shop", "age"))
    assert (shop.scope, age.scope) == ("in", None)
    assert vocabulary.terms["product"].search


def test_the_audit_can_ask_what_it_names() -> None:
    vocabulary = parse(SMALL, "words.toml")
    assert reasons_named(vocabulary) == {"R08"}
    assert answers_named(vocabulary) == {("product", "recv"), ("age", "under_18")}


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("typo", {}, "typo"),
        ("term", [], "term"),
        ("term/product", "花呗", "term.product"),
        ("term/product/words", "花呗", "term.product.words"),
        ("term/product/words", [], "term.product"),
        ("term/product/words", ["花呗", "花呗"], "term.product.words"),
        ("term/product/words", ["花…"], "term.product.words"),
        ("term/product/search", 1, "term.product.search"),
        ("term/product/name", "", "term.product.name"),
        ("term/age/counted", {"units": ["岁"], "from": 10, "to": 9}, "term.age.counted.to"),
        ("sign/shop/points", 101, "sign.shop.points"),
        ("sign/shop/points", True, "sign.shop.points"),
        ("sign/shop/all", ["nothing"], "sign.shop.all"),
        ("sign/shop/all", [], "sign.shop.all"),
        ("sign/shop/none", ["nothing"], "sign.shop.none"),
        ("sign/shop/scope", "elsewhere", "sign.shop.scope"),
        ("sign/shop/answers", {"product": ["recv"]}, "sign.shop.answers.product"),
        ("sign/shop/answers", {"offers": "paid"}, "sign.shop.answers.offers"),
        ("sign/age/answers", {}, "sign.age"),
        ("said", [], "said"),
        ("said", {"R01": "没成年"}, "said.R01"),
        ("said", {"R01": ["没成年"], "R13": ["没成年"]}, "said.R13"),
        ("fold/chars", {"开": "开"}, "fold.chars.开"),
        ("fold/words", {"花呗": ["花贝", "花贝"]}, "fold.words.花呗"),
    ],
)
def test_each_mistake_is_placed(path: str, value: object, place: str) -> None:
    assert place in [where for where, _ in problems_of(changed(path, value))]


def test_all_mistakes_are_told_at_once() -> None:
    data = changed("sign/shop/points", 0)
    data["term"]["product"]["name"] = 3
    data["more"] = {}
    assert len(problems_of(data)) == 3


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["fold", "term", "sign", "words", "all", "x"]), inner, max_size=4)
        ),
        max_leaves=20,
    )
)
def test_whatever_stands_there_is_a_problem_or_a_vocabulary(data: object) -> None:
    with suppress(KnowledgeError):
        parse({"term": data, "sign": data, "fold": data}, "words.toml")


def test_the_real_one_names_only_ids_of_the_right_shape() -> None:
    vocabulary = read_vocabulary()
    assert {name[0] for name in reasons_named(vocabulary)} == {"R", "W"}
    assert all(len(name) == 3 for name in reasons_named(vocabulary))
    assert {question for question, _ in answers_named(vocabulary)} >= MANY - {"tried"}


def test_every_term_is_used() -> None:
    vocabulary = read_vocabulary()
    used = {name for sign in vocabulary.signs for group in (*sign.all, sign.none) for name in group}
    assert set(vocabulary.terms) == used


def test_no_word_is_a_whole_sentence() -> None:
    words = [word for term in read_vocabulary().terms.values() for word in term.words]
    assert max(map(len, words)) <= 12
    assert all(word.count(GAP) <= 2 for word in words)

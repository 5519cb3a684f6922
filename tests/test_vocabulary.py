"""The vocabulary: what is wrong with it is said all at once, and the real one is sound."""

from __future__ import annotations

import copy
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import checker
from checker.message.fold import fold_word, spelling
from checker.message.vocabulary import GAP, Vocabulary, answers_named, parse, reasons_named
from checker.problems import KnowledgeError

SMALL: dict[str, Any] = {
    "fold": {"chars": {"开": "開"}, "words": {"花呗": ["花贝"]}},
    "term": {
        "product": {"name": "花呗", "words": ["花呗"], "search": True},
        "shop": {"name": "开店", "words": ["开…店"], "unless": ["开完店"]},
        "age": {"name": "十几岁", "counted": {"units": ["岁"], "low": 10, "high": 17}},
    },
    "mark": {"other": ["朋友"], "negations": ["没"]},
    "unit": {"age": {"岁": 1}},
    "word": {"idcard": ["身份证", "证件"]},
    "fact": {
        "product=recv": {"says": ["开 店 +我"], "unless": ["没"], "may": ["past"]},
        "id_validity=exp": {"says": ["@idcard 过期 -快"]},
        "age=under_18": {"says": ["#age:1-17"]},
        "!W03": {"says": ["不想活"]},
        "~status=paynow": {"says": ["付不了"]},
        "^status=paynow 又": {"says": ["付不出"]},
    },
    "weights": {
        "labels": "in R01",
        "bias": "0 -5",
        "features": {"开": "#0"},
        "levels": 15,
        "unit": 60,
        "doubt": 0,
        "floor": 0,
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
    shop, card, age, alarm, hint, loose = vocabulary.facts
    assert shop.answers == (("product", "recv"),)
    assert (set(shop.may), shop.without) == ({"past"}, ("没",))
    assert [group.words for group in card.patterns[0].groups] == [("身份证", "证件"), ("过期",)]
    assert card.patterns[0].without == ("快",)
    assert shop.patterns[0].beside == (("我",),)
    assert (age.patterns[0].groups[0].unit, age.patterns[0].groups[0].high) == ("age", 17)
    assert (alarm.alarm, alarm.answers) == ("W03", ())
    assert [fact.hint for fact in vocabulary.facts] == [False, False, False, False, True, False]
    assert [fact.loose for fact in vocabulary.facts] == [False, False, False, False, False, True]
    assert loose.answers == hint.answers == (("status", "paynow"),)
    assert vocabulary.terms["product"].search


def test_the_audit_can_ask_what_it_names() -> None:
    vocabulary = parse(SMALL, "words.toml")
    assert reasons_named(vocabulary) == {"R01", "W03"}
    assert ("product", "recv") in answers_named(vocabulary)


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("typo", {}, "typo"),
        ("term", [], "term"),
        ("term/product", "花呗", "term.product"),
        ("term/product/words", "花呗", "term.product.words"),
        ("term/product/words", [], "term.product"),
        ("term/product/words", ["花呗", "花呗"], "term.product.words[1]"),
        ("term/product/words", ["花…"], "term.product.words"),
        ("term/product/search", 1, "term.product.search"),
        ("term/product/name", "", "term.product.name"),
        ("term/age/counted", {"units": ["岁"], "low": "ten", "high": 9}, "term.age.counted.low"),
        ("fact/age=under_18", {"says": []}, "fact.age=under_18.says"),
        ("fact/age=under_18/says", ["@nothing"], "fact.age=under_18.says"),
        ("fact/age=under_18/says", ["#age:17"], "fact.age=under_18.says"),
        ("fact/age=under_18/says", ["#year:1-2"], "fact.age=under_18.says"),
        ("fact/age=under_18/says", ["开|"], "fact.age=under_18.says"),
        ("fact/age=under_18/says", ["+我"], "fact.age=under_18.says"),
        ("fact/age=under_18/may", ["sometimes"], "fact.age=under_18.may"),
        ("fact/age", {"says": ["开"]}, "fact.age"),
        ("mark/mood", ["好"], "mark.mood"),
        ("unit/age", {"岁": 0}, "unit.age.岁"),
        ("weights/bias", "much", "weights"),
        ("weights/features", [], "weights"),
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
    data = changed("fact/age=under_18/may", ["sometimes"])
    data["term"]["product"]["name"] = 3
    data["more"] = {}
    assert len(problems_of(data)) == 3


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["fold", "term", "fact", "words", "says", "x"]), inner, max_size=4)
        ),
        max_leaves=20,
    )
)
def test_whatever_stands_there_is_a_problem_or_a_vocabulary(data: object) -> None:
    with suppress(KnowledgeError):
        parse({"term": data, "fact": data, "fold": data, "unit": data, "mark": data}, "words.toml")


def real() -> Vocabulary:
    vocabulary = checker.load().vocabulary
    assert vocabulary is not None
    return vocabulary


def test_the_real_one_names_only_ids_of_the_right_shape() -> None:
    assert {name[0] for name in reasons_named(real())} == {"R", "W"}
    assert all(len(name) == 3 for name in reasons_named(real()))
    many = {id_ for id_, question in checker.load().questions.items() if question.choice == "many"}
    assert {question for question, _ in answers_named(real())} >= many


def test_no_word_is_a_whole_sentence() -> None:
    words = [word for term in real().terms.values() for word in term.words]
    assert max(map(len, words)) <= 12
    assert all(word.count(GAP) <= 2 for word in words)


def test_patterns_are_written_in_the_plain_spelling() -> None:
    """They are compared with folded texts as they stand: nothing is left to do when the first message comes."""
    vocabulary = real()
    how = spelling(vocabulary.chars, vocabulary.slips)
    words = {
        word
        for fact in vocabulary.facts
        for pattern in fact.patterns
        for words in (*(group.words for group in pattern.groups), *pattern.beside, *pattern.anywhere, pattern.without)
        for word in (*words, *fact.without, *fact.nowhere)
    } | {word for words in vocabulary.marks.values() for word in words}
    assert [word for word in sorted(words) if fold_word(word, how) != word] == []

"""Groups of words that mean the same, on groups made up for it."""

from __future__ import annotations

import pytest

from checker.message.fold import spelling
from checker.message.quantities import value_of
from checker.message.terms import REACH, Span, Terms
from checker.message.vocabulary import Counted, Term

HOW = spelling({"開": "开"}, {"花贝": "花呗"})


@pytest.fixture(autouse=True)
def _forgetful() -> None:
    """Nothing is known from earlier."""
    value_of.cache_clear()


def find(text: str, *words: str, unless: tuple[str, ...] = (), counted: Counted | None = None) -> Span | None:
    term = Term("one", "一组", words=words, unless=unless, counted=counted)
    return Terms({"key": term}, HOW).find(text).get("one")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        *(("开通", (0, 2)), ("我开通了", (1, 3)), ("开通开通", (0, 2)), ("通开", None), ("", None)),
        *(("开过", (0, 2)), ("开过开通过", (2, 5)), ("开通过", (0, 3))),  # the longest word, wherever it stands
    ],
)
def test_a_group_stands_where_its_longest_word_first_does(text: str, span: Span | None) -> None:
    assert find(text, "开通", "开过", "开通过") == span


def test_of_words_as_long_the_first_in_order_counts() -> None:
    assert find("乙乙甲甲", "乙乙", "甲甲") == (0, 2)
    assert find("甲甲乙乙", "乙乙", "甲甲") == (2, 4)


def test_words_are_spelt_as_texts_are() -> None:
    assert find("开花呗", "開花贝") == (0, 3)
    assert find("开通花呗", "开通", unless=("開通花贝",)) is None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        *(("开店", (0, 2)), ("开个店", (0, 3)), ("我开个店吧", (1, 4)), ("店开", None), ("开", None)),
        *((f"开{'甲' * REACH}店", (0, REACH + 2)), (f"开{'甲' * (REACH + 1)}店", None)),
        *((f"开{end}店", None) for end in "\n。!?;"),
        *(("开，店", (0, 3)), ("开。店开店", (3, 5)), ("开店。店", (0, 2)), ("开。开店，开", (2, 4))),
    ],
)
def test_a_gap_spans_a_few_characters_of_one_sentence(text: str, span: Span | None) -> None:
    assert find(text, "开…店") == span


def test_a_word_may_have_several_gaps() -> None:
    assert find("开个小店卖点货", "开…店…货") == (0, 7)
    assert find("开个小店", "开…店…货") is None
    assert find("开货店", "开…店…货") is None
    assert find("开小店开店货货", "开…小店…货") == (0, 6)


def test_a_longer_word_with_a_gap_goes_before_a_shorter_one() -> None:
    assert find("开店开了店", "开…了店", "开店") == (0, 5)
    assert find("甲乙丙丁", "乙丙丁", "甲…丁") == (1, 4)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        *(("开通费", None), ("开通费开通", (3, 5)), ("要开通", (1, 3)), ("不开通", None), ("开通费用", None)),
        *(("开通过", (0, 3)), ("开通过户", None)),  # a word may begin in the barred one and run on
    ],
)
def test_a_word_does_not_count_inside_what_it_must_not_be(text: str, span: Span | None) -> None:
    assert find(text, "开通", "开通过", unless=("开通费", "不开通", "开通过户")) == span


def test_a_shorter_bar_leaves_a_longer_word() -> None:
    assert find("甲开开", "开", unless=("甲开",)) == (2, 3)
    assert find("开通花呗", "开通花呗", unless=("开通",)) == (0, 4)
    assert find("开通", "开通", unless=("开通",)) is None


def test_what_begins_inside_a_word_and_runs_on_bars_it() -> None:
    assert find("甲乙丙丁", "甲乙丙", unless=("乙丙丁",)) is None
    assert find("甲乙丙丁", "甲乙丙", unless=("丙丁",)) == (0, 3)  # only its last character
    assert find("甲乙丙丁", "甲乙丙", unless=("乙丙",)) == (0, 3)  # not beyond it
    assert find("甲乙丙丁", "乙丙丁", unless=("甲乙丙",)) == (1, 4)  # before it
    assert find("店甲乙丙丁", "甲乙丙", unless=("乙丙丁",)) is None
    assert find("店甲乙丙丁戊", "甲乙丙…戊", unless=("甲乙丙",)) == (1, 6)
    assert find("甲乙丙丁戊", "甲乙丙…戊", unless=("乙丙丁",)) == (0, 5)  # a word with a gap is not barred so
    assert find("甲乙丙丁戊", "甲乙丙…戊", unless=("甲乙丙",)) == (0, 5)  # nor by what is shorter than all of it
    assert find("甲乙丙丁戊", "甲乙丙…戊", unless=("甲乙丙丁戊",)) is None


YOUNG = Counted(units=("岁", "周岁"), before=("今年", "才"), low=3, high=17)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        *(("17岁", (0, 3)), ("我17周岁", (1, 5)), ("十七岁", (0, 3)), ("3岁", (0, 2)), ("两岁", None), ("18岁", None)),
        *(("十多岁", (0, 3)), ("217岁", None), ("1.7岁", None), ("0017岁", None), ("九九九九岁", None), ("17", None)),
        *(("今年17", (0, 4)), ("才十七啊", (0, 3)), ("今年17号", None), ("今年17年", None)),
        *(("今年18", None), ("今年18，弟弟17岁", (7, 10)), ("20岁17岁", (3, 6)), ("才20才17", (3, 6))),
    ],
)
def test_a_number_within_bounds_is_found(text: str, span: Span | None) -> None:
    assert find(text, counted=YOUNG) == span


def test_a_number_needs_its_unit_where_no_word_may_stand_before_it() -> None:
    bare = Counted(units=("岁",), low=3, high=17)
    assert find("今年17", counted=bare) is None
    assert find("今年17岁", counted=bare) == (2, 5)


def test_a_unit_and_what_stands_before_are_text() -> None:
    assert find("才.5", counted=Counted(units=("岁",), before=(".",), low=3, high=17)) == (1, 3)
    assert find("才x5", counted=Counted(units=("岁",), before=(".",), low=3, high=17)) is None
    assert find("5x", counted=Counted(units=(".",), low=3, high=17)) is None


def test_words_go_before_numbers() -> None:
    assert find("17岁小孩", "小孩", counted=YOUNG) == (3, 5)
    assert find("17岁", "小孩", counted=YOUNG) == (0, 3)


def test_each_group_stands_under_its_own_id() -> None:
    terms = {id_: Term(id_, "一组", words=(id_,)) for id_ in ("甲", "乙", "丙")}
    assert Terms(terms, HOW).find("乙甲") == {"甲": (1, 2), "乙": (0, 1)}

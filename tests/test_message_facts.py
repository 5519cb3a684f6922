"""The reader of facts, on words made up for it: where a pattern stands, and what takes it away."""

from __future__ import annotations

import pytest

from checker.message.clauses import Clause
from checker.message.facts import END, HINT, NEGATED, Fact, Group, Pattern, Reader, Seen
from checker.message.quantities import units

UNITS = units({"age": {"岁": 1}, "time": {"天": 1}})

SPENT = Pattern("花 钱", (Group(("花", "花掉")), Group(("钱", "现钱"), reach=3)))
YOUNG = Pattern("age", (Group(unit="age", low=1, high=17),))
OWED = Pattern("欠 time", (Group(("欠",)), Group(unit="time", low=2, high=90, reach=3)))
LAST = Pattern("完 $", (Group(("完",)), Group((END,), reach=0)))


def fact(*patterns: Pattern, id_: str = "one", without: tuple[str, ...] = (), **more: object) -> Fact:
    usual = {"answers": (("q", "a"),), "alarm": "", "may": frozenset(), **more}
    return Fact(id_, patterns=patterns, without=without, **usual)  # type: ignore[arg-type]


def read(text: str, *facts: Fact, marks: frozenset[str] = frozenset()) -> list[Seen]:
    """What is seen in `text`, each clause between commas."""
    reader = Reader(facts, negations=("没", "不"), denials=("不是", "并非"), how=UNITS)
    parts, start = [], 0
    for piece in text.split("，"):
        parts.append(Clause(start, start + len(piece), piece, marks))
        start += len(piece) + 1
    return reader.read(text, parts)


def spots(text: str, *facts: Fact) -> list[tuple[str, int, int]]:
    return [(seen.fact.id, seen.start, seen.end) for seen in read(text, *facts)]


def against(text: str, *facts: Fact) -> list[tuple[str, ...]]:
    return [seen.against for seen in read(text, *facts)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我花了钱", [("one", 1, 4)]),
        ("花钱", [("one", 0, 2)]),
        ("花了好多钱", [("one", 0, 5)]),  # three characters between them
        ("花了好多个钱", []),  # four
        ("钱花", []),
        ("花", []),
        ("我花掉现钱", [("one", 1, 5)]),  # the nearest of the words, not the first of the list
        ("花钱钱", [("one", 0, 2)]),
        ("我，花了钱", [("one", 2, 5)]),
        ("花，钱", []),
        ("花钱，花钱", [("one", 0, 2), ("one", 3, 5)]),
    ],
)
def test_groups_stand_in_order_and_near_each_other(text: str, found: list[tuple[str, int, int]]) -> None:
    assert spots(text, fact(SPENT)) == found


@pytest.mark.parametrize(("text", "is_found"), [("1岁", 1), ("17岁", 1), ("18岁", 0), ("0岁", 0), ("17天", 0)])
def test_a_quantity_counts_within_its_bounds(text: str, is_found: bool) -> None:
    assert spots(text, fact(YOUNG)) == [("one", 0, len(text))] * is_found


@pytest.mark.parametrize(
    ("text", "end"),
    [
        *(("欠3天", 3), ("欠了有3天", 5), ("欠2天", 3), ("欠90天", 4), ("欠3天5天", 3)),
        *(("欠了有的是3天", 0), ("3天欠", 0), ("欠1天", 0), ("欠91天", 0), ("欠3岁", 0), ("欠91天5天", 6)),
    ],
)
def test_a_quantity_may_follow_a_word(text: str, end: int) -> None:
    assert spots(text, fact(OWED)) == ([("one", 0, end)] if end else [])


def test_a_pattern_may_ask_for_the_end_of_the_clause() -> None:
    assert spots("还完，好", fact(LAST)) == [("one", 1, 2)]
    assert spots("还完了", fact(LAST)) == []


def test_each_fact_is_seen_once_a_clause_and_rather_said_than_not() -> None:
    assert against("没花钱的时候花钱", fact(SPENT)) == [()]
    assert against("花钱没花钱", fact(SPENT)) == [()]
    two = [fact(SPENT), fact(YOUNG, id_="two")]
    assert [seen.fact.id for seen in read("17岁花钱", *two)] == ["one", "two"]  # words before numbers
    assert [seen.pattern for seen in read("17岁花钱", fact(YOUNG, SPENT))] == [SPENT]
    again = read("花钱花钱欠3天", fact(SPENT), fact(OWED, id_="two"))
    assert [(seen.fact.id, seen.clause.text) for seen in again] == [("one", "花钱花钱欠3天"), ("two", "花钱花钱欠3天")]


def test_any_word_of_a_group_will_do() -> None:
    lost = Pattern("花/赔 钱", (Group(("花", "赔")), Group(("钱", "本"), reach=0)))
    assert spots("花钱赔了", fact(lost)) == [("one", 0, 2)]
    assert spots("花了赔本", fact(lost)) == [("one", 2, 4)]
    begun = Pattern("花 现钱吧/钱", (Group(("花",)), Group(("现钱吧", "钱"))))
    assert spots("花现钱吧", fact(begun)) == [("one", 0, 4)]


def test_of_words_that_begin_at_one_place_the_longest_begins_a_pattern_and_the_first_written_goes_on() -> None:
    assert spots("花掉", fact(Pattern("花/花掉", (Group(("花", "花掉")),)))) == [("one", 0, 2)]
    assert spots("花钱包", fact(Pattern("花 钱/钱包", (Group(("花",)), Group(("钱", "钱包")))))) == [("one", 0, 2)]
    assert spots("花钱包", fact(Pattern("花 钱包/钱", (Group(("花",)), Group(("钱包", "钱")))))) == [("one", 0, 3)]


@pytest.mark.parametrize(
    ("text", "is_negated"),
    [
        *(("没花钱", True), ("没有再去花钱", True), ("我没有再去过花钱", False), ("花不了钱", True)),
        *(("花了钱没", False), ("花钱不", False), ("没。花钱", True)),
    ],
)
def test_a_negation_before_or_between_turns_a_fact_round(text: str, is_negated: bool) -> None:
    assert against(text, fact(SPENT)) == [(NEGATED,) if is_negated else ()]


def test_the_words_of_a_pattern_are_no_negation() -> None:
    unpaid = Pattern("没 还", (Group(("没",)), Group(("还",))))
    assert against("没还", fact(unpaid)) == [()]
    assert against("没不还", fact(unpaid)) == [(NEGATED,)]
    dear = Pattern("花 不少", (Group(("花",)), Group(("不少",))))
    assert against("花不少", fact(dear)) == [()]


def test_a_denial_counts_even_where_a_negation_may_stand() -> None:
    may = fact(SPENT, may=frozenset({NEGATED}))
    assert against("没花钱", may) == [()]
    assert against("不是花钱", may) == [(NEGATED,)]
    assert against("并非花钱", may) == [(NEGATED,)]
    assert against("是不是花钱", may) == [()]
    assert against("花钱不是", may) == [()]
    assert against("花不是钱", may) == [()]
    assert against("不是花了好多钱", may) == [(NEGATED,)]


def test_marks_and_hints_take_a_fact_away() -> None:
    marks = frozenset({"past", "asks"})
    assert [seen.against for seen in read("花钱", fact(SPENT), marks=marks)] == [("asks", "past")]
    asks = fact(SPENT, may=frozenset({"past"}), hint=True)
    assert [seen.against for seen in read("没花钱", asks, marks=marks)] == [("asks", HINT, NEGATED)]


def test_words_beside_and_elsewhere_bar_a_fact() -> None:
    beside = Pattern("花 钱 +店/铺", SPENT.groups, beside=(("店", "铺"),))
    assert spots("店里花钱", fact(beside)) == [("one", 2, 4)]
    assert spots("铺里花钱", fact(beside)) == [("one", 2, 4)]
    assert spots("店里，花钱", fact(beside)) == []
    anywhere = Pattern("花 钱 ++店", SPENT.groups, anywhere=(("店",),))
    assert spots("店里，花钱", fact(anywhere)) == [("one", 3, 5)]
    assert spots("花钱", fact(anywhere)) == []
    without = Pattern("花 钱 -店", SPENT.groups, without=("店",))
    assert spots("店里花钱", fact(without)) == []
    assert spots("店里，花钱", fact(without)) == [("one", 3, 5)]
    assert spots("店里花钱", fact(SPENT, without=("店",))) == []
    assert spots("店里，花钱", fact(SPENT, without=("店",))) == [("one", 3, 5)]
    assert spots("店里，花钱", fact(SPENT, nowhere=("店",))) == []


def test_without_denials_nothing_is_denied() -> None:
    reader = Reader([fact(SPENT)], negations=(), denials=(), how=UNITS)
    assert [seen.against for seen in reader.read("不是花钱", [Clause(0, 4, "不是花钱", frozenset())])] == [()]

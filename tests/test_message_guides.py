"""Which guides a message comes near to, on ways of asking made up for it; the real ones are in `test_guides`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from checker.message.clauses import clauses, marker
from checker.message.fold import fold, spelling
from checker.message.guides import ROW, Hit, Message, Near, find, name, ways_of_asking
from checker.message.ranking import Weights
from checker.message.terms import Terms
from checker.message.vocabulary import Term
from checker.model import Guide

HOW = spelling({"開": "开"}, {})
MARK = marker(
    {
        "product": ("花呗",),
        "asked": ("怎么",),
        "ours": ("花呗", "信用购"),
        "lenders": ("白条",),
        "elsewhere": ("月付",),
    },
    (),
)
TERMS = Terms(
    {
        "close": Term("close", "关", words=("关闭", "关掉")),
        "ours": Term("ours", "花呗", words=("花呗",)),
        "idle": Term("idle", "不算", words=("不算",)),
    },
    HOW,
)
WEIGHTS = Weights((), (), {"@close": "", "@ours": "", "甲": ""}, 1, 1, 0, 0)

RUN = 300
"""What a run is worth that one guide alone is asked for with; of three characters in a row there are six."""


@pytest.fixture(autouse=True)
def _forgetful() -> None:
    """Nothing is known from earlier."""
    ways_of_asking.cache_clear()


def hits(text: str, **asked: str | tuple[str, ...]) -> list[Hit]:
    """The guides that `text` comes near to, each of which is asked for in these ways."""
    said = tuple((id_, (ways,) if isinstance(ways, str) else ways) for id_, ways in asked.items())
    folded = fold(text, HOW)
    ways = ways_of_asking(said, HOW, MARK, TERMS, WEIGHTS)
    return find(ways, folded, clauses(folded, MARK), TERMS.find(folded.text), MARK)


def points(text: str, **asked: str | tuple[str, ...]) -> dict[str, int]:
    return {hit.id: hit.points for hit in hits(text, **asked)}


def part(shared: int, whole: int) -> int:
    """Points of a way of asking that is worth `whole` and shares this much."""
    return shared**3 // whole**2


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        *(("甲乙丙", 6), ("丁甲乙丙丁", 6), ("甲乙", 3), ("甲，乙", 2), ("甲丙", 2), ("甲", 1), ("丙乙甲", 3)),
        *(("甲甲甲", 1), ("甲乙甲乙", 3), ("丁", 0), ("", 0)),
    ],
)
def test_points_are_what_is_shared_times_the_square_of_its_part(text: str, shared: int) -> None:
    assert points(text, one="甲乙丙") == ({"one": part(shared * RUN, 6 * RUN)} if shared else {})


def test_a_way_of_which_little_stands_there_is_passed_over() -> None:
    assert points("丙", one="甲甲乙丙") == {"one": part(RUN, 8 * RUN)}  # one of eight
    assert points("丙", one="甲乙丙丁") == {}  # one of nine
    assert points("丙丁", one="甲乙丙丁") == {"one": part(3 * RUN, 9 * RUN)}


def test_what_several_guides_are_asked_for_with_is_worth_less() -> None:
    both = RUN // 2
    assert points("甲乙", one="甲乙", two="甲丙") == {"one": both + 2 * RUN, "two": part(both, both + 2 * RUN)}
    assert points("甲", one=("甲", "甲甲")) == {"one": RUN}  # two ways of one guide do not share
    three = RUN // 3
    assert points("甲", one="甲", two="甲", three="甲") == {"one": three, "two": three, "three": three}


def test_what_nearly_everybody_says_does_not_count() -> None:
    assert points("花呗怎么", one="花呗怎么甲乙", two="花呗") == {}
    assert points("花呗甲怎么乙", one="甲乙") == {"one": part(2 * RUN, 3 * RUN)}
    assert points("甲乙", one="怎么甲乙花呗") == {"one": 3 * RUN}


def test_ways_of_asking_are_spelt_as_messages_are() -> None:
    assert points("开乙", one="開 乙") == points("開乙", one="开乙") == {"one": 3 * RUN}


def test_a_group_of_words_that_is_weighed_counts_as_three_runs() -> None:
    assert points("关闭", one="关闭") == {"one": 6 * RUN}
    assert points("关掉", one="关闭") == {"one": part(4 * RUN, 6 * RUN)}
    assert points("不算", one="不算") == {"one": 3 * RUN}
    assert points("花呗", one="花呗甲") == {}
    assert points("甲，关掉", one="关闭") == {"one": part(4 * RUN, 6 * RUN)}
    assert points("关闭", one="关闭", two="关掉") == {"one": 450 + 150 + 600, "two": part(450 + 150, 1200)}


def test_two_clauses_in_a_row_are_read_together_too() -> None:
    assert points("甲，乙丙", one="甲乙丙") == {"one": part(4 * RUN, 6 * RUN)}
    assert points("甲，乙，丙", one="甲乙丙") == {"one": part(2 * RUN, 6 * RUN)}
    assert points("甲，丁，乙丙", one="甲乙丙") == {"one": part(3 * RUN, 6 * RUN)}
    assert points("甲乙，甲丙", one="甲乙丙") == {"one": part(4 * RUN, 6 * RUN)}  # 甲 counts once
    assert points("关掉，关闭", one="关闭") == {"one": 6 * RUN}


@pytest.mark.parametrize(("before", "shared"), [(ROW - 2, 4), (ROW - 1, 3)])
def test_of_a_paste_each_clause_is_read_alone(before: int, shared: int) -> None:
    assert points("丁，" * before + "甲，乙丙", one="甲乙丙") == {"one": part(shared * RUN, 6 * RUN)}


def test_the_nearest_guide_comes_first_and_of_equals_the_one_listed_first() -> None:
    assert [hit.id for hit in hits("甲乙丁", one="丁", two="甲乙", three="丁")] == ["two", "one", "three"]
    assert [hit.id for hit in hits("乙，甲", one="甲", two="乙")] == ["one", "two"]


def test_of_several_ways_the_best_counts_and_of_equals_the_first() -> None:
    (hit,) = hits("甲乙丙", one=("甲", "甲乙丙", "甲乙"))
    assert (hit.way, hit.points) == ("甲乙丙", 6 * RUN)
    (hit,) = hits("甲乙", one=("丁乙", "甲丁", "乙丁"))
    assert hit.way == "丁乙"
    (hit,) = hits("乙，甲", one=("甲", "乙"))
    assert (hit.way, hit.near.window) == ("乙", (0, 1))  # the first clause before the first way
    (hit,) = hits("甲，甲", one="甲")
    assert hit.near.window == (0, 1)


@pytest.mark.parametrize(
    ("text", "share"),
    [("甲乙丙", 1000), ("甲乙丙丁", 666), ("甲乙丙，丁", 857), ("花呗甲乙丙", 1000), ("甲乙", 1000), ("甲乙丁", 500)],
)
def test_it_is_told_how_much_of_the_message_it_is(text: str, share: int) -> None:
    (hit,) = hits(text, one="甲乙丙")
    assert hit.share == share


def test_what_several_guides_are_asked_for_with_is_less_of_the_message() -> None:
    (first, _) = hits("甲乙丁", one="甲乙", two="甲丙")
    assert first.share == 1000 * 750 // (750 + 3 * RUN)


def test_groups_are_part_of_the_message_too() -> None:
    (hit,) = hits("甲，关闭", one="甲")
    assert hit.share == 1000 // 7
    (hit,) = hits("甲，关闭", one="甲", two="关闭")[1:]
    assert hit.share == 1000 // 7


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        *(("甲乙丙", ((0, 3),)), ("甲丁乙丙", ((0, 1), (2, 4))), ("丁，甲乙", ((2, 4),)), ("甲乙，甲乙", ((0, 2),))),
        *(("甲乙丁甲乙", ((0, 2), (3, 5))), ("丙，甲乙丙", ((2, 5),)), ("甲甲甲", ((0, 3),))),
        *(("甲丁甲丁甲", ((0, 1), (2, 3), (4, 5))), ("甲，乙丙", ((0, 1), (2, 4)))),
    ],
)
def test_it_is_told_where_it_stands(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    (hit,) = hits(text, one="甲乙丙")
    assert hit.spans() == spans


def test_a_group_stands_with_all_of_its_word() -> None:
    (hit,) = hits("丁关掉", one="关闭")
    assert hit.spans() == ((1, 3),)
    (hit,) = hits("关掉，甲，乙，丙", one=("关闭", "甲", "乙", "丙"))[:1]
    assert hit.spans() == ((0, 2),)
    (hit,) = hits("关掉己甲己乙己丙己丁", one="关闭，甲，乙，丙，丁")
    assert hit.spans() == ((0, 2), (3, 4), (5, 6), (7, 8), (9, 10))


GUIDES: Mapping[str, Guide] = {
    id_: Guide(id=id_, reviewed=date(2026, 1, 1), page=f"howto/{id_}.md", title=title, short="", said=said)
    for id_, title, said in [
        *(
            ("a", "甲", ()),
            ("b", "乙", ()),
            ("c", "丙", ()),
            ("d", "丁", ()),
            ("e", "白条和月付", ()),
            ("f", "己", ("白条",)),
        ),
    ]
}


def hit(id_: str, points: int, share: int = 1000, near: Near | None = None) -> Hit:
    return Hit(id_, points, "", share, near or Near(Message("开", {}), (0, 1), frozenset("开")))


def named(text: str, scope: str, *hits: Hit) -> list[str]:
    return [guide.id for guide in name(GUIDES, hits, fold(text, HOW), scope, MARK)]


@pytest.mark.parametrize(
    ("scope", "text", "least"),
    [
        *(("general", "开", 70), ("in", "开", 50), ("out", "花呗开", 50), ("out", "信用购开", 50), ("out", "开", 300)),
        *(("general", "白条开", 70), ("in", "白条开", 50), ("out", "花呗白条开", 50)),
    ],
)
def test_how_many_points_are_enough_depends_on_the_scope(scope: str, text: str, least: int) -> None:
    assert named(text, scope, hit("a", least)) == ["a"]
    assert named(text, scope, hit("a", least - 1)) == []


def test_but_for_a_general_question_how_much_of_the_message_they_are_about_counts() -> None:
    assert named("开", "in", hit("a", 100, 500)) == ["a"]
    assert named("开", "in", hit("a", 100, 499)) == []
    assert named("开", "out", hit("a", 600, 500)) == ["a"]
    assert named("开", "out", hit("a", 600, 499)) == []
    assert named("开", "general", hit("a", 70, 1)) == ["a"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("白条开", ["e", "f"]),
        ("月付开", ["e"]),
        ("白条月付开", ["e", "f"]),
        ("开", ["a", "e", "f"]),
        ("花呗白条开", ["a", "e", "f"]),
    ],
)
def test_beside_the_products_of_others_a_guide_must_speak_of_them(text: str, ids: list[str]) -> None:
    assert named(text, "out", *(hit(id_, 400) for id_ in "aef")) == ids
    assert named(text, "out", hit("e", 299)) == (["e"] if "花呗" in text else [])


def test_without_lists_of_products_there_are_none() -> None:
    guides = name(GUIDES, [hit("a", 300)], fold("白条开", HOW), "out", marker({}, ()))
    assert [guide.id for guide in guides] == ["a"]


def test_at_most_three_are_named_and_none_far_behind_the_first() -> None:
    assert named("开", "general", *(hit(id_, 400) for id_ in "abcd")) == ["a", "b", "c"]
    assert named("开", "general", hit("a", 400), hit("b", 200), hit("c", 199)) == ["a", "b"]
    assert named("开", "in", hit("b", 400, 100), hit("a", 100), hit("c", 50)) == [
        "a",
        "c",
    ]  # the first of those that fit
    assert named("开", "in", hit("b", 40), *(hit(id_, 60) for id_ in "acde")) == ["a", "c", "d"]
    assert named("开", "general") == []


def test_a_guide_stands_with_its_title_and_its_page() -> None:
    (guide,) = name(GUIDES, [hit("a", 400)], fold("开", HOW), "general", MARK)
    assert (guide.id, guide.title, guide.path, guide.because) == ("a", "甲", "howto/a/", ("开",))


@pytest.mark.parametrize(
    ("text", "shared", "because"),
    [
        *(("甲乙丙", ["甲乙"], ("甲乙",)), ("甲乙丁甲乙", ["甲乙"], ("甲乙",)), ("甲丁乙", ["甲", "乙"], ("甲",))),
        *(("甲丁乙丙", ["甲", "乙丙"], ("乙丙",)), ("甲 乙", ["甲乙"], ("甲 乙",))),
        ("甲乙丁丙丙丁己己己丁庚庚", ["甲乙", "丙丙", "己己己", "庚庚"], ("甲乙", "丙丙", "己己己")),
        ("甲乙丁丙丙丙丁己己己丁庚庚庚", ["甲乙", "丙丙丙", "己己己", "庚庚庚"], ("丙丙丙", "己己己", "庚庚庚")),
    ],
)
def test_its_longest_stretches_say_why_in_their_order(text: str, shared: list[str], because: tuple[str, ...]) -> None:
    folded = fold(text, HOW)
    near = Near(Message(folded.text, {}), (0, len(folded.text)), frozenset(shared))
    (guide,) = name(GUIDES, [hit("a", 400, near=near)], folded, "general", MARK)
    assert guide.because == because

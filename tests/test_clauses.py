"""Clauses and their marks, on words made up for it: where a message is cut, and whom and what each piece is about."""

from __future__ import annotations

import pytest

from checker.message.clauses import (
    ASKED,
    DENIED,
    ELSEWHERE,
    HEARD,
    KIN,
    OTHER,
    PAST,
    REPORTED,
    SUPPOSED,
    clauses,
    is_elsewhere,
    marker,
    names_ours,
)
from checker.message.fold import fold, spelling

WORDS: dict[str, tuple[str, ...]] = {
    "other": ("路人",),
    "kin": ("妈", "老公"),
    "asked": ("吗",),
    "supposed": ("如果",),
    "heard": ("听说",),
    "past": ("从前",),
    "elsewhere": ("白条",),
    "denied": ("一样没有",),
    "reported": ("获刑",),
    "self": ("我",),
    "product": ("花呗",),
    "stated": ("怎么办",),
    "owned": ("我", "我家"),
    "behalf": ("代人",),
    "acting": ("帮",),
    "aims": ("问",),
    "contrast": ("能用",),
    "beside": ("借给", "陪"),
    "aside": ("说",),
    "speaker": ("客服",),
    "lenders": ("借呗", "白条"),
    "ours": ("花呗", "信用购"),
}
PLAIN = spelling({}, {})
ABOUT_SOMEBODY = [KIN, OTHER]


def marked(text: str, breaks: tuple[str, ...] = (), **changed: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """The clauses of `text` and their marks; a list that is changed to nothing has no words."""
    found = clauses(fold(text, PLAIN), marker({**WORDS, **changed}, breaks))
    return [(clause.text, sorted(clause.marks)) for clause in found]


def pieces(text: str, *breaks: str) -> list[str]:
    return [piece for piece, _ in marked(text, breaks)]


def marks(text: str, **changed: tuple[str, ...]) -> list[list[str]]:
    return [found for _, found in marked(text, **changed)]


@pytest.mark.parametrize("end", [*"\n。！？!?;；,，、~|⏎", "…", "……", "..", "......"])
def test_punctuation_ends_a_clause(end: str) -> None:
    assert pieces(f"开不了{end}试过了") == ["开不了", "试过了"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(("", []), ("，。！", []), ("，，开，，", ["开"]), ("开", ["开"])),
        *(
            ("要1,000元", ["要1,000元"]),
            ("要1,0元", ["要1,0元"]),
            ("要1.5元", ["要1.5元"]),
            ("要1，000元", ["要1,000元"]),
            ("要1、2元", ["要1", "2元"]),
        ),
        *(("要1,多", ["要1", "多"]), ("要,1元", ["要", "1元"]), ("要1,", ["要1"]), (",1元", ["1元"])),
    ],
)
def test_a_comma_inside_a_number_ends_none(text: str, found: list[str]) -> None:
    assert pieces(text) == found


def test_a_clause_says_where_it_stands() -> None:
    text = "，开不了。试过了"
    found = clauses(fold(text, PLAIN), marker(WORDS, ()))
    assert [(clause.start, clause.end) for clause in found] == [(1, 4), (5, 8)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我开了但是不行", ["我开了", "但是不行"]),
        ("但是不行", ["但是不行"]),
        ("我开了，但是不行", ["我开了", "但是不行"]),
        ("开了但是试了所以不行", ["开了", "但是试了", "所以不行"]),
    ],
)
def test_a_conjunction_begins_a_clause(text: str, found: list[str]) -> None:
    assert pieces(text, "但是", "所以") == found
    assert "".join(pieces(text)) == text.replace("，", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("花呗开不了 试过了", ["花呗开不了", "试过了"]),
        ("试了 不行", ["试了不行"]),  # two and two: such spaces spread characters
        ("试过 还不行", ["试过", "还不行"]),  # two and a half on average
        ("一直开不了 行", ["一直开不了行"]),  # a single character is no clause
        ("行 一直开不了", ["行一直开不了"]),
        ("花 呗 开 不 了", ["花呗开不了"]),
        ("一直开 不 了花呗啊", ["一直开不了花呗啊"]),
        ("一 直 开不了花呗啊", ["一直开不了花呗啊"]),
        ("一直开不了 ok就是不行", ["一直开不了ok就是不行"]),  # the usual space of mixed writing
        ("一直开不了ok 就是不行", ["一直开不了ok就是不行"]),
        ("一直开ok了 就ok是不行", ["一直开ok了", "就ok是不行"]),
        ("一直开不了\u200b就是不行", ["一直开不了就是不行"]),  # nothing that can be seen
        ("  一直开不了  就是不行  ", ["一直开不了", "就是不行"]),
    ],
)
def test_a_space_ends_a_clause_where_it_stands_for_a_comma(text: str, found: list[str]) -> None:
    assert pieces(text) == found


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        *(("如果开了", SUPPOSED), ("听说开了", HEARD), ("从前开了", PAST), ("白条开了", ELSEWHERE), ("开了吗", ASKED)),
        *(("路人开了", OTHER), ("开了", "")),
    ],
)
def test_a_word_marks_its_clause_alone(text: str, mark: str) -> None:
    assert marks(f"试了，{text}，试了") == [[], [mark] if mark else [], []]


@pytest.mark.parametrize("mark", "?？")
def test_a_question_mark_asks_about_its_clause_alone(mark: str) -> None:
    assert marks(f"开了{mark}试了") == [[ASKED], []]
    assert marks(f"试了，开了{mark}") == [[], [ASKED]]


def test_a_question_about_what_is_stated_states_it() -> None:
    assert marks("过期了怎么办？") == [[]]
    assert marks("过期了吗怎么办？") == [[ASKED]]
    assert marks("过期了怎么办") == [[]]


def test_our_product_beside_another_is_not_elsewhere() -> None:
    assert marks("白条和花呗") == [[]]
    assert marks("白条，花呗") == [[ELSEWHERE], []]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("路人开了", [OTHER]),
        ("妈开了", ABOUT_SOMEBODY),
        ("我妈开了", ABOUT_SOMEBODY),  # the owner of somebody is not the subject
        ("我家老公开了", ABOUT_SOMEBODY),
        ("我和妈开了", []),  # the writer first
        ("妈和我开了", ABOUT_SOMEBODY),
        ("路人和我开了", [OTHER]),
        *(("借给妈开了", [OTHER]), ("陪妈开了", [OTHER])),  # somebody, but not the subject
    ],
)
def test_a_clause_is_about_who_stands_in_it_first(text: str, found: list[str]) -> None:
    assert marks(text) == [found]


def test_what_goes_on_is_about_the_same_person_until_the_writer_is_named() -> None:
    assert marks("妈想开，过期了，没开成") == [ABOUT_SOMEBODY] * 3
    assert marks("妈想开，我过期了，没开成") == [ABOUT_SOMEBODY, [], []]
    assert marks("妈想开，我妈过期了，没开成") == [ABOUT_SOMEBODY] * 3
    assert marks("妈能用，过期了，没开成") == [ABOUT_SOMEBODY, [], []]  # only for the contrast
    assert marks("妈想开，老公能用，没开成") == [ABOUT_SOMEBODY, ABOUT_SOMEBODY, []]
    assert marks("路人想开，过期了") == [[OTHER], []]
    assert marks("妈想开，从前过期了") == [ABOUT_SOMEBODY, [KIN, OTHER, PAST]]


def test_on_behalf_of_somebody_only_what_names_the_writer_is_about_the_writer() -> None:
    assert marks("过期了，代人问，我开了") == [ABOUT_SOMEBODY, ABOUT_SOMEBODY, []]
    assert marks("过期了，从前，代人") == [ABOUT_SOMEBODY, [KIN, OTHER, PAST], ABOUT_SOMEBODY]


@pytest.mark.parametrize(
    ("text", "is_for_somebody"),
    [
        *(("帮妈问", True), ("帮我妈问", True), ("帮妈123456问", True), ("帮妈1234567问", False)),
        *(("帮问妈", False), ("妈帮问", False), ("帮路人问", False)),
    ],
)
def test_asking_for_somebody_close_is_on_their_behalf(text: str, is_for_somebody: bool) -> None:
    assert marks(f"过期了，{text}")[0] == (ABOUT_SOMEBODY if is_for_somebody else [])


@pytest.mark.parametrize(
    ("text", "is_of_somebody"),
    [
        *(("妈花呗开不了", True), ("我妈的花呗开不了", True), ("花呗妈开不了", False), ("妈开不了", False)),
        *(("妈说花呗开不了", False), ("妈花呗能用", False), ("我和妈的花呗", False), ("路人花呗开不了", False)),
        ("借给妈花呗开不了", False),
    ],
)
def test_the_product_of_somebody_close_makes_all_of_it_theirs(text: str, is_of_somebody: bool) -> None:
    assert marks(f"过期了，{text}")[0] == (ABOUT_SOMEBODY if is_of_somebody else [])


def test_who_speaks_in_a_chat_speaks_of_themself_to_the_end_of_the_line() -> None:
    for line in "\n⏎":
        assert marks(f"客服：过期了，开了{line}没开，试了") == [ABOUT_SOMEBODY, ABOUT_SOMEBODY, [], []]
        assert marks(f"没开{line}客服：过期了") == [[], ABOUT_SOMEBODY]
    assert marks("客服：我开了，我试了") == [ABOUT_SOMEBODY, ABOUT_SOMEBODY]
    assert marks("客服：从前过期了") == [[KIN, OTHER, PAST]]
    assert marks("路人：开了，我试了") == [ABOUT_SOMEBODY, ABOUT_SOMEBODY]
    assert marks("我妈小李：我开了") == [ABOUT_SOMEBODY]
    assert marks("客服小李：我开了") == [ABOUT_SOMEBODY]
    assert marks("客服小李三：我开了") == [[]]
    assert marks("问客服：我开了") == [[]]
    assert marks("客服过期了") == [[]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("越狱、出国、一样没有", [[DENIED], [DENIED], []]),
        ("越狱、一样没有、出国", [[DENIED], [], []]),
        ("一样没有", [[]]),
        ("123456、一样没有", [[DENIED], []]),
        ("1234567、一样没有", [[], []]),  # no item of a list
        ("越狱、1234567、出国、一样没有", [[], [], [DENIED], []]),
        ("越狱、从前出国、一样没有", [[DENIED], [DENIED, PAST], []]),
        *((f"越狱{stop}出国、一样没有", [[ASKED] if stop in "?？" else [], [DENIED], []]) for stop in "\n。！!?？"),
        *(("越狱。一样没有", [[], []]), ("越狱、出国。越狱、一样没有", [[], [], [DENIED], []])),
    ],
)
def test_a_list_is_denied_by_what_stands_at_its_end(text: str, found: list[list[str]]) -> None:
    assert marks(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(("三人获刑", [[REPORTED]]), ("从前获刑，客服：三人", [[PAST, REPORTED], [REPORTED]])),
        *(("三人", [[]]), ("三人获刑，我", [[], []]), ("我妈获刑", [ABOUT_SOMEBODY])),
        *(("三人获刑吗", [[ASKED]]), ("三人获刑，一样？", [[], [ASKED]]), ("获刑怎么办", [[]])),
    ],
)
def test_a_news_item_names_no_writer_and_asks_nothing(text: str, found: list[list[str]]) -> None:
    assert marks(text) == found


@pytest.mark.parametrize(
    ("text", "elsewhere", "ours"),
    [
        *(
            ("借呗开不了", True, False),
            ("花呗开不了", False, True),
            ("借呗和花呗", False, True),
            ("开不了", False, False),
        ),
        *(("信用购和借呗", False, True), ("我的白条，开不了", True, False)),
    ],
)
def test_a_message_is_about_the_products_of_others_where_it_names_no_other(
    text: str, elsewhere: bool, ours: bool
) -> None:
    how = marker(WORDS, ())
    assert (is_elsewhere(text, how), names_ours(text, how)) == (elsewhere, ours)


def test_the_longest_word_counts_and_every_word_is_text() -> None:
    assert marks("老公我哥开了，过期了", kin=("老公", "老公我哥")) == [ABOUT_SOMEBODY] * 2  # the writer is not named
    assert marks("从.前", past=(".前",)) == [[PAST]]
    assert marks("从甲前", past=(".前",)) == [[]]
    assert pieces("开了甲不行", ".") == ["开了甲不行"]
    assert pieces("开了.不行", ".") == ["开了", ".不行"]


@pytest.mark.parametrize("name", [name for name in WORDS if name != "self"])
def test_a_list_without_words_is_never_there(name: str) -> None:
    """Whatever other list is empty or missing, a clause of none of its words reads the same."""
    assert marks("试了，我开不了", **{name: ()}) == [[], []]
    rest = {other: words for other, words in WORDS.items() if other != name}
    found = clauses(fold("试了，我开不了", PLAIN), marker(rest, ()))
    assert [clause.marks for clause in found] == [frozenset()] * 2


def test_without_words_nothing_is_marked() -> None:
    folded = fold("帮我妈问花呗：从前开了吗？一样没有", PLAIN)
    found = clauses(folded, marker({}, ()))
    assert [sorted(clause.marks) for clause in found] == [[ASKED], []]


def test_lists_that_build_on_others_do_without_them() -> None:
    assert marks("妈开了", owned=()) == [ABOUT_SOMEBODY]
    assert marks("妈开了", beside=()) == [ABOUT_SOMEBODY]
    assert marks("妈开了", other=()) == [ABOUT_SOMEBODY]
    assert marks("客服：我开了", other=()) == [ABOUT_SOMEBODY]
    assert marks("妈：我开了", speaker=()) == [ABOUT_SOMEBODY]
    assert marks("过期了，帮妈问", acting=()) == [[], ABOUT_SOMEBODY]
    assert marks("过期了，帮妈问", aims=()) == [[], ABOUT_SOMEBODY]
    assert marks("过期了，帮妈问", behalf=()) == [ABOUT_SOMEBODY, ABOUT_SOMEBODY]
    assert marks("过期了，代人", acting=()) == [ABOUT_SOMEBODY, ABOUT_SOMEBODY]

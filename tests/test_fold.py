"""One spelling for many, on spellings made up for it; every character remembers where it stood."""

from __future__ import annotations

import pytest

from checker.message.fold import HEAD, TAIL, Spelling, fold, fold_word, spelling

PLAIN = spelling({}, {})


@pytest.fixture
def how() -> Spelling:
    """Made anew for each test."""
    return spelling({"開": "开", "貝": "贝"}, {"花贝": "花呗", "hb": "花呗", "花贝贝": "花呗呗", "c++": "花"})


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        *(
            ("", ""),
            ("花呗", "花呗"),
            ("开 不\t了", "开不了"),
            ("开\n不", "开\n不"),
            ("A1b", "a1b"),
            ("ＡＢ１！", "ab1!"),
        ),
        *(("開", "开"), ("開開", "开开"), ("开\u200b不\u202e了\ufeff", "开不了"), ("\u3000开\u00a0", "开")),
        *(("\x00开\x1b\x7f", "开"), ("e\u0301", "e"), ("é", "é"), ("\ud800开", "开"), ("ß", "ss"), ("İ", "i")),
        *(("①", "1"), ("㎏", "kg"), ("㍿", "株式会社"), ("ﷺ", ""), ("﷼", "ریال"), ("😭", "😭"), ("~", "~")),
        *(("花贝", "花呗"), ("花貝", "花呗"), ("HB", "花呗"), ("ｈｂ开", "花呗开"), ("hbo", "hbo"), ("ahb", "ahb")),
        *(
            ("1hb2", "1花呗2"),
            ("花 贝", "花呗"),
            ("花贝贝", "花呗呗"),
            ("花贝花贝", "花呗花呗"),
            ("c++", "花"),
            ("cc", "cc"),
        ),
    ],
)
def test_what_is_typed_in_many_ways_has_one_spelling(how: Spelling, text: str, plain: str) -> None:
    assert fold(text, how).text == plain
    assert fold_word(text, how) == plain


def test_every_character_remembers_where_it_stood(how: Spelling) -> None:
    folded = fold("问 HB开㎏", how)
    assert folded.text == "问花呗开kg"
    assert folded.starts == (0, 2, 2, 4, 5, 5)
    assert folded.ends == (1, 4, 4, 5, 6, 6)
    assert folded.quote(0, 1) == "问"
    assert folded.quote(0, 2) == "问 HB"
    assert folded.quote(1, 3) == "HB"
    assert folded.quote(3, 6) == "开㎏"


def test_a_word_with_a_space_in_it_quotes_the_space_too(how: Spelling) -> None:
    folded = fold("我花 贝开", how)
    assert (folded.text, folded.quote(1, 3)) == ("我花呗开", "花 贝")


@pytest.mark.parametrize("more", [0, 1, 2, 5000])
def test_of_a_long_text_both_ends_are_read(more: int) -> None:
    text = "头" + "甲" * (HEAD - 1) + "中" * more + "乙" * (TAIL - 1) + "尾"
    folded = fold(text, PLAIN)
    assert folded.text == "头" + "甲" * (HEAD - 1) + "乙" * (TAIL - 1) + "尾"
    assert folded.original == text
    assert (folded.starts[HEAD - 1], folded.starts[HEAD]) == (HEAD - 1, HEAD + more)
    assert folded.ends[-1] == len(text)


def test_without_slips_and_characters_only_the_width_changes() -> None:
    assert fold("ＨＢ開花贝", PLAIN).text == fold_word("ＨＢ開花贝", PLAIN) == "hb開花贝"
    assert fold_word("開花贝", PLAIN) == "開花贝"


def test_a_slip_may_be_written_in_any_spelling() -> None:
    how = spelling({"貝": "贝"}, {"Ｈ B": "花呗", "花貝": "花呗"})
    assert [fold(text, how).text for text in ("hb", "花贝", "花貝")] == ["花呗"] * 3


@pytest.mark.parametrize(("word", "folded"), [("開", "开"), ("開花貝", "开花呗"), ("开 hb", "开花呗"), ("Ａ", "a")])
def test_a_word_alone_is_folded_alike(how: Spelling, word: str, folded: str) -> None:
    assert fold_word(word, how) == folded

"""How wide text is, where lines break, and what never reaches a terminal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.terminal import MAX_COLUMNS, MIN_COLUMNS, Terminal, one_line, printable, terminal_of, width, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("花呗", 4), ("拨 95188", 8), ("“", 2), ("e\u0301", 1), ("\u200b", 0), ("ｗ", 2), ("ｱ", 1)],
)
def test_width_counts_columns_not_characters(text: str, columns: int) -> None:
    assert width(text) == columns


def test_a_line_never_begins_with_closing_punctuation() -> None:
    assert wrap("一二三四，五六", 8) == ["一二三", "四，五六"]


def test_a_line_never_ends_with_an_opening_quotation_mark() -> None:
    assert wrap("一二三“四五”", 8) == ["一二三", "“四五”"]


def test_latin_words_and_numbers_stay_whole() -> None:
    assert wrap("请拨 95188 问", 9) == ["请拨", "95188 问"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrap("gov.cn/abcdefgh/i", 8) == ["gov.cn/a", "bcdefgh/", "i"]


def test_an_address_is_never_cut() -> None:
    address = "https://www.gov.cn/zhengce/content_7066927.htm"
    assert wrap(f"见 {address} 第三条", 20, "- ") == ["- 见", f"  {address}", "  第三条"]
    assert wrap(f"规矩（P01）{address}", 20)[1:] == [address]


def test_later_lines_are_set_in_under_the_first() -> None:
    assert wrap("一二三四五", 8, "1. ") == ["1. 一二", "   三四", "   五"]


def test_no_text_is_one_empty_line() -> None:
    assert wrap("", 20) == [""]


@given(
    text=st.text(), columns=st.integers(MIN_COLUMNS, MAX_COLUMNS), mark=st.sampled_from(["", "- ", "12. ", "  一："])
)
def test_no_line_is_wider_than_the_paper_and_nothing_is_lost(text: str, columns: int, mark: str) -> None:
    lines = wrap(text, columns, mark)
    crowded = max(map(_longest_run, ["", *text.split()]))
    assert all(width(line) <= columns for line in lines) or crowded > columns
    told = "".join("".join(lines).split())
    assert told == "".join((mark + text).split())


def _longest_run(word: str) -> int:
    """Marks without a width of their own may pile up on a line; they take no room."""
    return sum(width(char) for char in word)


def test_paper_is_bounded_and_plain_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, expected in (
        ("7", MIN_COLUMNS),
        ("60", 60),
        ("4000", MAX_COLUMNS),
        ("abc", MAX_COLUMNS),
        ("-5", MAX_COLUMNS),
    ):
        monkeypatch.setenv("COLUMNS", columns)
        assert terminal_of(io.StringIO()) == Terminal(expected, styled=False)


def test_styles_are_asked_for_and_can_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    window = io.StringIO()
    monkeypatch.setattr(window, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert terminal_of(window).styled
    monkeypatch.setenv("NO_COLOR", "")
    assert not terminal_of(window).styled
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not terminal_of(window).styled


def test_styles_touch_nothing_on_plain_paper() -> None:
    assert Terminal().bold("x") == Terminal().faint("x") == "x"
    assert Terminal(styled=True).bold("") == ""
    assert "x" in Terminal(styled=True).bold("x") != "x"


@given(st.text())
def test_printable_text_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    shown = printable(text)
    assert all(char == " " or char.isprintable() for char in shown)


def test_printable_keeps_what_people_write() -> None:
    assert printable("花呗 打不开😀") == "花呗 打不开😀"
    assert printable("a\nb\tc") == "a b c"
    assert "\x1b" not in printable("\x1b[31m红\ud800")


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert one_line(text).isprintable()
    assert one_line(text).isascii() or text

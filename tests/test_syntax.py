"""TOML as people break it who do not know TOML: which line is named, and what they are told to write."""

from __future__ import annotations

import random
import tomllib

import pytest

from checker import syntax
from checker.loading import KNOWLEDGE
from checker.syntax import (
    CLOSED_WIDE,
    INSIDE,
    MARKED,
    OPENED_BY_TWO,
    SEPARATED,
    UNCLOSED,
    UNPAIRED,
    UNQUOTED,
    Fault,
    commented_out,
    faults,
)

PAGE = '''reviewed = 2026-01-01

[reason.R01]
title = "一"
never = ["别交钱。", "别转账。"]
steps = [
  "先停下。",
  "再问客服。",  # 拨 95188
]
when = { question = "age", is = "under_18" }
body = """
您好：

我说"不"。
"""
[said]
"一句话" = ["打不开"]
last = "完"'''
"""A file in which every kind of line stands, and nothing is wrong."""


def told(text: str) -> list[Fault]:
    """What is told of a text: that it cannot be read, or that a part of it has become a comment."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return faults(text, str(error))
    return commented_out(text)


def broken(old: str, new: str) -> tuple[str, int]:
    """`PAGE` with `old` replaced, and the line on which it stood."""
    assert PAGE.count(old) == 1
    return PAGE.replace(old, new), PAGE[: PAGE.index(old)].count("\n") + 1


def test_the_page_itself_is_fine() -> None:
    tomllib.loads(PAGE)
    assert list(syntax._Lines(PAGE).faults()) == []
    assert commented_out(PAGE) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        *(('says = [\n  #age:8-17 -还差",\n  "一",\n]', [2]), ('#一" = 1\n', [1]), ('#一\n  #二"三"四"\n', [2])),
        *(('#一 "二"\n', []), ('a = "#一"  # 二"\n', []), ("#一\n", []), ("", [])),
    ],
)
def test_a_text_that_has_become_a_comment_is_told(text: str, lines: list[int]) -> None:
    assert [fault.line for fault in commented_out(text)] == lines


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title = "一"', 'title = "一'),
        ('"别交钱。", ', '"别交钱。, '),
        ('"别转账。"]', '"别转账。]'),
        ('["别交钱。"', '[别交钱。"'),
        ('  "先停下。",', '  "先停下。,'),
        ('  "再问客服。",', '  "再问客服。,'),
        ('question = "age"', 'question = "age'),
        ('is = "under_18"', 'is = "under_18'),
        ('"一句话" =', '"一句话 ='),
        ('["打不开"]', '["打不开]'),
        ('last = "完"', 'last = "完'),
        ('title = "一"', 'title = "他说“强开”就行'),
        ('title = "一"', 'title = "他说\\"强开\\"就行'),
        ('title = "一"', "title = '一"),
    ],
)
def test_a_missing_quotation_mark(old: str, new: str) -> None:
    text, line = broken(old, new)
    first = told(text)[0]
    assert first.line == line
    assert first.expected in (UNPAIRED, UNQUOTED)


def test_a_missing_quotation_mark_on_the_first_line() -> None:
    assert told('title = "一\n' + PAGE) == [Fault(1, UNPAIRED)]
    assert told('title = "一') == [Fault(1, UNPAIRED)]


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ('。\n"""\n[said]', "。\n[said]", 11),
        ('。\n"""\n[said]', '。\n""\n[said]', 15),
        ('。\n"""\n[said]', '。"\n[said]', 14),
        ('\n"""\n[said]\n"一句话" = ["打不开"]\nlast = "完"', "\n", 11),
    ],
)
def test_a_text_of_several_lines_that_does_not_end(old: str, new: str, at: int) -> None:
    assert told(broken(old, new)[0]) == [Fault(at, UNCLOSED)]


def test_a_text_of_several_lines_with_one_mark_too_few_in_front() -> None:
    assert told(broken('body = """', 'body = ""')[0])[0] == Fault(11, OPENED_BY_TWO)
    assert told('body = ""您好：\n\n再见。\n"""')[0] == Fault(1, OPENED_BY_TWO)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title = "一"', 'title = "他说"先交钱"再开"'),
        ('title = "一"', 'title = ""同意"是什么意思"'),
        ('title = "一"', 'title = "什么是"同意""'),
        ('title = "一"', 'title = "点 "OK" 再走"'),
        ('title = "一"', 'title = "他说"，"我不信"'),
        ('title = "一"', 'title = "他说,"先交钱",再开"'),
        ('title = "一"', 'title = "看"甲"和"乙"两处"  # 注'),
        ('["别交钱。", ', '["别信"强开"。", '),
        ('"别转账。"]', '"别信"强开""]'),
        ('  "先停下。",', '  "听到"先交钱"就停下。",'),
        ('  "再问客服。",', '  "再问"客服"",'),
        ('is = "under_18"', 'is = "他说"十八"岁"'),
        ('"一句话" =', '"一句"话"的事" ='),
        ('last = "完"', 'last = "说"完""'),
    ],
)
def test_straight_quotation_marks_inside_a_sentence(old: str, new: str) -> None:
    text, line = broken(old, new)
    assert told(text)[0] == Fault(line, INSIDE)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('title = "一"', "title = “一”", "“"),
        ('title = "一"', 'title = “一"', "“"),
        ('title = "一"', 'title ＝ "一"', "＝"),
        ('["别交钱。", "别转账。"]', '［"别交钱。", "别转账。"］', "［"),
        ('"别转账。"]', '"别转账。"］', "］"),
        ('"别交钱。", ', '"别交钱。"，', "，"),
        ('"别交钱。", ', '"别交钱。"、', "、"),
        ('  "先停下。",', '  "先停下。"，', "，"),
        ('when = { question = "age",', 'when = ｛ question = "age",', "｛"),
        ("[said]", "［said］", "［"),
        ('title = "一"', 'title　= "一"', "空格"),
        ('title = "一"', 'title =\xa0"一"', "空格"),
        ("  # 拨 95188", "  ＃ 拨 95188", "＃"),
    ],
)
def test_what_an_input_method_typed(old: str, new: str, expected: str) -> None:
    text, line = broken(old, new)
    first = told(text)[0]
    assert first.line == line
    assert expected in first.expected


def test_a_text_that_is_closed_by_a_full_width_mark() -> None:
    text, line = broken('title = "一"', 'title = "一”')
    assert told(text)[0] == Fault(line, CLOSED_WIDE.format("”"))
    text, line = broken('"别转账。"]', '"别转账。”]')
    assert told(text)[0] == Fault(line, CLOSED_WIDE.format("”"))


def test_a_text_without_any_marks() -> None:
    text, line = broken('title = "一"', "title = 一")
    assert told(text) == [Fault(line, UNQUOTED)]
    text, line = broken('"一句话" =', "一句话 =")
    assert told(text)[0].line == line


def test_a_missing_comma() -> None:
    text, line = broken('"别交钱。", ', '"别交钱。" ')
    assert told(text) == [Fault(line, SEPARATED)]


@pytest.mark.parametrize("text", [PAGE, "", '[reason.R01]\ntitle = "一\n', "# 注\n"])
def test_a_byte_order_mark(text: str) -> None:
    assert faults(syntax.BYTE_ORDER_MARK + text, "Invalid statement (at line 1, column 1)") == [Fault(1, MARKED)]


def test_every_line_that_is_wrong_is_told() -> None:
    text = (
        PAGE.replace('title = "一"', 'title = "一').replace('"别转账。"]', '"别信"强开""]').replace('= "完"', "= “完”")
    )
    assert [fault.line for fault in told(text)] == [4, 5, 18]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("[said]", "[reason.R01]", 16),
        ('last = "完"', '"一句话" = "完"', 18),
        ('last = "完"', 'last "完"', 18),
        ('last = "完"', "last = yes", 18),
        ("[said]", "[said", 16),
        ('title = "一"', 'title = "一\\。"', 4),
        ('title = "一"', 'title = "一" never = 1', 4),
    ],
)
def test_what_only_the_parser_sees_is_said_in_chinese(old: str, new: str, line: int) -> None:
    [fault] = told(broken(old, new)[0])
    assert fault.expected.startswith("合乎 TOML 的写法：")
    assert "Expected" not in fault.expected
    assert fault.line == line


def test_any_quotation_mark_may_be_lost_in_any_real_file() -> None:
    """The line is the right one: the first that is told, and the only one unless a whole text came undone."""
    chance = random.Random(16)  # noqa: S311
    by_hand = (path for path in KNOWLEDGE.rglob("*.toml") if path.name != "weights.toml")  # that one is learned
    for path in sorted(by_hand):
        text = path.read_text(encoding="utf-8")
        marks = [
            place
            for place, char in enumerate(text)
            if char == '"' and text[place - 1 : place + 2].count('"') == 1 and not in_comment(text, place)
        ]
        for place in chance.sample(marks, min(15, len(marks))):
            damaged = text[:place] + text[place + 1 :]
            [fault] = told(damaged)
            assert fault.line == text.count("\n", 0, place) + 1, (path.name, fault)
            assert fault.expected.count('"') or fault.expected == UNPAIRED


def in_comment(text: str, place: int) -> bool:
    """Whether the line of `place` is a comment as a whole."""
    return text[text.rfind("\n", 0, place) + 1 :].startswith("#")


def test_real_files_have_no_faults() -> None:
    for path in KNOWLEDGE.rglob("*.toml"):
        assert list(syntax._Lines(path.read_text(encoding="utf-8")).faults()) == [], path.name

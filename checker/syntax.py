"""Why a TOML file cannot be read, for people who do not know TOML: the line, and what to write there.

The parser says where it gave up; what people did wrong is often elsewhere: a quotation mark that is missing, or one
too many inside a sentence, or a character that a Chinese input method typed. So the lines are looked at once more,
string by string. Only where nothing is seen that way does the parser have its say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

BYTE_ORDER_MARK = "\ufeff"

FULL_WIDTH = {
    "＝": "=",
    "［": "[",
    "］": "]",
    "｛": "{",
    "｝": "}",
    "“": '"',
    "”": '"',
    "＂": '"',
    "，": ",",
    "、": ",",
    "．": ".",
    "＃": "#",
}
"""What a Chinese input method types where TOML wants ASCII; named in the message."""

SPACES = "\u3000\xa0\u200b\ufeff"
"""Spaces that look like one and are none, and marks that cannot be seen."""

AFTER_A_STRING = ",]}=.#"
"""What may follow a string on its line."""

MARKED = "不带 BOM 的 UTF-8：开头有一个看不见的字符，请另存为“UTF-8”，不选“带 BOM 的 UTF-8”"
UNPAIRED = (
    '成对的引号：一段文字的头尾各一个半角的 "，这里多了或少了一个；'
    "句子里面的引号写成“”，分几行写的文字头尾各用三个半角引号"
)
COMMENTED = '成对的引号：# 后面是注释，以 # 开头的一段文字，前面的 " 不能少；注释里的引号也成对'
CLOSED_WIDE = '半角的 " 作结尾的引号，不是全角的 {}'
INSIDE = '句子里面的引号写成“”；半角的 " 只放在一段文字的头和尾'
SEPARATED = "两项之间有一个半角的 ,"
UNCLOSED = "三个半角引号开头的文字，结尾也是三个半角引号"
OPENED_BY_TWO = "分几行写的文字，开头是三个半角引号"
UNQUOTED = '文字的头尾各加一个半角的 "'
UNQUOTED_NAME = '名字只用英文字母、数字、- 和 _，别的名字头尾各加一个半角的 "'

SAID_BY_THE_PARSER = (
    ("twice", "这张表前面已经写过，每张表只写一次"),
    ("Cannot overwrite", "这个名字前面已经写过，每个名字只写一次"),
    ("Cannot redefine", "这个名字前面已经写过，每个名字只写一次"),
    ("Cannot mutate", "这个名字前面已经写过，每个名字只写一次"),
    ("Duplicate inline", "这个名字前面已经写过，每个名字只写一次"),
    ("Unclosed array", "两项之间用半角逗号隔开，最后写 ]"),
    ("Unclosed inline", "两项之间用半角逗号隔开，最后写 }，全部写在一行"),
    ("Expected '='", "名字 = 值"),
    ("Expected ']", "表名外面写一对半角方括号，例如 [reason.R01]"),
    ("Invalid initial character", UNQUOTED_NAME),
    ("Expected newline", "一行只写一个 名字 = 值"),
    ("Unescaped", "文字里的反斜线写两个"),
    ("Invalid value", "一个值：引号里的文字、数字、日期、true、false、[ ] 或 { }"),
    ("Invalid statement", "名字 = 值，或者 [表.id]"),
    ("character", "没有看不见的字符的文字"),
)
"""Part of what `tomllib` says → the same for people who do not know it."""

_STATEMENT = re.compile(r"[A-Za-z][\w.-]*[ \t]*=|\[")
_STATEMENT_IN_TEXT = re.compile(r"^(?:\[\[?[A-Za-z][\w.-]*\]\]?[ \t]*$|[A-Za-z_]+ ?= ?[\"\[{\dtf])", re.MULTILINE)
"""A line of a text that is a table or a key: the text was meant to end before it."""

_ONE_LINE = {'"': re.compile(r'"(?:[^"\\\n]|\\.)*"'), "'": re.compile(r"'[^'\n]*'")}
_ESCAPED = re.compile(r"\\.")


@dataclass(frozen=True, slots=True)
class Fault:
    """A line and what should stand there."""

    line: int  #: counted from 1
    expected: str


def faults(text: str, message: str) -> list[Fault]:
    """What is wrong with a file that `tomllib` refused with `message`: at least one fault, in the order of lines."""
    if text.startswith(BYTE_ORDER_MARK):
        return [Fault(1, MARKED)]
    found = list(_Lines(text.replace("\r\n", "\n")).faults())
    if found:
        return found
    at = re.search(r"line (\d+)", message)
    last = max(1, len(text.splitlines()))
    meant = next((advice for part, advice in SAID_BY_THE_PARSER if part in message), message)
    return [Fault(min(int(at[1]), last) if at else last, f"合乎 TOML 的写法：{meant}")]


def commented_out(text: str) -> list[Fault]:
    """Where a text that begins with ``#`` has become a comment, because the quotation mark before it is missing.

    TOML has nothing against that, and what was written would be lost.
    """
    lines = enumerate(text.splitlines(), 1)
    return [Fault(number, COMMENTED) for number, line in lines if line.lstrip().startswith("#") and line.count('"') % 2]


class _Lines:
    """A file gone through line by line, as far as strings, brackets and strange characters go."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0  #: the next character
        self.depth = 0  #: brackets that are open

    def faults(self) -> Iterator[Fault]:
        """The first fault of each line; nothing after a text of several lines that is not marked as one."""
        while self.at < len(self.text):
            if _STATEMENT.match(self.text, self.at):
                self.depth = 0  # a bracket that was left open is the parser's to tell
            expected = self._line(self.at)
            if expected:
                yield Fault(self.text.count("\n", 0, self.at) + 1, expected)
            if expected in (UNCLOSED, OPENED_BY_TWO):
                return  # whatever follows is text
            self.at = self._end_of_line() + 1

    def _line(self, start: int) -> str:
        """Go to the end of the line that begins at `start`; what is wrong with it, or "".

        A text of several lines belongs to the line on which it begins, and what follows it as well.
        """
        while self.at < len(self.text) and (char := self.text[self.at]) not in "\n#":
            if char in _ONE_LINE:
                expected = self._string(char, start)
                if expected:
                    return expected
            elif not char.isascii():
                return self._strange(char, start)
            else:
                self.depth += (char in "[{") - (char in "]}")
                self.at += 1
        return ""

    def _strange(self, char: str, start: int) -> str:
        """What to write in the place of a character that stands in no string."""
        if char in FULL_WIDTH:
            return f"半角的 {FULL_WIDTH[char]}，不是全角的 {char}"
        if char in SPACES:
            return "半角的空格"
        if "=" in self.text[start : self.at] or self.depth:
            return UNQUOTED
        above = self.text[:start].rstrip()
        if above.endswith('""'):
            self.at = len(above) - 1
            return OPENED_BY_TWO
        return UNQUOTED_NAME

    def _string(self, quote: str, start: int) -> str:
        """Go behind the string that begins here; what is wrong with it, or ""."""
        if self.text.startswith(quote * 3, self.at):
            return self._text_of_several_lines(quote * 3)
        whole = _ONE_LINE[quote].match(self.text, self.at)
        rest = self.text[self.at : self._end_of_line()].rstrip(" \t,]}")
        if whole is None:
            return CLOSED_WIDE.format(rest[-1]) if rest[-1] in "“”" and len(rest) > 1 else UNPAIRED
        after = self.text[whole.end() : self._end_of_line()]
        if after.strip() and after.lstrip()[0] not in AFTER_A_STRING and not _STATEMENT.match(after.lstrip()):
            return self._after(whole[0], after, start)
        self.at = whole.end()
        return ""

    def _text_of_several_lines(self, quotes: str) -> str:
        """Go behind a text between three quotation marks; if it does not end, to where it should have ended."""
        end = self.text.find(quotes, self.at + 3)
        statement = _STATEMENT_IN_TEXT.search(self.text, self.at, len(self.text) if end < 0 else end)
        if end >= 0 and not statement:
            self.at = end + 3
            while self.text.startswith(quotes[0], self.at):  # a text may end with a quotation mark of its own
                self.at += 1
            return ""
        last = self.text[: statement.start() if statement else len(self.text)].rstrip()
        if last.endswith(quotes[0]) and len(last) > self.at + 3:  # one or two stand there already
            self.at = len(last) - 1
        return UNCLOSED

    def _after(self, string: str, after: str, start: int) -> str:
        """What is wrong where `string` is followed by something that may not follow one."""
        line = _ESCAPED.sub("", self.text[start : self._end_of_line()])
        following = after.lstrip()[0]
        if following in SPACES or following == "＃" or (self.depth and following in FULL_WIDTH):
            return self._strange(following, start)
        if line.count('"') % 2:
            return UNPAIRED
        if self.depth and after[0] in " \t" and following == '"':
            return SEPARATED
        return OPENED_BY_TWO if string == '""' and line.count('"') == 2 else INSIDE

    def _end_of_line(self) -> int:
        end = self.text.find("\n", self.at)
        return len(self.text) if end < 0 else end

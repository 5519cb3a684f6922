"""How the command line is written: the parser, its help and its errors, in Chinese.

Messages about the command line itself stand here; all other text comes from the knowledge.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from . import __version__
from .reading import YEARS
from .terminal import one_line

WRONG_USAGE = 2

HEADINGS = {"options": "选项", "positional arguments": "参数"}

ERRORS: Sequence[tuple[str, str]] = (
    (r"the following arguments are required: (.*)", r"还要写上：\1"),
    (r"unrecognized arguments: (.*)", r"不认得：\1"),
    (r"argument (.*?): expected one argument", r"\1 后面要写上一样东西"),
    (r"argument (.*?): ignored explicit argument (.*)", r"\1 后面不写 \2"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 没有 \2，只有 \3"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 和 \2 不能一起用"),
    (r"argument (.*?): (.*[\u3400-\u9fff].*)", r"\1 \2"),  # our own, from `_date` and `_days`
)
"""argparse's messages, as regular expressions, and what is said instead. Others are passed over: the usage follows."""

OPTION = re.compile(r"--?[A-Za-z0-9][A-Za-z0-9-]*(=.*)?", re.DOTALL)
"""What looks like an option. Anything else that begins with - is a sentence or a file's name."""

GUARD = "\ufdd0"
"""Put before a sentence that begins with -, so that argparse takes it for none of its options; no character."""


class Help(argparse.HelpFormatter):
    """argparse's help formatter with Chinese headings."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = "用法：",
    ) -> None:
        """The usage line."""
        super().add_usage(usage, actions, groups, prefix)

    def start_section(self, heading: str | None) -> None:
        """A section with its heading in Chinese."""
        super().start_section(HEADINGS.get(heading or "", heading))


class Parser(argparse.ArgumentParser):
    """argparse's parser with one Chinese sentence as error message."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=Help, add_help=False, allow_abbrev=False, **settings)
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Print one sentence and exit with status 2, as for every other bad input."""
        told = f"（{one_line(in_chinese(message))}）" if in_chinese(message) else ""
        self.exit(WRONG_USAGE, f"没有看懂这条命令{told}。用法见：{self.prog} --help\n")


def in_chinese(message: str) -> str:
    """An error message of argparse in Chinese; one that is Chinese already as it is; "" for an unknown one."""
    for pattern, told in ERRORS:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, told, message, count=1, flags=re.DOTALL)
    return message if re.search(r"[\u3400-\u9fff]", message) else ""


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """The command that `arguments` give; leaves the program with one sentence where they give none."""
    top = parser()
    given = top.parse_args([_guarded(argument) for argument in arguments])
    if given.command == "ask" and (given.sentence is None) == (given.batch is None):
        top.error("ask 后面写一句话，或者写 --batch 文件")
    return given


def parser() -> Parser:
    """The parser of the whole command line."""
    called = Path(sys.argv[0]).name
    prog = called if called == "huabei-check" else "python -m checker"
    top = Parser(prog=prog, description="花呗开通自查：为什么开不了，能做什么，哪些话不要信。")
    top.add_argument("--version", action="version", version=f"huabei-check {__version__}", help="显示版本号")
    actions = top.add_subparsers(dest="command", required=True, metavar="命令")

    interview = actions.add_parser("interview", help="在终端里一题一题地问")
    interview.add_argument("--save", metavar="文件", type=_name, help="边答边存进去；文件里已有回答就接着答")

    diagnose = actions.add_parser("diagnose", help="看一份答案文件说明了什么")
    diagnose.add_argument("file", metavar="答案.json", type=_name, help="答案文件，或自查页的链接；- 表示标准输入")
    diagnose.add_argument("--json", action="store_true", help="输出 JSON，给程序用")

    ask = actions.add_parser("ask", help="用一句话问，看它指向什么")
    ask.add_argument("sentence", nargs="?", metavar="一句话", type=_sentence, help="用你自己的话")
    ask.add_argument("--batch", metavar="文件", type=_name, help="一行一句话，一行输出一个 JSON；- 表示标准输入")
    ask.add_argument("--json", action="store_true", help="输出 JSON，给程序用")
    ask.add_argument(
        "--explain", action="store_true", help="说明是怎么看出来的：小句、记号、词和权重，各在哪个文件哪一行"
    )

    audit = actions.add_parser("audit", help="检查知识文件有没有问题")
    audit.add_argument("--strict-dates", action="store_true", help="过了复核日期也算问题")
    audit.add_argument("--due", action="store_true", help="只列出该重新核对的条目和期限，按来源分组")
    audit.add_argument("--within", metavar="天数", type=_days, help="连同这么多天以内到期的一起列出")
    audit.add_argument("--record-ids", action="store_true", help="把新的 id 登记进 published-ids.txt")
    audit.add_argument("--today", metavar="年-月-日", type=_date, help="当作今天的日期，默认是今天")
    return top


def _guarded(argument: str) -> str:
    is_sentence = argument.startswith("-") and argument not in ("-", "--") and not OPTION.fullmatch(argument)
    return GUARD + argument if is_sentence else argument


def _name(written: str) -> str:
    return written.removeprefix(GUARD)


def _sentence(written: str) -> str:
    """`written` as UTF-8 where it is that, whatever the locale took it for."""
    plain = written.removeprefix(GUARD)
    try:
        return os.fsencode(plain).decode()
    except UnicodeError:
        return plain


def _date(written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"不是 2026-11-22 这样的日期：{written}") from None
    if day.year not in YEARS:
        raise argparse.ArgumentTypeError(f"不是 {YEARS[0]} 到 {YEARS[-1]} 年的日期：{written}")
    return day


def _days(written: str) -> int:
    if written.isascii() and written.isdigit() and len(written) <= len("9999"):
        return int(written)
    raise argparse.ArgumentTypeError(f"不是 0 到 9999 的天数：{written}")

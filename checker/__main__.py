"""The command line: parses the arguments and calls `commands`.

Messages about the command line itself stand here; all other text comes from the knowledge.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from . import commands
from .loading import KNOWLEDGE, PUBLISHED, load
from .model import Knowledge
from .problems import ProblemsError
from .terminal import one_line

HEADINGS = {"options": "选项", "positional arguments": "参数"}


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
        self.exit(commands.WRONG, f"没有看懂这条命令（{one_line(message)}）。用法见：{self.prog} --help\n")


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    called = Path(sys.argv[0]).name
    prog = called if called == "huabei-check" else "python -m checker"
    top = Parser(prog=prog, description="花呗开通自查：为什么开不了，能做什么，哪些话不要信。")
    actions = top.add_subparsers(dest="command", required=True, metavar="命令")

    interview = actions.add_parser("interview", help="在终端里一题一题地问")
    interview.add_argument("--save", metavar="文件", help="结束时把回答存进去；文件里已有回答就接着答")

    diagnose = actions.add_parser("diagnose", help="看一份答案文件说明了什么")
    diagnose.add_argument("file", metavar="答案.json", help="答案文件；- 表示标准输入")
    diagnose.add_argument("--json", action="store_true", help="输出 JSON，给程序用")

    ask = actions.add_parser("ask", help="用一句话问，看它指向什么")
    ask.add_argument("sentence", nargs="?", metavar="一句话", help="用你自己的话")
    ask.add_argument("--batch", metavar="文件", help="一行一句话，一行输出一个 JSON；- 表示标准输入")
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


def _date(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"不是 2026-11-22 这样的日期：{written}") from None


def _days(written: str) -> int:
    if written.isascii() and written.isdigit() and len(written) <= len("9999"):
        return int(written)
    raise argparse.ArgumentTypeError(f"不是 0 到 9999 的天数：{written}")


def _run(given: argparse.Namespace, knowledge: Knowledge) -> int:
    match given.command:
        case "interview":
            return commands.run_interview(knowledge, given.save)
        case "diagnose":
            return commands.run_diagnose(knowledge, given.file, as_json=given.json)
        case "ask" if given.batch is not None:
            return commands.run_batch(knowledge, given.batch)
        case "ask":
            return commands.run_ask(knowledge, given.sentence, as_json=given.json, explained=given.explain)
        case _:
            return _run_audit(given, knowledge)


def _run_audit(given: argparse.Namespace, knowledge: Knowledge) -> int:
    today = given.today or date.today()
    if given.record_ids:
        return commands.run_record_ids(knowledge, KNOWLEDGE / PUBLISHED)
    if given.due or given.within is not None:
        return commands.run_due(knowledge, today, -1 if given.within is None else given.within)
    return commands.run_audit(knowledge, today, strict_dates=given.strict_dates)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    _open_closed_streams()
    _take_any_character()
    reader = parser()
    given = reader.parse_args(arguments)
    if given.command == "ask" and (given.sentence is None) == (given.batch is None):
        reader.error("ask 后面写一句话，或者写 --batch 文件")
    try:
        return _run(given, load())
    except ProblemsError as error:
        commands.tell_problems(error.problems)
        return commands.WRONG
    except KeyboardInterrupt:
        return commands.STOPPED
    except BrokenPipeError:  # whoever reads has seen enough, for example `head`
        _discard_the_rest()
        return commands.FINE
    except OSError as error:  # a full disk
        _discard_the_rest()
        sys.stderr.write(f"写不出去：{error.strerror}\n")
        return commands.WRONG


def _open_closed_streams() -> None:
    """Replace standard streams that were closed before the start (``>&-``, None in Python) by the null device."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def _take_any_character() -> None:
    """Escape or replace characters that the encoding of a stream lacks, instead of failing."""
    for stream, errors in ((sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace"), (sys.stdin, "replace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _discard_the_rest() -> None:
    """Send what is still buffered to the null device: Python flushes at exit, and would fail once more."""
    with contextlib.suppress(OSError):  # not a real file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())

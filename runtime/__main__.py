"""``python -m runtime``: make a runtime from the command line, into a folder of files and one manifest."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import get_args

from . import kinds, manifest
from .application import ONLY_BOOTS, Application
from .errors import RuntimeBuildError
from .manifest import Kind, Manifest


def main(arguments: list[str] | None = None) -> int:
    """Make the runtime and list its files; 2 with one sentence where it cannot be made."""
    given = _parser().parse_args(arguments)
    out: Path = given.out or Path("build") / f"pyodide-{given.kind}"
    application = Application(given.wheel, given.probe, given.modules, dict(given.data))
    try:
        made = kinds.build(given.kind, application, out)
    except RuntimeBuildError as error:
        print(error, file=sys.stderr)
        return 2
    print(_table(made))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m runtime", description="做一份给网页用的 Pyodide：几个文件和一份清单。", add_help=False
    )
    parser.add_argument("-h", "--help", action="help", help="显示这些说明")
    parser.add_argument("kind", nargs="?", choices=get_args(Kind), default="slim", help="裁小的（默认），或原样的")
    parser.add_argument(
        "--out", type=Path, metavar="文件夹", help="放到哪里，会先清空；默认 build/pyodide-slim 或 -stock"
    )
    parser.add_argument("--wheel", type=_file, metavar="文件", help="要在上面跑的纯 Python 包")
    parser.add_argument(
        "--probe", type=_file, metavar="文件", default=ONLY_BOOTS, help="怎样试跑它，一个 JavaScript 模块"
    )
    parser.add_argument("--data", type=_pair, action="append", default=[], metavar="名字=文件", help="试跑要读的文件")
    parser.add_argument("--modules", type=_file, metavar="文件", help="标准库留哪些，一行一个；不写就现量")
    return parser


def _pair(text: str) -> tuple[str, Path]:
    name, is_there, path = text.partition("=")
    if not is_there:
        raise argparse.ArgumentTypeError(f"应为 名字=文件，得到 {text!r}")
    return name, _file(path)


def _file(text: str) -> Path:
    if not Path(text).is_file():
        raise argparse.ArgumentTypeError(f"没有这个文件：{text}")
    return Path(text)


def _table(made: Manifest) -> str:
    rows = [f"{file.size:>10,}  {file.part:<7} {file.name}" for file in made.files]
    return "\n".join(
        [f"Pyodide {made.pyodide}（{made.kind}），Python {made.python}", *rows, str(made.folder / manifest.NAME)]
    )


if __name__ == "__main__":
    sys.exit(main())

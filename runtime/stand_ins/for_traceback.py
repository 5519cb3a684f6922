"""Stands in for traceback, which would bring in tokenize, textwrap and linecache.

An error of the engine's own is written to the browser's console, for whoever maintains the rules: what
happened, and the places it came through. The page itself shows a sentence of its own.
"""

import sys
from types import TracebackType


def format_exception(kind: object, value: BaseException | None = None, tb: TracebackType | None = None) -> list[str]:
    """One line for each place, then the error; `kind` may be the exception itself, as since Python 3.10."""
    error = kind if isinstance(kind, BaseException) else value
    lines = [f'  File "{code.co_filename}", line {line}, in {code.co_name}\n' for code, line in _places(tb)]
    return [*lines, f"{type(error).__name__}: {error}\n"]


def print_exception(kind: object, value: BaseException | None = None, tb: TracebackType | None = None) -> None:
    """The same, to standard error."""
    sys.stderr.write("".join(format_exception(kind, value, tb)))


def _places(tb: TracebackType | None):  # type: ignore[no-untyped-def]
    while tb is not None:
        yield tb.tb_frame.f_code, tb.tb_lineno
        tb = tb.tb_next

"""What MkDocs and its plugins have to say, a line each."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from .paths import ROOT

MACRO = re.compile(r"_File_: `(?P<file>[^`]+)`\s+_(?P<where>[^_]+?):?_:? (?P<what>.*)")
"""Where the macros say which page, and what; a traceback follows."""


class Messages(logging.Handler):
    """The warnings and errors of MkDocs and its plugins while this is entered, each once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what `record` says."""
        line = plain(record.getMessage())
        if line not in self.lines:
            self.lines.append(line)

    def __enter__(self) -> Messages:
        logging.getLogger("mkdocs").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)


def template_error(error: TemplateError) -> str:
    """Which template, in which line, and what: as far as `error` knows it itself."""
    if isinstance(error, TemplateSyntaxError):
        return f"{shown(error.filename or error.name or '')}:{error.lineno}: {error.message}"
    return f"{type(error).__name__}: {error.message}"


def shown(path: str) -> str:
    """`path` from the top of the project, if it lies in it."""
    return str(Path(path).relative_to(ROOT)) if Path(path).is_relative_to(ROOT) else path


def plain(message: str) -> str:
    """`message` without the traceback that the macros add to theirs.

    >>> plain("[macros] - ERROR # _Macro Rendering Error_\\n\\n_File_: `a.md`\\n\\n_KeyError_: 'x'\\n\\n```\\nTrace")
    "docs/a.md: KeyError: 'x'"
    """
    found = MACRO.search(message)
    return f"docs/{found['file']}: {found['where']}: {found['what'].strip('*')}" if found else message

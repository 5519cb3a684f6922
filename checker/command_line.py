"""Run one command as it was typed: streams and errors around `commands`."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from . import commands, usage
from .loading import KNOWLEDGE, PUBLISHED, load
from .model import Knowledge
from .problems import ProblemsError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status. Ctrl-C is left to the caller."""
    _open_closed_streams()
    _take_any_character()
    given = usage.read(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given, load())
    except ProblemsError as error:
        commands.tell_problems(error.problems)
        return commands.WRONG
    except BrokenPipeError:  # whoever reads has seen enough, for example `head`
        _discard_the_rest()
        return commands.FINE
    except OSError as error:  # a full disk
        _discard_the_rest()
        sys.stderr.write(f"写不出去：{error.strerror}\n")
        return commands.WRONG


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


def _open_closed_streams() -> None:
    """Replace standard streams that were closed before the start (``>&-``, None in Python) by the null device."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def _take_any_character() -> None:
    """Read and write UTF-8 where the locale's encoding has no Chinese and nobody asked for that encoding by name.

    What an encoding still lacks is escaped or replaced, instead of failing.
    """
    is_asked_for = bool(os.environ.get("PYTHONIOENCODING"))
    for stream, errors in ((sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace"), (sys.stdin, "replace")):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if is_asked_for or _has_chinese(stream.encoding) else "utf-8"
            stream.reconfigure(encoding=encoding, errors=errors)


def _has_chinese(encoding: str) -> bool:
    try:
        return bool("花呗".encode(encoding))
    except (UnicodeError, LookupError):
        return False


def _discard_the_rest() -> None:
    """Send what is still buffered to the null device: Python flushes at exit, and would fail once more."""
    with contextlib.suppress(OSError):  # not a real file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""The commands: one function each, which returns the exit status.

Standard output gets the complete result or nothing; problems go to standard error, one on each line,
with exit status 2.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from . import answers, interview, report, text
from .audit import audit, counts, due, public_ids
from .diagnosis import Diagnosis, diagnose
from .facts import Answers
from .loading import KNOWLEDGE
from .message.explanation import explain
from .message.understanding import ask, to_data
from .model import Knowledge, Source
from .planning import plan
from .problems import Problem, ProblemsError
from .terminal import one_line, terminal_of

FINE, WRONG, STOPPED = 0, 2, 130
"""Exit statuses: done · something is wrong with what was given · Ctrl-C."""

STANDARD_INPUT = "-"

MAX_BATCH_BYTES = 64_000_000
"""Bytes after which a file of sentences is refused: a pipe that never ends must not fill the memory."""


class InputError(ProblemsError):
    """A file that was named on the command line cannot be used."""


def run_interview(knowledge: Knowledge, save: str | None) -> int:
    """Ask questions in the terminal; with `save`, start from the answers in that file and write them back."""
    start = _left_earlier(knowledge, save) if save is not None else {}
    dialogue = interview.Dialogue(knowledge, terminal_of(sys.stdout), input, sys.stdout.write)
    if start:
        dialogue.say("continued")
    given, ending = interview.run(dialogue, start)
    if save is not None:
        _write_answers(knowledge, save, given)
        dialogue.say("saved", file=one_line(save))
    elif ending != "finished":
        dialogue.say("not_saved")
    return STOPPED if ending == "stopped" else FINE


def run_diagnose(knowledge: Knowledge, name: str, *, as_json: bool) -> int:
    """Print the report on the answers file `name`."""
    given = answers.parse(knowledge, _read(knowledge, name, answers.MAX_BYTES, "answers_file"), name)
    diagnosis = diagnose(knowledge, given)
    if as_json:
        _print_json([_report(knowledge, diagnosis)])
    else:
        _print(text.report(knowledge, diagnosis, plan(knowledge, diagnosis), terminal_of(sys.stdout)))
    return FINE


def run_ask(knowledge: Knowledge, sentence: str, *, as_json: bool, explained: bool = False) -> int:
    """Print what one message says and points to; `explained`, with everything that led there."""
    _need_vocabulary(knowledge)
    if explained:
        _print(explain(knowledge, sentence, _vocabulary_lines(knowledge)))
        return FINE
    understood = ask(knowledge, sentence)
    if as_json:
        _print_json([to_data(understood)])
    else:
        following = diagnose(knowledge, understood.answers).next
        _print(text.asked(knowledge, understood, following, terminal_of(sys.stdout)))
    return FINE


def run_batch(knowledge: Knowledge, name: str) -> int:
    """Print one JSON object for each line of the file `name`, each as soon as it is known."""
    _need_vocabulary(knowledge)
    for sentence in _lines(knowledge, name, _read(knowledge, name, MAX_BATCH_BYTES, "batch_file")):
        _print_json([to_data(ask(knowledge, sentence))])
    return FINE


def run_audit(knowledge: Knowledge, today: date, *, strict_dates: bool) -> int:
    """Print the problems and warnings of the audit; without problems also the number of entries."""
    found = audit(knowledge, today, strict_dates=strict_dates)
    tell_problems([*found.problems, *found.warnings])
    if found.problems:
        return WRONG
    _print(text.numbers(knowledge, counts(knowledge, today), terminal_of(sys.stdout)))
    return FINE


def run_due(knowledge: Knowledge, today: date, within: int = -1) -> int:
    """Print the entries due for review within so many days (-1: overdue ones), grouped by the source to check."""
    by_source: dict[str, list[tuple[date, str]]] = {}
    for path, entry, day in due(knowledge, today, within):
        own = (entry.id,) if isinstance(entry, Source) else getattr(entry, "sources", ())
        for source in own or ("",):
            by_source.setdefault(source, []).append((day, path))
    known = [source for source in (*knowledge.sources, "") if source in by_source]
    _print(text.due(knowledge, {source: by_source[source] for source in known}, terminal_of(sys.stdout)))
    return FINE


def run_record_ids(knowledge: Knowledge, file: Path) -> int:
    """Add all new ids to the list of published ids; vanished ones stay in it."""
    ids = sorted({*knowledge.published, *public_ids(knowledge)})
    new = [id_ for id_ in ids if id_ not in knowledge.published]
    head = "".join(f"# {line}\n" for line in _cli(knowledge, "published_ids").split("\n"))
    try:
        file.write_text(head + "".join(f"{id_}\n" for id_ in ids), encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError([_cannot_open(knowledge, str(file), error, "writable_file")]) from None
    _print("".join(f"{id_}\n" for id_ in [*new, _cli(knowledge, "recorded", number=len(new))]))
    return FINE


def tell_problems(problems: Iterable[Problem]) -> None:
    """Write each problem on one line of standard error, with control characters escaped."""
    sys.stderr.write("".join(f"{one_line(str(problem))}\n" for problem in problems))


def _report(knowledge: Knowledge, diagnosis: Diagnosis) -> dict[str, object]:
    return report.to_data(knowledge, diagnosis, plan(knowledge, diagnosis))


def _print(written: str) -> None:
    sys.stdout.write(written)
    sys.stdout.flush()


def _print_json(objects: Sequence[object]) -> None:
    """Write one JSON object on each line, always in UTF-8, so that the bytes equal those in the browser.

    A lone surrogate has no UTF-8; the replacement is what JSON itself writes for it.
    """
    lines = "".join(f"{report.to_json(item)}\n" for item in objects)
    sys.stdout.flush()
    sys.stdout.buffer.write(lines.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def _cli(knowledge: Knowledge, key: str, **names: object) -> str:
    return knowledge.labels["cli"][key].format(**names)


def _need_vocabulary(knowledge: Knowledge) -> None:
    if knowledge.vocabulary is None:
        found, expected = _cli(knowledge, "no_vocabulary"), _cli(knowledge, "with_vocabulary")
        raise InputError([Problem("ask", "", found, expected)])


def _vocabulary_lines(knowledge: Knowledge) -> dict[str, list[str]]:
    """The vocabulary files line by line, for naming the line where a sign stands; {} where they are not on disk."""
    names = sorted(set(knowledge.origin.values()))
    found = {}
    for name in names:
        path = KNOWLEDGE / name
        if path.parent.name == "vocabulary" and path.is_file():
            found[name] = path.read_text(encoding="utf-8").splitlines()
    return found


def _read(knowledge: Knowledge, name: str, largest: int, kind: str) -> bytes:
    """The bytes of the file `name`, or of standard input; `kind` is the label of what is expected."""
    try:
        if name == STANDARD_INPUT:
            content = _read_some(sys.stdin.buffer, largest)
        else:
            with Path(name).open("rb") as file:
                content = _read_some(file, largest)
    except (OSError, ValueError) as error:  # ValueError: a name with a null character in it
        raise InputError([_cannot_open(knowledge, name, error, kind)]) from None
    if len(content) > largest:
        found, expected = _cli(knowledge, "too_large", limit=largest), _cli(knowledge, "smaller", limit=largest)
        raise InputError([Problem(name, "", found, expected)])
    return content


def _read_some(file: BinaryIO, largest: int) -> bytes:
    """All of `file`, or just more than `largest` bytes of what may never end."""
    return file.read(largest + 1)


def _cannot_open(knowledge: Knowledge, name: str, error: Exception, kind: str) -> Problem:
    match error:
        case FileNotFoundError():
            found = _cli(knowledge, "missing_folder" if kind == "writable_file" else "missing_file")
        case IsADirectoryError():
            found = _cli(knowledge, "folder")
        case PermissionError():
            found = _cli(knowledge, "no_permission")
        case OSError():
            found = _cli(knowledge, "unusable", error=error.strerror)
        case _:
            found = _cli(knowledge, "unusable", error=error)
    return Problem(name, "", found, _cli(knowledge, kind))


def _lines(knowledge: Knowledge, name: str, content: bytes) -> list[str]:
    """The sentences of a batch: one a line, empty lines too, so that answers keep their places."""
    sentences, problems = [], []
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").removesuffix(b"\n").split(b"\n"), 1):
        try:
            sentences.append(line.removesuffix(b"\r").decode())
        except UnicodeDecodeError:
            problems.append(Problem(name, str(number), _cli(knowledge, "not_utf8"), _cli(knowledge, "utf8")))
    if problems:
        raise InputError(problems)
    return sentences if content else []


def _left_earlier(knowledge: Knowledge, save: str) -> Answers:
    """The answers in the file `save`; none where there is no such file yet.

    A file that holds something else is not ours to overwrite, and one that cannot be written is
    better known before thirty questions than after.
    """
    try:
        with Path(save).open("ab"):
            pass
    except (OSError, ValueError) as error:
        raise InputError([_cannot_open(knowledge, save, error, "writable_file")]) from None
    content = _read(knowledge, save, answers.MAX_BYTES, "answers_file")
    return answers.parse(knowledge, content, save) if content else {}


def _write_answers(knowledge: Knowledge, save: str, given: Answers) -> None:
    content = report.to_json(answers.to_data(knowledge, given)) + "\n"
    try:
        Path(save).write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError([_cannot_open(knowledge, save, error, "writable_file")]) from None

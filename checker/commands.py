"""The commands: one function each, which returns the exit status.

Standard output gets the complete result or nothing; problems go to standard error, one on each line,
with exit status 2.
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from . import answers, files, interview, report, signals, text
from .audit import audit, counts, due, public_ids
from .conditions import leaves
from .diagnosis import Diagnosis, diagnose
from .facts import Answers
from .loading import KNOWLEDGE
from .message.explanation import explain
from .message.understanding import Understood, ask, to_data
from .model import Knowledge, Source
from .planning import plan
from .problems import Problem, ProblemsError, first_few
from .terminal import one_line, terminal_of

FINE, WRONG = 0, 2
"""Exit statuses: done · something is wrong with what was given."""

STANDARD_INPUT = "-"

LINK = re.compile(r"https?://|#")
"""How a link begins, which may stand where an answers file may."""

BOM = b"\xef\xbb\xbf"

MAX_BATCH_BYTES = 64_000_000
"""Bytes after which a file of sentences is refused: a file that never ends must not fill the memory."""

MAX_LINE_BYTES = 1_000_000
"""Bytes after which a line that comes through a pipe is refused, for the same reason."""


class InputError(ProblemsError):
    """A file that was named on the command line cannot be used."""


def run_interview(knowledge: Knowledge, save: str | None) -> int:
    """Ask questions in the terminal; with `save`, start from the answers in that file and write each new one back."""
    start = _left_earlier(knowledge, save) if save is not None else {}
    keeper = Keeper(knowledge, save, start)
    dialogue = interview.Dialogue(knowledge, terminal_of(sys.stdout), input, sys.stdout.write, keeper.keep)
    if start:
        dialogue.say("continued")
    with signals.as_interrupts() as ended:
        try:
            given, ending = interview.run(dialogue, start)
            status = ended.status if ending == "stopped" else FINE
            keeper.keep(given)
        except KeyboardInterrupt:  # after the last question
            status = ended.status
        if save is not None:
            return _tell_saved(dialogue, keeper, status)
        if ending != "finished":
            dialogue.say("not_saved")
    return status


@dataclass
class Keeper:
    """Writes the answers to `file` after each change; what the disk refuses is tried again with the next one."""

    knowledge: Knowledge
    file: str | None
    newest: Answers
    refused: str = ""  #: why the newest answers are not in the file

    def keep(self, given: Answers) -> None:
        """Write `given` unless they stand in the file already; where the disk refuses them, standard error says so."""
        if self.file is None or (given == self.newest and not self.refused):
            return
        self.newest = given
        content = report.to_json(answers.to_data(self.knowledge, given)) + "\n"
        was_refused, self.refused = self.refused, ""
        try:
            files.write(Path(self.file), content.encode())
        except OSError as error:
            self.refused = str(error.strerror)
            if not was_refused:
                told = _cli(self.knowledge, "cannot_save", file=one_line(self.file), error=self.refused)
                with contextlib.suppress(OSError):
                    sys.stderr.write(f"{told}\n")


def _tell_saved(dialogue: interview.Dialogue, keeper: Keeper, status: int) -> int:
    """Say where the answers are: in the file, or, where the disk takes nothing, in this line."""
    if not keeper.refused:
        dialogue.say("saved", file=one_line(str(keeper.file)))
        return status
    dialogue.say("still_not_saved")
    _print_json([answers.to_data(keeper.knowledge, keeper.newest)])
    return WRONG


def run_diagnose(knowledge: Knowledge, name: str, *, as_json: bool) -> int:
    """Print the report on the answers in the file `name`, or in the link `name`."""
    if LINK.match(name):
        given = answers.parse_link(knowledge, name)
    else:
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
        following = _following(knowledge, understood)
        _print(text.asked(knowledge, understood, following, terminal_of(sys.stdout)))
    return FINE


def _following(knowledge: Knowledge, understood: Understood) -> str | None:
    """The question that would help most: beside danger what it rests on, of something else none."""
    if understood.scope == "out":
        return None
    first = next((knowledge.reasons[match.id] for match in understood.matches), None)
    if first is None or first.kind != "stop":
        return diagnose(knowledge, understood.answers).next
    rests_on = [leaf.question for leaf in leaves(first.level[0].when)]
    return next((id_ for id_ in rests_on if id_ not in understood.answers), None)


def run_batch(knowledge: Knowledge, name: str) -> int:
    """Print one JSON object for each line of the file `name`, each as soon as the line is there.

    A file is looked through first, so that a broken one gives nothing; what comes through a pipe is answered line by
    line, up to the first broken one.
    """
    _need_vocabulary(knowledge)
    if name == STANDARD_INPUT and not sys.stdin.buffer.seekable():
        sentences = _lines_as_they_come(knowledge, sys.stdin.buffer)
    else:
        sentences = iter(_lines(knowledge, name, _read(knowledge, name, MAX_BATCH_BYTES, "batch_file")))
    for sentence in sentences:
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
        files.write(file, (head + "".join(f"{id_}\n" for id_ in ids)).encode())
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
    """The files that a message is read by, line by line, for naming the line where a sign stands; {} where they are not
    on disk."""
    guides = {file for path, file in knowledge.origin.items() if path.startswith("guide.")}
    found = {}
    for name in sorted(set(knowledge.origin.values())):
        path = KNOWLEDGE / name
        if (path.parent.name == "vocabulary" or name in guides) and path.is_file():
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
    for number, line in enumerate(content.removeprefix(BOM).removesuffix(b"\n").split(b"\n"), 1):
        try:
            sentences.append(line.removesuffix(b"\r").decode())
        except UnicodeDecodeError:
            problems.append(_not_utf8(knowledge, name, number))
    if problems:
        raise InputError(first_few(problems))
    return sentences if content else []


def _lines_as_they_come(knowledge: Knowledge, stream: BinaryIO) -> Iterator[str]:
    """The same for a stream that is not to be read twice; raises `InputError` at the first broken line."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) > MAX_LINE_BYTES:
            found = _cli(knowledge, "too_large", limit=MAX_LINE_BYTES)
            expected = _cli(knowledge, "smaller", limit=MAX_LINE_BYTES)
            raise InputError([Problem(STANDARD_INPUT, str(number), found, expected)])
        try:
            yield line.removeprefix(BOM if number == 1 else b"").removesuffix(b"\n").removesuffix(b"\r").decode()
        except UnicodeDecodeError:
            raise InputError([_not_utf8(knowledge, STANDARD_INPUT, number)]) from None


def _not_utf8(knowledge: Knowledge, name: str, number: int) -> Problem:
    return Problem(name, str(number), _cli(knowledge, "not_utf8"), _cli(knowledge, "utf8"))


def _left_earlier(knowledge: Knowledge, save: str) -> Answers:
    """The answers in the file `save`; none where there is no such file yet.

    A file that holds something else is not ours to overwrite, and one that cannot be written is
    better known before thirty questions than after.
    """
    try:
        files.check_writable(Path(save))
        is_new = not Path(save).exists()
    except (OSError, ValueError) as error:  # ValueError: a name with a null character in it
        raise InputError([_cannot_open(knowledge, save, error, "writable_file")]) from None
    content = b"" if is_new else _read(knowledge, save, answers.MAX_BYTES, "answers_file")
    return answers.parse(knowledge, content, save) if content else {}

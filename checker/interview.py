"""The self-check in a terminal, one question at a time.

The state is an immutable `Sheet`; the pure function `read` interprets a typed line. Only `run` and
`Dialogue` do input and output.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from . import text
from .answers import flaws, options_of
from .diagnosis import diagnose
from .facts import Answers
from .model import Knowledge, Question
from .planning import plan
from .terminal import Terminal

SKIPPED = ("skip",)
"""Counts as not known, like no answer, but is not asked again."""

BACK, RESULT, QUIT, WHY, MORE = "b", "r", "q", "?", "m"

Ending: TypeAlias = Literal["finished", "quit", "stopped"]
"""No question is left (or no line to read) · the person has had enough · Ctrl-C, or nobody reads any more."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answers so far, and the questions in the order in which they were answered."""

    answers: Answers
    trail: tuple[str, ...] = ()
    further: bool = False  #: whether the person wants to be asked the rest, too

    def with_answer(self, question: str, chosen: tuple[str, ...]) -> Sheet:
        """The sheet with `chosen` as the newest answer."""
        return replace(self, answers={**self.answers, question: chosen}, trail=(*self.trail, question))

    def without_newest(self) -> Sheet:
        """The sheet as it was before the newest answer; that question comes up again."""
        newest = self.trail[-1]
        kept = {id_: given for id_, given in self.answers.items() if id_ != newest}
        return replace(self, answers=kept, trail=self.trail[:-1])


@dataclass(frozen=True, slots=True)
class Read:
    """What a typed line asks for: an answer, a command, or a complaint (key and names of a label)."""

    chosen: tuple[str, ...] = ()
    command: str = ""
    complaint: str = ""
    option: str = ""


def continued(answers: Answers) -> Sheet:
    """A sheet that somebody left earlier; `b` goes back through it, too."""
    return Sheet(answers, tuple(answers))


def next_question(knowledge: Knowledge, sheet: Sheet) -> Question | None:
    """What to ask now; None once enough has been asked, or, for who wants it all, once nothing is left."""
    follow_ups = diagnose(knowledge, sheet.answers).follow_ups
    wanted = [follow_ups.next, *(follow_ups.more if sheet.further else ())]
    return next((knowledge.questions[id_] for id_ in wanted if id_), None)


def read(question: Question, line: str) -> Read:
    """What `line` means as an answer to `question`.

    Numbers and commands may come in full width, as a Chinese input method types them; the id of an
    option does as well as its number.
    """
    plain = unicodedata.normalize("NFKC", line).strip().casefold()
    if plain in (BACK, RESULT, QUIT, WHY):
        return Read(command=plain)
    words = [word for word in re.split(r"[\s,、;。.]+", plain) if word]
    if not words:
        return Read(chosen=SKIPPED) if not plain else Read(complaint="bad_choice")
    numbers = {str(number): option.id for number, option in enumerate(question.options, 1)}
    typed = [numbers.get(word, word) for word in words]
    labels = {option.id: option.label for option in question.options}
    for flaw in flaws(question, typed):
        return Read(complaint=flaw.kind, option=labels.get(str(flaw.option), ""))
    return Read(chosen=tuple(option for option in options_of(question) if option in typed))


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Input and output: `read_line` prints a prompt and returns a typed line, `write` prints text, `keep` gets the
    answers after each change."""

    knowledge: Knowledge
    terminal: Terminal
    read_line: Callable[[str], str]
    write: Callable[[str], object]
    keep: Callable[[Answers], object] = lambda _answers: None

    def say(self, key: str, **names: str) -> None:
        """Print the label `key`."""
        page = text.Page(self.knowledge, self.terminal)
        page.line(page.cli(key).format(**names))
        self.write(page.text())

    def ask(self, question: Question, number: int) -> Read:
        """Print `question` and read one line."""
        self.write(text.question(self.knowledge, question, number, self.terminal))
        return read(question, self.read_line("> "))

    def show_result(self, answers: Answers) -> None:
        """Print the report on `answers`."""
        diagnosis = diagnose(self.knowledge, answers)
        steps = plan(self.knowledge, diagnosis)
        self.write("\n" + text.report(self.knowledge, diagnosis, steps, self.terminal))


def run(dialogue: Dialogue, start: Answers) -> tuple[Answers, Ending]:
    """Ask until enough is known or the person leaves; whatever happens, the answers come back."""
    sheet = continued(start)
    try:
        while True:
            question = next_question(dialogue.knowledge, sheet)
            if question is None:
                if _is_satisfied(dialogue, sheet):
                    return sheet.answers, "finished"
                sheet = replace(sheet, further=True)
                continue
            try:
                heard = dialogue.ask(question, len(sheet.trail) + 1)
            except (EOFError, UnicodeError):  # nothing more, or nothing that can be read
                dialogue.show_result(sheet.answers)
                return sheet.answers, "finished"
            if heard.command == QUIT:
                return sheet.answers, "quit"
            sheet = _after(dialogue, sheet, question, heard)
            dialogue.keep(sheet.answers)
    except (KeyboardInterrupt, OSError):  # the window may be closed in the middle
        return sheet.answers, "stopped"


def _is_satisfied(dialogue: Dialogue, sheet: Sheet) -> bool:
    """Show what came of it, and whether the person leaves it at that."""
    dialogue.say("finished" if sheet.further else "enough")
    dialogue.show_result(sheet.answers)
    left = len(diagnose(dialogue.knowledge, sheet.answers).follow_ups.more)
    return sheet.further or not left or not _wants_more(dialogue, left)


def _wants_more(dialogue: Dialogue, left: int) -> bool:
    """Offer the questions that would change nothing about what leads."""
    dialogue.say("more", count=str(left))
    try:
        return unicodedata.normalize("NFKC", dialogue.read_line("> ")).strip().casefold() == MORE
    except (EOFError, UnicodeError):
        return False


def _after(dialogue: Dialogue, sheet: Sheet, question: Question, heard: Read) -> Sheet:
    """The sheet after one line; says what there is to say about it."""
    if heard.complaint:
        dialogue.say(heard.complaint, option=heard.option)
    elif heard.command == WHY:
        dialogue.write(text.why(dialogue.knowledge, question, dialogue.terminal))
    elif heard.command == RESULT:
        dialogue.show_result(sheet.answers)
    elif heard.command == BACK and not sheet.trail:
        dialogue.say("at_start")
    elif heard.command == BACK:
        return sheet.without_newest()
    else:
        return sheet.with_answer(question.id, heard.chosen)
    return sheet

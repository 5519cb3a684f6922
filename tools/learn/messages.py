"""The labelled messages that `ask` learns from.

``tests/messages/*.tsv``, tab-separated: ID, STYLE, SCOPE, REASONS (best first), ANSWERS (what it plainly says), NEVER
(what a careless reader would fill in), TEXT. ``tests/questions.tsv``: acceptable ids (``G`` general, ``X`` something
else), a tab, the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from checker.message.vocabulary import SCOPES
from checker.problems import Problem, ProblemsError
from publishing.paths import ROOT

FOLDER = ROOT / "tests" / "messages"
QUESTIONS = ROOT / "tests" / "questions.tsv"
HARMLESS = FOLDER / "harmless.txt"
ASIDES = FOLDER / "asides.txt"

COLUMNS = 7
WHOLE_SCOPES = {"G": "general", "X": "out"}


class MessagesError(ProblemsError):
    """Lines that are not labelled messages."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message with what a reader made of it."""

    id: str
    source: str  #: name of the file, without its ending
    style: str
    scopes: tuple[str, ...]  #: the best first
    reasons: tuple[str, ...]  #: the best first
    said: frozenset[str]  #: ``question=option``
    never: frozenset[str]
    text: str
    labelled: bool = True  #: whether `said` is known


def read_all() -> list[Labelled]:
    """Everything in the repository, in a fixed order."""
    found = [message for path in sorted(FOLDER.glob("*.tsv")) for message in read_messages(path)]
    return found + read_questions(QUESTIONS)


def read_harmless() -> list[str]:
    """Clauses that change nothing, in the order of the file."""
    return _lines(HARMLESS)


def read_asides() -> list[str]:
    """Every clause known to say nothing of the matter."""
    return read_harmless() + _lines(ASIDES)


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def read_messages(path: Path) -> list[Labelled]:
    """The lines of a file with seven columns; every wrong line is named at once."""
    found, problems = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = line.split("\t")
        if len(row) != COLUMNS or row[2] not in SCOPES or (row[2] == "in" and not row[3]):
            expected = "七列：编号、风格、in/general/out、原因、说出的、不该填的、原文"
            problems.append(Problem(path.name, str(number), line[:60], expected))
            continue
        id_, style, scope, reasons, said, never, text = row
        known = said != "?"
        pairs = _items(said, ";") if known else ()
        found.append(
            Labelled(
                id_,
                path.stem,
                style,
                (scope,),
                _items(reasons, ","),
                frozenset(pairs),
                frozenset(_items(never, ";")),
                text,
                known,
            )
        )
    if problems:
        raise MessagesError(problems)
    return found


def read_questions(path: Path) -> list[Labelled]:
    """The lines of a file with acceptable ids and a sentence."""
    found, problems = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        ids, tab, text = line.partition("\t")
        if not tab or not text:
            problems.append(Problem(path.name, str(number), line[:60], "编号，一个制表符，句子"))
            continue
        given = _items(ids, ",")
        scopes = tuple(WHOLE_SCOPES[id_] for id_ in given if id_ in WHOLE_SCOPES)
        first = () if given[0] in WHOLE_SCOPES else ("in",)
        reasons = tuple(id_ for id_ in given if id_ not in WHOLE_SCOPES)
        found.append(
            Labelled(
                f"Q{number}",
                path.stem,
                "question",
                (*first, *scopes),
                reasons,
                frozenset(),
                frozenset(),
                text,
                labelled=False,
            )
        )
    if problems:
        raise MessagesError(problems)
    return found


def _items(written: str, mark: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in written.split(mark) if item.strip())

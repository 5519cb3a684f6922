"""Problems in input files: collected first, reported together."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

MAX_QUOTE = 80
"""Characters of a found value that a message repeats; enough to recognise it, never a flood."""

MAX_PATH = 200
"""Characters of a place inside a file: the deepest condition fits, a key of a megabyte does not."""

MAX_PROBLEMS = 10
"""Problems of one input from outside that are told one by one; of the others, how many they are."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem, with everything that is needed to find and fix it."""

    where: str  #: the file, as the person named it
    path: str  #: the place inside it, for example ``question.product.options[0].id``
    found: str  #: what stands there
    expected: str  #: what should stand there; "" where `found` says it all

    def __post_init__(self) -> None:
        """Make `path` printable: it may hold keys of a broken file."""
        object.__setattr__(self, "path", _printable(self.path, MAX_PATH))

    def __str__(self) -> str:
        place = f"{self.where}: {self.path}" if self.path else self.where
        if not self.expected:
            return f"{place}: {self.found}"
        return f"{place}: 写的是 {self.found}，应该是 {self.expected}"


class ProblemsError(Exception):
    """Base of the errors that carry all problems of an input."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class KnowledgeError(ProblemsError):
    """The knowledge files cannot be used as they are."""


class AnswersError(ProblemsError):
    """An answers file cannot be used as it is."""


def first_few(problems: Iterable[Problem]) -> list[Problem]:
    """The first `MAX_PROBLEMS` of `problems` by place, and one more that counts the rest."""
    found = sorted(problems)
    if len(found) <= MAX_PROBLEMS:
        return found
    rest = Problem(found[0].where, "", f"还有 {len(found) - MAX_PROBLEMS} 处，先改好上面这些", "")
    return [*found[:MAX_PROBLEMS], rest]


def quote(value: object) -> str:
    """`value` in JSON notation, as one printable line of at most `MAX_QUOTE` characters.

    JSON notation keeps types apart (``"1"`` and ``1``); what no encoder takes (lone surrogates,
    objects without a JSON form) is escaped rather than raised.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError, TypeError):
        text = type(value).__name__
    return _printable(text, MAX_QUOTE)


def _printable(text: str, longest: int) -> str:
    """`text` on one short line, with escapes for whatever no terminal should be given."""
    shown = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text[:longest])
    return shown + ("…" if len(text) > longest else "")

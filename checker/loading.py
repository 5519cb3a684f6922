"""Read the knowledge files: the only module, beside the command line, that touches the disk."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from .model import Knowledge
from .parse import File, engine_part, parse
from .problems import KnowledgeError, Problem, quote
from .syntax import Fault, commented_out, faults

KNOWLEDGE = Path(__file__).parent / "knowledge"

PUBLISHED = "published-ids.txt"
"""Beside the TOML files: the ids that were public once, one a line; comments begin with #."""


def load(folder: Path = KNOWLEDGE) -> Knowledge:
    """The knowledge of all TOML files below `folder`.

    Raises `KnowledgeError` with every problem in every file: unreadable TOML, unknown keys, values of
    the wrong kind. Whether the entries fit together is `audit`'s to say.
    """
    problems: list[Problem] = []
    files = list(_read_files(folder, problems))
    published = _read_published(folder / PUBLISHED, problems)
    try:
        knowledge = parse(files)
    except KnowledgeError as error:
        raise KnowledgeError([*problems, *error.problems]) from None
    if problems:
        raise KnowledgeError(problems)
    return replace(knowledge, version=_version(knowledge), published=published)


def _version(knowledge: Knowledge) -> str:
    """Twelve hexadecimal digits that change exactly when the engine's part changes."""
    canonical = json.dumps(engine_part(knowledge), ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()[:12]


def _read_published(path: Path, problems: list[Problem]) -> frozenset[str]:
    """The ids in the list `path`; none where there is no list."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    except (OSError, UnicodeDecodeError):
        problems.append(Problem(path.name, "", "读不了的文件", "UTF-8 文字，一行一个 id"))
        return frozenset()
    return frozenset(id_ for line in lines if (id_ := line.partition("#")[0].strip()))


def _read_files(folder: Path, problems: list[Problem]) -> Iterator[File]:
    paths = sorted(folder.rglob("*.toml"))
    if not paths:
        problems.append(Problem(str(folder), "", "没有 TOML 文件", "知识文件所在的文件夹"))
    for path in paths:
        name = path.relative_to(folder).as_posix()
        tables = read_toml(path, name, problems)
        if tables is not None:
            yield File(name, tables)


def read_toml(path: Path, name: str, problems: list[Problem]) -> dict[str, object] | None:
    """The tables of a TOML file that people write; None where it cannot be read, with the reasons in `problems`.

    `name` is what the problems call the file.
    """
    try:
        text = path.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except UnicodeDecodeError as error:
        problems.append(Problem(name, "", f"第 {error.start} 个字节不是 UTF-8", "UTF-8 文字"))
    except OSError as error:
        problems.append(Problem(name, "", quote(error.strerror), "读得了的文件"))
    except RecursionError:
        problems.append(Problem(name, "", "套得太深的表", "几层以内的表"))
    except ValueError as error:  # TOMLDecodeError, and an integer of more digits than Python reads
        problems += _syntax_problems(name, text, faults(text, str(error)))
    else:
        problems += _syntax_problems(name, text, commented_out(text))
        return tables
    return None


def _syntax_problems(name: str, text: str, found: Iterable[Fault]) -> Iterator[Problem]:
    """Where the TOML breaks, with the line as it stands and what to write there."""
    lines = text.splitlines() or [""]
    for fault in found:
        yield Problem(name, f"第 {fault.line} 行", quote(lines[fault.line - 1].strip()), fault.expected)

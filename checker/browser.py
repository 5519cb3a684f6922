"""The interface to JavaScript: every function takes and returns text.

Errors in what a person entered come back as data, as a page cannot show a traceback:
``{"problems": [{"where", "path", "found", "expected"}]}``.

What a sentence needs is imported with the words, after the first verdict: nobody should wait for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from . import answers, clocks, report
from .diagnosis import diagnose
from .facts import Answers
from .model import Knowledge
from .parse import File, parse
from .planning import plan
from .problems import AnswersError

if TYPE_CHECKING:
    from .message.vocabulary import Vocabulary

_knowledge: Knowledge | None = None
_vocabulary: Vocabulary | None = None


def start(engine_json: str) -> str:
    """Load the engine's part of the knowledge (see `parse.engine_part`); returns its version."""
    global _knowledge  # noqa: PLW0603 - one engine a page: the module is what JavaScript holds
    data = json.loads(engine_json)
    version = data.pop("version")
    _knowledge = parse([File("engine.json", data)], prose=False, version=version)
    return _knowledge.version


def read_file(content: str) -> str:
    """The answers in an answers file, in the form of a file of today and the order of the form; or its problems."""
    return _read(answers.parse, content)


def read_link(link: str) -> str:
    """The same for a link, or for its fragment alone, as people paste it."""
    return _read(answers.parse_link, link)


def _read(parse_answers: Callable[[Knowledge, str], Answers], given: str) -> str:
    knowledge = _started()
    try:
        return report.to_json(answers.to_data(knowledge, parse_answers(knowledge, given)))
    except AnswersError as error:
        return _problems(error)


def _problems(error: AnswersError) -> str:
    return report.to_json({"problems": [asdict(problem) for problem in error.problems]})


def run(answers_json: str) -> str:
    """The report on the answers file `answers_json`, as JSON text."""
    knowledge = _started()
    try:
        given = answers.parse(knowledge, answers_json)
    except AnswersError as error:
        return _problems(error)
    diagnosis = diagnose(knowledge, given)
    return report.to_json(report.to_data(knowledge, diagnosis, plan(knowledge, diagnosis)))


def _started() -> Knowledge:
    if _knowledge is None:
        raise RuntimeError("start() comes first")
    return _knowledge


def start_vocabulary(vocabulary_json: str, guides_json: str = "{}") -> None:
    """Take in the words that `ask` knows; it comes later than the rest.

    `guides_json` is what the page prints of the guides: id → ``page``, ``title``, ``said`` and perhaps ``warns``.
    """
    global _knowledge, _vocabulary  # noqa: PLW0603
    from .message import understanding, vocabulary  # noqa: PLC0415

    _vocabulary = vocabulary.parse(json.loads(vocabulary_json), "vocabulary.json")
    guides = parse([File("guides.json", {"guide": json.loads(guides_json)})], prose=False).guides
    _knowledge = replace(_started(), guides=guides)
    understanding.make_ready(_knowledge, _vocabulary)


def ask(text: str) -> str:
    """What one sentence points to, as JSON text; without the vocabulary, that it failed."""
    if _vocabulary is None or _knowledge is None:
        return report.to_json({"scope": "failed"})
    from .message import understanding  # noqa: PLC0415

    return report.to_json(understanding.to_data(understanding.ask(_knowledge, text, _vocabulary)))


def calendar(period_json: str) -> str:
    """A legal period as the text of a calendar file; "" where there is none of that id, or no such day.

    `period_json` holds its `id`, `title` and `note`, the day `start` that the person named, and the time `stamp`.
    """
    knowledge = _started()
    try:
        given = json.loads(period_json)
        end = clocks.last_day(knowledge.clocks[given["id"]], date.fromisoformat(given["start"]))
        stamp = datetime.fromisoformat(given["stamp"])
        return clocks.calendar(id_=given["id"], title=given["title"], note=given["note"], end=end, stamp=stamp)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):  # a page hands over whatever it has
        return ""

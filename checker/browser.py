"""The only thing that JavaScript calls: text in, text out.

A page cannot show a traceback to anybody, so every error of a person's own making comes back as
data: ``{"problems": [{"where", "path", "found", "expected"}]}``.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from . import answers, report
from .diagnose import diagnose
from .model import Knowledge
from .parse import File, parse
from .plan import plan
from .problems import AnswersError

_knowledge: Knowledge | None = None


def start(engine_json: str) -> str:
    """Take in the engine's part of the knowledge; returns its version."""
    global _knowledge
    data = json.loads(engine_json)
    version = data.pop("version")
    _knowledge = parse([File("engine.json", data)], prose=False, version=version)
    return _knowledge.version


def run(answers_json: str) -> str:
    """The report on the answers file `answers_json`, as JSON text."""
    if _knowledge is None:
        raise RuntimeError("start() comes first")
    try:
        given = answers.parse(_knowledge, answers_json)
    except AnswersError as error:
        return report.to_json({"problems": [asdict(problem) for problem in error.problems]})
    diagnosis = diagnose(_knowledge, given)
    return report.to_json(report.to_data(_knowledge, diagnosis, plan(_knowledge, diagnosis)))

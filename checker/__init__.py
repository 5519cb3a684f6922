"""花呗开通自查: why 花呗 may not open for somebody, what to do, and what not to believe.

>>> import checker
>>> knowledge = checker.load()
>>> answers = checker.parse_answers(knowledge, '{"version": 1, "answers": {"product": "recv"}}')
>>> diagnosis = checker.diagnose(knowledge, answers)
>>> [(finding.id, finding.kind) for finding in diagnosis.findings]
[('R08', 'scope')]
>>> [step.stage for step in checker.plan(knowledge, diagnosis)][:1]
['now']

The guide with runnable examples is README.md beside this file.

Standard library only; no clock, no network; files are read by `load` alone. No module of the package has the name of
one of these functions, so `checker.diagnose` is the function, whatever else has been imported. Each name is imported
when it is first used: a program that has only begun can be interrupted, and a page loads nothing that it does not run.
"""

TYPE_CHECKING = False  # as type checkers know it; `typing` itself takes longer to import than all this
if TYPE_CHECKING:
    from pathlib import Path

    from .answers import parse as parse_answers
    from .answers import parse_link
    from .answers import to_data as answers_data
    from .diagnosis import Diagnosis, Finding, Open, diagnose
    from .message.understanding import Understood, ask
    from .model import Knowledge
    from .planning import Step, plan
    from .problems import AnswersError, KnowledgeError, Problem, ProblemsError

__version__ = "0.1.0"

__all__ = [
    "AnswersError",
    "Diagnosis",
    "Finding",
    "Knowledge",
    "KnowledgeError",
    "Open",
    "Problem",
    "ProblemsError",
    "Step",
    "Understood",
    "answers_data",
    "ask",
    "diagnose",
    "load",
    "parse_answers",
    "parse_link",
    "plan",
]

_PLACES = {
    "AnswersError": "problems.AnswersError",
    "Diagnosis": "diagnosis.Diagnosis",
    "Finding": "diagnosis.Finding",
    "Knowledge": "model.Knowledge",
    "KnowledgeError": "problems.KnowledgeError",
    "Open": "diagnosis.Open",
    "Problem": "problems.Problem",
    "ProblemsError": "problems.ProblemsError",
    "Step": "planning.Step",
    "Understood": "message.understanding.Understood",
    "answers_data": "answers.to_data",
    "ask": "message.understanding.ask",
    "diagnose": "diagnosis.diagnose",
    "parse_answers": "answers.parse",
    "parse_link": "answers.parse_link",
    "plan": "planning.plan",
}
"""Where each public name is defined."""


def __getattr__(name: str) -> object:
    """The public name `name`, imported now."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    module, _, attribute = _PLACES[name].rpartition(".")
    value: object = getattr(import_module(f".{module}", __name__), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, and what else stands in the module."""
    return sorted({*globals(), *__all__})


def load(folder: "Path | None" = None) -> "Knowledge":
    """The knowledge of all TOML files below `folder`; without one, that of this package.

    Raises `KnowledgeError` with every problem in every file. A page in a browser does not come with the files: it is
    handed the engine's part of the knowledge instead (see `browser`), so what reads TOML is imported only here.
    """
    from . import loading  # noqa: PLC0415

    return loading.load(folder or loading.KNOWLEDGE)

"""花呗开通自查: why 花呗 may not open for somebody, what to do, and what not to believe.

>>> import checker
>>> knowledge = checker.load()
>>> answers = checker.parse_answers(knowledge, '{"version": 1, "answers": {"product": "recv"}}')
>>> diagnosis = checker.diagnose(knowledge, answers)
>>> [(finding.id, finding.kind) for finding in diagnosis.findings]
[('R08', 'scope')]
>>> [step.stage for step in checker.plan(knowledge, diagnosis)][:1]
['now']

Standard library only; no clock, no network; files are read by `load` alone. No module of the package has the name of
one of these functions, so `checker.diagnose` is the function, whatever else has been imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answers import parse as parse_answers
from .diagnosis import Diagnosis, Finding, Open, diagnose
from .model import Knowledge
from .planning import Step, plan
from .problems import AnswersError, KnowledgeError, Problem

if TYPE_CHECKING:
    from pathlib import Path

__version__ = "0.1.0"

__all__ = [
    "AnswersError",
    "Diagnosis",
    "Finding",
    "Knowledge",
    "KnowledgeError",
    "Open",
    "Problem",
    "Step",
    "diagnose",
    "load",
    "parse_answers",
    "plan",
]


def load(folder: Path | None = None) -> Knowledge:
    """The knowledge of all TOML files below `folder`; without one, that of this package.

    Raises `KnowledgeError` with every problem in every file. A page in a browser does not come with the files: it is
    handed the engine's part of the knowledge instead (see `browser`), so what reads TOML is imported only here.
    """
    from . import loading  # noqa: PLC0415

    return loading.load(folder or loading.KNOWLEDGE)

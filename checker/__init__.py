"""花呗开通自查: why 花呗 may not open for somebody, what to do, and what not to believe.

>>> import checker
>>> knowledge = checker.load()
>>> answers = checker.parse_answers(knowledge, '{"version": 1, "answers": {"product": "recv"}}')
>>> diagnosis = checker.diagnose(knowledge, answers)
>>> [(finding.id, finding.kind) for finding in diagnosis.findings]
[('R08', 'scope')]
>>> [step.stage for step in checker.plan(knowledge, diagnosis)][:1]
['now']

Standard library only; no clock, no network; files are read by `load` alone.
"""

import sys

from .answers import parse as parse_answers
from .diagnose import Diagnosis, Finding, Open, diagnose
from .model import Knowledge
from .plan import Step, plan
from .problems import AnswersError, KnowledgeError, Problem

if sys.platform != "emscripten":  # a page has no files; it is handed the engine's part (see browser)
    from .load import load

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

"""The report: diagnosis and plan as plain data, printed by ``diagnose --json`` and rendered by the page.

It holds ids, no sentences. The same input gives the same bytes on CPython and in Pyodide.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from .answers import VERSION
from .changes import Change
from .conditions import Evidence
from .diagnosis import Diagnosis
from .folding import fold
from .model import Knowledge
from .outcome import outcome
from .planning import Step


def to_data(knowledge: Knowledge, diagnosis: Diagnosis, steps: Sequence[Step]) -> dict[str, Any]:
    """The report on one sheet of answers.

    Of the findings those in `told` are told in full; where the check `halts`, whoever shows it shows nothing else.
    """
    folding = fold(diagnosis.findings)
    return {
        "version": VERSION,
        "knowledge": knowledge.version,
        "findings": [
            {"id": finding.id, "kind": finding.kind, "because": _because(finding.because)}
            for finding in diagnosis.findings
        ],
        "told": [finding.id for finding in folding.told],
        "halts": folding.halts,
        "ruled_out": list(diagnosis.ruled_out),
        "open": [{"id": item.id, "missing": list(item.missing)} for item in diagnosis.open],
        "outcome": _outcome(knowledge, diagnosis, steps),
        "next": diagnosis.next,
        "enough": diagnosis.enough,
        "more": list(diagnosis.follow_ups.more),
        "progress": {"asked": diagnosis.follow_ups.asked, "left": diagnosis.follow_ups.left},
        "visible": list(diagnosis.visible),
        "changes": [{"answers": _becomes(change), "settles": list(change.settles)} for change in diagnosis.changes],
        "unchangeable": list(diagnosis.unchangeable),
        "plan": [{"id": step.id, "stage": step.stage, "reasons": list(step.reasons)} for step in steps],
    }


def _outcome(knowledge: Knowledge, diagnosis: Diagnosis, steps: Sequence[Step]) -> dict[str, object] | None:
    """What leads, and its first steps; None where nothing is found."""
    told = outcome(knowledge, diagnosis, steps)
    if told is None:
        return None
    return {"lead": told.lead, "kind": told.kind, "steps": list(told.steps), "because": _because(told.because)}


def _becomes(change: Change) -> dict[str, str | None]:
    """The new answers; None for a prompt that is no longer seen."""
    return {question: answer or None for question, answer in change.answers.items()}


def _because(evidence: Evidence) -> list[dict[str, object]]:
    return [{"question": question, "answers": list(answers)} for question, answers in evidence.items()]


def to_json(data: object) -> str:
    """`data` as JSON text, the same bytes everywhere."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

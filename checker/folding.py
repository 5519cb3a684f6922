"""What of the findings is told in full: said here once, for the page, the terminal and whoever reads the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .diagnosis import Finding

MAX_TOLD = 4
"""Findings told in full: more reasons than four at once help nobody (Regulation B, official commentary)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Folding:
    """The findings in their order, divided."""

    told: tuple[Finding, ...]  #: in full
    folded: tuple[Finding, ...]  #: by name only
    halts: bool  #: somebody must stop first: nothing that is not about that is told, no step and no open question


def fold(findings: Sequence[Finding]) -> Folding:
    """Divide `findings`, the most serious first: where somebody must stop, all else can wait."""
    stops = sum(finding.kind == "stop" for finding in findings)
    told = stops or MAX_TOLD
    return Folding(told=tuple(findings[:told]), folded=tuple(findings[told:]), halts=stops > 0)

"""How well a reason is known."""

from __future__ import annotations

from dataclasses import replace

from checker.evidence import grade_of
from checker.model import Knowledge


def test_the_best_of_what_it_rests_on(tiny: Knowledge) -> None:
    grades = {id_: grade_of(tiny, reason) for id_, reason in tiny.reasons.items()}
    assert grades == {
        "W01": "A", "R01": "A", "R02": "A", "R03": "A", "R04": "A", "R05": "B", "R06": "C", "R28": "A",
    }  # fmt: skip


def test_what_was_taken_down_bears_nothing(tiny: Knowledge) -> None:
    claims = {id_: replace(claim, retired="没有了") for id_, claim in tiny.claims.items()}
    sources = {id_: replace(source, retired="没有了") for id_, source in tiny.sources.items()}
    assert grade_of(replace(tiny, claims=claims), tiny.reasons["R05"]) == "C"
    assert grade_of(replace(tiny, sources=sources), tiny.reasons["R28"]) == "C"
    assert grade_of(replace(tiny, claims=claims), tiny.reasons["R28"]) == "A"

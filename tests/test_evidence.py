"""How well a reason is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from checker.evidence import claims_in_use, grade_of, sources_in_use
from checker.model import Knowledge

TODAY = date(2026, 2, 1)


def test_the_best_of_what_it_rests_on(tiny: Knowledge) -> None:
    grades = {id_: grade_of(tiny, reason, TODAY) for id_, reason in tiny.reasons.items()}
    assert grades == {
        "W01": "A", "R01": "A", "R02": "A", "R03": "A", "R04": "A", "R05": "B", "R06": "C", "R28": "A",
    }  # fmt: skip


def test_what_was_taken_down_bears_nothing(tiny: Knowledge) -> None:
    claims = {id_: replace(claim, retired="没有了") for id_, claim in tiny.claims.items()}
    sources = {id_: replace(source, retired="没有了") for id_, source in tiny.sources.items()}
    assert grade_of(replace(tiny, claims=claims), tiny.reasons["R05"], TODAY) == "C"
    assert grade_of(replace(tiny, sources=sources), tiny.reasons["R28"], TODAY) == "C"
    assert grade_of(replace(tiny, claims=claims), tiny.reasons["R28"], TODAY) == "A"
    assert claims_in_use(replace(tiny, claims=claims), ["S01", "S99"]) == []
    assert sources_in_use(replace(tiny, sources=sources), ["P01", "P99"]) == []


def test_what_has_ended_bears_nothing_from_the_next_day_on(tiny: Knowledge) -> None:
    law = replace(tiny.sources["P01"], until=TODAY)
    ended = replace(tiny, sources={**tiny.sources, "P01": law})
    assert grade_of(ended, tiny.reasons["R28"], TODAY) == "A"
    assert grade_of(ended, tiny.reasons["R28"], TODAY + timedelta(1)) == "C"
    claim = replace(tiny.claims["S02"], until=TODAY)
    over = replace(tiny, claims={**tiny.claims, "S02": claim})
    assert grade_of(over, tiny.reasons["R05"], TODAY) == "B"
    assert grade_of(over, tiny.reasons["R05"], TODAY + timedelta(1)) == "C"

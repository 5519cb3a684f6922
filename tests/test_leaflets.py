"""Leaflets: when a sheet was last known to be right, and where its code leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from checker.model import Knowledge
from macros.leaflets import Leaflet, qr_code
from macros.site import public_address


@pytest.fixture
def sheet(knowledge: Knowledge) -> Leaflet:
    reason, prompt = knowledge.reasons["R04"], knowledge.prompts["other"]
    steps = tuple(knowledge.remedies[id_] for id_ in reason.remedies)
    return Leaflet(prompt, None, reason, steps, (), (), ())


def test_a_sheet_is_as_old_as_the_oldest_thing_on_it(sheet: Leaflet) -> None:
    old = date(2026, 1, 1)
    assert replace(sheet, steps=(*sheet.steps[1:], replace(sheet.steps[0], reviewed=old))).reviewed == old
    assert sheet.reviewed > old


def test_one_overdue_thing_makes_the_sheet_overdue(sheet: Leaflet) -> None:
    assert sheet.prompt
    today = max(entry.reviewed for entry in sheet.entries)
    assert not sheet.is_overdue(today)
    late = replace(sheet.prompt, reviewed=today - timedelta(days=2), review_days=1)
    assert replace(sheet, prompt=late).is_overdue(today)


@pytest.mark.parametrize("site_url", ["", None, "http://127.0.0.1:8000/", "http://localhost/", "http://[::1]:8000/"])
def test_no_code_leads_to_a_machine_that_nobody_else_reaches(site_url: str | None) -> None:
    assert public_address(site_url, "stop/") == ""


def test_a_code_needs_no_style_of_its_own() -> None:
    """The policy allows none."""
    code = qr_code("https://example.org/stop/")
    assert code.startswith("<svg")
    assert "style" not in code

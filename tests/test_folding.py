"""What is told in full, and when nothing else is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.findings import RANK, Finding
from checker.folding import MAX_TOLD, fold
from checker.model import KINDS, Kind


def kinds(*names: Kind) -> list[Finding]:
    return [Finding(id=str(number), kind=kind, because={}) for number, kind in enumerate(names)]


findings = st.lists(st.sampled_from(KINDS), max_size=12).map(lambda some: kinds(*sorted(some, key=RANK.__getitem__)))


@given(findings)
def test_nothing_is_lost_and_the_order_stays(found: list[Finding]) -> None:
    folding = fold(found)
    assert [*folding.told, *folding.folded] == found
    assert bool(folding.told) == bool(found)


@given(findings)
def test_where_somebody_must_stop_nothing_else_is_told(found: list[Finding]) -> None:
    folding = fold(found)
    stops = [finding for finding in found if finding.kind == "stop"]
    assert folding.halts == bool(stops)
    assert list(folding.told) == (stops or found[:MAX_TOLD])


def test_nothing_is_found() -> None:
    assert fold([]).told == ()
    assert not fold([]).halts


def test_a_stop_among_others() -> None:
    folding = fold(kinds("stop", "hard", "weak"))
    assert [finding.id for finding in folding.told] == ["0"]
    assert [finding.id for finding in folding.folded] == ["1", "2"]

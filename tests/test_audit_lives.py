"""What ended and is still used, planted alone in a clean knowledge; the days before and after each border."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.audit import audit
from checker.audit.lives import DATED_CHECKS, ENDS_SOON, LONG_AGO, ending_soon, replaced_in_circles
from checker.model import Knowledge
from tests.test_audit import CHANGED, TODAY, with_patch

OVER = "until = 2026-01-31"
MYTH = '[myth.m1]\ntitle = "甲"\nsaid_by = "乙"\nknown = "丙"\ncorrect = "丁"\nsources = ["P01"]\n'
SCAM = (
    '[scam.s1]\ntitle = "甲"\nsays = "乙"\nwants = ["money"]\ntruth = "丙"\ndo = ["丁"]\n'
    'offers = ["paid"]\nsources = ["P01"]\n'
)
LETTER = '[letter.l1]\ntitle = "甲"\nto = "乙"\nbody = "丙"\nnote = "丁"\nsources = ["P01"]\n'


@pytest.mark.parametrize(
    ("patch", "path"),
    [
        ("", "claim.S01.sources"),
        ('reason.R02.claims = []\nreason.R02.sources = ["P01"]', "reason.R02.sources"),
        ("", "remedy.grow.sources"),
        ("", "clock.answer.sources"),
        ("", "channel.desk.sources"),
        ("", "prompt.other.sources"),
        (MYTH, "myth.m1.sources"),
        (SCAM, "scam.s1.sources"),
        (LETTER, "letter.l1.sources"),
    ],
)
def test_whatever_rests_on_an_ended_rule_alone_is_a_problem(patch: str, path: str) -> None:
    ended = with_patch(patch)
    ended = replace(ended, sources={**ended.sources, "P01": replace(ended.sources["P01"], until=date(2026, 1, 31))})
    problems = audit(ended, TODAY).problems
    assert path in [problem.path for problem in problems]
    [problem] = [problem for problem in problems if problem.path == path]
    assert problem.where == "tiny.toml"
    assert "P01（2026-01-31 截止）" in problem.found
    assert path not in [problem.path for problem in audit(ended, date(2026, 1, 31)).problems]


def test_all_of_them_are_told_at_once() -> None:
    paths = [problem.path for problem in audit(with_patch(f"source.P01.{OVER}"), TODAY).problems]
    assert {"claim.S01.sources", "remedy.tell.sources", "clock.answer.sources", "prompt.other.sources"} <= set(paths)


def test_an_ended_claim_bears_nothing_either() -> None:
    problems = audit(with_patch(f"claim.S02.{OVER}"), TODAY).problems
    assert [problem.path for problem in problems] == ["reason.R05.claims"]


def test_what_took_the_place_is_named() -> None:
    [problem] = audit(with_patch(f'claim.S02.{OVER}\nclaim.S02.replaced_by = "S01"'), TODAY).problems
    assert "S01" in problem.expected


HARMLESS = {
    "another ground still holds": f"claim.S02.{OVER}\nreason.R05.claims = ['S01', 'S02']",
    "what rests on it has ended, too": f"claim.S02.{OVER}\nreason.R05.claims = ['S01']\nclaim.S02.sources = ['P02']",
    "what rests on it was taken down": f"claim.S02.{OVER}\nreason.R05.claims = ['S01']\nclaim.S02.retired = '没有了'",
    "a change that tells of the beginning": (
        CHANGED + f'rule = "P03"\ntouches = []\n[source.P03]\ntitle = "旧规矩"\nquality = "law"\n'
        f'confirmed = "读过。"\nin_force = 2020-01-01\n{OVER}'
    ),
    "a change that tells of the end": (
        CHANGED + f'rule = "P03"\ntouches = []\nends = true\n[source.P03]\ntitle = "旧规矩"\nquality = "law"\n'
        f'confirmed = "读过。"\n{OVER}'
    ),
}


@pytest.mark.parametrize("patch", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_may_end_without_harm(patch: str) -> None:
    assert [str(problem) for problem in audit(with_patch(patch), TODAY).problems] == []


@pytest.mark.parametrize("target", ["reason.R02", "remedy.grow"])
def test_a_rule_of_years_ago_grounds_nothing_beside_others_either(target: str) -> None:
    ended = date(2024, 6, 1)
    knowledge = with_patch(
        f'{target}.sources = ["P01", "P03"]\n[source.P03]\ntitle = "旧规矩"\nquality = "law"\n'
        f'confirmed = "读过。"\nuntil = {ended}\nreplaced_by = "P01"'
    )

    def problems(day: date) -> list[str]:
        return [problem.path for problem in audit(knowledge, day).problems if problem.path.endswith(".sources")]

    last = ended + timedelta(LONG_AGO)
    assert problems(last) == []
    assert problems(last + timedelta(1)) == [f"{target}.sources"]


@pytest.mark.parametrize(
    ("patch", "path"), [("remedy.dry", "reason.R05.remedies"), ("clock.answer", "reason.R02.clocks")]
)
def test_a_step_or_a_period_that_is_over_is_not_offered(patch: str, path: str) -> None:
    assert [problem.path for problem in audit(with_patch(f"{patch}.{OVER}"), TODAY).problems] == [path]


@pytest.mark.parametrize(("left", "warned"), [(ENDS_SOON + 1, False), (ENDS_SOON, True), (0, True), (-1, False)])
def test_an_end_is_announced_for_a_month(left: int, warned: bool) -> None:
    until = TODAY + timedelta(left)
    warnings = list(ending_soon(with_patch(f"claim.S02.until = {until}"), TODAY))
    assert [problem.path for problem in warnings] == (["claim.S02.until"] if warned else [])
    assert all("reason.R03" in problem.expected for problem in warnings)


def test_the_end_of_what_was_taken_down_is_not_announced() -> None:
    assert list(ending_soon(with_patch(f"claim.S04.until = {TODAY}\nclaim.S04.retired = '没有了'"), TODAY)) == []


def test_each_circle_is_told_once() -> None:
    replaced = {"S01": "S02", "S02": "S01", "S03": "S01", "S04": "S04"}
    knowledge = with_patch("\n".join(f'claim.{old}.replaced_by = "{new}"' for old, new in replaced.items()))
    problems = list(replaced_in_circles(knowledge))
    assert [problem.found for problem in problems] == ['"S01 → S02 → S01"', '"S04 → S04"']


@settings(deadline=None)
@given(st.lists(st.integers(-1, 5), min_size=6, max_size=6))
def test_a_circle_is_told_exactly_where_there_is_one(successors: list[int]) -> None:
    """Brute force: following so often as there are entries ends somewhere, or there is a circle."""
    names = [f"S{number}" for number in range(6)]
    base = with_patch("").claims["S01"]
    claims = {
        name: replace(base, id=name, replaced_by=names[to] if to >= 0 else "")
        for name, to in zip(names, successors, strict=True)
    }
    knowledge: Knowledge = replace(with_patch(""), claims=claims)
    endless = set()
    for name in names:
        at = name
        for _ in names:
            at = claims[at].replaced_by if at else ""
        if at:
            endless.add(at)
    told = {name for problem in replaced_in_circles(knowledge) for name in problem.found.strip('"').split(" → ")}
    assert bool(endless) == bool(told)
    assert endless <= told


@settings(deadline=None, max_examples=30)
@given(st.dates() | st.sampled_from([date.min, date.max]))
def test_no_day_is_too_strange(today: date) -> None:
    knowledge = with_patch(f"source.P01.{OVER}")
    audit(knowledge, today)


def test_every_dated_check_sees_something() -> None:
    knowledge = with_patch(f"source.P01.until = 2024-01-01\nremedy.dry.{OVER}\nreason.R02.sources = ['P01', 'P02']")
    assert [check.__name__ for check in DATED_CHECKS if not list(check(knowledge, TODAY))] == []

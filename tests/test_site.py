"""What every presenter is given: links to entries, and words about their lives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from markupsafe import Markup

from checker.model import Dated, Knowledge
from macros.site import Site
from macros.used import users_of_claims, users_of_sources

TODAY = date(2026, 11, 25)


def site(knowledge: Knowledge) -> Site:
    """A site whose page being built is the one of the sources."""
    env: Any = SimpleNamespace(page=SimpleNamespace(url="sources/"), conf={"use_directory_urls": True})
    return Site(knowledge, env, TODAY)


def said(tiny: Knowledge, kind: str, id_: str, **life: object) -> Markup:
    printer = site(tiny)
    entry: Dated = printer.entry(kind, id_)
    return printer.life(replace(entry, **life))  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "id_"), [("source", "P01"), ("claim", "S01"), ("clock", "answer"), ("remedy", "dry")])
def test_a_life_in_words(tiny: Knowledge, kind: str, id_: str) -> None:
    def words(**life: object) -> str:
        return said(tiny, kind, id_, **life).striptags()

    assert words() == ""
    assert words(in_force=date(2026, 9, 30)) == "2026-09-30 起"
    assert words(until=date(2026, 3, 31)) == "2026-03-31 已截止"
    assert words(in_force=TODAY, until=TODAY) == f"{TODAY} 起 到 {TODAY} 为止"
    assert "2027-01-01 起" in words(in_force=date(2027, 1, 1)) != "2027-01-01 起"


def test_what_took_its_place_is_linked(tiny: Knowledge) -> None:
    html = said(tiny, "source", "P02", until=date(2025, 12, 31), replaced_by="P01")
    assert 'data-life="replaced"' in html
    assert '<a href="./#P01">借车规矩</a>' in html
    assert html.striptags().startswith("已于 2026-01-01 废止")


def test_what_took_its_place_is_named_where_it_has_no_page(tiny: Knowledge) -> None:
    html = said(tiny, "remedy", "dry", until=date(2025, 12, 31), replaced_by="wait")
    assert tiny.remedies["wait"].text in html
    assert "<a " not in html


def test_words_of_an_entry_are_escaped(tiny: Knowledge) -> None:
    odd = replace(tiny, sources={**tiny.sources, "P01": replace(tiny.sources["P01"], title="<b>{day}")})
    html = said(odd, "source", "P02", until=date(2025, 12, 31), replaced_by="P01")
    assert "&lt;b&gt;{day}" in html


def test_what_was_taken_down_is_no_evidence(tiny: Knowledge) -> None:
    claims = {**tiny.claims, "S02": replace(tiny.claims["S02"], retired="并进 S01")}
    sources = {**tiny.sources, "P02": replace(tiny.sources["P02"], retired="没有了")}
    knowledge = replace(tiny, claims=claims, sources=sources)
    printer = site(knowledge)
    assert "S02" not in printer.badges(["S01", "S02"])
    assert printer.badges(["S02"]) == ""
    assert "data-grade" not in printer.claim("S02")
    assert printer.cited(replace(tiny.remedies["dry"], unsourced="没有查到")) == "没有查到"
    assert printer.grade(knowledge.reasons["R05"]) == "C"
    assert "R03" not in [use.id for use in users_of_claims(knowledge)["S02"]]
    assert users_of_claims(tiny)["S02"]
    assert users_of_sources(knowledge)["P02"] == []
    assert users_of_sources(tiny)["P02"]


def test_a_source_that_ended_says_so_where_it_is_cited(tiny: Knowledge) -> None:
    sources = {**tiny.sources, "P01": replace(tiny.sources["P01"], until=date(2026, 1, 31))}
    cited = site(replace(tiny, sources=sources)).cited(tiny.reasons["R01"])
    assert "2026-01-31 已截止" in cited
    assert "已截止" not in site(tiny).cited(tiny.reasons["R01"])

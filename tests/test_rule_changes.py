"""The page of changed rules: newest first, each day in words, and the way back from what is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from checker.model import Knowledge, RuleChange
from macros.rule_changes import change_line, changes_list, newest_changes, newest_first
from macros.site import Site

TODAY = date(2026, 11, 25)


def change(id_: str, rule: str, **given: Any) -> RuleChange:
    told: dict[str, Any] = {"what": "门换了。", "means": "从左边走。", "not_means": "不是关门。", "touches": ()}
    return RuleChange(id=id_, reviewed=TODAY, title=f"{id_} 变了", rule=rule, certainty="partly", **{**told, **given})


@pytest.fixture
def site(tiny: Knowledge) -> Site:
    """Three changes: one that began, one that ended earlier, one that is still to come."""
    source = tiny.sources["P01"]
    sources = {
        **tiny.sources,
        "P11": replace(source, id="P11", title="新门", in_force=date(2026, 9, 30)),
        "P12": replace(source, id="P12", title="旧券", in_force=date(2026, 1, 1), until=date(2026, 3, 31)),
        "P13": replace(source, id="P13", title="将来的门", in_force=date(2027, 1, 1)),
    }
    changes = (
        change("ended", "P12", ends=True, sources=("P02",)),
        change("began", "P11", touches=("reason.R03", "clock.answer", "remedy.dry")),
        change("coming", "P13"),
    )
    knowledge = replace(tiny, sources=sources, rule_changes={one.id: one for one in changes})
    env: Any = SimpleNamespace(page=SimpleNamespace(url="rules/"), conf={"use_directory_urls": True})
    return Site(knowledge, env, TODAY)


def test_the_newest_comes_first(site: Site) -> None:
    assert [one.id for one in newest_first(site)] == ["coming", "began", "ended"]
    page = changes_list(site)
    assert page.index("#coming") < page.index("#began") < page.index("#ended")
    assert "ended 变了" not in newest_changes(site, 2)


def test_each_day_is_told_in_words(site: Site) -> None:
    assert "2026-09-30 起" in change_line(site, "began").striptags()
    assert "2026-03-31 已截止" in change_line(site, "ended").striptags()
    assert "2026-01-01" not in change_line(site, "ended").striptags()
    assert "还没有生效" in change_line(site, "coming").striptags()


def test_a_change_says_what_it_means_and_what_not_and_cites_its_rule(site: Site) -> None:
    page = changes_list(site)
    for words in ("门换了。", "从左边走。", "不是关门。", "部分确认"):
        assert words in page
    ended = page[page.index("#ended") :]
    assert ended.index("#P12") < ended.index("#P02")


def test_what_is_touched_is_linked_where_it_is_printed(site: Site) -> None:
    page = changes_list(site)
    assert "#R03" in page
    assert "#answer" in page
    assert "#dry" not in page  # a remedy has no place of its own
    assert site.lately("reason", "R03") == ["began"]
    assert site.lately("reason", "R02") == []


def test_without_changes_the_page_says_so(tiny: Knowledge, site: Site) -> None:
    empty = replace(site, knowledge=replace(tiny, rule_changes={}))
    assert tiny.labels["page"]["no_changes"] in changes_list(empty)
    assert newest_changes(empty, 3).strip() == ""

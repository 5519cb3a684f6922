"""The feed of what changed, read as a feed reader reads it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest

from checker.life import day_of
from checker.model import Knowledge
from macros.data.feed import CORRECTIONS, feed
from publishing.paths import ROOT

from .pages import read_pages
from .test_data import site_of
from .test_site import TODAY

RECORDS = """\
# 更正

- **2026-11-25**：改了[一处](rules.md#x)，**要紧**。
- **2026-11-25**：同一天另一处。
- **2026-11-22**：第一版。
"""


def read(knowledge: Knowledge, address: str = "", records: str = RECORDS) -> Any:
    found = feedparser.parse(feed(site_of(knowledge, address), records))
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


def test_every_change_of_the_rules_is_an_entry(knowledge: Knowledge) -> None:
    entries = read(knowledge).entries
    for change in knowledge.rule_changes.values():
        [entry] = [one for one in entries if one.title.endswith(f"：{change.title}")]
        assert all(part in entry.content[0].value for part in (change.what, change.means, change.not_means))
        assert str(day_of(knowledge, change) or "") in entry.title


def test_every_correction_is_an_entry_in_plain_words(knowledge: Knowledge) -> None:
    texts = [entry.content[0].value for entry in read(knowledge).entries]
    assert {"改了一处，要紧。", "同一天另一处。", "第一版。"} <= set(texts)


def test_the_newest_stands_first_and_nothing_lies_ahead(knowledge: Knowledge) -> None:
    rule = next(iter(knowledge.rule_changes.values())).rule
    ahead = replace(knowledge.sources[rule], in_force=TODAY + timedelta(days=90), until=None, replaced_by="")
    found = read(replace(knowledge, sources={**knowledge.sources, rule: ahead}))
    days = [entry.updated for entry in found.entries]
    assert days == sorted(days, reverse=True)
    assert found.feed.updated == days[0]
    assert max(date.fromisoformat(day[:10]) for day in days) <= TODAY
    assert any(str(TODAY + timedelta(days=90)) in entry.title for entry in found.entries)


def test_ids_are_unique_and_stay_wherever_the_site_stands(knowledge: Knowledge) -> None:
    here, there = read(knowledge), read(knowledge, "https://example.org/hua/")
    ids = [entry.id for entry in here.entries]
    assert len(set(ids)) == len(ids) == len(knowledge.rule_changes) + 3
    assert ids == [entry.id for entry in there.entries]
    assert here.feed.id == there.feed.id
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", id_) for id_ in [*ids, here.feed.id])


def test_links_are_absolute_or_missing(knowledge: Knowledge) -> None:
    found = read(knowledge)
    assert [link for item in (found.feed, *found.entries) for link in item.get("links", [])] == []
    there = read(knowledge, "https://example.org/hua/")
    assert {link.rel: link.href for link in there.feed.links} == {
        "self": "https://example.org/hua/feed.xml",
        "alternate": "https://example.org/hua/",
    }
    assert all(entry.link.startswith("https://example.org/hua/") for entry in there.entries)
    assert "https://example.org/hua/rules/#checkout" in {entry.link for entry in there.entries}


def test_what_atom_requires_is_said(knowledge: Knowledge) -> None:
    found = read(knowledge)
    assert found.feed.title
    assert found.feed.author
    assert all(entry.title and entry.updated_parsed and entry.content[0].value for entry in found.entries)


def test_a_page_without_records_is_reported(knowledge: Knowledge) -> None:
    with pytest.raises(ValueError, match=r"^docs/changes\.md: no record found, expected lines like"):
        feed(site_of(knowledge), "# 更正\n\n什么都没有。\n")


@pytest.mark.site
def test_the_feed_of_the_site_holds_what_its_pages_say(built_site: Path, knowledge: Knowledge) -> None:
    found = feedparser.parse((built_site / "feed.xml").read_bytes())
    records = re.findall(
        r"^- \*\*(\d{4}-\d\d-\d\d)\*\*", (ROOT / "docs" / CORRECTIONS).read_text(encoding="utf-8"), re.M
    )
    assert records
    assert len(found.entries) == len(knowledge.rule_changes) + len(records)
    said = "".join(entry.content[0].value for entry in found.entries)
    assert not re.search(r"[{}\[\]*]|\.md", said)
    for page in read_pages(built_site).values():
        if page.url == "embed/":  # what stands in a frame leads to no feed
            continue
        [link] = page.all("link", rel="alternate", type="application/atom+xml")
        assert page.resolve(link.attributes["href"])[0] == "feed.xml", page.name

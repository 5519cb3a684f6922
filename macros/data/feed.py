"""An Atom feed (RFC 4287) of what changed: the rules themselves, and what this site corrected.

Its ids never change, wherever the site stands; links it has only where the address of the site is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from checker.life import day_of

from ..rule_changes import day_only
from ..site import Site
from .datasets import address

FILE = "feed.xml"

CORRECTIONS = "changes.md"
"""The page whose list of dated records is the log of what this site corrected."""

RECORD = re.compile(r"^- \*\*(\d{4}-\d\d-\d\d)\*\*：(.+)$", re.M)

NAMESPACE = UUID("9f0c1d0e-6b0a-4b5e-9d55-3b2c6f0f7a41")
"""Made once, at random: every id of the feed is derived from it."""

RIGHTS = "CC BY 4.0"


@dataclass(frozen=True)
class Item:
    """One entry of the feed."""

    name: str  #: from which its id is made
    day: date
    title: str
    text: str
    address: str  #: below the site


def feed(site: Site, corrections: str) -> bytes:
    """The feed, newest first; `corrections` is the Markdown of the page `CORRECTIONS`."""
    conf = site.env.conf
    items = sorted([*_rule_changes(site), *_corrections(site, corrections)], key=lambda item: item.day, reverse=True)
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "zh-CN"})
    _add(root, "id", NAMESPACE.urn)
    _add(root, "title", conf["site_name"])
    _add(root, "subtitle", site.label("data", "feed_about"))
    _add(root, "updated", _instant(items[0].day))
    _add(root, "rights", RIGHTS)
    _add(SubElement(root, "author"), "name", conf["site_name"])
    if conf["site_url"]:
        SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": conf["site_url"] + FILE})
        SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": conf["site_url"]})
    for item in items:
        entry = SubElement(root, "entry")
        _add(entry, "id", uuid5(NAMESPACE, item.name).urn)
        _add(entry, "title", item.title)
        _add(entry, "updated", _instant(item.day))
        if conf["site_url"]:
            href = conf["site_url"] + item.address
            SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": href})
        _add(entry, "content", item.text)
    indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"


def _rule_changes(site: Site) -> Iterator[Item]:
    """Dated by the day of the change; what is still to come, by the day on which it was last looked at."""
    for change in site.knowledge.rule_changes.values():
        day = day_of(site.knowledge, change) or change.reviewed
        text = "\n\n".join((change.what, change.means, change.not_means))
        title = f"{site.life(day_only(site, change)).striptags()}：{change.title}"
        place = address(site.knowledge, "change", change)
        yield Item(f"change.{change.id}", min(day, change.reviewed), title, text, place)


def _corrections(site: Site, markdown: str) -> Iterator[Item]:
    """The records of the page; raises `ValueError` where none is found, as that page always holds one."""
    records = RECORD.findall(markdown)
    if not records:
        raise ValueError(f"docs/{CORRECTIONS}: no record found, expected lines like '- **2026-11-25**：…'")
    for day, text in records:
        words = re.sub(r"\[([^\]]+)\]\([^)]*\)(\{[^}]*\})?", r"\1", text).replace("**", "")
        title = f"{site.label('data', 'correction')} {day}"
        yield Item(f"correction.{day}.{text}", date.fromisoformat(day), title, words, CORRECTIONS.replace(".md", "/"))


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _instant(day: date) -> str:
    """The beginning of `day` in China, as RFC 3339 writes it."""
    return f"{day}T00:00:00+08:00"

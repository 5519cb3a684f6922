"""Guides: pages that answer a question, and the ways in which people ask it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Knowledge
from ..problems import Problem
from .walk import Check, problem_at

MIN_SAID = 3
"""Ways of asking for a guide: with fewer, neither search nor a message finds it."""

PAGE = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*\.md")


def pages(knowledge: Knowledge) -> Iterator[Problem]:
    """A guide names one page below `docs`, and no two the same."""
    owners: dict[str, str] = {}
    for id_, guide in knowledge.guides.items():
        if not PAGE.fullmatch(guide.page):
            yield problem_at(knowledge, f"guide.{id_}", "page", guide.page, "docs 下面的一个 .md，例如 howto/debt.md")
        elif (owner := owners.setdefault(guide.page, id_)) != id_:
            yield problem_at(knowledge, f"guide.{id_}", "page", guide.page, f"guide.{owner} 没有用过的一页")


def ways_of_asking(knowledge: Knowledge) -> Iterator[Problem]:
    """Every guide is asked for in several ways, none of which asks for another one as well."""
    owners: dict[str, str] = {}
    for id_, guide in knowledge.guides.items():
        if len(guide.said) < MIN_SAID:
            yield problem_at(knowledge, f"guide.{id_}", "said", list(guide.said), f"至少 {MIN_SAID} 种人们的问法")
        for way in guide.said:
            if (owner := owners.setdefault(way, id_)) != id_:
                yield problem_at(knowledge, f"guide.{id_}", "said", way, f"没有写在 guide.{owner} 里的问法")


CHECKS: tuple[Check, ...] = (pages, ways_of_asking)

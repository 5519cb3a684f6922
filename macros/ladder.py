"""The ladder of rights: a table on paper and on wide screens, a card for each row on a phone."""

from __future__ import annotations

from markupsafe import Markup

from .site import Site

COLUMNS = ("rung_first", "rung_laws", "rung_days", "rung_next", "rung_court")
"""The labels of the columns, in order; a phone prints them inside the cells. What happened stands above its row."""


def ladder(site: Site) -> Markup:
    """Every row of the ladder at the anchor of its id."""
    return site.render("ladder.html", rungs=site.knowledge.rungs.values(), columns=COLUMNS)

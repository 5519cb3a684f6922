"""A credit report at a glance: a drawn page, and what to look for in each part."""

from __future__ import annotations

from markupsafe import Markup

from .site import Site

WIDTHS = (96, 124, 110, 80, 70, 118)
"""How long the drawn lines of each part are: decoration, so that the page looks like one."""


def report_aid(site: Site) -> Markup:
    """The parts of a credit report from top to bottom, numbered alike in the drawing and in the list."""
    return site.render("report.html", parts=list(site.knowledge.labels["report_part"]), widths=WIDTHS)

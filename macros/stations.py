"""The seven stations as a line: a reading aid of ours, and it says so."""

from __future__ import annotations

from markupsafe import Markup

from checker.model import STATIONS

from .site import Site


def station_line(site: Site, *lit: str) -> Markup:
    """The line with the stations `lit` marked as the places where a person is held up."""
    return site.render("stations.html", stations=STATIONS, lit=lit, states=())

"""Reasons on the guide pages."""

from __future__ import annotations

from markupsafe import Markup

from checker.model import STATIONS

from .site import Site


def reason_section(site: Site, id_: str) -> Markup:
    """One reason with everything about it; its id is the anchor."""
    reason = site.knowledge.reasons[id_]
    return site.render("reason.html", reason=reason, stations=STATIONS, lit=reason.station)


def family_sections(site: Site, family: str) -> Markup:
    """Every reason of a family, in the order of the knowledge."""
    reasons = [reason for reason in site.knowledge.reasons.values() if reason.family == family]
    return Markup("\n").join(reason_section(site, reason.id) for reason in reasons)


def steps(site: Site, id_: str) -> Markup:
    """Only the steps of a reason, grouped by when they can be taken."""
    reason = site.knowledge.reasons[id_]
    return site.render("steps.html", remedies=[site.knowledge.remedies[remedy] for remedy in reason.remedies])

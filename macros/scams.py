"""Traps and beliefs: what they say, what is true, and the first ten minutes."""

from __future__ import annotations

from markupsafe import Markup

from checker.model import Remedy

from .site import Site


def scams_list(site: Site) -> Markup:
    """Every scam at the anchor of its id."""
    return site.render("scams.html", scams=site.knowledge.scams.values())


def wants_aid(site: Site) -> Markup:
    """What they want from you → what to do now; a picture made of words, with the scams behind each."""
    wants = [
        (want, word, [scam for scam in site.knowledge.scams.values() if want in scam.wants])
        for want, word in site.knowledge.labels["wants"].items()
    ]
    return site.render("wants.html", wants=wants)


def myths_list(site: Site) -> Markup:
    """Every myth at the anchor of its id."""
    return site.render("myths.html", myths=site.knowledge.myths.values())


def urgent_steps(site: Site, *ids: str) -> Markup:
    """The remedies named, in the order given: what has already happened decides where a person begins."""
    remedies: list[Remedy] = [site.knowledge.remedies[id_] for id_ in ids]
    return site.render("urgent.html", remedies=remedies, dial=True)

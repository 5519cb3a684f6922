"""Where the facts come from, whom to turn to, and the periods that a law sets."""

from __future__ import annotations

from markupsafe import Markup

from .site import Site
from .used import users_of_sources


def sources_list(site: Site) -> Markup:
    """Every source at the anchor of its id, the better kinds first."""
    sources = site.knowledge.sources.values()
    kinds = site.knowledge.labels["quality"]
    groups = [(kind, [source for source in sources if source.quality == kind]) for kind in kinds]
    used = users_of_sources(site.knowledge)
    return site.render("sources.html", groups=[(kind, found) for kind, found in groups if found], users=used)


def channels_list(site: Site) -> Markup:
    """Every official place to turn to, at the anchor of its id."""
    return site.render("channels.html", channels=site.knowledge.channels.values())


def clocks_list(site: Site) -> Markup:
    """Every legal period, at the anchor of its id."""
    return site.render("clocks.html", clocks=site.knowledge.clocks.values())


def letters_list(site: Site, *ids: str) -> Markup:
    """Letters to copy, each at the anchor of its id."""
    return site.render("letters.html", letters=[site.knowledge.letters[id_] for id_ in ids])

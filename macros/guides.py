"""The guide pages: the way to them, and on each the ways in which people ask for it."""

from __future__ import annotations

from markupsafe import Markup

from .site import Site


def guide_links(site: Site, *ids: str) -> Markup:
    """The guides named, in that order, as big links."""
    return site.render("guide_links.html", guides=[site.knowledge.guides[id_] for id_ in ids])


def also_asked(site: Site) -> Markup:
    """How people ask for the page being built, so that a search in their words finds it."""
    page = site.env.page
    here = page.path if hasattr(page, "path") else page.file.src_uri  # Zensical's pages, and MkDocs'
    said = [phrase for guide in site.knowledge.guides.values() if guide.page == here for phrase in guide.said]
    return site.render("also_asked.html", said=said)

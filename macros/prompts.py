"""What the app says: each sentence explained, and the way from the home page to it."""

from __future__ import annotations

from markupsafe import Markup

from .site import Site


def prompts_list(site: Site) -> Markup:
    """Every prompt at the anchor of its id: what it can mean, what it cannot, what to do first."""
    return site.render("prompts.html", prompts=site.knowledge.prompts.values())


def prompt_links(site: Site, *guides: str) -> Markup:
    """Every prompt as a big link to its explanation, or to the guide of the same name; after them other `guides`."""
    return site.render(
        "prompt_links.html",
        prompts=[p for p in site.knowledge.prompts.values() if p.id != "forgot"],
        guides=[site.knowledge.guides[id_] for id_ in guides],
    )


def ask_box(site: Site) -> Markup:
    """The field for one sentence in the visitor's own words.

    The field has no name, so a browser without scripts sends nothing; with them the sentence travels in
    the fragment, which stays in the browser.
    """
    return site.render("ask.html")

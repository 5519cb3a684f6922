"""What the app says: each sentence explained, and the way from the home page to it."""

from __future__ import annotations

from markupsafe import Markup

from .site import Site


def prompts_list(site: Site) -> Markup:
    """Every prompt at the anchor of its id: what it can mean, what it cannot, what to do first."""
    return site.render("prompts.html", prompts=site.knowledge.prompts.values(), guides=_own_guides(site))


def prompt_links(site: Site) -> Markup:
    """Every prompt as a big link to the guide that is about it, or else to its explanation."""
    prompts = [prompt for prompt in site.knowledge.prompts.values() if prompt.listed]
    return site.render("prompt_links.html", prompts=prompts, guides=_own_guides(site))


def _own_guides(site: Site) -> dict[str, str]:
    """Prompt → the guide that is all about it."""
    return {prompt: guide.id for guide in site.knowledge.guides.values() for prompt in guide.prompts}


def ask_box(site: Site) -> Markup:
    """The field for one sentence in the visitor's own words.

    The field has no name, so a browser without scripts sends nothing; with them the sentence travels in
    the fragment, which stays in the browser.
    """
    return site.render("ask.html")

from __future__ import annotations

from markupsafe import Markup

from .site import Site


def claims_table(site: Site) -> Markup:
    return Markup("")


def sources_list(site: Site) -> Markup:
    return Markup("")


def channels_list(site: Site) -> Markup:
    return Markup("")


def clocks_list(site: Site) -> Markup:
    return Markup("")


def prompts_list(site: Site) -> Markup:
    return Markup("")


def counts(site: Site) -> Markup:
    return Markup("")

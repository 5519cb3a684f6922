from __future__ import annotations

from markupsafe import Markup

from .site import Site


def scams_list(site: Site) -> Markup:
    return Markup("")


def myths_list(site: Site) -> Markup:
    return Markup("")

"""Where a reader who finds a mistake can say so, with the id of the entry ready to paste."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup, escape

from .site import Site


def contact_link(site: Site, about: str) -> Markup:
    """The operator's contact as a link that already says what it is `about`; empty if they left none.

    A mail address is its own words, so that it can be copied where no mail program answers.
    """
    operator = site.build["operator"]
    if not operator["report"]:
        return Markup("")
    words = operator["contact"] if operator["report"].startswith("mailto:") else site.label("page", "report_page")
    return Markup('<a href="{}">{}</a>').format(operator["report"].replace("{id}", quote(about)), words)


def report_line(site: Site, id_: str) -> Markup:
    """The line below the entry `id_`; empty if there is nobody to tell."""
    contact = contact_link(site, id_)
    return escape(site.label("page", "report")).format(contact=contact, id=id_) if contact else contact

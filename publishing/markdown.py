"""Every page as Markdown too, made from its finished text: for language models and whoever reads without a browser.

What a script would have to wake up (forms, buttons, what is hidden until it is found) says nothing there and is left
out. Links lead from Markdown to Markdown; a heading is followed by its id, as links name it.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from bs4 import BeautifulSoup, Tag
from markdownify import ATX, MarkdownConverter

NAME = "index.md"
"""Of the Markdown of a page, in the folder of the page."""

SILENT = ("script", "style", "template", "svg", "input", "select", "textarea", "button", "[hidden]")
"""What says nothing outside of a browser."""

CHOSEN_ID = re.compile(r"[\w-]+", re.ASCII)
"""An id that somebody gave; those made from the words of a heading say nothing more than these."""


def as_markdown(html: str, foot: str) -> str:
    """The Markdown of `html`, the text of a page without head and menu, with `foot` as its last paragraph."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.select(",".join(SILENT)):
        element.decompose()
    for link in soup.select("a[href]:not([rel~=nofollow])"):  # what that leads to has no Markdown
        link["href"] = markdown_address(str(link["href"]))
    for heading in soup.select("h2[id], h3[id]"):
        if CHOSEN_ID.fullmatch(str(heading["id"])):
            heading.append(f" {{#{heading['id']}}}")
    for table in soup.select("table"):
        _simplify(table)
    converter = MarkdownConverter(
        heading_style=ATX, bullets="-", escape_underscores=False, code_language_callback=_language
    )
    text = re.sub(r"[ \t]+\n", "\n", converter.convert_soup(soup))
    return re.sub(r"\n{3,}", "\n\n", f"{text}\n\n---\n\n{foot}\n").lstrip()


def markdown_address(href: str) -> str:
    """`href` with the Markdown of a page in place of the page; anything else as it is."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or not parts.path.endswith("/"):
        return href
    return urlunsplit(parts._replace(path=parts.path + NAME))


def _simplify(table: Tag) -> None:
    """A table of Markdown has one body, and headings only at its top."""
    first, *others = table.select("tbody") or [table]
    for body in others:
        first.extend(body.select("tr"))
        body.decompose()
    for heading in first.select("th"):
        heading.name = "td"


def _language(block: Tag) -> str:
    """What the code in a block is written in, as its class says."""
    classes = " ".join(str(name) for code in block.select("code") for name in code.get("class") or ())
    return found[1] if (found := re.search(r"language-(\w+)", classes)) else ""

"""The built pages as tests read them: text, ids, links; with nothing but the standard library.

Our own pages are well formed: Beautiful Soup finds the same elements in them, takes more than twice as long, and would
still need to be told which elements stand on lines of their own.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import cache, cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
SILENT = frozenset(("script", "style", "template"))
BLOCKS = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "td",
        "th",
        "tr",
        "div",
        "section",
        "article",
        "figure",
        "figcaption",
        "summary",
        "option",
        "label",
        "br",
    ]
)


@dataclass
class Element:
    """One element with where it stands."""

    tag: str
    attributes: dict[str, str]
    inside: tuple[Element, ...]
    text: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The text inside, blanks collapsed."""
        return " ".join("".join(self.text).split())

    def within(self, tag: str) -> bool:
        """Whether it stands inside an element of that name."""
        return any(element.tag == tag for element in self.inside)


class Page(HTMLParser):
    """A page taken apart."""

    def __init__(self, path: Path, site: Path) -> None:
        super().__init__()
        self.name = path.relative_to(site).as_posix()
        self.url = self.name.removesuffix("index.html")
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.source = path.read_text(encoding="utf-8")
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.elements.append(element)
        if tag in BLOCKS:
            self.handle_data("\n")
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and any(element.tag == tag for element in self._open):
            if self._open.pop().tag == tag:
                break
        if tag in BLOCKS:
            self.handle_data("\n")

    def handle_data(self, data: str) -> None:
        silent = any(element.tag in SILENT for element in self._open)
        for element in self._open[-1:] if silent else self._open:
            element.text.append(data)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Every element of that name with those attributes; `class_` asks for one of its classes."""
        wanted = attributes.pop("class_", None)
        return [
            element
            for element in self.elements
            if element.tag == tag
            and (wanted is None or wanted in element.attributes.get("class", "").split())
            and all(element.attributes.get(name) == value for name, value in attributes.items())
        ]

    @cached_property
    def ids(self) -> list[str]:
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    @property
    def body(self) -> Element:
        """The article: what the page itself says."""
        return self.all("article")[0]

    def text_at(self, id_: str) -> str:
        """The text of the element with that id; of what follows up to the next heading if it is a heading."""
        here = next(number for number, element in enumerate(self.elements) if element.attributes.get("id") == id_)
        start = self.elements[here]
        if start.tag not in ("h2", "h3"):
            return start.words
        parts = [start.words]
        for element in self.elements[here + 1 :]:
            if element.tag in ("h1", "h2", "h3"):
                break
            if element.inside == start.inside:
                parts.append(element.words)
        return " ".join(parts)

    def links(self) -> list[str]:
        """Every address that an ``a`` leads to."""
        return [element.attributes["href"] for element in self.all("a") if "href" in element.attributes]

    def resolve(self, href: str) -> tuple[str, str]:
        """The page of this site, and the anchor, that `href` leads to."""
        parts = urlsplit(href)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.url + "x"), parts.path)) if parts.path else ""
        target = (
            self.url
            if not parts.path
            else ""
            if path == "."
            else path + ("/" if parts.path.endswith(("/", "..")) else "")
        )
        return target, unquote(parts.fragment)


@cache
def read_pages(site: Path) -> dict[str, Page]:
    """Every page of the built site by its address below the root; the error page left out."""
    found = (Page(path, site) for path in sorted(site.rglob("*.html")) if path.name != "404.html")
    pages = {page.url: page for page in found}
    assert {"", "check/", "claims/"} <= pages.keys(), "no built site"  # what is true of every page is not true of none
    return pages

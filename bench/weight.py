"""What a page of the built site weighs: itself and what its HTML names to be fetched, as brotli sends it."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from publishing.paths import SITE

CHECK = "check/index.html"
CHECK_BUDGET = 200_000
"""Bytes of the check page with its styles and scripts, before the engine."""

OTHER_BUDGET = 150_000
"""Bytes of any other page, and none of them Python."""

FETCHED = {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload"}
"""Kinds of links that a browser fetches by itself."""


class _Named(HTMLParser):
    """Collects the addresses that a browser fetches with the page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        kinds = set((given.get("rel") or "").split())
        address = given.get("href") if tag == "link" and kinds & FETCHED else given.get("src")
        for named in (address, given.get("data-worker")):
            if named and not named.startswith("data:"):
                self.addresses.add(urldefrag(named).url)


def files(page: Path, site: Path = SITE) -> list[Path]:
    """`page` and the files of the site that come with it; `ValueError` for an address elsewhere."""
    named = _Named()
    named.feed(page.read_text(encoding="utf-8"))
    base = f"https://site.invalid/{page.relative_to(site).as_posix()}"
    found = [page]
    for address in sorted(named.addresses):
        parts = urlsplit(urljoin(base, address))
        if parts.netloc != "site.invalid":
            raise ValueError(f"{page}: {address} is on another host")
        found.append(site / parts.path.lstrip("/"))
    return found


def weight(file: Path) -> int:
    """Bytes on the wire: of the brotli sibling, or of the file itself where it is not compressed."""
    sibling = file.with_name(f"{file.name}.br")
    return (sibling if sibling.exists() else file).stat().st_size


def weights(site: Path = SITE) -> dict[str, int]:
    """Bytes of every page with all that it brings along, by its path below the site."""
    pages = sorted(page for page in site.rglob("*.html") if page.name != "404.html")  # its addresses are the host's
    return {page.relative_to(site).as_posix(): sum(weight(file) for file in files(page, site)) for page in pages}

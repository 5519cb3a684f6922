"""A page of another site with the check in a frame, made from what the documentation prints."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from publishing.policy import inline_hashes, write_headers

from .pages import Page

FRAME = "huabei-check"
"""The id of the frame in the printed code."""


def snippet(site: Path, address: str) -> str:
    """The code as ``embedding/`` prints it for copying, with the frame's page at `address`."""
    page = Page(site / "embedding" / "index.html", site)
    codes = ["".join(element.text) for element in page.all("code") if "<iframe" in "".join(element.text)]
    assert len(codes) == 1
    return re.sub('src="[^"]+"', f'src="{address}"', unescape(codes[0]))


def host_page(site: Path, address: str) -> str:
    """A page of another site, with some text of its own around the frame."""
    return f'<!doctype html><meta charset="utf-8"><title>A</title><h1>A</h1>\n{snippet(site, address)}\n<p>B</p>'


def allow(site: Path, *origins: str) -> None:
    """Write the headers of `site` as for an operator who lets `origins` frame it."""
    pages = (path.read_text(encoding="utf-8") for path in site.rglob("*.html", recurse_symlinks=True))
    (site / "_headers").unlink()  # it may be a link to another site's
    write_headers(site, {digest for page in pages for digest in inline_hashes(page)}, origins)


def linked_copy(site: Path, folder: Path) -> Path:
    """A site of its own in `folder` whose files are those of `site`."""
    for entry in site.iterdir():
        (folder / entry.name).symlink_to(entry)
    return folder

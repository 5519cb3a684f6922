"""The policy that enforces the promise: what pages may load, and the headers that say so.

Hosted pages carry it twice, as a header where the host sends one and as a meta element where it does
not; the offline copy has only the element. Inline scripts are let in by their hashes, worked out from each
finished page: no page ever needs ``'unsafe-inline'``.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from pathlib import Path

Directives = Mapping[str, str]

JAVASCRIPT = ("", "module", "text/javascript")
"""The types of scripts that run; anything else, such as JSON, is data."""

HOSTED = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}

OFFLINE = {
    "default-src": "'none'",
    # `file:` stands beside 'self' because a page on file:// has no origin that 'self' could name.
    "script-src": "'self' file: 'wasm-unsafe-eval'",
    "style-src": "'self' file:",
    "img-src": "'self' file: data:",
    "connect-src": "'none'",
    "worker-src": "blob:",
    "base-uri": "'none'",
    "form-action": "'none'",
}

POLICY = "Content-Security-Policy"

FRAMING = "X-Frame-Options"
"""For browsers before ``frame-ancestors``; it knows no list of sites, so it is not sent where there is one."""

EVERYWHERE = "/*"

EMBED = "/embed/*"
"""The check alone, for the frames of other sites (`docs/embed.md`)."""

OPEN = ("/data/*", "/feed.xml")
"""What pages of every other site may read: the facts as data, and the feed (`docs/data.md`)."""

RESOURCE_POLICY = "Cross-Origin-Resource-Policy"

FOR_EVERYBODY = {"Access-Control-Allow-Origin": "*", RESOURCE_POLICY: "cross-origin"}
"""What lets them: neither a cookie nor an address holds anything about whoever asks, so nobody is told apart."""

HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    FRAMING: "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    RESOURCE_POLICY: "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

IMMUTABLE = ("/runtime/*", "/engine/*")
"""Content-hashed folders: what stands there never changes."""


def element(directives: Directives) -> str:
    """The element that holds a page to the policy, as the template writes it: its hashes are not known yet.

    It stands before anything that is loaded; `apply_policy` fills it in.
    """
    return f'<meta http-equiv="Content-Security-Policy" content="{_line(directives)}">'


def apply_policy(html: str, directives: Directives) -> str:
    """The finished page `html` with the hashes of its inline scripts in the `element` of `directives`."""
    empty = element(directives)
    if empty not in html:
        raise ValueError("the template did not write the policy's element")
    return html.replace(empty, element(_allowing(inline_hashes(html), directives)), 1)


def inline_hashes(html: str) -> list[str]:
    """``'sha256-…'`` of every inline script of a page, each once, in their order."""
    digests = (hashlib.sha256(text.encode()).digest() for text in _InlineScripts(html).found)
    return list(dict.fromkeys(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))


class _InlineScripts(HTMLParser):
    """The text of every script of a page that runs and has no file of its own."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._inside = tag == "script" and "src" not in given and (given.get("type") or "") in JAVASCRIPT
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def write_headers(site: Path, hashes: Iterable[str], embed_on: Iterable[str] = ()) -> None:
    """`_headers`, as Cloudflare Pages and Netlify read it; the recipes in `deploy` are made from it.

    One policy for all paths, with the `hashes` of all pages: it also covers the worker's own response, which a
    page's element does not. Nobody may frame a page, but for the sites `embed_on` the one that is made for it;
    everybody may read what is `OPEN`.
    """
    lines = [
        EVERYWHERE,
        f"  {POLICY}: {_policy(hashes, ())}",
        *(f"  {name}: {value}" for name, value in HEADERS.items()),
    ]
    if origins := tuple(embed_on):
        # What an earlier rule has set is taken back first, or Cloudflare would send both, and the stricter one holds.
        lines += [EMBED, f"  ! {POLICY}", f"  ! {FRAMING}", f"  {POLICY}: {_policy(hashes, origins)}"]
    for path in OPEN:
        lines += [path, f"  ! {RESOURCE_POLICY}", *(f"  {name}: {value}" for name, value in FOR_EVERYBODY.items())]
    for path in IMMUTABLE:
        lines += [path, "  Cache-Control: public, max-age=31536000, immutable"]
    (site / "_headers").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _policy(hashes: Iterable[str], embed_on: Iterable[str]) -> str:
    """The header for pages that the sites `embed_on` may frame."""
    ancestors = " ".join(embed_on) or "'none'"
    return _line(_allowing(sorted(set(hashes)), {**HOSTED, "frame-ancestors": ancestors}))


def _allowing(hashes: Iterable[str], directives: Directives) -> Directives:
    """`directives` that let these inline scripts in too."""
    return {**directives, "script-src": " ".join((directives["script-src"], *hashes))}


def _line(directives: Directives) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())

"""The policy that enforces the promise: what pages may load, and the headers that say so.

Hosted pages carry it twice, as a header where the host sends one and as a meta element where it does
not; the offline copy has only the element. The theme's own inline scripts are let in by their hashes,
worked out after the build: no page ever needs ``'unsafe-inline'``.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
"""Scripts that run; JSON blocks have a type and are data."""

CHARSET = '<meta charset="utf-8">'

HOSTED = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval' {hashes}",
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
    "script-src": "'self' file: 'wasm-unsafe-eval' {hashes}",
    "style-src": "'self' file:",
    "img-src": "'self' file: data:",
    "connect-src": "'none'",
    "worker-src": "blob:",
    "base-uri": "'none'",
    "form-action": "'none'",
}

HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

IMMUTABLE = ("/runtime/*", "/engine/*")
"""Content-hashed folders: what stands there never changes."""


def inline_hashes(html: str) -> list[str]:
    """``'sha256-…'`` of every inline script of a page, each once."""
    digests = (hashlib.sha256(text.encode()).digest() for text in INLINE.findall(html))
    return list(dict.fromkeys(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))


def content_security_policy(directives: dict[str, str], hashes: list[str]) -> str:
    """The policy as one line."""
    rules = (f"{name} {value}" for name, value in directives.items())
    return "; ".join(rules).format(hashes=" ".join(hashes)).replace(" ;", ";")


def meta(html: str, directives: dict[str, str]) -> str:
    """The element that holds `html` to the policy; goes before anything is loaded."""
    policy = content_security_policy(directives, inline_hashes(html))
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


def write_headers(site: Path) -> None:
    """`_headers`, as Cloudflare Pages and Netlify read it; the recipes in `deploy` are made from it.

    One policy for all paths: it also covers the worker's own response, which a page's element does not.
    """
    pages = (path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html")))
    hashes = sorted({digest for html in pages for digest in inline_hashes(html)})
    policy = content_security_policy({**HOSTED, "frame-ancestors": "'none'"}, hashes)
    lines = ["/*", f"  Content-Security-Policy: {policy}", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    for path in IMMUTABLE:
        lines += [path, "  Cache-Control: public, max-age=31536000, immutable"]
    (site / "_headers").write_text("\n".join(lines) + "\n", encoding="utf-8")


def hold(site: Path) -> None:
    """Put the hosted policy's element into every page and write the headers."""
    write_headers(site)
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        path.write_text(html.replace(CHARSET, CHARSET + meta(html, HOSTED), 1), encoding="utf-8")

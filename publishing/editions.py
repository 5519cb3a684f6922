"""What differs between the hosted site and the offline copy, once the same pages are built. All of it.

`mkdocs-offline.yml` holds the rest: no directory URLs, no address, one more script.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import checker
from checker.model import Knowledge

from . import offline, policy, scripts, service_worker
from .engine import Part, install
from .paths import DIST

UNUSED = ("assets/javascripts/lunr/tinyseg.js", "assets/javascripts/lunr/wordcut.js", "assets/images/favicon.png")
"""What the theme brings for other languages and other sites, beside source maps and stemmers."""

MANIFEST = re.compile(r'<script type="application/json" id="engine-manifest".*?</script>', re.DOTALL)
"""What the engine is started from, as `check.html` writes it."""

FETCHED_AHEAD = re.compile(r'<link rel="next" href="[^"]*">')
"""Firefox fetches what these name before anybody asks for it; the policy forbids that, and so do our promises."""

CHECK_SCRIPT = re.compile(r'<script src="([^"]*assets/check\.js)"')
"""The check page's own."""

THEME_SCRIPT = re.compile(r'<script src="([^"]*)(assets/javascripts/bundle\.[^"]*)"></script>')
"""What moves the theme's menus, search and colours."""

COMPLETE = "diagnosis"
"""The id of the last thing that the check page's own scripts read."""

STEMMERS = {"lunr.stemmer.support.min.js", "lunr.zh.min.js"}


def finish_hosted(site: Path, knowledge: Knowledge, parts: list[Part]) -> None:
    """The hosted site: the runtime as files, a manifest, the policy, the service worker."""
    _drop_unused(site)
    install(parts, site)
    scripts.install(site, "hosted")
    labels = knowledge.labels["edition"]
    _rewrite(
        site,
        lambda html, root: _insert(
            _engine_first(html),
            head=f'<link rel="manifest" href="{root}manifest.webmanifest">'
            f'<link rel="apple-touch-icon" href="{root}assets/icons/192.png">'
            f'<script defer src="{root}assets/hosted.js" data-root="{root}"></script>',
            foot=f'<div id="new-version" class="new-version" role="status" hidden>{labels["new_version"]}'
            f'<button type="button">{labels["update"]}</button>'
            f"<span hidden>{labels['close_others']}</span></div>",
        ),
    )
    policy.hold(site)
    service_worker.write(site)


def offer_download(site: Path) -> None:
    """Put the zip below `site`, if one was made. Last: it is neither compressed again nor kept for later."""
    if offline.FACTS.exists():
        (site / "download").mkdir()
        for file in DIST.glob(f"{offline.NAME}.zip*"):
            shutil.copyfile(file, site / "download" / file.name)


def finish_offline(site: Path, knowledge: Knowledge, parts: list[Part]) -> Path:
    """The offline copy: everything as classic scripts, shut off from the network; returns the zip."""
    _drop_unused(site)
    scripts.install(site, "offline")
    offline.add_scripts(site, parts)
    for name in ("404.html", "sitemap.xml", "sitemap.xml.gz", "manifest.webmanifest", "llms.txt", "assets/card.png"):
        (site / name).unlink(missing_ok=True)
    for folder in ("assets/javascripts/workers", "assets/javascripts/lunr", "assets/icons"):
        shutil.rmtree(site / folder, ignore_errors=True)
    reviewed = knowledge.last_reviewed.isoformat()
    line = knowledge.labels["edition"]["offline"].format(version=checker.__version__, reviewed=reviewed)

    def change(html: str, _: str) -> str:
        html = _early(html)
        return _insert(html, head=policy.meta(html, policy.OFFLINE), foot=f'<p class="edition">{line}</p>')

    _rewrite(site, change)
    return offline.pack(site)


def _drop_unused(site: Path) -> None:
    for path in [*site.rglob("*.map"), *(site / name for name in UNUSED)]:
        path.unlink(missing_ok=True)
    for path in (site / "assets/javascripts/lunr/min").glob("*.js"):
        if path.name not in STEMMERS:
            path.unlink()


def _rewrite(site: Path, change: Callable[[str, str], str]) -> None:
    """`change` every page, given its HTML and the way from it to the top, as the theme wrote it."""
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        html = FETCHED_AHEAD.sub("", html)
        found = re.search(r'href="([^"]*)assets/favicon\.svg"', html)
        path.write_text(change(html, found[1] if found else "./"), encoding="utf-8")


def _early(html: str, then: str = "") -> str:
    """A page with an engine, its manifest moved to the head, with the script that starts early and with `then`.

    Before the first style sheet: a script behind one waits for it. Other pages stay as they are.
    """
    found = MANIFEST.search(html)
    if found is None:
        return html
    head = f"{policy.CHARSET}{found[0]}<script>{scripts.text('early.js')}</script>{then}"
    return html.replace(found[0], "").replace(policy.CHARSET, head, 1)


def _engine_first(html: str) -> str:
    """A page with an engine, its thread started in the head; others as they are.

    The page's own script stands far below, where the form is complete; it is asked for here, so that it is there
    when its turn comes. Nothing is drawn before it can run: drawn once, the page stands as it leaves it, and is laid
    out once. The theme's script waits until one of the theme's parts is touched (decision 0008).
    """
    if MANIFEST.search(html) is None:
        return html
    wanted = "".join(f'<link rel="preload" as="script" href="{source}">' for source in CHECK_SCRIPT.findall(html))
    whole = f'<link rel="expect" href="#{COMPLETE}" blocking="render">'
    html = THEME_SCRIPT.sub(r'<script src="\1assets/theme.js" data-late="\1\2"></script>', html)
    return _early(html, whole + wanted)


def _insert(html: str, head: str, foot: str) -> str:
    """`head` after the character set, before anything is loaded; `foot` at the end of the footer."""
    html = html.replace(policy.CHARSET, policy.CHARSET + head, 1)
    place = html.rfind("</footer>")
    return f"{html[:place]}{foot}{html[place:]}"

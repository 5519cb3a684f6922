"""The recipes for hosts, ready to use: the templates in ``deploy`` filled in from ``site/_headers`` and ``site.toml``.

`publishing.policy` alone knows the headers, `publishing.settings` the address; no recipe repeats one, so none can
drift. Recipes for servers are snippets: the operator's own server block, with its certificates, includes them and
survives every update.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from .paths import DIST, ROOT
from .policy import EVERYWHERE
from .serve import read_headers
from .settings import Settings

DEPLOY = ROOT / "deploy"
RECIPES = DIST / "hosting"
CACHE = "Cache-Control"
CHANGING = "no-cache"

OWN_HEADERS = "include /srv/huabei-check/nginx.d/*.conf;"
"""What the operator adds; it stands beside our headers wherever nginx is told any (`deploy/nginx/site.conf`)."""

Rules = list[tuple[str, dict[str, str]]]
"""As `publishing.serve.read_headers` gives them."""

NO_TRANSFORM = "no-transform"
"""Added where packed siblings are served as they are: whoever rewrites a page breaks the hashes of its scripts.

Hosts that pack by themselves take it as a ban on packing, so `_headers` does without.
"""

SNIPPETS = ("nginx/site.conf", "caddy/site.conf", "container/Containerfile", "container/nginx.conf")
STARTS = ("nginx/server.conf", "caddy/Caddyfile")
"""What an operator starts from, once: written only for an address, as it is all that they say."""

ADDRESS = "address"
"""The file that tells `deploy/site.sh` where to look whether the site is up."""


def write(site: Path, settings: Settings, recipes: Path = RECIPES) -> None:
    """Write every recipe for `site` into `recipes`."""
    shutil.rmtree(recipes, ignore_errors=True)
    recipes.mkdir(parents=True)
    rules = read_headers(site)
    for name in (*SNIPPETS, *(STARTS if settings.address else ())):
        write_recipe(name, recipes, rules, settings)
    (recipes / ADDRESS).write_text(f"{settings.address}\n", encoding="ascii")
    edgeone = [
        {"source": path, "headers": [{"key": name, "value": value} for name, value in headers.items() if value]}
        for path, headers in rules
    ]
    (recipes / "edgeone.json").write_text(json.dumps({"headers": edgeone}, indent=2) + "\n", encoding="utf-8")
    shutil.copyfile(site / "_headers", recipes / "_headers")


def immutable(rules: Rules) -> tuple[list[str], str]:
    """The paths whose content never changes, and what is said of them."""
    found = {path: headers[CACHE] for path, headers in rules if CACHE in headers}
    (value,) = set(found.values())
    return list(found), value


def write_recipe(name: str, recipes: Path, rules: Rules, settings: Settings) -> None:
    """The template `name` with what stands between two ``@`` filled in, by the notation of the server it is for."""
    text = (DEPLOY / name).read_text(encoding="utf-8")
    paths, value = immutable(rules)
    values = {
        "path": settings.path,
        "domain": settings.domain,
        "changing": f"{CHANGING}, {NO_TRANSFORM}",
        "unchanging": f"{value}, {NO_TRANSFORM}",
    }
    below = settings.path.rstrip("/")
    if name.startswith("caddy"):
        line = '{} "{}"'.format
        values["immutable"] = " ".join(paths)
        values["handle"] = f"handle_path {below}/*" if below else "handle"
        values["bare"] = f"redir {below} {below}/ 301" if below else ""
        values["apart"] = _apart_in_caddy(rules)
    else:
        line = 'add_header {} "{}" always;'.format
        values["immutable"] = "|".join(re.escape(path.strip("/*")) for path in paths)
        values["prefix"] = f"^~ {below}/" if below else "/"
        values["bare"] = f"location = {below} {{ absolute_redirect off; return 301 {below}/; }}" if below else ""
        values["apart"] = _apart_in_nginx(rules, settings.path, line)
    target = recipes / name
    target.parent.mkdir(exist_ok=True)
    target.write_text(_filled(text, values, dict(rules)[EVERYWHERE], line), encoding="utf-8")


def _apart(rules: Rules) -> Rules:
    """The rules for a few paths whose headers differ from `EVERYWHERE`; not those on how long a file is kept."""
    return [(path, headers) for path, headers in rules if path != EVERYWHERE and CACHE not in headers]


def _apart_in_nginx(rules: Rules, path: str, line: Callable[[str, str], str]) -> str:
    """A location below `path` for each rule that is `_apart`, with every header, as nginx inherits none."""
    blocks = []
    for pattern, changed in _apart(rules):
        place = re.escape(pattern.strip("/*")) + ("/" if pattern.endswith("*") else "$")
        headers = {CACHE: f"{CHANGING}, {NO_TRANSFORM}"} | dict(rules)[EVERYWHERE] | changed
        lines = [*(line(name, value) for name, value in headers.items() if value), OWN_HEADERS]
        blocks.append("\n".join([f'    location ~ "^{path}{place}" {{', *(f"        {one}" for one in lines), "    }"]))
    return "\n".join(blocks)


def _apart_in_caddy(rules: Rules) -> str:
    """What each rule that is `_apart` changes in the headers, after all else."""
    blocks = []
    for pattern, changed in _apart(rules):
        lines = [f'{name} "{value}"' if value else f"-{name}" for name, value in changed.items()]
        blocks.append("\n".join([f"\theader {pattern} {{", *(f"\t\t{one}" for one in [*lines, "defer"]), "\t}"]))
    return "\n".join(blocks)


def _filled(text: str, values: dict[str, str], headers: dict[str, str], line: Callable[[str, str], str]) -> str:
    """`text` with `values`; a line that a value leaves empty goes, and ``@headers@`` is a line for each header."""
    for key, value in values.items():
        text = text.replace(f"@{key}@", value) if value else re.sub(rf"^@{key}@\n", "", text, flags=re.M)
    lines = [line(key, value) for key, value in headers.items()]
    return re.sub(r"^([ \t]*)@headers@$", lambda found: "\n".join(found[1] + one for one in lines), text, flags=re.M)

"""The recipes for hosts, ready to use: the templates in ``deploy`` filled in from ``site/_headers``.

`publishing.policy` alone knows the headers; no recipe repeats one, so none can drift.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from .paths import DIST, ROOT
from .serve import read_headers
from .settings import Settings

DEPLOY = ROOT / "deploy"
RECIPES = DIST / "hosting"
CACHE = "Cache-Control"
EVERYWHERE = "/*"


def write(site: Path, settings: Settings, recipes: Path = RECIPES) -> None:
    """Write every recipe for `site` into `recipes`."""
    shutil.rmtree(recipes, ignore_errors=True)
    recipes.mkdir(parents=True)
    rules = read_headers(site)
    fixed, values = immutable(rules)
    # Below a sub-path, too: both match these folders anywhere in a path.
    nginx = {"immutable": "|".join(re.escape(path.removesuffix("*")) for path in fixed), "immutable_value": values}
    caddy = {"immutable": " ".join(f"*{path}" for path in fixed), "immutable_value": values}
    everywhere = dict(rules)[EVERYWHERE]
    _fill("nginx.conf", recipes, nginx, everywhere, 'add_header {} "{}" always;'.format)
    _fill("Caddyfile", recipes, caddy, everywhere, '{} "{}"'.format)
    shutil.copyfile(DEPLOY / "Containerfile", recipes / "Containerfile")
    edgeone = [
        {"source": path, "headers": [{"key": name, "value": value} for name, value in headers.items()]}
        for path, headers in rules
    ]
    (recipes / "edgeone.json").write_text(json.dumps({"headers": edgeone}, indent=2) + "\n", encoding="utf-8")
    shutil.copyfile(site / "_headers", recipes / "_headers")


def immutable(rules: list[tuple[str, dict[str, str]]]) -> tuple[list[str], str]:
    """The paths whose content never changes, and what is said of them."""
    found = {path: headers[CACHE] for path, headers in rules if CACHE in headers}
    (value,) = set(found.values())
    return list(found), value


def _fill(
    name: str, recipes: Path, values: dict[str, str], headers: dict[str, str], line: Callable[[str, str], str]
) -> None:
    """The template `name` with `values` for ``@key@`` and a line for each header at ``@headers@``."""
    text = (DEPLOY / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    lines = [line(key, value) for key, value in headers.items()]
    text = re.sub(r"^([ \t]*)@headers@$", lambda found: "\n".join(found[1] + one for one in lines), text, flags=re.M)
    (recipes / name).write_text(text, encoding="utf-8")

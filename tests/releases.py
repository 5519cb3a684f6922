"""Small releases for the script that puts them up: what is in them is made here, how they are packed is the build's."""

from __future__ import annotations

import json
from pathlib import Path

from publishing import hosting, policy
from publishing.release import write_site_zip
from publishing.settings import Settings

SCRIPT = hosting.DEPLOY / "site.sh"


def release(version: str, folder: Path, below: str, *, broken: bool = False) -> Path:
    """The zip of a small site of `version`: pages, folders named by content, an inline script of its own."""
    pages = folder / f"site-{version}"
    for name in ("index.html", "404.html", "check/index.html", "offline/index.html"):
        (pages / name).parent.mkdir(parents=True, exist_ok=True)
        (pages / name).write_text(f"<!doctype html>{name} {version}", encoding="utf-8")
    (pages / "same.html").write_text("<!doctype html>the same in every version", encoding="utf-8")
    for kind in ("runtime", "engine"):
        (pages / kind / f"of-{version}").mkdir(parents=True)
        (pages / kind / f"of-{version}" / "part.wasm").write_text(version, encoding="utf-8")
    (pages / "BUILD.json").write_text(json.dumps({"version": version}, indent=1) + "\n", encoding="utf-8")
    policy.write_headers(pages, [f"'sha256-{version}'"])
    recipes = folder / f"recipes-{version}"
    hosting.write(pages, Settings(address=f"https://localhost{below}/"), recipes)
    if broken:
        for name in ("nginx/site.conf", "caddy/site.conf"):
            (recipes / name).write_text("no such directive {\n", encoding="utf-8")
    path = folder / f"huabei-check-site-{version}.zip"
    write_site_zip(path, pages, recipes)
    return path

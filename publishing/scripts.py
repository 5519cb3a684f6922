"""The scripts and styles of the pages: modules in `docs/assets`, bundled to one classic file each.

A page on ``file://`` loads classic scripts alone, and old browsers parse no newer syntax: esbuild joins each entry with
what it imports, lowers the syntax to `TARGET` and minifies. What lowering does not cover, such as newer methods of
arrays and elements, the sources do without.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from runtime import node_tools
from runtime.node_tools import node

from .errors import StepError
from .paths import BUILD, ROOT

ASSETS = ROOT / "docs" / "assets"
BUNDLES = BUILD / "assets"
"""Where the bundles are written: each with a source map, and ``meta.json`` with what went into them."""

TARGET = ("chrome67", "firefox68", "safari14.1")
"""What must parse the scripts: browsers inside chat apps are built on Chromium of these years."""

FOLDER = Path(__file__).with_name("node")

Edition = Literal["hosted", "offline"]


@dataclass(frozen=True, slots=True)
class Bundle:
    """One built file."""

    name: str  #: below ``assets/`` of the site
    entry: str  #: its source, below `ASSETS`
    editions: tuple[Edition, ...] = ("hosted", "offline")
    """Where it stands under its name; elsewhere it is put into other files, if anywhere."""


ALL = (
    Bundle("site.css", "styles/site.css"),
    Bundle("check.css", "styles/check-page.css"),
    Bundle("embed.css", "styles/embed.css", ("hosted",)),
    Bundle("leaflet.css", "styles/leaflet.css"),
    Bundle("check.js", "scripts/check/main.js"),
    Bundle("embed.js", "scripts/check/embedded.js", ("hosted",)),
    Bundle("claims.js", "scripts/claims.js"),
    Bundle("letters.js", "scripts/letters.js"),
    Bundle("prompts.js", "scripts/prompts.js"),
    Bundle("ask.js", "scripts/ask.js"),
    Bundle("worker.js", "scripts/workers/engine.js", ("hosted",)),
    Bundle("hosted.js", "scripts/editions/hosted.js", ("hosted",)),
    Bundle("theme.js", "scripts/editions/theme.js", ("hosted",)),
    Bundle("head.js", "scripts/editions/head.js", ()),
    Bundle("early.js", "scripts/editions/early.js", ()),
    Bundle("offline.js", "scripts/editions/offline.js", ()),
    Bundle("sw.js", "scripts/workers/sw.js", ()),
    Bundle("sw-off.js", "scripts/workers/sw-off.js", ()),
)


def bundle() -> Path:
    """Write every bundle into `BUNDLES`; the same sources give the same bytes.

    Raises `StepError` with what esbuild says if a source cannot be bundled.
    """
    shutil.rmtree(BUNDLES, ignore_errors=True)
    wanted = {
        "entries": [{"in": str(ASSETS / bundle.entry), "out": bundle.name.rpartition(".")[0]} for bundle in ALL],
        "outdir": str(BUNDLES),
        "root": str(ROOT),
        "target": TARGET,
    }
    script = node_tools.installed(FOLDER) / "bundle.mjs"
    command = [node(), str(script), json.dumps(wanted)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or done.stderr:
        raise StepError(f"脚本和样式没有打成包：\n{done.stderr.strip()[-3000:]}")
    return BUNDLES


def text(name: str) -> str:
    """The built file of that name."""
    return (BUNDLES / name).read_text(encoding="utf-8")


def address(name: str) -> str:
    """Where the built file of that name stands below the site."""
    return f"assets/{name}"


def built(edition: Edition) -> dict[str, Path]:
    """The bundles of `edition`: address below the site → built file."""
    return {address(bundle.name): BUNDLES / bundle.name for bundle in ALL if edition in bundle.editions}

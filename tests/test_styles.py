"""The styles: nothing that no page uses, and nothing that an old browser would drop without a word."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from publishing import scripts
from publishing.paths import OFFLINE, ROOT
from publishing.scripts import ASSETS
from runtime.node_tools import installed, node
from tools.assets import TOOLS

STYLES = sorted(path.name for path in (ASSETS / "styles").glob("*.css"))

SET_BY_SCRIPTS = ("[data-first", "[data-type", "[data-in-card")
"""Attributes that no page is printed with and that scripts name otherwise: `dataset.first`."""

OF_THE_BROWSER = (":focus-visible",)
"""What stands for itself, without an element of ours."""


@pytest.mark.site
def test_every_rule_has_something_to_style(built_site: Path, tmp_path: Path) -> None:
    """One that has nothing is put among them, to see that it is noticed."""
    idle = tmp_path / "idle.css"
    idle.write_text(".styles-nothing-at-all { color: red }", encoding="utf-8")
    pages = [*built_site.rglob("*.html"), *OFFLINE.rglob("*.html"), *(ROOT / "macros" / "templates").glob("*.html")]
    content = [
        str(path)
        for path in [*pages, *(ASSETS / "scripts").rglob("*.js"), *built_site.rglob("assets/javascripts/*.js")]
    ]
    wanted = {"content": content, "css": [str(idle), *(str(ASSETS / "styles" / name) for name in STYLES)]}
    command = [node(), str(installed(TOOLS) / "unused_css.mjs"), json.dumps(wanted)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    unused = [selector for selector in json.loads(done.stdout) if selector not in OF_THE_BROWSER]
    unused = [selector for selector in unused if not any(name in selector for name in SET_BY_SCRIPTS)]
    assert unused == [".styles-nothing-at-all"]


NEWER = {
    r":is\(": "88",
    r":where\(": "88",
    r"[{;]inset:": "87",
    r"(margin|padding|border)-(inline|block)": "87",
    r"[:,( ](min|max|clamp)\([^)]": "79",
    r"@layer": "99",
    r"@container": "105",
    r"@media[^{]*[<>]": "104",
    r"@media not \(": "104",
    r"color-mix\(": "111",
    r"[{;]translate:|[{;]scale:|[{;]rotate:": "104",
}
"""What Chromium did not know before the version beside it, and what a rule cannot do without."""


MAY_BE_MISSING = (
    r"font-size:[^;}]*;font-size:max\([^)]*\)",  # after a size that everybody reads
    r"font:[^;}]*;font-size:min\([^)]*\)",  # the same
    r"grid-template-columns:repeat\(auto-fi(t|ll),minmax\(min\([^)]*\),1fr\)\)",  # without it there is one column
    r"\.md-header__button[^{}]*\{[^}]*\}",  # without it the theme's own sizes hold
)
"""What an older browser drops without loss."""


@pytest.mark.parametrize("name", ["site.css", "check.css"])
def test_chromium_67_can_read_every_rule(name: str) -> None:
    """Of what is newer, only that stands here which may be missing, or which follows what it replaces."""
    css = (scripts.bundle() / name).read_text(encoding="utf-8")
    for may_be_missing in MAY_BE_MISSING:
        css = re.sub(may_be_missing, "", css)
    found = {pattern: re.findall(rf".{{0,40}}{pattern}.{{0,40}}", css) for pattern in NEWER}
    assert {pattern: places for pattern, places in found.items() if places} == {}


def test_has_stands_alone() -> None:
    """A list of selectors is dropped whole where one of them is not known."""
    css = (scripts.bundle() / "check.css").read_text(encoding="utf-8")
    rules = re.findall(r"[^{}]*:has\([^{}]*", css)
    assert rules
    assert [rule for rule in rules if "," in rule] == []


@pytest.mark.site
def test_only_the_check_page_brings_its_own_style(built_site: Path) -> None:
    bringing = [path for path in built_site.rglob("*.html") if "assets/check.css" in path.read_text(encoding="utf-8")]
    assert [path.relative_to(built_site).as_posix() for path in bringing] == ["check/index.html"]

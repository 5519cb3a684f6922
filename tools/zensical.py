"""The exit, kept open: the site as Zensical builds it, finished as ours is, and what differs from ours.

python -m tools.zensical    # after site_build.py build; writes build/zensical/ and build/zensical.md
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from publishing import editions, offline
from publishing.editions import Hosted
from publishing.errors import StepError
from publishing.paths import BUILD, ROOT, SITE

TOOLS = ROOT / ".tools" / "zensical"  #: where it is installed
OUT = BUILD / "zensical"
REPORT = BUILD / "zensical.md"

ANCHOR = re.compile(r'\sid="([^"]+)"')
OF_THE_THEME = re.compile(r"__|new-version$")
"""Anchors that a theme makes for itself."""

ABOUT = {
    "标题": re.compile(r"<title>([^<]*)</title>"),
    "简介": re.compile(r'<meta name="?description"? content="([^"]*)"'),
    "规范地址": re.compile(r'<link rel="?canonical"? href="([^"]*)"'),
    "分享卡片": re.compile(r'<meta property="og:title" content="([^"]*)"'),
    "结构化数据": re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL),
}
"""What search engines and sharing read of a page."""


def build() -> None:
    """Zensical's pages, with the same runtime, policy and service worker as ours.

    It calls no hook, so what they would do is done here: what templates and macros read goes into a configuration
    of its own, and what comes after a page is done to the finished pages.
    """
    hosted = Hosted(editions.prepare(verify=False), offline.describe_zip())
    settings = {"INHERIT": "mkdocs.yml", "site_dir": str(OUT.relative_to(ROOT)), "hooks": [], "extra": hosted.extra()}
    settings["site_url"] = hosted.prepared.settings.address
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=ROOT, prefix=".zensical-", suffix=".yml") as file:
        json.dump(settings, file, ensure_ascii=False)  # JSON is YAML
        file.flush()
        command = [sys.executable, "-m", "zensical", "build", "--clean", "--config-file", file.name]
        environment = {**os.environ, "PYTHONPATH": f"{TOOLS}{os.pathsep}{ROOT}"}
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    if done.returncode or not (OUT / "check" / "index.html").exists():
        raise StepError(f"Zensical 没有建成：\n{(done.stderr + done.stdout).strip()[-3000:]}")
    for page in OUT.rglob("*.html"):
        page.write_text(hosted.apply_policy(page.read_text(encoding="utf-8")), encoding="utf-8")
    for address, path in hosted.extra_files().items():
        (OUT / address).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, OUT / address)
    hosted.write_site_files(OUT)


def differences(ours: Path, theirs: Path) -> dict[str, list[str]]:
    """What of `ours` is missing from `theirs`, by what it is."""
    lost: dict[str, list[str]] = {"页面": [], "锚点": [], "别的文件": [], **{name: [] for name in ABOUT}}
    for path in sorted(ours.rglob("*.html")):
        name = path.relative_to(ours).as_posix()
        if not (theirs / name).exists():
            lost["页面"].append(name)
            continue
        here, there = path.read_text(encoding="utf-8"), (theirs / name).read_text(encoding="utf-8")
        gone = set(ANCHOR.findall(here)) - set(ANCHOR.findall(there))
        lost["锚点"] += [f"{name}#{id_}" for id_ in sorted(gone) if not OF_THE_THEME.match(id_)]
        for kind, pattern in ABOUT.items():
            if pattern.findall(here) and pattern.findall(here) != pattern.findall(there):
                lost[kind].append(name)
    lost["别的文件"] = sorted(_files(ours) - _files(theirs))
    return lost


def _files(site: Path) -> set[str]:
    """What is neither a page, nor the theme's own, nor packed, nor made after the build."""
    after = (
        "download/",
        "runtime/",
        "engine/",
        "BUILD.json",
        "sbom.cdx.json",
        "assets/javascripts/",
        "assets/stylesheets/",
    )
    names = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return {name for name in names if not name.startswith(after) and not name.endswith((".html", ".br", ".gz"))}


def search_entries(site: Path) -> int:
    """How many places the search of `site` knows."""
    for name, key in (("search/search_index.json", "docs"), ("search.json", "items")):
        if (site / name).exists():
            return len(json.loads((site / name).read_text(encoding="utf-8"))[key])
    return 0


def table(lost: dict[str, list[str]], shown: int = 4) -> Iterable[str]:
    """The report, line by line."""
    yield "| 比什么 | 少了几处 | 例如 |"
    yield "|---|---|---|"
    for kind, names in lost.items():
        yield f"| {kind} | {len(names)} | {'，'.join(names[:shown])} |"
    pages = len(list(SITE.rglob("*.html")))
    yield ""
    yield f"一共 {pages} 个页面；搜索条目：现在 {search_entries(SITE)}，Zensical {search_entries(OUT)}。"


def main() -> int:
    """Build, compare, write the report; 2 with one sentence where it cannot be built."""
    if not (SITE / "check" / "index.html").exists():
        print("先 make build，才有得比。", file=sys.stderr)
        return 2
    try:
        build()
    except StepError as error:
        print(error, file=sys.stderr)
        return 2
    REPORT.write_text("\n".join(table(differences(SITE, OUT))) + "\n", encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())

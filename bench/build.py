"""`python -m bench.build`: how long a build takes: from nothing, again, one page changed, with ten times the pages.

In a copy of the checkout with a copy of the cache, so that nothing of ours is touched and what is fetched and
compressed once is there, as it is for whoever builds a second time. Each row beside the last one without a ratio.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from publishing.paths import cache as ours
from runtime.cache import folder as runtimes
from tests.copies import copy_project

TIMES = 10
"""How many times the pages, for the question whether a build grows faster than what it builds."""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        _copy(tree)
        _row("从头", whole := _build(tree))
        _row("什么都没改，再来一次", _build(tree), whole)
        _row("什么都没改，不做离线版", online := _build(tree, "--without-offline"))
        _change(tree / "docs" / "limits.md")
        _row("改了一页，不做离线版", _build(tree, "--without-offline"), online)
        pages = _multiply(tree)
        _row(f"页面多到 {pages} 页，不做离线版", _build(tree, "--without-offline"), online)
        _row("同上，再来一次", _build(tree, "--without-offline"), online)


def _copy(tree: Path) -> None:
    """The checkout as it stands, without what a build or a run leaves behind, and a cache of its own beside it."""
    copy_project(tree)
    (tree.parent / "tmp").mkdir()  # where jieba keeps its dictionary
    shutil.copytree(ours() / "brotli", tree.parent / "cache" / ours().name / "brotli")
    (tree.parent / "cache" / runtimes().name).symlink_to(runtimes())


def _build(tree: Path, *options: str) -> float:
    started = time.monotonic()
    subprocess.run(
        [sys.executable, "site_build.py", "build", *options],
        cwd=tree,
        env={**os.environ, "XDG_CACHE_HOME": str(tree.parent / "cache"), "TMPDIR": str(tree.parent / "tmp")},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.monotonic() - started


def _change(page: Path) -> None:
    page.write_text(page.read_text(encoding="utf-8") + "\n改了一句。\n", encoding="utf-8")


def _multiply(tree: Path) -> int:
    """Copies of every guide, each text its own, that nobody has to list; returns how many pages there are now."""
    settings, docs = tree / "mkdocs.yml", tree / "docs"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("omitted_files: warn", "omitted_files: info"), encoding="utf-8"
    )
    pages = sorted((docs / "howto").glob("*.md")) + sorted((docs / "reasons").glob("*.md"))
    wanted = TIMES * len(list(docs.rglob("*.md")))
    number = 0
    while len(list(docs.rglob("*.md"))) < wanted:
        number += 1
        for page in pages:
            copy = page.with_name(f"{page.stem}-{number}.md")
            copy.write_text(page.read_text(encoding="utf-8") + f"\n第 {number} 份。\n", encoding="utf-8")
    return len(list(docs.rglob("*.md")))


def _row(name: str, seconds: float, beside: float = 0) -> None:
    ratio = f"{seconds / beside:6.2f}" if beside else ""
    print(f"{name:28}{seconds:8.1f} 秒{ratio}", flush=True)


if __name__ == "__main__":
    main()

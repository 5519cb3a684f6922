"""The pages: MkDocs, strictly, and what no Markdown page can say of itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from checker.model import Knowledge

from .failure import StepError
from .paths import BUILD, ROOT


def search_words(knowledge: Knowledge) -> None:
    """The words that Chinese search must not cut apart, for jieba; from the vocabulary."""
    words = {"花呗", "借呗", "芝麻分", "信用购", "代开通", "花呗收款"}
    if knowledge.vocabulary is not None:
        words |= {word for term in knowledge.vocabulary.terms.values() for word in term.words if word.isalnum()}
    lines = [f"{word} 100000" for word in sorted(words) if len(word) > 1]
    (BUILD / "search-words.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def build_pages(site: Path, config: str = "mkdocs.yml") -> None:
    """Build `docs` into `site`; any warning of MkDocs stops it."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--clean"]
    command += ["--config-file", str(ROOT / config), "--site-dir", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        raise StepError(f"页面没有建成：\n{(done.stderr + done.stdout).strip()[-3000:]}")


def stamp(site: Path) -> None:
    """Say on the check page that no engine runs, until a script says otherwise."""
    for path in (site / "check" / "index.html", site / "check.html"):
        if path.exists():
            html = path.read_text(encoding="utf-8")
            path.write_text(html.replace("<html ", '<html data-engine="static" ', 1), encoding="utf-8")

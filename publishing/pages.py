"""The pages: MkDocs, strictly, and what no Markdown page can say of itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from checker.model import Knowledge

from .errors import StepError
from .paths import BUILD, ROOT

LONGEST = 3
"""Characters of a word that is kept whole: of a longer one its parts should be found too."""

AT_ONCE = '$(location.protocol!=="file:")'
"""When the theme loads the index without being asked; see `load_search_late`."""

ONE_SHORT = "for(let o=s+1;o<t.length;o++)t.slice(s,o)in e"
"""Where the theme's search cuts a query, by the words that the index knows."""


def search_words(knowledge: Knowledge) -> None:
    """The words that Chinese search must not cut apart, for jieba; from the vocabulary."""
    words = {"花呗", "借呗", "另一个", "芝麻分", "信用购", "代开通", "花呗收款"}
    if knowledge.vocabulary is not None:
        words |= {term.name for term in knowledge.vocabulary.terms.values() if term.search}
        words |= {word for said in knowledge.vocabulary.said.values() for word in said}
    lines = [f"{word} 100000" for word in sorted(words) if 1 < len(word) <= LONGEST and word.isalnum()]
    (BUILD / "search-words.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def build_pages(site: Path, config: str = "mkdocs.yml") -> None:
    """Build `docs` into `site`; any warning of MkDocs stops it."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--clean"]
    command += ["--config-file", str(ROOT / config), "--site-dir", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        raise StepError(f"页面没有建成：\n{(done.stderr + done.stdout).strip()[-3000:]}")
    mend_search(site)
    load_search_late(site)


def mend_search(site: Path) -> None:
    """Let the theme's search cut the last character of a query into words too.

    Its loop over a run of Chinese characters stops one short, so that a query of one word, such as
    “黑名单”, is looked up by its first character alone.
    """
    for worker in (site / "assets" / "javascripts" / "workers").glob("search.*.js"):
        script = worker.read_text(encoding="utf-8")
        if script.count(ONE_SHORT) != 1:
            raise StepError("主题的站内搜索换了写法，publishing/pages.py 里的 mend_search 要跟着改。")
        worker.write_text(script.replace(ONE_SHORT, ONE_SHORT.replace("<", "<=")), encoding="utf-8")


def load_search_late(site: Path) -> None:
    """Let the theme fetch and index the search only when somebody opens it, as it already does on ``file:``.

    Otherwise every page fetches the whole index, and indexes it while the reader's phone has better to do.
    """
    for bundle in (site / "assets" / "javascripts").glob("bundle.*.js"):
        script = bundle.read_text(encoding="utf-8")
        if script.count(AT_ONCE) != 1:
            raise StepError("主题的站内搜索换了写法，publishing/pages.py 里的 load_search_late 要跟着改。")
        bundle.write_text(script.replace(AT_ONCE, "$(!1)"), encoding="utf-8")


def stamp(site: Path) -> None:
    """Say on the check page that no engine runs, until a script says otherwise."""
    for path in (site / "check" / "index.html", site / "check.html"):
        if path.exists():
            html = path.read_text(encoding="utf-8")
            path.write_text(html.replace("<html ", '<html data-engine="static" ', 1), encoding="utf-8")

"""The theme's site search, in Chinese: the words it must not cut apart, its index, and its two scripts.

Everything that is done to it stands here. Its scripts are minified and have no setting for any of what
`PATCHES` changes, nor a place to put code of our own: the worker's functions are closed over, and the bundle
fetches the index as soon as it runs. So one expression of each is replaced, and a theme that words them otherwise
stops the build.
"""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterable
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import jieba
from mkdocs.structure.files import File

from checker.model import Knowledge

from .errors import StepError

MAX_WORD_LENGTH = 3
"""Characters of a word that is kept whole: of a longer one its parts should be found too."""

FREQUENCY = 100_000
"""High enough for jieba to prefer the word to its parts."""

OWN_WORDS = {"花呗", "借呗", "另一个", "芝麻分", "信用购", "代开通", "花呗收款"}

INDEX = Path("search") / "search_index.json"
"""Where the theme's plugin writes the index, below the site."""

ASKED = "#asked"
"""The anchor under which a guide prints how people ask for it."""

WORKER = "assets/javascripts/workers/search.*.js"

BUNDLE = "assets/javascripts/bundle.*.js"

BARE_WORDS = (
    r'.normalize("NFKC").replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g,"")'
    r'.replace(/[\0-\/:-@\[-`{-\u00bf\u2000-\u206f\u3000-\u303f\ufe10-\ufe6f]+/g," ").trim()'
)
"""What makes a query of the words alone, however they were typed or copied: full-width letters and digits are folded,
invisible characters vanish, and every mark is a gap, as it is in the index; to the theme some are operators."""

PATCHES: dict[str, list[tuple[str, str]]] = {
    # The loop over a run of Chinese characters stops one short, so that a query of one word, such as “黑名单”, is
    # looked up by its first character alone: the last character must be cut into words too.
    WORKER: [("for(let o=s+1;o<t.length;o++)t.slice(s,o)in e", "for(let o=s+1;o<=t.length;o++)t.slice(s,o)in e")],
    # Every page would fetch the whole index, and index it while the reader's phone has better to do. Now the theme
    # waits until somebody opens the search, as it already does on ``file:``.
    # And it listens to keys only, so that words which were pasted, spoken or chosen from an input method find nothing;
    # nor does it fold what it hears.
    BUNDLE: [
        ('$(location.protocol!=="file:")', "$(!1)"),
        ('h(e,"keyup"),o).pipe(m(()=>e.value)', f'h(e,"keyup"),h(e,"input"),o).pipe(m(()=>e.value{BARE_WORDS})'),
        # It takes every alternate for a translation of the site, and asks beside each for a map that is not there;
        # ours are a feed and the page as Markdown.
        ('M("link[rel=alternate]")', 'M("link[rel=alternate][hreflang]")'),
    ],
}
"""Of each script of the theme the expressions to replace, and by what."""


def add_words(knowledge: Knowledge) -> None:
    """Tell jieba, which the theme's plugin cuts Chinese with, the words that it must not cut apart."""
    jieba.setLogLevel(logging.WARNING)  # how long it takes to read its dictionary is no news
    jieba.initialize()
    new = [word for word in search_words(knowledge) if jieba.get_FREQ(word) != FREQUENCY]  # each is counted once
    if new:
        jieba.load_userdict(io.StringIO("".join(f"{word} {FREQUENCY}\n" for word in new)))
        _cut.cache_clear()
    jieba.cut = _cut


@cache
def _cut(text: bytes) -> tuple[str, ...]:
    """What jieba makes of `text`, worked out once: a preview indexes the same sentences again and again."""
    return tuple(jieba.dt.cut(text))


def search_words(knowledge: Knowledge) -> list[str]:
    """Words of the field and of the vocabulary, short enough to be kept whole; sorted."""
    words = set(OWN_WORDS)
    if knowledge.vocabulary is not None:
        words |= {term.name for term in knowledge.vocabulary.terms.values() if term.search}
        words |= {word for said in knowledge.vocabulary.said.values() for word in said}
    return sorted(word for word in words if 1 < len(word) <= MAX_WORD_LENGTH and word.isalnum())


def patched(file: File) -> bytes | None:
    """The content of a script of the theme with its expressions replaced; nothing for any other file."""
    found = [change for pattern, change in PATCHES.items() if fnmatch(file.src_uri, pattern)]
    if not found:
        return None
    [changes] = found
    script = file.content_string
    for before, after in changes:
        if script.count(before) != 1:
            raise StepError(f"主题的 {file.src_uri} 换了写法，publishing/search.py 里的 PATCHES 要跟着改。")
        script = script.replace(before, after)
    return script.encode()


def workers(files: Iterable[File]) -> dict[str, str]:
    """File name → text of the theme's search worker, mended and joined to what it would import: for ``file:``."""
    by_name = {file.src_uri: file for file in files}
    imported = [by_name[f"assets/javascripts/lunr/min/lunr.{name}.min.js"] for name in ("stemmer.support", "zh")]
    ending = "".join(f"\n{file.content_string}" for file in imported)
    return {
        Path(name).name: f"{file.content_string}{ending}\nself.importScripts = () => {{}};\n"
        for name, file in by_name.items()
        if fnmatch(name, WORKER)
    }


def slim_index(site: Path) -> None:
    """Write the index of `site` without escapes, and without what the check page repeats of the guides.

    Whoever searches reads it into memory: on a slow phone its size is time. How people ask for a page counts as
    words of the page itself: the theme ranks those above the words of a section.
    """
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    repeated = re.compile(r"check(/|\.html)#")
    entries = {entry["location"]: entry for entry in index["docs"] if not repeated.match(entry["location"])}
    for asked in [location for location in entries if location.endswith(ASKED)]:
        entries[asked.removesuffix(ASKED)]["text"] += entries.pop(asked)["text"]
    index["docs"] = list(entries.values())
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (site / INDEX).write_text(text, encoding="utf-8")


def index_as_script(site: Path) -> None:
    """Put a script in the place of the index: on ``file:`` the theme can load nothing else."""
    index = site / INDEX
    index.with_suffix(".js").write_text(f"var __index = {index.read_text(encoding='utf-8')};\n", encoding="utf-8")
    index.unlink()

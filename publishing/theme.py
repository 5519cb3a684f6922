"""The theme's files on their way into a site: what is left out, and what is put beside them."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from . import search

STEMMERS = {"assets/javascripts/lunr/min/lunr.stemmer.support.min.js", "assets/javascripts/lunr/min/lunr.zh.min.js"}

UNUSED = (
    "*.map",
    "assets/javascripts/lunr/tinyseg.js",
    "assets/javascripts/lunr/wordcut.js",
    "assets/javascripts/lunr/min/*",
    "assets/images/favicon.png",
)
"""What the theme brings for other languages and other sites."""


def prepare_theme(files: Files, config: MkDocsConfig) -> None:
    """Leave out what no page asks for, and mend the search (see `search.PATCHES`)."""
    remove_files(files, UNUSED, but=STEMMERS)
    for file in list(files):
        script = search.patched(file)
        if script is not None:
            files.remove(file)
            files.append(File.generated(config, file.src_uri, content=script))


def remove_files(files: Files, patterns: Iterable[str], but: Iterable[str] = ()) -> None:
    """Take the files that match one of `patterns` out of the site."""
    kept = set(but)
    for file in list(files):
        if file.src_uri not in kept and any(fnmatch(file.src_uri, pattern) for pattern in patterns):
            files.remove(file)


def add_file(files: Files, config: MkDocsConfig, path: Path, address: str) -> None:
    """Put the file `path` at `address` below the site."""
    files.append(File.generated(config, address, abs_src_path=str(path)))


def add_content(files: Files, config: MkDocsConfig, content: str, address: str) -> None:
    """Put a file that is made here at `address` below the site."""
    files.append(File.generated(config, address, content=content.encode()))

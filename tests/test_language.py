"""The Chinese of the whole site: typography, names, forbidden words, sentences written once and kept short."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.audit.words import FORBIDDEN, MIN_REPEATED
from publishing.paths import ROOT

from .pages import read_pages
from .sentences import DOCS, KNOWLEDGE, LONGEST, length, of_file, prose, sentences
from .typography import typography

MISSPELT = re.compile(
    r"登陆|帐[户号单]|(?<![\w/.])APP(?!\w)|(?<![\w/.-])app(?![\w-])|支付保|芝麻信用分|花被|花贝|借贝|征信保告"
    r"|淘宝网|微信支付宝|[Ii]phone|[Ii][Oo][Ss](?=系统)|短消息|ＡＰＰ"
)
"""Names and words that have one right spelling here: 登录, 账户, App, 支付宝, 芝麻分, 花呗."""


def written(path: Path) -> str:
    """A file without the comments that only its authors read."""
    text = path.read_text(encoding="utf-8")
    return re.sub(r"(?m)^#.*$|\s#\s.*$", "", text) if path.suffix == ".toml" else text


@pytest.mark.parametrize("path", [*DOCS, *KNOWLEDGE], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_typography(path: Path) -> None:
    assert typography(written(path), path.suffix) == []


@pytest.mark.parametrize("path", [*DOCS, *KNOWLEDGE], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_spelling_of_names(path: Path) -> None:
    assert MISSPELT.findall(written(path)) == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_front_matter_holds_nothing_forbidden(path: Path) -> None:
    written = re.sub(r"{%.*?%}", "", path.read_text(encoding="utf-8"))  # a template's own signs are no words
    assert [found[0] for found in FORBIDDEN.finditer(written)] == []


@pytest.mark.parametrize("path", [*DOCS, *KNOWLEDGE], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_sentences_are_short(path: Path) -> None:
    """`python -m tests.sentences` shows where they are growing."""
    assert [sentence for sentence in of_file(path) if length(sentence) > LONGEST] == []


def test_a_sentence_stands_once() -> None:
    """Neither in two pages nor in a page and in the knowledge."""
    knowledge = "".join(path.read_text(encoding="utf-8") for path in KNOWLEDGE)
    first: dict[str, Path] = {}
    again = []
    for path in DOCS:
        for sentence in sentences(prose(path)):
            if length(sentence) < MIN_REPEATED:
                continue
            if sentence in knowledge or first.setdefault(sentence, path) != path:
                again.append((path.name, sentence))
    assert again == []


@pytest.mark.site
def test_no_page_says_what_is_forbidden(built_site: Path) -> None:
    found = {
        page.name: words
        for page in read_pages(built_site).values()
        if (words := [match[0] for match in FORBIDDEN.finditer(page.all("body")[0].words)])
    }
    assert found == {}

"""What is done to the theme's search. What it finds is tried in a browser, in ``tests/browser/test_search.py``."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from mkdocs.structure.files import File

from checker.model import Knowledge
from publishing import search
from publishing.errors import StepError

THEME = Path(str(files("material") / "templates"))


def theirs(pattern: str) -> File:
    [path] = THEME.glob(pattern)
    return File(path.relative_to(THEME).as_posix(), str(THEME), "site", use_directory_urls=True)


@pytest.mark.parametrize("pattern", search.PATCHES)
def test_the_expressions_of_each_script_are_replaced(pattern: str) -> None:
    file = theirs(pattern)
    patched = search.patched(file)
    expected = file.content_string
    for before, after in search.PATCHES[pattern]:
        assert expected.count(before) == 1
        expected = expected.replace(before, after)
    assert patched
    assert patched.decode() == expected


@pytest.mark.parametrize("pattern", search.PATCHES)
def test_a_theme_that_words_it_otherwise_stops_the_build(pattern: str) -> None:
    file = theirs(pattern)
    file.content_string = "other()"
    with pytest.raises(StepError, match="PATCHES"):
        search.patched(file)


def test_other_files_stay_as_they_are() -> None:
    assert search.patched(theirs("assets/stylesheets/main.*.css")) is None


def test_words_are_short_and_from_the_vocabulary(knowledge: Knowledge) -> None:
    words = search.search_words(knowledge)
    assert {"花呗", "芝麻分", "黑名单"} <= set(words)
    assert all(1 < len(word) <= search.MAX_WORD_LENGTH for word in words)
    assert words == sorted(set(words))


def test_the_index_is_slimmed(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    locations = ["check/", "check/#R01", "check.html#R01", "claims/#S01"]
    index = {"config": {}, "docs": [{"location": name, "text": "花呗"} for name in locations]}
    (tmp_path / search.INDEX).write_text(json.dumps(index), encoding="utf-8")
    search.slim_index(tmp_path)
    text = (tmp_path / search.INDEX).read_text(encoding="utf-8")
    assert [entry["location"] for entry in json.loads(text)["docs"]] == ["check/", "claims/#S01"]
    assert "花呗" in text

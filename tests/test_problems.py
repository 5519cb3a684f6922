"""Messages stay one printable line, whatever the file holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.problems import MAX_PATH, MAX_QUOTE, KnowledgeError, Problem, quote


@pytest.mark.parametrize(
    ("value", "quoted"),
    [
        ("一", '"一"'),
        (1, "1"),
        ("1", '"1"'),
        (None, "null"),
        (["a", 1], '["a", 1]'),
        ("a\nb", '"a\\nb"'),
        ("\ud800", '"\\ud800"'),
        ("\u202e", '"\\u202e"'),
    ],
)
def test_quotes(value: object, quoted: str) -> None:
    assert quote(value) == quoted


def test_a_long_value_is_cut() -> None:
    assert quote("x" * 1000) == '"' + "x" * (MAX_QUOTE - 1) + "…"


def test_what_has_no_json_form_is_named() -> None:
    circle: list[object] = []
    circle.append(circle)
    assert quote(circle) == "list"
    assert quote({1, 2}) == '"{1, 2}"'


def test_a_path_is_cut_and_printable() -> None:
    assert Problem("f", "a\ud800\n", "x", "y").path == "a\\ud800\\u000a"
    assert len(Problem("f", "x" * 1000, "x", "y").path) == MAX_PATH + 1


def test_a_line_names_file_path_found_and_expected() -> None:
    assert str(Problem("f.toml", "a.b", "1", "2")) == "f.toml: a.b: 写的是 1，应该是 2"
    assert str(Problem("f.toml", "", "1", "2")) == "f.toml: 写的是 1，应该是 2"


def test_an_error_holds_a_line_for_each_problem() -> None:
    problems = [Problem("f", "a", "1", "2"), Problem("g", "b", "3", "4")]
    error = KnowledgeError(iter(problems))
    assert error.problems == tuple(problems)
    assert str(error).splitlines() == [str(problem) for problem in problems]


@given(st.recursive(st.text() | st.integers() | st.floats() | st.none(), st.lists), st.text())
def test_always_one_printable_line(value: object, path: str) -> None:
    line = str(Problem("f", path, quote(value), "y"))
    assert line.isprintable()
    assert len(line) < MAX_PATH + MAX_QUOTE + 60

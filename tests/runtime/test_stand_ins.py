"""What stands in for the standard library behaves like it, as far as the checker uses it.

For dataclasses see test_dataclasses.py; for the checker's own tests on top of them, test_checker_on_stand_ins.py.
"""

from __future__ import annotations

import importlib
import json
import sys
import traceback
import typing
from types import NoneType, UnionType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runtime.stdlib import PLACES, STAND_INS

from .stand_ins import load


def test_every_file_stands_for_one_of_the_library() -> None:
    assert sorted(PLACES.values()) == sorted(path.name for path in STAND_INS.glob("*.py"))


def test_a_traceback_ends_with_the_error_and_names_its_places() -> None:
    with pytest.raises(ValueError, match="invalid literal") as caught:
        int("x")
    ours = load("traceback").format_exception(caught.value, caught.value, caught.tb)
    assert ours[-1] == traceback.format_exception_only(caught.value)[-1]
    assert "test_stand_ins.py" in "".join(ours)


def test_the_glue_runs_its_own_line_and_imports_by_name() -> None:
    base = load("_pyodide._base")
    assert base.eval_code("import sys; sys.path") is sys.path
    assert base.pyimport_impl("sys") is sys
    assert base.pyimport_impl("checker.browser") is importlib.import_module("checker.browser")
    assert base.pyimport_impl("sys.path") is sys.path


OUR_JSON = load("json")


def outcome(work: Any, *arguments: Any, **named: Any) -> tuple[str, Any]:
    """What it gives, or which error it ends in and what that says of the place."""
    try:
        return "value", repr(work(*arguments, **named))
    except Exception as error:
        return type(error).__name__, (str(error), *(getattr(error, name, None) for name in ("lineno", "colno", "pos")))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
SPACE = st.text(" \t\n\r\v\u3000", max_size=3)


@given(VALUES, SPACE, SPACE, st.integers(0, 300), st.sampled_from(["", '"', "}", ",", "\\", "\ufeff", "1", "\x00"]))
@example(value={}, before="\n", after=" ", cut=1, wrong="")
def test_json_is_read_or_refused_as_ever(value: object, before: str, after: str, cut: int, wrong: str) -> None:
    text = before + json.dumps(value) + after
    for written in (text, text[:cut] + wrong + text[cut:], text[:cut]):
        assert outcome(OUR_JSON.loads, written) == outcome(json.loads, written)
        pairs = outcome(json.loads, written, object_pairs_hook=list)
        assert outcome(OUR_JSON.loads, written, object_pairs_hook=list) == pairs


@given(VALUES | st.dates() | st.binary(), st.booleans(), st.sampled_from([(",", ":"), (", ", ": ")]))
def test_json_is_written_as_ever(value: object, ascii_only: bool, separators: tuple[str, str]) -> None:
    for default in (None, str):
        given_ = {"ensure_ascii": ascii_only, "separators": separators, "default": default}
        assert outcome(OUR_JSON.dumps, value, **given_) == outcome(json.dumps, value, **given_)


@pytest.mark.parametrize("library", [typing, load("typing")], ids=["real", "stand-in"])
def test_an_annotation_says_what_is_written_in_it(library: Any) -> None:
    few, told = library.Literal["a", "b"], library.Annotated[str, 5]
    assert (library.get_origin(few), library.get_args(few)) == (library.Literal, ("a", "b"))
    assert (library.get_origin(told), library.get_args(told), told.__metadata__) == (library.Annotated, (str, 5), (5,))
    assert (library.get_origin(str), library.get_args(str)) == (None, ())
    assert (library.get_origin(tuple[str, ...]), library.get_args(tuple[str, ...])) == (tuple, (str, ...))
    assert (library.get_origin(int | None), library.get_args(int | None)) == (UnionType, (int, NoneType))
    assert (library.get_origin(few | None), library.get_args(few | None)) == (library.Union, (few, NoneType))
    assert (library.get_origin(str | few), library.get_args(str | few)) == (library.Union, (str, few))
    assert few == library.Literal["a", "b"] != library.Literal["a"]
    assert library.Union[int, str] == (str | int) != library.Union[int, float]
    assert hash(library.Union[int, str]) == hash(str | int)
    assert {few: 1}[library.Literal["a", "b"]] == 1
    assert not getattr(few, "__metadata__", ())
    assert library.cast("int", "x") == "x"
    assert not library.TYPE_CHECKING


def described(library: Any, kind: Any) -> Any:
    """The form of an annotation and, likewise, what stands in its brackets; in any order where the order says nothing,
    since the real one keeps what it made and gives it again for what is equal."""
    origin = library.get_origin(kind)
    if origin is None:
        return kind
    name = next((form for form in ("Literal", "Annotated", "Union") if origin is getattr(library, form)), origin)
    told = getattr(kind, "__metadata__", ()) if name == "Annotated" else ()
    inner = [described(library, one) for one in library.get_args(kind)]
    return name, sorted(inner, key=repr) if name in ("Literal", "Union", UnionType) else inner, told


def written(library: Any, tree: Any) -> Any:
    """The annotation that `tree` says, written with the forms of `library`."""
    if not isinstance(tree, tuple):
        return tree
    name, *parts = tree
    if name == "or":
        first, second = (written(library, part) for part in parts)
        return first | second
    inside = tuple(parts) if name == "Literal" else tuple(written(library, part) for part in parts)
    return getattr(library, name)[inside]


WORDS = st.lists(st.sampled_from(["a", "b", 1, True, None]), min_size=1, max_size=3)
FORMS = st.recursive(
    st.sampled_from([int, str]) | WORDS.map(lambda words: ("Literal", *words)),
    lambda inner: (
        st.tuples(st.just("Annotated"), inner, st.just(5))
        | st.tuples(st.just("or"), inner, st.none())
        | st.tuples(st.just("or"), inner, inner)
        | st.tuples(st.just("Union"), inner, inner)
    ),
    max_leaves=5,
)
OUR_TYPING = load("typing")


@given(FORMS, FORMS)
def test_annotations_are_read_as_ever_or_refused(one: Any, other: Any) -> None:
    """Refused is what the real one shortens: a union of two that are the same."""
    try:
        ours = [written(OUR_TYPING, tree) for tree in (one, other)]
    except TypeError:
        return
    real = [written(typing, tree) for tree in (one, other)]
    assert [described(OUR_TYPING, kind) for kind in ours] == [described(typing, kind) for kind in real]
    assert (ours[0] == ours[1]) == (real[0] == real[1])


@pytest.mark.parametrize(
    "wrong",
    [
        lambda library: library.Any[int],
        lambda library: library.TypeAlias[int],
        lambda library: library.Literal["a"]["b"],
        lambda library: library.Annotated[int],
        lambda library: library.Annotated[int, 5]["x"],
        lambda library: library.Union[()],
        lambda library: library.Literal["a"](),
        lambda library: library.TypeVar(5),
        lambda library: isinstance(1, library.Literal[1]),
    ],
)
def test_an_annotation_that_means_nothing_is_refused(wrong: Any) -> None:
    for library in (typing, OUR_TYPING):
        with pytest.raises((TypeError, AttributeError)):
            wrong(library)


@pytest.mark.parametrize("value", [None, 1, b"{}", bytearray(b"{}"), ["{}"]])
def test_json_is_read_from_text_alone(value: object) -> None:
    with pytest.raises(TypeError):
        OUR_JSON.loads(value)


@pytest.mark.parametrize(
    "option", [{"indent": 1}, {"sort_keys": True}, {"cls": json.JSONEncoder}, {"allow_nan": False}]
)
def test_json_refuses_what_it_would_not_do(option: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        OUR_JSON.dumps({}, **option)


def test_json_refuses_what_holds_itself() -> None:
    endless: list[object] = []
    endless.append(endless)
    for library in (json, OUR_JSON):
        with pytest.raises(ValueError, match="Circular"):
            library.dumps(endless)

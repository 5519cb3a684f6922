"""What stands in for the standard library behaves like it, as far as the checker uses it."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import sys
import traceback
import typing
from types import ModuleType, NoneType, UnionType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runtime.stdlib import STAND_INS


def stand_in(name: str) -> ModuleType:
    """One file, or a package whose files may import each other."""
    folder = STAND_INS / name
    file, within = (folder / "__init__.py", [str(folder)]) if folder.is_dir() else (STAND_INS / f"{name}.py", None)
    spec = importlib.util.spec_from_file_location(f"stand_in_{name}", file, submodule_search_locations=within)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=[dataclasses, stand_in("dataclasses")], ids=["real", "stand-in"])
def library(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture
def point(library: Any) -> Any:
    class Point:
        x: int
        y: int = 2
        tags: list[str] = library.field(default_factory=list, repr=False)

    return library.dataclass(frozen=True, slots=True, order=True)(Point)


def test_an_object_holds_what_it_was_given_and_its_defaults(point: Any) -> None:
    assert (point(1).x, point(1).y, point(1, y=3).y, point(x=4).x) == (1, 2, 3, 4)
    assert point(1).tags is not point(1).tags


@pytest.mark.parametrize(("values", "named"), [((), {}), ((1, 2, [], 4), {}), ((1,), {"z": 3})])
def test_too_few_too_many_or_unknown_values_are_refused(point: Any, values: tuple[Any, ...], named: Any) -> None:
    with pytest.raises(TypeError):
        point(*values, **named)


def test_a_frozen_object_stays_as_it_is(library: Any, point: Any) -> None:
    with pytest.raises(library.FrozenInstanceError):
        point(1).x = 2
    with pytest.raises((AttributeError, TypeError)):
        point(1).unknown = 2


def test_equal_by_value_and_sorted_by_value(library: Any, point: Any) -> None:
    assert point(1) == point(1)
    assert point(1) != point(2)
    assert sorted([point(2), point(1, 3), point(1)]) == [point(1), point(1, 3), point(2)]

    class Pair:
        a: int

    pair = library.dataclass(frozen=True)(Pair)
    assert hash(pair(1)) == hash(pair(1))
    assert pair(1) != (1,)


def test_without_equality_an_object_is_only_itself(library: Any) -> None:
    class Box:
        a: int

    box = library.dataclass(frozen=True, slots=True, eq=False)(Box)
    assert box(1) != box(1)
    assert len({box(1), box(1)}) == 2


def test_a_subclass_adds_fields_after_those_of_its_base(library: Any, point: Any) -> None:
    class Named(point):  # type: ignore[misc]
        name: str = ""

    named = library.dataclass(frozen=True, slots=True)(Named)
    assert [one.name for one in library.fields(named)] == ["x", "y", "tags", "name"]
    assert named(1, name="a").name == "a"


def test_copies_and_plain_data(library: Any, point: Any) -> None:
    changed = library.replace(point(1), y=5)
    assert (changed.x, changed.y) == (1, 5)
    assert library.asdict(point(1, 2, [point(3)])) == {
        "x": 1,
        "y": 2,
        "tags": [{"x": 3, "y": 2, "tags": []}],
    }


def test_printed_with_the_fields_that_want_it(point: Any) -> None:
    assert repr(point(1)).endswith("Point(x=1, y=2)")


def test_after_the_fields_comes_the_class_s_own_step(library: Any) -> None:
    class Trimmed:
        text: str

        def __post_init__(self) -> None:
            object.__setattr__(self, "text", self.text.strip())

    assert library.dataclass(frozen=True)(Trimmed)(" a ").text == "a"


def test_a_traceback_ends_with_the_error_and_names_its_places() -> None:
    with pytest.raises(ValueError, match="invalid literal") as caught:
        int("x")
    ours = stand_in("traceback").format_exception(caught.value, caught.value, caught.tb)
    assert ours[-1] == traceback.format_exception_only(caught.value)[-1]
    assert "test_stand_ins.py" in "".join(ours)


def test_the_glue_runs_its_own_line_and_imports_by_name() -> None:
    base = stand_in("_pyodide/_base")
    assert base.eval_code("import sys; sys.path") is sys.path
    assert base.pyimport_impl("sys") is sys
    assert base.pyimport_impl("checker.browser") is importlib.import_module("checker.browser")
    assert base.pyimport_impl("sys.path") is sys.path


OUR_JSON = stand_in("json")


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


@pytest.mark.parametrize("library", [typing, stand_in("typing")], ids=["real", "stand-in"])
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
    assert {few: 1}[library.Literal["a", "b"]] == 1
    assert not getattr(few, "__metadata__", ())
    assert library.cast("int", "x") == "x"
    assert not library.TYPE_CHECKING

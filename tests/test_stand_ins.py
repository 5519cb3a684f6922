"""What stands in for the standard library behaves like it, as far as the checker uses it."""

from __future__ import annotations

import dataclasses
import importlib.util
import sys
import traceback
from types import ModuleType
from typing import Any

import pytest

from steps.stdlib import STAND_INS


def stand_in(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"stand_in_{name}", STAND_INS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
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

"""The stand-in for dataclasses beside the real one: what it makes is the same, and what that refuses it refuses."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .stand_ins import load

OURS = load("dataclasses")


@pytest.fixture(params=[dataclasses, OURS], ids=["real", "stand-in"])
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


# ---------- What is refused ----------


def make(library: Any, kinds: Mapping[str, str], options: Mapping[str, bool] | None = None, **body: object) -> Any:
    """A class with these annotations and this body, made by `library`."""
    return library.dataclass(**(options or {}))(type("Made", (), {"__annotations__": dict(kinds), **body}))


def subclass(library: Any, *, base: bool, own: bool) -> Any:
    """A class that is frozen or not, of a base that is frozen or not."""
    above = library.dataclass(frozen=base)(type("Base", (), {"__annotations__": {"a": "int"}}))
    return library.dataclass(frozen=own)(type("Derived", (above,), {"__annotations__": {"b": "int"}}))


def remove_field(library: Any) -> None:
    del make(library, {"a": "int"}, {"frozen": True})(1).a


def set_field(library: Any) -> None:
    make(library, {"a": "int"}, {"frozen": True})(1).a = 2


REFUSED: dict[str, Callable[[Any], Any]] = {
    "an argument twice": lambda library: make(library, {"a": "int"})(1, a=1),
    "too many arguments": lambda library: make(library, {"a": "int"})(1, 2),
    "no argument": lambda library: make(library, {"a": "int"})(),
    "an unknown argument": lambda library: make(library, {"a": "int"})(1, b=2),
    "by position what is by name only": lambda library: make(library, {"a": "int"}, {"kw_only": True})(1),
    "the same for one field": lambda library: make(library, {"a": "int"}, a=library.field(kw_only=True))(1),
    "a mutable default": lambda library: make(library, {"a": "list"}, a=[]),
    "the same in a field": lambda library: make(library, {"a": "list"}, a=library.field(default={})),
    "a default of an object without a hash": lambda library: make(library, {"a": "Other"}, a=make(library, {})()),
    "two defaults": lambda library: library.field(default=1, default_factory=int),
    "a field without a type": lambda library: make(library, {}, a=library.field()),
    "no default after a default": lambda library: make(library, {"a": "int", "b": "int"}, a=1),
    "the same with a factory": lambda library: make(
        library, {"a": "int", "b": "int"}, a=library.field(default_factory=int)
    ),
    "order without equality": lambda library: make(library, {"a": "int"}, {"order": True, "eq": False}),
    "an order of its own": lambda library: make(library, {"a": "int"}, {"order": True}, __lt__=lambda a, b: True),
    "frozen with its own setter": lambda library: make(library, {"a": "int"}, {"frozen": True}, __setattr__=setattr),
    "slots twice": lambda library: make(library, {"a": "int"}, {"slots": True}, __slots__=("a",)),
    "frozen of not frozen": lambda library: subclass(library, base=False, own=True),
    "not frozen of frozen": lambda library: subclass(library, base=True, own=False),
    "setting a frozen field": set_field,
    "removing a frozen field": remove_field,
    "the default of a factory on the class": lambda library: (
        make(library, {"a": "list"}, a=library.field(default_factory=list)).a
    ),
    "an unknown option": lambda library: library.dataclass(fast=True),
    "an unknown option of a field": lambda library: library.field(fast=True),
    "positional options": lambda library: library.dataclass(None, True),
    "fields of a number": lambda library: library.fields(1),
    "fields of another class": lambda library: library.fields(int),
    "the dictionary of a class": lambda library: library.asdict(make(library, {"a": "int"})),
    "the dictionary of a number": lambda library: library.asdict(1),
    "replacing in a class": lambda library: library.replace(make(library, {"a": "int"}), a=1),
    "replacing in a number": lambda library: library.replace(1),
    "replacing what is not there": lambda library: library.replace(make(library, {"a": "int"})(1), b=1),
    "the hash of what can change": lambda library: hash(make(library, {"a": "int"})(1)),
    "sorting without order": lambda library: make(library, {"a": "int"})(1) < make(library, {"a": "int"})(2),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_the_real_one_refuses_is_refused(what: str) -> None:
    with pytest.raises((TypeError, ValueError, AttributeError)) as real:
        REFUSED[what](dataclasses)
    with pytest.raises((TypeError, ValueError, AttributeError)) as ours:
        REFUSED[what](OURS)
    assert ours.type.__name__ == real.type.__name__


@pytest.mark.parametrize("kind", ["InitVar[int]", "dataclasses.InitVar", "KW_ONLY"])
def test_what_is_not_known_is_refused(kind: str) -> None:
    with pytest.raises(TypeError, match="not known here"):
        make(OURS, {"a": kind})


# ---------- Any class, any call ----------

NAMES = ("a", "b", "c")
DEFAULTS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "none": lambda library: {},
    "value": lambda library: {"default": 7},
    "factory": lambda library: {"default_factory": tuple},
    "mutable": lambda library: {"default": []},
}
one_field = st.tuples(
    st.sampled_from([*DEFAULTS, "none", "value"]), st.sampled_from([None, True, False]), st.booleans()
)
options = st.fixed_dictionaries({}, optional={name: st.booleans() for name in ("eq", "order", "frozen", "kw_only")})
calls = st.tuples(
    st.lists(st.integers(0, 2), max_size=4), st.dictionaries(st.sampled_from([*NAMES, "d"]), st.integers(0, 2))
)


def result(library: Any, members: list[tuple[str, bool | None, bool]], given_: Any, first: Any, second: Any) -> Any:
    """What making the class and two objects of it comes to, or with what kind of error it ends."""
    body = {}
    for name, (default, kw_only, shown) in zip(NAMES, members, strict=False):
        said = {"repr": shown, **DEFAULTS[default](library), **({} if kw_only is None else {"kw_only": kw_only})}
        body[name] = library.field(**said)
    try:
        cls = make(library, dict.fromkeys(NAMES[: len(members)], "int"), given_, **body)
        one, other = cls(*first[0], **first[1]), cls(*second[0], **second[1])
        return (
            [field.name for field in library.fields(cls)],
            cls.__match_args__,
            (repr(one), library.asdict(one), one == other, one != other),
            sorted([other, one])[0] == one if given_.get("order") else None,
            hash(one) == hash(other) if given_.get("frozen") and given_.get("eq", True) else None,
            library.replace(one, **second[1]) == other,
        )
    except (TypeError, ValueError) as error:
        return type(error).__name__


@given(st.lists(one_field, max_size=3), options, calls, calls)
def test_any_class_and_any_call_come_to_the_same(members: Any, given_: Any, first: Any, second: Any) -> None:
    assert result(OURS, members, given_, first, second) == result(dataclasses, members, given_, first, second)

"""Stands in for typing, as far as the checker reads its own annotations while it runs.

The real one builds every form that Python knows, and most of its text travels for nothing: it makes the standard
library a quarter larger. What is written in the brackets is checked as far as the forms here go; mypy checks the rest.
"""

from types import UnionType

TYPE_CHECKING = False

_Args = tuple[object, ...]


class _Form:
    """A form, or a form with its brackets; equal where both are."""

    def __init__(self, name: str, origin: "_Form | None" = None, args: _Args = ()) -> None:
        self.name, self.__origin__, self.__args__ = name, origin, args

    def __getitem__(self, written: object) -> "_Form":
        read = _BRACKETS.get(self.name)
        if self.__origin__ is not None or read is None:
            raise TypeError(f"{self.name} takes no brackets here")
        return _Form(self.name, self, read(written if isinstance(written, tuple) else (written,)))

    def __or__(self, other: object) -> "_Form":
        return Union[self, other]

    def __ror__(self, other: object) -> "_Form":
        return Union[other, self]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, UnionType):  # int | str
            return _name(self) == "Union" and self._compared() == frozenset(other.__args__)
        if not isinstance(other, _Form):
            return NotImplemented
        return (self.name, self.__origin__ is None, self._compared()) == (
            other.name,
            other.__origin__ is None,
            other._compared(),
        )

    def __hash__(self) -> int:
        return hash(self._compared() if _name(self) == "Union" else (self.name, self._compared()))

    def _compared(self) -> object:
        if self.name == "Literal":  # 1 and True are not the same there
            return frozenset([(type(item), item) for item in self.__args__])
        return frozenset(self.__args__) if self.name == "Union" else self.__args__

    @property
    def __metadata__(self) -> _Args:
        if self.__origin__ is not Annotated:
            raise AttributeError("__metadata__")
        return self.__args__[1:]


def _flat(args: _Args, form: str) -> list[object]:
    """`args` with those of nested `form` in their place."""
    return [inner for one in args for inner in (get_args(one) if _name(one) == form else (one,))]


def _name(kind: object) -> str | None:
    if isinstance(kind, UnionType):
        return "Union"
    return kind.name if isinstance(kind, _Form) and kind.__origin__ is not None else None


def _literal(args: _Args) -> _Args:
    return tuple({(type(one), one): one for one in _flat(args, "Literal")}.values())


def _annotated(args: _Args) -> _Args:
    if len(args) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments: a type and an annotation")
    kind, *told = args
    return (*get_args(kind), *told) if _name(kind) == "Annotated" else args


def _union(args: _Args) -> _Args:
    kinds = tuple(dict.fromkeys(type(None) if one is None else one for one in _flat(args, "Union")))
    if len(kinds) < 2:
        raise TypeError("a Union of one is that one: write it without brackets")
    return kinds


_BRACKETS = {"Literal": _literal, "Annotated": _annotated, "Union": _union}

Annotated = _Form("Annotated")
Any = _Form("Any")
Literal = _Form("Literal")
TypeAlias = _Form("TypeAlias")
Union = _Form("Union")


class TypeVar:
    """A name for a type that is not known yet: only ever written in annotations."""

    def __init__(self, name: str) -> None:
        if not isinstance(name, str):
            raise TypeError(f"TypeVar() takes a name, not {name!r}")
        self.__name__ = name


def cast(kind: object, value: object) -> object:
    """The value as it is."""
    return value


def get_origin(kind: object) -> object:
    """What stands before the brackets, or None."""
    return UnionType if isinstance(kind, UnionType) else getattr(kind, "__origin__", None)


def get_args(kind: object) -> _Args:
    """What stands in the brackets."""
    return getattr(kind, "__args__", ())

"""Stands in for typing, as far as the checker reads its own annotations while it runs.

The real one builds every form that Python knows, each with checks of what is written in the brackets: a seventh of
the time that Python needs to start. What is written here was checked by mypy and by the tests, on the real one.
"""

from types import UnionType

TYPE_CHECKING = False


class _Form:
    """A name that takes brackets; equal where form and brackets are."""

    def __init__(self, name: str, origin: object = None, args: tuple[object, ...] = ()) -> None:
        self.name, self.__origin__, self.__args__ = name, origin, args

    def __getitem__(self, written: object) -> "_Form":
        return _Form(self.name, self, written if isinstance(written, tuple) else (written,))

    def __or__(self, other: object) -> "_Form":
        return Union[self, type(None) if other is None else other]

    def __ror__(self, other: object) -> "_Form":
        return Union[type(None) if other is None else other, self]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Form) and (self.name, self.__args__) == (other.name, other.__args__)

    def __hash__(self) -> int:
        return hash((self.name, self.__args__))

    @property
    def __metadata__(self) -> tuple[object, ...]:
        return self.__args__[1:] if self.__origin__ is Annotated else ()


Annotated = _Form("Annotated")
Any = _Form("Any")
Literal = _Form("Literal")
TypeAlias = _Form("TypeAlias")
Union = _Form("Union")


class TypeVar:
    """A name for a type that is not known yet: only ever written in annotations."""

    def __init__(self, name: str) -> None:
        self.__name__ = name


def cast(kind: object, value: object) -> object:
    """The value as it is."""
    return value


def get_origin(kind: object) -> object:
    """What stands before the brackets, or None."""
    return UnionType if isinstance(kind, UnionType) else getattr(kind, "__origin__", None)


def get_args(kind: object) -> tuple[object, ...]:
    """What stands in the brackets."""
    return getattr(kind, "__args__", ())

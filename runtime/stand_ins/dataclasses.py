"""Stands in for dataclasses, as far as the checker uses them, without generating source text.

The real one writes and compiles the text of six methods for each class: for the checker's classes that
was most of the time from "Python is there" to "the checker answers". Here every class shares the same
few methods, which read the list of its fields. Neither creating a class nor creating an object is noticeable.

Other than the real one it knows neither `init=False` nor `InitVar` nor `make_dataclass`, `order` gives `<`
alone, which is what sorting needs, and `kw_only` and `slots` are taken and not insisted on: slots would mean to
make every class twice and to set every field by a call, for the memory of a few hundred objects. The checker's
own tests, on the real one, insist. Whoever uses more gets a `TypeError` while the site is built, because the
build boots the runtime.
"""


class _Missing:
    """No default: told from every value that a field may have."""


MISSING = _Missing()


class FrozenInstanceError(AttributeError):
    """A field of a frozen object was set."""


class Field:
    """One field: what a class body says about it."""

    __slots__ = ("default", "default_factory", "name", "repr", "type")

    def __init__(self, default: object = MISSING, default_factory: object = MISSING, repr: bool = True) -> None:  # noqa: A002
        self.name, self.type = "", object()
        self.default, self.default_factory, self.repr = default, default_factory, repr


def field(*, default: object = MISSING, default_factory: object = MISSING, repr: bool = True) -> Field:  # noqa: A002
    """A field with a default that is made anew for each object, or one that is not printed."""
    return Field(default, default_factory, repr)


def dataclass(  # type: ignore[no-untyped-def]
    cls: type | None = None,
    *,
    eq: bool = True,
    order: bool = False,
    frozen: bool = False,
    kw_only: bool = False,
    slots: bool = False,
):
    """The decorator, with or without arguments."""
    if cls is None:
        return lambda found: dataclass(found, eq=eq, order=order, frozen=frozen)
    for name, value in _methods(_names(cls), eq=eq, order=order, frozen=frozen).items():
        if name not in cls.__dict__:
            setattr(cls, name, value)
    return cls


def fields(of: object) -> tuple[Field, ...]:
    """The fields of a class or an object, in order, those of its bases first."""
    return tuple(_known(of if isinstance(of, type) else type(of)).values())


def asdict(of: object) -> dict[str, object]:
    """A dictionary of the fields; lists, tuples and objects within them likewise."""
    return {one.name: _plain(getattr(of, one.name)) for one in fields(of)}


def replace(of: object, /, **changes: object) -> object:
    """A copy with some fields changed."""
    return type(of)(**{one.name: getattr(of, one.name) for one in fields(of)} | changes)


def _plain(value: object) -> object:
    if type(value).__init__ is _init:
        return asdict(value)
    if isinstance(value, list | tuple):
        return type(value)(_plain(item) for item in value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _names(cls: type) -> tuple[str, ...]:
    """The names of the fields: those of the bases, then those of the class itself."""
    own = cls.__dict__.get("__annotations__", {})
    names = {name: None for base in cls.__mro__[:0:-1] for name in getattr(base, "__match_args__", ())}
    return (*(names | {name: None for name, kind in own.items() if not _is_of_the_class(kind)}),)


def _is_of_the_class(kind: object) -> bool:
    """Whether an annotation, where it is text, says that the name is no field."""
    return isinstance(kind, str) and "ClassVar" in kind


def _methods(names: tuple[str, ...], *, eq: bool, order: bool, frozen: bool) -> dict[str, object]:
    """What every class gets: the same functions for all of them."""
    methods: dict[str, object] = {"__init__": _init, "__repr__": _repr, "__match_args__": names}
    if eq:
        methods["__eq__"] = _eq
        methods["__hash__"] = _hash if frozen else None
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
    if order:
        methods["__lt__"] = _lt
    return methods


def _known(cls: type) -> dict[str, Field]:
    """The fields by name, worked out when they are first asked for: a page never makes most of what there is."""
    found: dict[str, Field] | None = cls.__dict__.get("__dataclass_fields__")
    if found is None:
        owner = {name: base for base in cls.__mro__[::-1] for name in base.__dict__.get("__annotations__", ())}
        found = {name: _field(owner[name], name) for name in cls.__match_args__}  # type: ignore[attr-defined]
        cls.__dataclass_fields__ = found  # type: ignore[attr-defined]
        cls.__defaults__ = {name: one.default for name, one in found.items() if one.default is not MISSING}  # type: ignore[attr-defined]
    return found


def _field(owner: type, name: str) -> Field:
    given = owner.__dict__.get(name, MISSING)
    found = given if isinstance(given, Field) else Field(given)
    found.name, found.type = name, owner.__annotations__[name]
    return found


def _init(self, *values: object, **named: object) -> None:  # type: ignore[no-untyped-def]
    known = _known(type(self))
    given = {**self.__defaults__, **dict(zip(known, values, strict=False)), **named}
    if len(given) != len(known):
        given = {
            name: one.default_factory()  # type: ignore[operator]
            for name, one in known.items()
            if one.default_factory is not MISSING
        } | given
    if given.keys() != known.keys() or len(values) > len(known):
        raise TypeError(f"{type(self).__name__}() takes {', '.join(known)}, not {', '.join(given)}")
    self.__dict__.update(given)
    after = getattr(self, "__post_init__", None)
    if after is not None:
        after()


def _values(self: object) -> tuple[object, ...]:
    return tuple([getattr(self, name) for name in _known(type(self))])


def _repr(self: object) -> str:
    shown = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__name__}({shown})"


def _eq(self: object, other: object) -> object:
    return _values(self) == _values(other) if type(self) is type(other) else NotImplemented


def _lt(self: object, other: object) -> object:
    return _values(self) < _values(other) if type(self) is type(other) else NotImplemented


def _hash(self: object) -> int:
    return hash(_values(self))


def _refuse(self: object, name: str, value: object = None) -> None:
    raise FrozenInstanceError(f"cannot change {name!r}")

"""Stands in for dataclasses, as far as the checker uses them, without generating source text.

The real one writes and compiles the text of six methods for each class: for the checker's classes that
was most of the time from "Python is there" to "the checker answers". Here every class shares the same
few methods, which read the list of its fields. Creating an object is slower, creating a class is not
noticeable, and a page creates hundreds of objects, not millions.

Other than the real one it knows neither `init=False` nor `InitVar` nor `make_dataclass`, `order` gives `<`
alone, which is what sorting needs, and `kw_only` is taken and not insisted on: the checker's own tests, on the
real one, insist. Whoever uses more gets a `TypeError` while the site is built, because the build boots the runtime.
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
        return lambda found: dataclass(found, eq=eq, order=order, frozen=frozen, kw_only=kw_only, slots=slots)
    known = _known(cls)
    methods = _methods(known, eq=eq, order=order, frozen=frozen)
    return _with_slots(cls, known, methods) if slots else _with(cls, known, methods)


def fields(of: object) -> tuple[Field, ...]:
    """The fields of a class or an object, in order, those of its bases first."""
    return tuple(of.__dataclass_fields__.values())  # type: ignore[attr-defined]


def asdict(of: object) -> dict[str, object]:
    """A dictionary of the fields; lists, tuples and objects within them likewise."""
    return {one.name: _plain(getattr(of, one.name)) for one in fields(of)}


def replace(of: object, /, **changes: object) -> object:
    """A copy with some fields changed."""
    return type(of)(**{one.name: getattr(of, one.name) for one in fields(of)} | changes)


def _plain(value: object) -> object:
    if hasattr(type(value), "__dataclass_fields__"):
        return asdict(value)
    if isinstance(value, list | tuple):
        return type(value)(_plain(item) for item in value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _known(cls: type) -> dict[str, Field]:
    """The fields by name: those of the bases, then those of the class itself."""
    known: dict[str, Field] = {}
    for base in reversed(cls.__mro__[1:]):
        known |= getattr(base, "__dataclass_fields__", {})
    for name, kind in cls.__dict__.get("__annotations__", {}).items():
        if "ClassVar" not in str(kind):
            known[name] = _field(cls, name, kind)
    return known


def _methods(known: dict[str, Field], *, eq: bool, order: bool, frozen: bool) -> dict[str, object]:
    """What every class gets: the same functions for all of them, and the list that they read."""
    methods: dict[str, object] = {"__init__": _init, "__repr__": _repr, "__match_args__": tuple(known)}
    methods["__dataclass_fields__"] = known
    if eq:
        methods["__eq__"] = _eq
        methods["__hash__"] = _hash if frozen else None
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
    if order:
        methods["__lt__"] = _lt
    return methods


def _with(cls: type, known: dict[str, Field], methods: dict[str, object]) -> type:
    """The class itself, with the methods that it does not write on its own."""
    for name in [name for name, one in known.items() if one.default is MISSING and name in cls.__dict__]:
        delattr(cls, name)
    for name, value in methods.items():
        if name not in cls.__dict__:
            setattr(cls, name, value)
    return cls


def _with_slots(cls: type, known: dict[str, Field], methods: dict[str, object]) -> type:
    """The class made anew: slots cannot be given to one that stands."""
    inherited = {name for base in cls.__mro__[1:] for name in getattr(base, "__slots__", ())}
    own = tuple(name for name in known if name not in inherited)
    body = {name: value for name, value in cls.__dict__.items() if name not in ("__dict__", "__weakref__", *own)}
    return type(cls)(cls.__name__, cls.__bases__, {**methods, **body, "__slots__": own})


def _field(cls: type, name: str, kind: object) -> Field:
    given = cls.__dict__.get(name, MISSING)
    found = given if isinstance(given, Field) else Field(given)
    found.name, found.type = name, kind
    return found


def _init(self: object, *values: object, **named: object) -> None:
    put = object.__setattr__
    known = self.__dataclass_fields__  # type: ignore[attr-defined]
    if len(values) > len(known) or not named.keys() <= known.keys():
        raise TypeError(f"{type(self).__name__}() takes {', '.join(known)}")
    given = dict(zip(known, values, strict=False))
    for name, one in known.items():
        if name in given:
            put(self, name, given[name])
        elif name in named:
            put(self, name, named[name])
        elif one.default is not MISSING:
            put(self, name, one.default)
        elif one.default_factory is not MISSING:
            put(self, name, one.default_factory())
        else:
            raise TypeError(f"{type(self).__name__}() misses {name}")
    after = getattr(self, "__post_init__", None)
    if after is not None:
        after()


def _values(self: object) -> tuple[object, ...]:
    return tuple([getattr(self, name) for name in self.__dataclass_fields__])  # type: ignore[attr-defined]


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

"""Stands in for dataclasses, as far as the checker uses them, without generating source text.

The real one writes and compiles the text of six methods for each class, and brings in inspect with ast, dis and
tokenize: half of the time from nothing to the checker's first answer. Here every class shares the same few methods,
which read the list of its fields.

What the real one refuses is refused here, with the same kind of error: see tests/runtime/test_dataclasses.py. Other
than the real one it knows neither `init`, `compare`, `hash`, `InitVar`, `KW_ONLY` nor `make_dataclass`, `order` gives
`<` alone, which is what sorting needs, and `slots` is taken but makes none: slots would mean to make every class twice
and to set every field by a call, for the memory of a few hundred objects. Whoever uses more gets a `TypeError` while
the runtime is built, because every build runs the application.
"""


class _Missing:
    """No default: told from every value that a field may have."""


MISSING = _Missing()

_FIELDS = "__dataclass_fields__"


class FrozenInstanceError(AttributeError):
    """A field of a frozen object was set."""


class Field:
    """One field: what a class body says about it."""

    __slots__ = ("default", "default_factory", "kw_only", "name", "repr", "type")
    init = compare = True

    def __init__(self, default: object, default_factory: object, repr: bool, kw_only: object) -> None:  # noqa: A002
        self.name, self.type = "", object()
        self.default, self.default_factory, self.repr, self.kw_only = default, default_factory, repr, kw_only


def field(
    *,
    default: object = MISSING,
    default_factory: object = MISSING,
    repr: bool = True,  # noqa: A002
    kw_only: object = MISSING,
) -> Field:
    """A field with a default that is made anew for each object, that is not printed, or that is given by name only."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, repr, kw_only)


def dataclass(  # type: ignore[no-untyped-def]
    cls: type | None = None,
    /,
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
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    if slots and "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    known = _inherited(cls, frozen) | _own(cls, kw_only)
    setattr(cls, _FIELDS, known)
    cls.__dataclass_init__ = _parameters(known)  # type: ignore[attr-defined]
    _add_methods(cls, eq=eq, order=order, frozen=frozen)
    return cls


def fields(of: object) -> tuple[Field, ...]:
    """The fields of a class or an object, in order, those of its bases first."""
    known: dict[str, Field] | None = getattr(of, _FIELDS, None)
    if known is None:
        raise TypeError("must be called with a dataclass type or instance")
    return tuple(known.values())


def asdict(of: object) -> dict[str, object]:
    """A dictionary of the fields; lists, tuples and objects within them likewise."""
    if not _is_instance(of):
        raise TypeError("asdict() should be called on dataclass instances")
    return {one.name: _plain(getattr(of, one.name)) for one in fields(of)}


def replace(of: object, /, **changes: object) -> object:
    """A copy with some fields changed."""
    if not _is_instance(of):
        raise TypeError("replace() should be called on dataclass instances")
    return type(of)(**{one.name: getattr(of, one.name) for one in fields(of)} | changes)


def _is_instance(of: object) -> bool:
    return hasattr(type(of), _FIELDS)


def _plain(value: object) -> object:
    if _is_instance(value):
        return asdict(value)
    if isinstance(value, list | tuple):
        return type(value)(_plain(item) for item in value)
    if isinstance(value, dict):
        return {_plain(key): _plain(item) for key, item in value.items()}
    return value


# ---------- A class is made ----------


def _inherited(cls: type, frozen: bool) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for base in cls.__mro__[:0:-1]:
        if hasattr(base, _FIELDS):
            if (base.__setattr__ is _refuse) != frozen:
                raise TypeError("a frozen dataclass and one that is not cannot inherit from each other")
            found |= getattr(base, _FIELDS)
    return found


def _own(cls: type, kw_only: bool) -> dict[str, Field]:
    """The fields that the class body names itself. A default stays on the class, and nothing else of a field does."""
    kinds = cls.__dict__.get("__annotations__", {})
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in kinds:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return {name: _field(cls, name, kind, kw_only) for name, kind in kinds.items() if not _is_of_the_class(name, kind)}


def _is_of_the_class(name: str, kind: object) -> bool:
    """Whether an annotation, where it is text, says that the name is no field."""
    form = kind.partition("[")[0].rpartition(".")[2].strip() if isinstance(kind, str) else ""
    if form in ("InitVar", "KW_ONLY"):
        raise TypeError(f"{name}: {form} is not known here")
    return form == "ClassVar"


def _field(cls: type, name: str, kind: object, kw_only: bool) -> Field:
    given = cls.__dict__.get(name, MISSING)
    found = given if isinstance(given, Field) else Field(given, MISSING, True, MISSING)
    found.name, found.type = name, kind
    if found.kw_only is MISSING:
        found.kw_only = kw_only
    if type(found.default).__hash__ is None:
        raise ValueError(f"mutable default {type(found.default)} for field {name} is not allowed: use default_factory")
    if found is given:
        if found.default is MISSING:
            delattr(cls, name)
        else:
            setattr(cls, name, found.default)
    return found


def _parameters(known: dict[str, Field]) -> tuple[object, ...]:
    """What `_init` reads: the names that may be given by position, and what stands for those that are not given."""
    positional = [one for one in known.values() if not one.kw_only]
    is_optional = False
    for one in positional:
        if one.default is not MISSING or one.default_factory is not MISSING:
            is_optional = True
        elif is_optional:
            raise TypeError(f"non-default argument {one.name!r} follows default argument")
    defaults = {one.name: one.default for one in known.values() if one.default is not MISSING}
    factories = {one.name: one.default_factory for one in known.values() if one.default_factory is not MISSING}
    return tuple(one.name for one in positional), defaults, factories


def _add_methods(cls: type, *, eq: bool, order: bool, frozen: bool) -> None:
    """What every class gets: the same functions for all of them, but what its body defines itself."""
    own = cls.__dict__
    forbidden = [*(("__setattr__", "__delattr__") if frozen else ()), *(("__lt__",) if order else ())]
    for name in forbidden:
        if name in own:
            raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}")
    has_own_hash = own.get("__hash__") is not None or ("__hash__" in own and "__eq__" not in own)
    methods: dict[str, object] = {"__init__": _init, "__repr__": _repr, "__match_args__": cls.__dataclass_init__[0]}  # type: ignore[attr-defined]
    if eq:
        methods["__eq__"] = _eq
    if order:
        methods["__lt__"] = _lt
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
    for name, value in methods.items():
        if name not in own:
            setattr(cls, name, value)
    if eq and not has_own_hash:
        cls.__hash__ = _hash if frozen else None  # type: ignore[method-assign, assignment]


# ---------- What every class has ----------


def _init(self, /, *values: object, **named: object) -> None:  # type: ignore[no-untyped-def]
    positional, defaults, factories = self.__dataclass_init__
    if values:
        given = dict(zip(positional, values, strict=False)) | named
        if len(given) != len(values) + len(named):
            raise TypeError(f"{type(self).__name__}() takes {', '.join(positional)} by position, each once")
        given = defaults | given
    else:
        given = defaults | named
    for name, make in factories.items():
        if name not in given:
            given[name] = make()
    known = self.__dataclass_fields__
    if given.keys() != known.keys():
        raise TypeError(f"{type(self).__name__}() takes {', '.join(known)}, not {', '.join(given)}")
    self.__dict__.update(given)
    after = getattr(self, "__post_init__", None)
    if after is not None:
        after()


def _values(self: object) -> tuple[object, ...]:
    return tuple([getattr(self, name) for name in getattr(self, _FIELDS)])


def _repr(self: object) -> str:
    shown = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({shown})"


def _eq(self: object, other: object) -> object:
    return _values(self) == _values(other) if type(self) is type(other) else NotImplemented


def _lt(self: object, other: object) -> object:
    return _values(self) < _values(other) if type(self) is type(other) else NotImplemented


def _hash(self: object) -> int:
    return hash(_values(self))


def _refuse(self: object, name: str, value: object = None) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")

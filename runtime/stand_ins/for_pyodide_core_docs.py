"""Stands in for the Python side of JavaScript's objects: some 40 classes with their help texts.

The interpreter's C code looks up the names below while it boots, and the help text of every method that it
has itself; see `docstring`.
"""


def __getattr__(name: str) -> object:
    """Stands for any class, function or method that is asked for its help text."""
    if name.startswith("_"):
        raise AttributeError(name)
    return JsProxy if name[0].isupper() else __getattr__


class _JsProxyMetaClass(type):
    """The class of all those classes."""


_instantiate_token = object()


class JsProxy(metaclass=_JsProxyMetaClass):
    """The base of all of them."""

    _js_type_flags = 0

    def __new__(cls, *token: object) -> "JsProxy":
        return super().__new__(cls)

    def __getattr__(self, name: str) -> object:
        return __getattr__


class JsNull:
    """JavaScript's null."""


jsnull = JsNull()


class ConversionError(Exception):
    """A value could not cross."""


class InternalError(Exception):
    """A mistake within the interpreter."""

"""Stands in for Pyodide's runner of source text, which would bring in ast, tokenize, dis and inspect.

The page never hands source text to the runtime: it imports one module and calls it. What is left is
what the runtime's glue does while it boots: one statement, and imports by name.
"""

from importlib import import_module


def eval_code(source: str, namespace: dict[str, object] | None = None) -> object:
    """Run one line of the glue's own, like ``import builtins; builtins.__dict__``: its last part is the value."""
    namespace = {} if namespace is None else namespace
    statements, _, value = source.rpartition(";")
    exec(statements, namespace)  # the glue's own text, never a person's
    return eval(value.strip(), namespace)


def pyimport_impl(path: str) -> object:
    """What `pyodide.pyimport` gives: a module, or a name in one."""
    stem, _, name = path.rpartition(".")
    if not stem:
        return import_module(path)
    return getattr(import_module(stem), name, None) or import_module(path)

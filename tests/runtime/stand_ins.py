"""The stand-ins as modules of this Python, and modules of the checker on top of them.

As a plugin of pytest (``-p tests.runtime.stand_ins``) it puts them under what the page runs of the checker, and under
the tests: there an ``import dataclasses``, ``json`` or ``typing`` gives the stand-in, and everywhere else the real one.
"""

from __future__ import annotations

import builtins
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from runtime.stdlib import PLACES, STAND_INS

REAL_IMPORT = builtins.__import__

UNDER_THE_CHECKER = ("dataclasses", "json", "typing")
"""What modules of the checker import by themselves. The others stand in for parts of Pyodide."""

BESIDE_THE_PAGE = ("checker.audit", "checker.commands", "checker.__main__", "checker.terminal")
"""What never runs in a page, and asks `typing` for more."""

UNDER_THE_TESTS = ("dataclasses",)
"""`replace` and `fields` must be those that the checker's objects were made with."""


def load(name: str) -> ModuleType:
    """The stand-in for the module `name`, such as ``json.decoder``, as a module of its own."""
    place = name.replace(".", "/")
    file = PLACES.get(f"{place}.py") or PLACES[f"{place}/__init__.py"]
    spec = importlib.util.spec_from_file_location(f"stand_in_{file.removesuffix('.py')}", STAND_INS / file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pytest_load_initial_conftests() -> None:
    """Called by pytest where this module is its plugin, before any module of the checker or of the tests is there."""
    assert "checker" not in sys.modules
    loaded = {name: load(name) for name in UNDER_THE_CHECKER}

    def route(
        name: str,
        globals: Mapping[str, Any] | None = None,  # noqa: A002 - the names are those of what it stands for
        locals: Mapping[str, Any] | None = None,  # noqa: A002
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> ModuleType:
        caller = (globals or {}).get("__name__", "")
        if name in UNDER_THE_CHECKER and caller.startswith("checker") and not caller.startswith(BESIDE_THE_PAGE):
            return loaded[name]
        if name in UNDER_THE_TESTS and caller.startswith("tests."):
            return loaded[name]
        return REAL_IMPORT(name, globals, locals, fromlist, level)

    builtins.__import__ = route  # type: ignore[assignment]


def pytest_report_header() -> str:
    """What is really under the checker, as the classes themselves tell."""
    from checker.model import Reason  # noqa: PLC0415

    return f"checker on {Reason.__init__.__code__.co_filename.rpartition('/')[2]}"

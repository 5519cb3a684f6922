"""Stands in for importing JavaScript's objects as modules, which would bring in re, typing and importlib.abc.

The checker imports none. The names below are those that the runtime's glue calls while it boots.
"""


def register_js_finder() -> None:
    """Nothing is found there."""


def register_js_module(name: str, jsproxy: object) -> None:
    """Nor kept."""


def register_windows_finder() -> None:
    """Nor has any path a drive letter."""


def register_module_not_found_hook(packages: object, unvendored: object) -> None:
    """Nothing can be installed, so nobody is told how."""

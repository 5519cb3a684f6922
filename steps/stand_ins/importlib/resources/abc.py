"""Stands in: `importlib.abc` names this module, but only for what is deprecated in it."""

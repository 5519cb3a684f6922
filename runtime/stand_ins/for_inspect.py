"""Stands in for inspect, which would bring in ast, dis and tokenize; the C code asks one thing of it."""


def iscoroutinefunction(function: object) -> bool:
    """The checker has no coroutine."""
    return False

"""Stands in for Pyodide's event loop, which would bring in asyncio with 34 files and all they import.

The checker is synchronous and pure: nothing here ever awaits. Whoever adds a coroutine to it has to
give the real file back (see runtime/README.md).
"""


def _initialize_event_loop() -> None:
    """Called once while the runtime boots."""

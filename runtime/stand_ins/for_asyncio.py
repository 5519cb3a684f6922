"""Stands in for asyncio: the runtime's C code looks up one name while it boots and never calls it here."""


def get_event_loop() -> None:
    """Only an awaited JavaScript promise asks for the loop, and nothing here awaits."""
    raise RuntimeError("the checker is synchronous: this runtime has no event loop")

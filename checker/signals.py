"""What asks a program to end (a closed window, `kill`), handled like Ctrl-C, so that what is open can be closed."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType

STOPPED = 130
"""Exit status after Ctrl-C: 128 and the number of the signal, as shells expect."""


@dataclass
class Ended:
    """The exit status for the signal that came last."""

    status: int = STOPPED


@contextlib.contextmanager
def as_interrupts() -> Iterator[Ended]:
    """Raise `KeyboardInterrupt` for SIGTERM and SIGHUP, too, until the end of the block.

    A signal that is ignored (as under ``nohup``) stays ignored.
    """
    ended = Ended()

    def end(number: int, _frame: FrameType | None) -> None:
        ended.status = 128 + number
        raise KeyboardInterrupt

    wanted = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        wanted = []  # only the main thread may set handlers
    before = {number: signal.getsignal(number) for number in wanted}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, end)
    try:
        yield ended
    finally:
        for number, handler in before.items():
            if handler is not None:  # None: not set from Python, and not to be had back
                signal.signal(number, handler)

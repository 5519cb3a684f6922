"""A processor that is several times slower, for a whole browser: every process of it, every thread.

DevTools can slow the page's main thread, but not a worker, which would favour us. So the browser is
stopped and let go in turn, a few milliseconds each, as `cpulimit` does.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SLICE_S = 0.005
"""How long the browser runs before it is stopped; shorter than a frame."""

LOOK_S = 0.2
"""How often new processes of the browser are looked for."""


@contextmanager
def slowed(times: int) -> Iterator[None]:
    """While this lasts, browsers started by this process get one part in `times` of the time."""
    if times == 1:
        yield
        return
    over = threading.Event()
    thread = threading.Thread(target=_pulse, args=(times, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _pulse(times: int, over: threading.Event) -> None:
    found: list[int] = []
    looked = 0.0
    while not over.is_set():
        if time.monotonic() - looked > LOOK_S:
            found, looked = browsers(), time.monotonic()
        _signal(found, signal.SIGSTOP)
        time.sleep(SLICE_S * (times - 1))
        _signal(found, signal.SIGCONT)
        time.sleep(SLICE_S)
    _signal(browsers(), signal.SIGCONT)


def _signal(processes: list[int], what: signal.Signals) -> None:
    for process in processes:
        try:
            os.kill(process, what)
        except ProcessLookupError:
            continue


def browsers() -> list[int]:
    """Every process below this one whose program is a Chromium."""
    parents: dict[int, tuple[int, str]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text()
        except OSError:
            continue  # gone meanwhile
        name = text[text.index("(") + 1 : text.rindex(")")]
        parents[int(path.parent.name)] = int(text[text.rindex(")") + 2 :].split()[1]), name
    below = {os.getpid()}
    for _ in range(8):  # launcher, driver, browser, zygotes, renderers: never deeper
        below |= {process for process, (parent, _) in parents.items() if parent in below}
    return [process for process in below if process in parents and parents[process][1].startswith("chrom")]

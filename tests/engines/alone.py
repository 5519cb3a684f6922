"""Run inside a network namespace: one browser, the offline copy or one page; prints every host asked for.

python -m tests.engines.alone ENGINE FOLDER|PAGE LOG    # what the browser itself logs goes to LOG
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from pathlib import Path

from tests.browser.faulty import until

from .browsers import browser
from .sniffer import watched
from .visits import everything


def network() -> bool:
    """Whether anything beyond this machine answers."""
    try:
        socket.create_connection(("1.1.1.1", 53), timeout=3).close()
    except OSError:
        return False
    return True


LAST = "192.0.2.254"
"""A host that nobody but `say_last` asks for; the address belongs to no network."""


def say_last(asked: set[str]) -> None:
    """Ask for a host, too, and wait until that has been seen: so has everything that was asked for before."""
    with contextlib.suppress(OSError):  # nobody answers there
        socket.create_connection((LAST, 80), timeout=1).close()
    if not until(lambda: LAST in asked, 60):
        raise TimeoutError("what is asked for is not seen")
    asked.discard(LAST)


def main(name: str, shown: Path, log: Path) -> None:
    """Visit everything; whatever fails raises."""
    os.environ["MOZ_LOG"], os.environ["MOZ_LOG_FILE"] = "nsHostResolver:5", str(log)
    reached = network()  # before the watch: it asks for a host itself
    with watched() as asked:
        with browser(name, f"--log-net-log={log}") as page:
            if shown.is_file():
                page.open(shown.as_uri())
            else:
                everything(page, (shown / "index.html").as_uri(), (shown / "check.html").as_uri())
            page.run("() => new Promise((go) => (window.requestIdleCallback ?? setTimeout)(() => setTimeout(go)))")
        say_last(asked)  # the browser has ended: later than that it asks for nothing
    print(json.dumps({"network": reached, "works": True, "asked": sorted(asked)}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))

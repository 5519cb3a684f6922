"""Run inside a network namespace: one browser, the offline copy or one page; prints every host asked for.

python -m tests.engines.alone ENGINE FOLDER|PAGE LOG    # what the browser itself logs goes to LOG
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from pathlib import Path

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


def main(name: str, shown: Path, log: Path) -> None:
    """Visit everything; whatever fails raises."""
    os.environ["MOZ_LOG"], os.environ["MOZ_LOG_FILE"] = "nsHostResolver:5", str(log)
    reached = network()  # before the watch: it asks for a host itself
    with watched() as asked, browser(name, f"--log-net-log={log}") as page:
        if shown.is_file():
            page.open(shown.as_uri())
        else:
            everything(page, (shown / "index.html").as_uri(), (shown / "check.html").as_uri())
        time.sleep(1)  # what is asked for late
    print(json.dumps({"network": reached, "works": True, "asked": sorted(asked)}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))

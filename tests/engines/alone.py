"""Run inside a network namespace: one browser, the offline copy or one page, a log of every host asked for.

python -m tests.engines.alone ENGINE FOLDER|PAGE LOG
"""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path

from .browsers import browser
from .visits import everything


def network() -> bool:
    """Whether anything beyond this machine can be reached."""
    try:
        socket.create_connection(("1.1.1.1", 53), timeout=3).close()
    except OSError:
        return False
    return True


def main(name: str, shown: Path, log: Path) -> None:
    """Visit everything; whatever fails raises."""
    os.environ["MOZ_LOG"], os.environ["MOZ_LOG_FILE"] = "nsHostResolver:5", str(log)
    os.environ["ENGINES_TRACE"] = str(log)
    with browser(name, f"--log-net-log={log}") as page:
        if shown.is_file():
            page.open(shown.as_uri())
        else:
            everything(page, (shown / "index.html").as_uri(), (shown / "check.html").as_uri())
    print(json.dumps({"network": network(), "works": True}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))

"""Say what a long step is doing. The publisher says it with the same function."""

from __future__ import annotations

import sys


def step(sentence: str) -> None:
    """Print one line to standard error, such as ``· 下载 Pyodide 0.29.5``."""
    print(f"· {sentence}", file=sys.stderr, flush=True)

"""Say what a long step is doing. The publisher says it with the same functions."""

from __future__ import annotations

import sys

WIDTH = 24
"""Characters of a bar."""


def is_watched() -> bool:
    """Whether somebody sees a bar grow."""
    return sys.stderr.isatty()


def step(sentence: str) -> None:
    """Print one line to standard error, such as ``· 下载 Pyodide 0.29.5``."""
    print(f"· {sentence}", file=sys.stderr, flush=True)


def bar(sentence: str, done: int, total: int) -> None:
    """Draw how far a step is, over what was drawn before; where nobody watches, print its first and its last state."""
    filled = WIDTH * done // total
    line = f"· {sentence} [{'#' * filled}{'-' * (WIDTH - filled)}] {done}/{total}"
    if is_watched():
        print(f"\r{line}", end="\n" if done == total else "", file=sys.stderr, flush=True)
    elif done in (0, total):
        print(line, file=sys.stderr, flush=True)

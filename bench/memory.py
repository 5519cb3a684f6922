"""What a browser's pages hold in memory: the private memory footprint of every process that renders.

As Chromium's task manager counts it on Linux: anonymous memory, resident or swapped out. What a page shares with the
browser's other processes, its program and the fonts, is not the page's; a proportional share of it depends on how many
other processes happen to run.
"""

from __future__ import annotations

from pathlib import Path

from .slow import browsers


def renderers() -> dict[int, int]:
    """Bytes of every renderer below this process."""
    return {process: _footprint(process) for process in browsers() if _renders(process)}


def grown(before: dict[int, int]) -> int:
    """By how many bytes the one renderer has grown, or come, that grew most: a tab's, with all its workers.

    The browser's own pages have renderers too, which come and shrink in their own time.
    """
    return max(held - before.get(process, 0) for process, held in renderers().items())


def _renders(process: int) -> bool:
    try:
        return b"--type=renderer" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False  # gone meanwhile


def _footprint(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("RssAnon:", "VmSwap:")))

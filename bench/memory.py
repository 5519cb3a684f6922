"""What a browser's pages hold in memory: the proportional share of every process that renders."""

from __future__ import annotations

from pathlib import Path

from .slow import browsers


def renderers() -> dict[int, int]:
    """Bytes of every renderer below this process: its private memory, and its part of what it shares."""
    return {process: _share(process) for process in browsers() if _renders(process)}


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


def _share(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))

"""What a browser's pages hold in memory: the proportional share of every process that renders."""

from __future__ import annotations

from pathlib import Path

from .slow import browsers


def rendering_bytes() -> int:
    """Of all renderers below this process: private memory, and their part of what they share."""
    return sum(_share(process) for process in browsers() if _renders(process))


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

"""What a browser's pages hold in memory: the private memory footprint of every process that renders.

As Chromium's task manager counts it on Linux: anonymous memory, resident or swapped out. What a page shares with the
browser's other processes, its program and the fonts, is not the page's; a proportional share of it depends on how many
other processes happen to run.
"""

from __future__ import annotations

from pathlib import Path

from .slow import browsers


def held_by_tab() -> int:
    """Bytes of the one tab that shows a page, with all its workers: the renderer that holds most.

    Whole: some pages are given a renderer that stood ready, others one of their own, as their headers have it, so what
    it held before says nothing. An empty page holds 21 MB.
    """
    return max(_footprint(process) for process in browsers() if _renders_pages(process))


def _renders_pages(process: int) -> bool:
    try:
        line = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False  # gone meanwhile
    return b"--type=renderer" in line and b"--top-chrome-webui" not in line  # that one draws the browser's own window


def _footprint(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("RssAnon:", "VmSwap:")))

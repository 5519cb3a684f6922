"""`python -m bench.offline`: how the offline copy starts, opened from a folder, and how much it weighs.

Each start is a new browser profile: a person unzips it once and opens it. Nothing is served, so there is
nothing to compare with; the hosted page's own figures are those of `python -m bench`.
"""

from __future__ import annotations

import tempfile
import time
from statistics import median

from playwright.sync_api import sync_playwright

from publishing.paths import DIST, OFFLINE
from tests.browser.chromium import LAUNCH, find

STARTS = 7
LONGEST_S = 60
MARKS = """['first-verdict', 'engine-ready'].map((name) => performance.getEntriesByName(name)[0]?.startTime ?? null)"""


def start(executable: str) -> tuple[float, float]:
    """Milliseconds from opening `check.html` to the first verdict and to the engine."""
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(profile, executable_path=executable, args=LAUNCH)
        page = context.new_page()
        page.goto((OFFLINE / "check.html").as_uri())
        limit = time.monotonic() + LONGEST_S
        while time.monotonic() < limit:
            verdict, ready = page.evaluate(MARKS)
            if ready is not None:
                return verdict, ready
            time.sleep(0.1)
    raise TimeoutError(f"check.html: no engine within {LONGEST_S} s")


def main() -> None:
    """Print the table."""
    executable = find()
    verdicts, readies = zip(*(start(executable) for _ in range(STARTS)), strict=True)
    largest = max(OFFLINE.rglob("*.js"), key=lambda file: file.stat().st_size)
    print(f"离线版，从文件夹打开，{STARTS} 次的中位数")
    print(f"  初步答复    {median(verdicts):7.0f} ms")
    print(f"  引擎就绪    {median(readies):7.0f} ms")
    for copy in sorted(DIST.glob("huabei-check-offline-*.zip")):
        print(f"  {copy.name}  {copy.stat().st_size / 1e6:.2f} MB")
    print(f"  {largest.relative_to(OFFLINE)}  {largest.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()

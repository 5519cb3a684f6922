"""`python -m bench.tab`: where the tab's memory goes beside the stock loader: engine, page, service worker.

The tab of the check page holds a page of Chinese text, Python, and for half a minute the service worker that keeps the
site. Each is measured without the others, in turn, in a browser of its own.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from publishing.paths import BUILD, SITE
from runtime import PYODIDE
from tests.browser.chromium import find

from .candidates import OURS_KEPT, OURS_READY, READY_AT, Candidate, candidates, published
from .devtools import Chromium
from .memory import held_by_tab
from .serving import NETWORKS, serve
from .visit import wait

SETTLED_S = 4
"""From ready to the look: the first garbage collection is over, a service worker is still there."""

LET_GO_S = 45
"""From ready to the second look: Chromium ends a service worker that nobody has asked for 30 seconds, and collects
the garbage of a tab that does nothing."""

OPENED_S = 3
"""From the start of the browser to its first tab: until its own pages are there."""

NO_SERVICE_WORKER = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });"

NO_WORKER = "window.Worker = class { postMessage() {} terminate() {} };"
"""The engine is asked and never says a word."""

ENGINE_ONLY = """<!doctype html><meta charset="utf-8">{manifest}<script src="start.js"></script>"""

START = """const { lock, parts } = JSON.parse(document.getElementById("engine-manifest").textContent);
const worker = new Worker("assets/worker.js");
worker.onmessage = ({ data }) => { if (data.type === "ready") window.readyAt = performance.now(); };
const root = new URL("./", location.href).href;
worker.postMessage({ type: "boot", root, lock, parts, guides: "{}", again: false });"""


@dataclass(frozen=True, slots=True)
class Part:
    """What is opened, and what of it is held back."""

    page: Candidate
    without_engine: bool = False
    is_kept: bool = False  #: with its service worker


def parts() -> list[Part]:
    """The stock loader first; then ours, from the least to the whole."""
    stock = next(one for one in candidates() if one.name == f"原版 Pyodide {PYODIDE}")
    loading = "document.documentElement.dataset.engine === 'loading' ? 0 : null"
    kept = f"({OURS_KEPT}) === 0 ? {OURS_READY} : null"
    return [
        Part(stock),
        Part(Candidate("只有引擎", _engine_only(), "/index.html", READY_AT)),
        Part(Candidate("只有页面", SITE, "/check/", loading), without_engine=True),
        Part(Candidate("页面和引擎", SITE, "/check/", OURS_READY)),
        Part(Candidate("页面、引擎和 service worker", SITE, "/check/", kept), is_kept=True),
    ]


def _engine_only() -> Path:
    """The engine of the built site in a page that holds nothing else."""
    folder = BUILD / "bench" / "engine-only"
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("runtime", "engine", "assets"):
        shutil.copytree(SITE / name, folder / name)
    page = (SITE / "check" / "index.html").read_text(encoding="utf-8")
    manifest = re.search(r'<script type="application/json" id="engine-manifest".*?</script>', page, re.S)
    if not manifest:
        raise RuntimeError("site/check/index.html: no engine-manifest; build the site first")
    (folder / "start.js").write_text(START, encoding="utf-8")
    return published(folder, ENGINE_ONLY.format(manifest=manifest[0]))


def measure(part: Part, executable: str) -> tuple[float, float]:
    """Bytes `SETTLED_S` and `LET_GO_S` after ready."""
    server, _ = serve(part.page.folder, NETWORKS[0])
    held_back = (NO_SERVICE_WORKER if not part.is_kept else "") + (NO_WORKER if part.without_engine else "")
    try:
        with tempfile.TemporaryDirectory() as profile, Chromium(executable, profile) as browser:
            time.sleep(OPENED_S)
            tab = browser.open(held_back)
            tab.goto(f"http://127.0.0.1:{server.server_port}{part.page.path}")
            wait(tab, part.page.ready)
            time.sleep(SETTLED_S)
            settled = held_by_tab()
            time.sleep(LET_GO_S - SETTLED_S)
            return settled, held_by_tab()
    finally:
        server.shutdown()
        server.server_close()


def main() -> None:
    """Measure in turn and print the medians."""
    parser = argparse.ArgumentParser(prog="python -m bench.tab")
    parser.add_argument("--rounds", type=int, default=3)
    rounds, executable, all_parts = parser.parse_args().rounds, find(), parts()
    runs = [[measure(part, executable) for part in all_parts] for _ in range(rounds)]
    stock = [median(run[0][look] for run in runs) for look in (0, 1)]
    print(f"{'':28}{SETTLED_S:>6} 秒后{'比':>5}{LET_GO_S:>8} 秒后{'比':>5}")
    for number, part in enumerate(all_parts):
        held = [median(run[number][look] for run in runs) for look in (0, 1)]
        columns = "".join(f"{mine / 1e6:8.0f} MB{mine / theirs:6.2f}" for mine, theirs in zip(held, stock, strict=True))
        print(f"{part.page.name:28}{columns}", flush=True)


if __name__ == "__main__":
    main()

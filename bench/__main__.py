"""`python -m bench`: start-up beside the stock loader and peers, as a table and as JSON.

Every candidate is served by the same server with the same brotli siblings, in turn, so that a
machine that slows down slows all of them. Cold is a new profile in a browser that has been open for a
moment, warm the same profile once more. Ratios are to the first candidate, by medians.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.browser.chromium import find

from .candidates import Candidate, candidates
from .devtools import Chromium, Tab
from .memory import held_by_tab
from .serving import NETWORKS, Network, serve
from .slow import slowed
from .visit import wait
from .weight import CHECK, CHECK_BUDGET, OTHER_BUDGET, weights

SETTLE_S = 2
"""How long the browser has been open before the visit: its own start takes both processors for about so long."""

OPEN_S = 0.5
"""How long the tab has been open before it goes anywhere."""

REST_S = 3
"""How long the first visit lasts after it was ready and, where a page keeps itself, after it has."""

BUDGETS = (
    ("我们：自查就绪", "wire_bytes", "到就绪为止的传输", 0.32),
    ("我们：自查就绪", "cold_ms", "就绪，冷", 0.28),
    ("我们：自查就绪", "warm_ms", "就绪，热", 0.28),
    ("我们：自查就绪", "memory_bytes", "内存，就绪时", 1.00),
    ("我们：自查就绪", "rested_bytes", "内存，歇下以后", 1.00),
    ("我们：第一个答复", "cold_ms", "第一个答复，冷", 0.10),
)
"""What the project set itself, as parts of the first candidate's."""

RESULT = Path(__file__).with_name("measured.json")
"""Kept with the project: the page on how we judge draws its picture from it."""


def measure(candidate: Candidate, network: Network, executable: str) -> dict[str, float]:
    """Milliseconds to ready, cold and warm; the bytes on the wire and in memory at the first time.

    ``memory_bytes`` is what the tab holds when it is ready, ``rested_bytes`` what it holds after `REST_S` more.
    """
    server, meter = serve(candidate.folder, network)
    url = f"http://127.0.0.1:{server.server_port}{candidate.path}"
    try:
        with tempfile.TemporaryDirectory() as profile, Chromium(executable, profile) as browser:
            time.sleep(SETTLE_S)
            tab = browser.open()
            time.sleep(OPEN_S)
            with slowed(network.slower):
                cold = _visit(tab, url, candidate.ready)
            memory = held_by_tab()
            ready_at = (float(tab.evaluate("performance.timeOrigin")) + cold) / 1000
            wire = meter.sent_until(ready_at)  # whoever looks a little later sees the service worker's first files, too
            wait(tab, candidate.kept)
            time.sleep(REST_S)  # the browser writes its code cache, our service worker its own, a little later
            rested = held_by_tab()
            tab.close()
            tab = browser.open()
            with slowed(network.slower):
                warm = _visit(tab, url, candidate.ready)
    finally:
        server.shutdown()
        server.server_close()
    return {"cold_ms": cold, "warm_ms": warm, "wire_bytes": wire, "memory_bytes": memory, "rested_bytes": rested}


def _visit(tab: Tab, url: str, ready: str) -> float:
    tab.goto(url)
    return wait(tab, ready)


def main() -> None:
    """Measure, print, and write each network into `measured.json` when it is done."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--networks", type=int, default=len(NETWORKS), help="how many of the networks, fastest first")
    parser.add_argument("--slow-rounds", type=int, default=7, help="rounds on the slow ones")
    parser.add_argument(
        "--skip", type=int, default=0, help="how many of the fastest networks keep what was measured last"
    )
    given = parser.parse_args()
    all_candidates, executable = candidates(), find()
    results: dict[str, dict[str, dict[str, float]]] = json.loads(RESULT.read_text(encoding="utf-8"))
    for network in NETWORKS[given.skip : given.networks]:
        rounds = given.rounds if network == NETWORKS[0] else given.slow_rounds
        runs: dict[str, list[dict[str, float]]] = {candidate.name: [] for candidate in all_candidates}
        for _ in range(rounds):
            for candidate in all_candidates:
                runs[candidate.name].append(measure(candidate, network, executable))
        results[network.name] = {name: _medians(taken) for name, taken in runs.items()}
        print(_table(network.name, results[network.name], rounds), flush=True)
        print(_budgets(results[network.name]), flush=True)
        RESULT.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(_weights())


def _medians(runs: list[dict[str, float]]) -> dict[str, float]:
    return {key: median(run[key] for run in runs) for key in runs[0]}


def _table(network: str, results: dict[str, dict[str, float]], rounds: int) -> str:
    stock = next(iter(results.values()))
    lines = [
        f"{network}（{rounds} 轮中位数）",
        f"{'':28}{'wire MB':>9}{'比':>6}{'cold ms':>9}{'比':>6}{'warm ms':>9}{'比':>6}{'内存 MB':>9}{'比':>6}"
        f"{'歇下 MB':>9}{'比':>6}",
    ]
    for name, found in results.items():
        ratio = {key: found[key] / stock[key] for key in found}
        lines.append(
            f"{name:28}{found['wire_bytes'] / 1e6:9.2f}{ratio['wire_bytes']:6.2f}{found['cold_ms']:9.0f}"
            f"{ratio['cold_ms']:6.2f}{found['warm_ms']:9.0f}{ratio['warm_ms']:6.2f}{found['memory_bytes'] / 1e6:9.0f}"
            f"{ratio['memory_bytes']:6.2f}{found['rested_bytes'] / 1e6:9.0f}{ratio['rested_bytes']:6.2f}"
        )
    return "\n".join(lines)


def _budgets(results: dict[str, dict[str, float]]) -> str:
    stock = next(iter(results.values()))
    ratios = [(label, results[name][key] / stock[key], limit) for name, key, label, limit in BUDGETS]
    return "预算：" + "；".join(f"{label} {ratio:.3f}（{limit}）" for label, ratio, limit in ratios)


def _weights() -> str:
    sizes = weights()
    check = sizes.pop(CHECK)
    heaviest = max(sizes, key=sizes.__getitem__)
    return (
        f"引擎之前，连同样式和脚本：自查页 {check / 1e3:.0f} KB（预算 {CHECK_BUDGET / 1e3:.0f}）；"
        f"别的页面里最重的 {heaviest} {sizes[heaviest] / 1e3:.0f} KB（预算 {OTHER_BUDGET / 1e3:.0f}）"
    )


if __name__ == "__main__":
    main()

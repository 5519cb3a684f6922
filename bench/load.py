"""`python -m bench.load`: our nginx recipe beside plain nginx that sends the same bytes, as ratios.

Only this machine is asked, each run is bounded, the two take turns. Plain nginx has the same siblings and
types, but not one of our headers: what is measured is what they cost.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import tempfile
from pathlib import Path
from statistics import median

from publishing.paths import BUILD, SITE
from tests.hosts import free_port, need, nginx, nginx_server

RESULT = BUILD / "load.json"
SCALE = {"us": 1e-3, "ms": 1.0, "s": 1e3}


def measure(port: int, path: str, seconds: int) -> dict[str, float]:
    """Requests a second and the 99th percentile in milliseconds; raises if anything but 200 came back."""
    url = f"http://127.0.0.1:{port}{path}"
    command = [need("wrk"), "-t1", "-c32", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: br", url]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 20).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    worst = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    if not rate or not worst:
        raise RuntimeError(f"wrk said: {said}")
    return {"per_s": float(rate[1]), "p99_ms": float(worst[1]) * SCALE[worst[2]]}


def plain(server: str) -> str:
    """The recipe without what we add to a response, and without the cache of open files."""
    return re.sub(r"^ +(add_header|open_file_cache|access_log|server_tokens) .*\n", "", server, flags=re.M)


def main() -> None:
    """Measure, print, write `build/load.json`."""
    parser = argparse.ArgumentParser(prog="python -m bench.load")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2, choices=range(1, 11))
    given = parser.parse_args()
    wasm = next(SITE.glob("runtime/*/*.wasm")).relative_to(SITE).as_posix()
    ports = {"ours": free_port(), "plain": free_port()}
    results: dict[str, dict[str, dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        ours = nginx_server(SITE, ports["ours"], Path(scratch))
        servers = ours + plain(nginx_server(SITE, ports["plain"], Path(scratch))) + "access_log off;"
        with nginx(servers, Path(scratch), ports["ours"]):
            for path in ("/", "/check/", f"/{wasm}"):
                runs: dict[str, list[dict[str, float]]] = {name: [] for name in ports}
                for _ in range(given.rounds):
                    for name, port in ports.items():
                        runs[name].append(measure(port, path, given.seconds))
                results[path] = {
                    name: {key: median(run[key] for run in taken) for key in ("per_s", "p99_ms")}
                    for name, taken in runs.items()
                }
    print(f"{'':44}{'每秒':>8}{'比':>6}{'p99 ms':>9}{'比':>6}")
    for path, found in results.items():
        ours_, plain_ = found["ours"], found["plain"]
        print(
            f"{path:44}{ours_['per_s']:10.0f}{ours_['per_s'] / plain_['per_s']:7.2f}"
            f"{ours_['p99_ms']:9.2f}{ours_['p99_ms'] / plain_['p99_ms']:7.2f}"
        )
    RESULT.write_text(json.dumps(results, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

"""`python -m bench.engine`: what the engine itself costs, in the browser's worker and as knowledge grows.

In the worker of the check page: from Python being up to the first verdict, a verdict on each of 500
random sheets, a sentence of each kind; the knowledge's bytes. On CPython: loading, auditing and
diagnosing made-up knowledge of growing size. Beside each figure stands its budget.
"""

from __future__ import annotations

import json
import threading
import time
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Page, Route, Worker, sync_playwright

import checker
from checker import audit
from checker.loading import KNOWLEDGE
from checker.model import Knowledge
from checker.parse import VOCABULARY, File, parse
from publishing import serve
from publishing.paths import BUILD, SITE
from tests.browser.chromium import LAUNCH, find
from tests.browser.engine import engine_worker, random_sheets

SHEETS = 500
STARTS = 5
RESULT = BUILD / "bench-engine.json"

MARKS = """
;{ // appended by bench: when Python is up, when the checker is, and how long the first verdict takes
  const load = self.importScripts.bind(self);
  self.importScripts = (...urls) => {
    load(...urls);
    const start = self.loadPyodide;
    if (start) self.loadPyodide = async (...given) => {
      const python = await start(...given);
      self.upAt ??= performance.now();
      return python;
    };
  };
  const post = self.postMessage.bind(self), answer = self.onmessage;
  self.postMessage = (message) => { if (message.type === "ready") self.readyAt = performance.now(); post(message); };
  self.onmessage = async (event) => {
    const from = performance.now();
    await answer(event);
    if (event.data.type === "run") self.firstMs ??= performance.now() - from;
  };
}"""

TIME_EACH = """async ([call, texts]) => {
  self.postMessage = () => {}; // the page has not asked
  const time = async (text) => {
    const from = performance.now();
    await self.onmessage({ data: { type: call, id: 0, text } });
    return performance.now() - from;
  };
  await time(texts[0]); // waits for the vocabulary
  const times = [];
  // The middle of three: what else the machine did in between is not the engine's.
  for (const text of texts) times.push([await time(text), await time(text), await time(text)].sort((a, b) => a - b)[1]);
  return times;
}"""


def in_the_browser() -> dict[str, float]:
    """Milliseconds, in the site's own worker."""
    knowledge = checker.load()
    server = serve.server(SITE, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    loaded, first = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=LAUNCH)
        for _ in range(STARTS):
            page = browser.new_context().new_page()
            page.route("**/assets/worker.js", _with_marks)
            worker = _ready(page, f"http://127.0.0.1:{server.server_port}/check/")
            up, ready, verdict = worker.evaluate("[self.upAt, self.readyAt, self.firstMs]")
            loaded.append(ready - up)
            first.append(verdict)
        verdicts = worker.evaluate(TIME_EACH, ["run", random_sheets(knowledge, SHEETS, seed=2)])
        asked = worker.evaluate(TIME_EACH, ["ask", _sentences(knowledge)])
        browser.close()
    server.shutdown()
    server.server_close()
    return {
        "load_ms": median(loaded),
        "first_verdict_ms": median(first),
        "load_and_first_verdict_ms": median(map(sum, zip(loaded, first, strict=True))),
        "verdict_p50_ms": median(verdicts),
        "verdict_p95_ms": quantiles(verdicts, n=20)[-1],
        "ask_p50_ms": median(asked),
        "ask_p95_ms": quantiles(asked, n=20)[-1],
    }


def _with_marks(route: Route) -> None:
    response = route.fetch()
    route.fulfill(response=response, body=response.text() + MARKS)


def _ready(page: Page, url: str, seconds: float = 60) -> Worker:
    """The worker of the check page, once it has given its first verdict."""
    page.goto(url)
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        worker = engine_worker(page)
        if worker and worker.evaluate("self.firstMs !== undefined"):
            return worker
        page.wait_for_timeout(50)
    raise TimeoutError(f"{url}: no verdict within {seconds} s")


def _sentences(knowledge: Knowledge) -> list[str]:
    """What people quote: every sentence of every prompt, and one long paste made of them all."""
    quoted = [sentence for prompt in knowledge.prompts.values() for sentence in prompt.sentences]
    return [*quoted, "，".join(quoted)]


def knowledge_bytes() -> dict[str, int]:
    """The engine's part of the knowledge as it crosses the wire."""
    names = ("knowledge", "vocabulary")
    return {name: next(SITE.glob(f"engine/*/{name}.json.br")).stat().st_size for name in names}


# ---------- More knowledge ----------


def growth(times: tuple[int, ...] = (1, 2, 5, 10)) -> list[dict[str, float]]:
    """Seconds for knowledge of 1, 2, 5, 10 times the size: the real one, with ids of its own in each copy."""
    return [_cost(_copies(number), number) for number in times]


def _cost(files: list[File], number: int) -> dict[str, float]:
    knowledge = parse(files)
    sheets = [checker.parse_answers(knowledge, sheet) for sheet in random_sheets(knowledge, 20, seed=3)]
    today = datetime.now(UTC).date()
    return {
        "times": number,
        "reasons": len(knowledge.reasons),
        "load_s": _seconds(lambda: parse(files)),
        "audit_s": _seconds(lambda: audit.audit(knowledge, today)),
        "diagnose_s": _seconds(lambda: [checker.diagnose(knowledge, sheet) for sheet in sheets]) / len(sheets),
    }


def _seconds(work: Callable[[], object]) -> float:
    """The best of three, in processor time: what else the machine does is not counted."""
    taken = []
    for _ in range(3):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


def _copies(number: int) -> list[File]:
    """The files of the real knowledge so many times over."""
    files = []
    for path in sorted(KNOWLEDGE.rglob("*.toml")):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        files.append((path.name, {key: value for key, value in tables.items() if key not in VOCABULARY}))
    ids = {id_ for _, tables in files for table in tables.values() if isinstance(table, dict) for id_ in table}
    ids -= {group for _, tables in files for group in tables.get("label", {})}
    copied = [File(name, {"label": tables["label"]}) for name, tables in files if "label" in tables]
    for copy in range(number):
        for name, tables in files:
            entries = {key: value for key, value in tables.items() if key != "label"}
            copied.append(File(f"{copy}/{name}", _renamed(entries, ids, f"-{copy}")))
    return copied


TEXTS_OF_IDS = ("question", "remedies", "claims", "sources", "corrects", "clocks", "after", "channel", "reasons")
"""Fields that name other entries; other texts may be equal to an id by chance."""


def _renamed(tables: dict[str, Any], ids: set[str], suffix: str) -> dict[str, Any]:
    """Every entry under another id, and everything that names it along."""
    return {
        table: {id_ + suffix: _refer(entry, ids, suffix) for id_, entry in content.items()}
        if isinstance(content, dict)
        else content
        for table, content in tables.items()
    }


def _refer(value: Any, ids: set[str], suffix: str, field: str = "") -> Any:
    if isinstance(value, dict):
        renamed = {key + suffix: item for key, item in value.items()} if field == "becomes" else value
        return {key: _refer(item, ids, suffix, key) for key, item in renamed.items()}
    if isinstance(value, list):
        return [_refer(item, ids, suffix, field) for item in value]
    return value + suffix if field in TEXTS_OF_IDS and value in ids else value


BUDGETS = {
    "load_and_first_verdict_ms": 60,
    "verdict_p95_ms": 16,
    "ask_p95_ms": 10,
}


def main() -> None:
    """Measure, print, write `build/bench-engine.json`."""
    browser, sizes, grown = in_the_browser(), knowledge_bytes(), growth()
    print("在浏览器里（自查页自己的 worker）")
    for name, value in browser.items():
        print(f"  {name:28}{value:9.1f}" + (f"   预算 {BUDGETS[name]}" if name in BUDGETS else ""))
    print("知识的大小（brotli 字节，引擎的一份预算 60 KB）")
    for name, size in sizes.items():
        print(f"  {name:28}{size:9}")
    print(f"知识变多（CPython，处理器时间）\n  {'倍数':6}{'原因':>6}{'装载 s':>10}{'核对 s':>10}{'一次诊断 ms':>12}")
    for row in grown:
        seconds = f"{row['load_s']:11.3f}{row['audit_s']:12.3f}{row['diagnose_s'] * 1e3:13.2f}"
        print(f"  {row['times']:<8}{row['reasons']:8}{seconds}")
    result = {"browser": browser, "bytes": sizes, "growth": grown}
    RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Whatever breaks on the way: a true sentence in time, every answer kept, one retry that works.

The faults happen on a real host (`faulty`) and in a real browser. ``make faults`` runs all of them and
writes what was seen to ``build/faults.md``; ``make test`` leaves out those that mostly wait.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page

from publishing.paths import BUILD

from . import faulty
from .conftest import Check
from .faulty import Fault, Host

PATIENCE = 90
"""Seconds after which a test gives up. How soon the page speaks is written down, not asserted: a busy machine is slow."""

GIVEN = {"product": "pay", "prompt": "other"}
FOUND = "R04"  #: what follows from these answers, with the engine and without

WASM, STDLIB, WHEEL = "*/pyodide.asm.wasm", "*/stdlib.zip", "*/huabei_check-*.whl"
KNOWLEDGE, VOCABULARY = "*/knowledge.json", "*/vocabulary.json"
GLUE, LOADER, WORKER = "*/pyodide.asm.js", "*/pyodide.js", "*/assets/worker.js"

slow = pytest.mark.faults


@dataclass
class Table:
    """Fault × what the person saw × seconds × recovered."""

    rows: list[tuple[str, str, float, str]] = field(default_factory=list)

    def write(self, path: Path) -> None:
        lines = ["| 出了什么事 | 人看到的 | 秒 | 之后 |", "|---|---|---|---|"]
        lines += [f"| {name} | {seen} | {seconds:.1f} | {after} |" for name, seen, seconds, after in self.rows]
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def table() -> Iterator[Table]:
    table = Table()
    yield table
    if os.environ.get("FAULTS"):
        table.write(BUILD / "faults.md")


@pytest.fixture
def host(built_site: Path) -> Iterator[Host]:
    with faulty.serving(built_site) as host:
        yield host


@pytest.fixture
def check(page: Page, host: Host) -> Check:
    """The check page on the host that breaks."""
    return Check(page, host.url)


@dataclass
class Trial:
    """One fault: what was seen, and when."""

    check: Check
    host: Host
    name: str
    table: Table
    started: float = field(default_factory=time.monotonic)
    seen: str = ""
    seconds: float = 0

    def answer(self) -> None:
        """Give the answers; the page has its first word on them long before Python."""
        self.check.choose("product", "pay").choose("prompt", "other")

    def fails(self) -> None:
        """The page says so, has every answer, and stays useful."""
        self.check.until_engine("failed", PATIENCE)
        self.seconds = time.monotonic() - self.started
        self.useful("failed")

    def useful(self, state: str, also: str = "") -> None:
        """One true sentence about the engine, the answers, the finding, and what needs no engine."""
        page = self.check.page
        assert visible(page, "[data-engine-note]", "engineNote") == [state]
        assert self.check.answers() == GIVEN
        assert self.check.findings()[0] == FOUND
        assert page.locator("#about a").first.is_visible()
        assert page.locator("#card fieldset:visible, #go:visible, #enough:visible").count() > 0
        sentence = str(
            page.evaluate("document.querySelector('[data-engine-note]:not([hidden])').firstChild.textContent")
        )
        self.seen = f"{sentence.strip()}{also}"

    def retry(self) -> None:
        """The fault is gone; one tap mends everything."""
        self.host.mend()
        again = time.monotonic()
        self.check.page.locator("[data-retry]").click()
        self.mended("点一次重试", again)

    def mended(self, how: str, since: float) -> None:
        self.check.until_engine("ready").until("document.getElementById('diagnosis').textContent")
        assert self.check.answers() == GIVEN
        assert self.check.findings()[0] == FOUND
        self.ends(f"{how}，{time.monotonic() - since:.1f} 秒后就绪")

    def ends(self, after: str) -> None:
        self.table.rows.append((self.name, self.seen, self.seconds, after))


def visible(page: Page, selector: str, key: str) -> list[str]:
    """The data of those of `selector` that are shown."""
    script = """([selector, key]) => [...document.querySelectorAll(selector)]
      .filter((one) => !one.hidden).map((one) => one.dataset[key])"""
    return list(page.evaluate(script, [selector, key]))


@pytest.fixture
def trial(check: Check, host: Host, table: Table) -> Callable[[str], Trial]:
    return lambda name: Trial(check, host, name, table)


PARTS = {"wasm": WASM, "标准库": STDLIB, "检查程序": WHEEL}
WAYS: dict[str, Fault] = {
    "404": faulty.status(404),
    "500": faulty.status(500),
    "换成了登录页": faulty.page_instead,
    "只有前一半": faulty.truncated,
    "传到一半断线": faulty.cut_off,
    "改了一个字节": faulty.changed,
    "永远不来": faulty.stalled,
    "来了一半就停": faulty.stalled_half_way,
}
IN_EVERY_RUN = {
    *(("wasm", way) for way in ("404", "换成了登录页", "改了一个字节", "永远不来")),
    *(("标准库", way) for way in ("500", "只有前一半")),
    *(("检查程序", way) for way in ("404", "传到一半断线", "改了一个字节")),
}

NETWORK: dict[str, tuple[str, Fault]] = {
    **{f"{part}：{way}": (PARTS[part], WAYS[way]) for part in PARTS for way in WAYS},
    "规则：404": (KNOWLEDGE, faulty.status(404)),
    "规则：改了一个字节": (KNOWLEDGE, faulty.changed),
    "胶水代码：404": (GLUE, faulty.status(404)),
    "胶水代码：改了一个字节": (GLUE, faulty.changed),
    "装载程序：永远不来": (LOADER, faulty.stalled),
    "运行时的文件夹整个没有": ("/runtime/*", faulty.status(404)),
    "工作线程：404": (WORKER, faulty.status(404)),
    "工作线程：永远不来": (WORKER, faulty.stalled),
    "工作线程：换成了登录页": (WORKER, faulty.page_instead),
    "工作线程：被主机的策略挡住": (
        WORKER,
        lambda handler, body: handler.answer(body, Content_Security_Policy="default-src 'none'"),
    ),
}
QUICK = {f"{part}：{way}" for part, way in IN_EVERY_RUN} | {
    *("胶水代码：改了一个字节", "规则：404", "工作线程：404", "工作线程：被主机的策略挡住"),
}


@pytest.mark.parametrize("name", [name if name in QUICK else pytest.param(name, marks=slow) for name in NETWORK])
def test_a_broken_part_is_said_and_mended_by_one_retry(trial: Callable[[str], Trial], host: Host, name: str) -> None:
    pattern, fault = NETWORK[name]
    host.wrong[pattern] = fault
    one = trial(name)
    one.check.open(until="")
    one.answer()
    one.fails()
    one.retry()


@pytest.mark.parametrize("part", [part if part == "wasm" else pytest.param(part, marks=slow) for part in PARTS])
def test_a_wrong_type_does_not_matter(trial: Callable[[str], Trial], host: Host, part: str) -> None:
    host.wrong[PARTS[part]] = faulty.wrong_type
    one = trial(f"{part}：类型写错（text/html）")
    one.check.open(until="")
    one.answer()
    one.check.until_engine("ready").until("document.getElementById('diagnosis').textContent")
    one.seconds = time.monotonic() - one.started
    one.useful("ready")
    one.ends("不用重试")


@slow
@pytest.mark.parametrize("part", PARTS)
def test_a_slow_part_is_waited_for_while_the_page_answers(trial: Callable[[str], Trial], host: Host, part: str) -> None:
    host.wrong[PARTS[part]] = faulty.slow
    one = trial(f"{part}：很慢（{faulty.SLOW_SECONDS} 秒）")
    one.check.open(until="")
    one.answer()
    one.check.until_engine("loading", PATIENCE)
    one.useful("loading")
    one.seconds = time.monotonic() - one.started
    bar = "document.querySelector('progress[data-engine-progress]').value"
    first = float(str(one.check.page.evaluate(bar)))
    one.check.until(f"{bar} > {first}", PATIENCE)
    one.mended("不用重试", one.started)


BOOT: dict[str, Fault] = {
    "启动时内存不够": faulty.begun_with(
        "WebAssembly.Memory = class { constructor() { throw new RangeError('no memory'); } };\n"
    ),
    "Python 永远启动不完": faulty.begun_with("WebAssembly.instantiate = () => new Promise(() => {});\n"),
}


@pytest.mark.parametrize("name", [name if "内存" in name else pytest.param(name, marks=slow) for name in BOOT])
def test_python_that_does_not_start(trial: Callable[[str], Trial], host: Host, name: str) -> None:
    host.wrong[WORKER] = BOOT[name]
    one = trial(name)
    one.check.open(until="")
    one.answer()
    one.fails()
    one.retry()


RULES: dict[str, str] = {
    "规则里出了异常": "data.text = { neither: 'text' };",
    "规则算个没完": "if (data.text.includes('other')) for (;;);",
}
"""What happens to a call on its way to the rules."""


@pytest.mark.parametrize("name", [name if "异常" in name else pytest.param(name, marks=slow) for name in RULES])
def test_rules_that_do_not_answer(trial: Callable[[str], Trial], host: Host, name: str) -> None:
    before = f"addEventListener('message', ({{ data }}) => {{ if (data.type === 'run') {{ {RULES[name]} }} }});\n"
    host.wrong[WORKER] = faulty.begun_with(before)
    one = trial(name)
    one.check.open(until="")
    one.answer()
    one.fails()
    one.retry()


def test_a_worker_killed_mid_answer_is_noticed(trial: Callable[[str], Trial]) -> None:
    one = trial("工作线程答到一半被杀")
    one.check.page.add_init_script(
        """window.threads = [];
        window.Worker = class extends Worker { constructor(...given) { super(...given); threads.push(this); } };"""
    )
    one.check.open().choose("product", "pay")
    one.started = time.monotonic()
    one.check.page.evaluate(
        """() => {
          document.querySelector('input[name=prompt][value=other]').click(); // asks the worker
          for (const thread of threads) thread.terminate();
        }"""
    )
    one.fails()
    one.retry()


@pytest.mark.parametrize("missing", ["WebAssembly", "Worker"])
def test_an_old_browser_keeps_the_instant_answers(trial: Callable[[str], Trial], missing: str) -> None:
    one = trial(f"浏览器没有 {missing}")
    one.check.page.add_init_script(f"window.kept = [window.{missing}]; window.{missing} = undefined;")
    one.check.open(until="")
    one.answer()
    one.fails()
    one.check.page.evaluate(f"void (window.{missing} = window.kept[0])")
    one.retry()


def test_a_browser_that_may_not_compile_fetches_nothing_of_the_engine(trial: Callable[[str], Trial]) -> None:
    """As Chromium before 97 under our policy."""
    one = trial("浏览器太旧，不许编译 WebAssembly")
    asked: list[str] = []
    one.check.page.on("request", lambda request: asked.append(request.url))
    one.check.page.add_init_script("WebAssembly.Module = function Module() { throw new WebAssembly.CompileError(); };")
    one.check.open(until="")
    one.answer()
    one.fails()
    assert [url for url in asked if "/runtime/" in url] == []
    one.ends("换一个新一点的浏览器")


def test_a_page_whose_policy_forbids_workers(trial: Callable[[str], Trial], host: Host) -> None:
    """The policy belongs to the page: once it is right, the page has to be opened again."""
    one = trial("页面的策略不许有工作线程")
    host.wrong["/check/"] = lambda handler, body: handler.answer(body, Content_Security_Policy="worker-src 'none'")
    one.check.open(until="")
    one.answer()
    one.check.page.locator("#keep").check()
    one.fails()
    host.mend()
    again = time.monotonic()
    one.check.page.reload()
    one.mended("重新打开这一页", again)


@pytest.mark.parametrize("then", ["等着", "接着答题"])
def test_a_sentence_is_not_waited_for_when_its_words_never_come(
    trial: Callable[[str], Trial], host: Host, then: str
) -> None:
    host.wrong[VOCABULARY] = faulty.stalled
    one = trial(f"“一句话”的词表永远不来，{then}")
    one.check.open()
    one.started = time.monotonic()
    one.check.page.locator("#say").fill("提示另一个账户已开通")
    one.check.page.locator("[data-say]").click()
    one.answer()
    shown = "[...document.querySelectorAll('[data-scope]')].find((line) => !line.hidden)"
    if then == "等着":
        one.check.until(f"{shown}?.dataset.scope === 'failed'", PATIENCE)
    else:
        while one.check.page.evaluate(f"{shown}?.dataset.scope") != "failed":
            assert time.monotonic() < one.started + PATIENCE, "what is answered meanwhile puts it off"
            for option in ("none", "face", "other"):
                one.check.choose("prompt", option)
                time.sleep(0.2)
    one.seconds = time.monotonic() - one.started
    sentence = str(one.check.page.evaluate(f"{shown}.textContent"))
    one.useful("ready")
    one.seen = sentence.strip()
    host.mend()
    one.check.page.locator("[data-say]").click()
    one.check.until(f"{shown}?.dataset.scope === 'in'", PATIENCE)
    one.ends("再问一次就看懂了")


def test_of_two_answers_in_a_burst_the_last_one_counts(trial: Callable[[str], Trial]) -> None:
    one = trial("一下子答了四次")
    one.check.open().choose("product", "pay")
    one.started = time.monotonic()
    one.check.page.evaluate(
        """() => { for (const option of ['cond', 'face', 'id', 'other'])
          document.querySelector(`input[name=prompt][value=${option}]`).click(); }"""
    )
    one.check.until(f"document.querySelector('#findings article')?.id === {FOUND!r}", PATIENCE)
    one.seconds = time.monotonic() - one.started
    one.useful("ready", "按最后一次回答显示。")
    one.ends("不用重试")


@pytest.mark.parametrize("year", [2025, 2027, 1970])
def test_a_clock_that_is_years_off_changes_no_answer(trial: Callable[[str], Trial], year: int) -> None:
    one = trial(f"设备的时钟在 {year} 年")
    one.check.page.clock.set_fixed_time(f"{year}-11-23T08:00:00Z")
    one.check.open(until="")
    one.answer()
    one.check.until_engine("ready").until("document.getElementById('diagnosis').textContent")
    one.seconds = time.monotonic() - one.started
    one.useful("ready")
    today = one.check.page.evaluate("[...document.querySelectorAll('[data-today]')].map((day) => day.textContent)")
    assert today
    assert all(day.startswith(str(year)) for day in today), (
        "letters bear the device's own day, to be seen and put right"
    )
    one.ends("不用重试；信上的日期是设备的，可以改")


@pytest.mark.keeps
def test_denied_storage_is_said(trial: Callable[[str], Trial]) -> None:
    one = trial("不许存储")
    one.check.page.add_init_script(
        """for (const name of ['localStorage', 'sessionStorage', 'caches', 'indexedDB'])
          Object.defineProperty(window, name, { get() { throw new DOMException('denied'); } });
        if (navigator.serviceWorker)
          navigator.serviceWorker.register = () => Promise.reject(new DOMException('denied'));"""
    )
    one.check.open(until="")
    one.answer()
    one.check.page.locator("#keep").click()
    assert one.check.page.locator('[data-note="no_storage"]').is_visible()
    assert not one.check.page.locator("#keep").is_checked()
    one.check.until_engine("ready").until("document.getElementById('diagnosis').textContent")
    one.check.until("document.documentElement.dataset.kept === 'no'")
    one.seconds = time.monotonic() - one.started
    one.useful("ready")
    one.seen = one.check.page.locator('[data-note="no_storage"]').inner_text()
    one.ends("不用重试，只是不能记在这台设备上")


def test_back_from_another_page_everything_is_there(trial: Callable[[str], Trial]) -> None:
    """As WebKit does it, which empties the form; the real thing, in three engines, is in ``tests/engines``."""
    one = trial("离开又返回（整页从浏览器的往返缓存里出来）")
    one.check.open()
    one.answer()
    one.started = time.monotonic()
    one.check.page.evaluate(
        """() => {
          for (const type of ['pagehide', 'pageshow']) dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
          document.getElementById('check').reset();
        }"""
    )
    one.check.until("document.querySelector('input[name=prompt][value=other]').checked")
    one.check.until_judged()
    one.seconds = time.monotonic() - one.started
    one.useful("ready")
    one.check.choose("status", "never")
    assert one.check.findings()[0] == FOUND
    one.ends("不用重试，接着答有回应")


def test_nothing_is_fetched_after_the_engine_is_ready(check: Check, host: Host) -> None:
    asked: list[str] = []
    page: Page = check.page
    check.page.on("request", lambda request: asked.append(request.url))
    with page.expect_event("requestfinished", lambda request: request.url.endswith("/vocabulary.json")):
        check.open()  # the vocabulary was asked for before "ready" and may still be under way then
    assert all(url.startswith(host.url) for url in asked)
    asked.clear()
    check.choose("product", "pay").choose("prompt", "other")
    page.locator("#say").fill("提示另一个账户已开通")
    page.locator("[data-say]").click()
    check.until("!document.querySelector('[data-scope=in]').hidden")
    assert asked == []

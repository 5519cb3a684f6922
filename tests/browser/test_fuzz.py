"""Whatever is put in: never taken for markup, never a hang, never an answer that the form does not have.

`make fuzz` puts in ten times as much and writes the figures into `build/fuzz.md`.
"""

from __future__ import annotations

import json
import random
import re

import pytest

from checker.conditions import UNKNOWN
from checker.model import Knowledge
from tests.fuzzing import MARKUP, NAMES, PIECES, TIMES, WORDS, trying

from .conftest import Check

LARGE = 250_000 * TIMES
"""Characters of the largest input: five million in `make fuzz`."""

SEEN = """() => ({
  broken: window.broken ?? null,
  planted: document.querySelectorAll('[data-fuzz]').length,
  polluted: Object.keys(Object.prototype).length > 0 || ({}).fuzz !== undefined,
  hidden: /[\\u202a-\\u202e\\u2066-\\u2069\\u200b-\\u200f\\u0000-\\u0008\\u001b]/.test(document.querySelector('.md-content article').innerText),
  strange: Object.entries(JSON.parse(document.getElementById('diagnosis').dataset.answers)).filter(([question, chosen]) =>
    ![chosen].flat().every((value) => document.querySelector(`[id="${CSS.escape(question)}"] input[value="${CSS.escape(value)}"]`))),
  state: document.documentElement.dataset.engine,
})"""

UNHARMED: dict[str, object] = {
    "broken": None,
    "planted": 0,
    "polluted": False,
    "hidden": False,
    "strange": [],
    "state": "ready",
}
"""What `SEEN` finds of a page that has taken no harm."""


def strings(number: int, seed: int) -> list[str]:
    """So many nasty strings, times `TIMES`; the same every time."""
    number *= TIMES
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    made = ["".join(chance.choices(PIECES, k=chance.randint(1, 8))) for _ in range(number - len(MARKUP) - len(NAMES))]
    return [*MARKUP, *NAMES, *made]


def sheets(knowledge: Knowledge, number: int, seed: int) -> list[str]:
    """Answers files: good, nearly good, and not at all."""
    chance = random.Random(seed)  # noqa: S311
    nasty = strings(200, seed)
    questions = [*knowledge.questions, *NAMES, *nasty[:20]]
    options = sorted({option.id for question in knowledge.questions.values() for option in question.options} | UNKNOWN)
    values: list[object] = [*options, *NAMES, *nasty[:40], None, True, 0, -1, 1e308, [], {}, [[]], [None], {"a": 1}]

    def value() -> object:
        return chance.choice(
            [chance.choice(values), chance.choices(values, k=chance.randint(0, 9)), chance.choice(options)]
        )

    made = []
    for _ in range(number * TIMES):
        sheet = {chance.choice(questions): value() for _ in range(chance.randint(0, 12))}
        text = json.dumps(
            {"version": chance.choice([1, 2, "1", None]), "answers": sheet}, ensure_ascii=chance.random() < 0.5
        )
        made.append(text if chance.random() < 0.7 else text[: chance.randint(0, len(text))] + chance.choice(nasty))
    fixed = ["", "null", "[]", "[" * 50_000, '{"answers": null}', '{"answers": [1]}', '{"answers": "x"}', "\ufeff{}"]
    fixed += ['{"answers": {"__proto__": {"fuzz": 1}, "constructor": {"prototype": {"fuzz": 1}}}}']
    fixed += ['{"answers": {"prompt": {"__proto__": "other"}, "age": ["__proto__"], "environment": "constructor"}}']
    return fixed + made


@pytest.fixture
def figures(check: Check) -> Check:
    check.open()
    return check


def feed(check: Check, what: str, script: str, given: list[str]) -> None:
    """Put every string in by `script`, one after the other, and look at the page after each."""
    with trying(what) as tried:
        for at in range(0, len(given), 50):
            told = check.page.evaluate(
                f"""async (batch) => {{
                  const put = {script}, seen = {SEEN}, told = [];
                  for (const text of batch) {{
                    await put(text);
                    await new Promise((next) => setTimeout(next));
                    told.push(seen());
                  }}
                  return told;
                }}""",
                given[at : at + 50],
            )
            for text, seen in zip(given[at : at + 50], told, strict=True):
                tried.inputs += 1
                assert seen == UNHARMED, text[:1000]


def answered(check: Check) -> None:
    """After all that the page still does its work."""
    check.page.locator("[data-erase]").click()
    assert check.until_judged().answers() == {}
    check.choose("product", "pay").choose("prompt", "other")
    check.until("document.getElementById('diagnosis').textContent")
    assert check.findings()[0] == "R04"


GO = """async (text) => {
  const arrived = new Promise((go) => addEventListener('hashchange', go, { once: true }));
  location.hash = text;
  if (location.hash) await Promise.race([arrived, new Promise((go) => setTimeout(go, 50))]);
}"""


def test_the_fragment_of_a_link(ready: Check, knowledge: Knowledge) -> None:
    nasty = strings(60, 1)
    ids = [*knowledge.questions, *NAMES]
    chance = random.Random(2)  # noqa: S311
    links = [f"v=1&a={text}" for text in nasty[:60]]
    links += [f"a={chance.choice(ids)}:{text}" for text in nasty[60:90]]
    links += [f"a={chance.choice(NAMES)}:{chance.choice(NAMES)},prompt:other+{text}" for text in nasty[90:]]
    links += [text for text in nasty if text.isprintable()][:30]
    feed(ready, "链接，网页", GO, [*links, f"a={'prompt:other,' * (LARGE // 13)}"])
    assert not re.search("#.", ready.page.url.partition("a=")[0] + "#"), "answers do not stay in the address"
    answered(ready)


DROP = """async (text) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([%s], 'answers.json'));
  document.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
  await new Promise((go) => setTimeout(go, 30)); // the file is read meanwhile
}"""


def test_the_file_of_answers(ready: Check, knowledge: Knowledge) -> None:
    put = DROP % "text"
    large = json.dumps({"version": 1, "answers": {"prompt": "x" * LARGE}})
    feed(ready, "答案文件，网页", put, [*sheets(knowledge, 125, 3), large])
    answered(ready)


def test_the_file_that_is_dropped_is_any_bytes(ready: Check) -> None:
    put = DROP % "Uint8Array.from(text, (c) => c.charCodeAt(0) & 255)"
    feed(ready, "答案文件，任意字节", put, strings(50, 4))
    answered(ready)


SAY = """async (text) => {
  const box = document.getElementById('say');
  box.value = text;
  const scopes = [...document.querySelectorAll('[data-scope]')];
  const heard = new Promise((go) => {
    new MutationObserver((_, watcher) => {
      if (!scopes.some((scope) => !scope.hidden && scope.dataset.scope !== 'waiting')) return;
      watcher.disconnect();
      go();
    }).observe(document.getElementById('understood'), { subtree: true, attributes: true });
  });
  document.getElementById('check').requestSubmit();
  if (box.value.trim()) await Promise.race([heard, new Promise((go) => setTimeout(go, 6000))]);
}"""


def test_the_box_for_a_sentence(figures: Check) -> None:
    mixed = [a + b for a, b in zip(strings(40, 5), WORDS * 5 * TIMES, strict=False)]
    figures.page.evaluate(
        "document.getElementById('say').removeAttribute('maxlength')"
    )  # as somebody would who wants to
    feed(figures, "一句话，网页", SAY, [*strings(40, 6), *mixed])
    feed(figures, "一句话，很长", SAY, ["花呗开通不了" * (LARGE // 6), "<b data-fuzz>" * (LARGE // 13)])
    answered(figures)


def test_the_link_with_a_sentence(ready: Check) -> None:
    feed(ready, "带一句话的链接", GO, [f"say={text}" for text in strings(40, 7)])
    answered(ready)


def test_what_was_kept_on_the_device(check: Check) -> None:
    """Somebody else's page on the same host may have written there."""
    check.open_instant()
    for text in [
        *MARKUP,
        "null",
        "[]",
        "1",
        '"x"',
        "{",
        '{"__proto__": 1}',
        '{"prompt": {"constructor": 1}}',
        "x" * 100_000,
    ]:
        check.page.evaluate("(text) => localStorage.setItem('huabei-check-answers', text)", text)
        check.page.evaluate("(text) => sessionStorage.setItem('answers-through-update', text)", text)
        check.page.reload(wait_until="domcontentloaded")
        check.until("document.documentElement.dataset.engine !== 'static'")
        seen = check.page.evaluate(SEEN)
        assert (seen["broken"], seen["planted"], seen["strange"], check.answers()) == (None, 0, [], {}), text


CALENDAR = """async (text) => {
  const item = document.querySelector('[data-clock]:not([hidden])'), day = item.querySelector('input');
  const told = () => ['calendar_saved', 'no_such_day'].some((note) => !document.querySelector(`[data-note=${note}]`).hidden);
  document.querySelector('[data-copy]').click(); // another note
  const until = async (isSo) => {
    for (let looks = 0; !isSo() && looks < 12000; looks++) await new Promise((go) => setTimeout(go, 5));
    if (!isSo()) throw new Error(`no word about ${text}`);
  };
  await until(() => !told());
  day.type = 'text'; // as a browser without a calendar shows it
  day.value = text;
  item.querySelector('[data-calendar]').click();
  await until(told);
}"""


def test_the_day_of_a_calendar_file(figures: Check) -> None:
    figures.page.evaluate("HTMLAnchorElement.prototype.click = () => {}")  # nothing is downloaded
    figures.give({"overdue": ["unpaid"]}).until("document.querySelector('[data-clock]:not([hidden])')")
    chance = random.Random(8)  # noqa: S311
    days = [
        f"{chance.randint(-1, 30000)}-{chance.randint(0, 13):02}-{chance.randint(0, 32):02}" for _ in range(20 * TIMES)
    ]
    feed(figures, "日历，网页", CALENDAR, [*days, *strings(30, 9), "9" * 10_000])
    answered(figures)


SEARCH = """async (text) => {
  const box = document.querySelector('.md-search__input');
  box.value = text;
  box.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }));
  box.dispatchEvent(new Event('input', { bubbles: true }));
  await new Promise((go) => setTimeout(go, 60)); // the theme waits for the end of the typing
}"""


def test_the_search_box(figures: Check) -> None:
    """It looks into another thread, so that a result may belong to what was put in before: none may be harmful."""
    figures.page.locator('label[for="__search"].md-header__button').click()
    figures.page.locator(".md-search__input").fill("芝麻分")
    figures.page.locator(".md-search-result__item").first.wait_for()
    signs = ["+", "-", "~", "^", "*", ":", "title:", "text:x", "~9", "^99", "花呗*", "-花呗", "+花呗 -花呗"]
    feed(figures, "搜索框", SEARCH, [*signs, *strings(60, 10), *("花呗 " * 2000, "*" * 500)])
    figures.page.locator(".md-search__input").fill("芝麻分")
    figures.page.locator(".md-search-result__item").first.wait_for()


def test_taps_in_any_order(check: Check) -> None:
    """Four hundred taps as fast as they come: the last state of the form is the one that is shown."""
    check.open()
    check.page.evaluate(
        """() => {
          let seed = 7;
          const next = (many) => (seed = (seed * 1103515245 + 12345) % 2147483648) % many;
          const every = document.querySelectorAll('#check fieldset input');
          for (let tap = 0; tap < 400; tap += 1) every[next(every.length)].click();
        }"""
    )
    check.until_judged(10)
    check.until("document.getElementById('diagnosis').textContent", 10)
    assert check.engine == "ready"
    assert check.page.evaluate(SEEN)["strange"] == []

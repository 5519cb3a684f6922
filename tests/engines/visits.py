"""What a person does on the site, told to any browser."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from publishing.paths import ROOT

from .browsers import Browser

PERSONAS: dict[str, dict[str, str | list[str]]] = {
    "another account": {"product": "pay", "status": "never", "prompt": "other"},
    "a merchant": {"product": "recv"},
    "asked for money": {"product": "pay", "status": "never", "prompt": "cond", "offers": ["paid", "code"]},
    "said nothing": {},
}

ENGINE = "() => document.documentElement.dataset.engine"

SEARCH = """(word) => {
  const toggle = document.getElementById("__search");
  toggle.checked = true;
  toggle.dispatchEvent(new Event("change"));
  const input = document.querySelector(".md-search__input");
  input.focus();
  input.value = word;
  for (const type of ["keyup", "input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
}"""

FOUND = """() => [...document.querySelectorAll(".md-search-result__item")]
  .map((item) => item.textContent.replaceAll("\\u200b", "")).join("\\n")"""

ANSWER = """(answers) => {
  for (const [question, given] of Object.entries(answers))
    for (const option of [].concat(given))
      document.querySelector(`#check input[name="${question}"][value="${option}"]`).click();
}"""

PLANT = """() => {
  const planted = document.createElement("script");
  planted.textContent = "window.planted = true";
  document.body.append(planted);
  fetch("https://example.invalid/").catch(() => {});
  document.body.append(Object.assign(new Image(), { src: "https://example.invalid/x.png" }));
}"""
"""What somebody might smuggle into a page: a script in line, and two ways of sending something away."""


def told(page: Browser) -> list[str]:
    """The directives that stop what is planted; WebKit stops the picture and says nothing of it."""
    return ["script-src", "connect-src", *([] if page.name == "webkit" else ["img-src"])]


ERASE = """() => document.querySelector("[data-erase]").click()"""

DIAGNOSIS = """(answers) => {
  const text = document.getElementById("diagnosis").textContent;
  const chosen = [...document.querySelectorAll("#check input:checked")].length;
  return chosen === answers && text ? text : null;
}"""


def search(page: Browser, word: str) -> str:
    """The results for `word`, as text."""
    page.run(SEARCH, word)
    found: str = page.wait(FOUND, seconds=20)
    return found


def engine_ready(page: Browser) -> None:
    """Wait until Python answers."""
    page.wait(f"() => ['ready', 'failed'].includes(({ENGINE})())", seconds=60)
    assert page.run(ENGINE) == "ready"


def check(page: Browser, answers: dict[str, str | list[str]]) -> Any:
    """Give `answers` on an open check page; returns what the engine says."""
    page.run(ANSWER, answers)
    chosen = sum(len(given) if isinstance(given, list) else 1 for given in answers.values())
    end = expected(answers)
    # The last of several answers decides; earlier reports may still be on their way.
    page.wait(
        "(answers, text) => JSON.stringify(JSON.parse((" + DIAGNOSIS + ")(answers) ?? 'null')) === text",
        chosen,
        json.dumps(end, ensure_ascii=False, separators=(",", ":")),
        seconds=20,
    )
    return end


def expected(answers: dict[str, str | list[str]]) -> Any:
    """What the command line says to the same answers."""
    sheet = json.dumps({"version": 1, "answers": answers})
    command = [sys.executable, "-m", "checker", "diagnose", "-", "--json"]
    done = subprocess.run(command, input=sheet, capture_output=True, text=True, cwd=ROOT, check=True)
    return json.loads(done.stdout)


def everything(page: Browser, home: str, check_page: str) -> None:
    """Home, search, and the check with every persona."""
    page.open(home)
    assert "花呗" in page.run("() => document.querySelector('h1').textContent")
    assert "芝麻分" in search(page, "芝麻分")
    for answers in PERSONAS.values():
        page.open("about:blank")
        page.open(check_page)
        engine_ready(page)
        check(page, answers)
        page.run(ERASE)  # the tab keeps its answers; the next one begins anew

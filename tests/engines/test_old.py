"""The site in real Chromiums of 2018 to 2023: findings in all, answers to sentences in all, Python where it can run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from publishing.paths import BUILD
from runtime.errors import RuntimeBuildError

from .conftest import Host
from .old_chromium import FIRST_WITH_ENGINE, VERSIONS, OldChromium, program
from .visits import ANSWER, ENGINE

PICTURES = BUILD / "old-browsers"
"""Where what was seen is left, one picture a version, to be looked at."""

GIVEN = {"product": "pay", "status": "never", "prompt": "other"}

SAY = """(words) => {
  document.getElementById("say").value = words;
  document.querySelector("[data-say]").click();
}"""
SHOWN = """(name) => Array.from(document.querySelectorAll("[data-" + name + "]"))
  .filter((one) => !one.hidden).map((one) => one.getAttribute("data-" + name))"""
CHOSEN = """() => Array.from(document.querySelectorAll('#check input:checked'))
  .map((input) => input.name + "=" + input.value).sort()"""
KEPT = """() => Object.keys(localStorage).concat(Object.keys(sessionStorage))
  .filter((name) => name.includes("huabei"))"""
FOUND = "() => Array.from(document.querySelectorAll('#findings article')).map((one) => one.id)"
WAYS_ON = """() => Array.from(document.querySelectorAll("#understood a"))
  .filter((link) => link.offsetParent).map((link) => link.getAttribute("href"))"""


@pytest.fixture(params=VERSIONS)
def old(request: pytest.FixtureRequest) -> Iterator[OldChromium]:
    """Each of them in turn; left out only where the registry cannot be reached."""
    try:
        program(request.param)
    except RuntimeBuildError as error:
        pytest.skip(f"没有从 npm 拿到 Chromium {request.param}：{error}")
    with OldChromium(request.param) as browser:
        yield browser


def picture(browser: OldChromium, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / f"{browser.version}-{name}.png").write_bytes(browser.picture())


def test_every_version_finds_answers_and_says_only_what_is_missing(old: OldChromium, host: Host) -> None:
    old.open(f"{host.root}check/")
    picture(old, "start")
    runs = old.version >= FIRST_WITH_ENGINE
    old.wait(f"(wanted) => ({ENGINE})() === wanted", "ready" if runs else "failed")
    old.run(ANSWER, GIVEN)
    old.wait(f"(wanted) => ({FOUND})().join() === wanted", "R04")
    assert old.run(CHOSEN) == sorted(f"{question}={option}" for question, option in GIVEN.items())
    assert old.run(SHOWN, "engine-note") == ["ready" if runs else "failed"]
    picture(old, "found")
    assert old.errors == []


@pytest.mark.parametrize("words", ["提示另一个账户已开通", "有人说交钱就能强开", "明天天气怎么样"])
def test_a_sentence_is_answered_and_leads_somewhere(old: OldChromium, host: Host, words: str) -> None:
    old.open(f"{host.root}check/")
    old.run(SAY, words)
    scopes = ["in", "general", "out"] if old.version >= FIRST_WITH_ENGINE else ["failed"]
    old.wait(f"(scopes) => scopes.includes(({SHOWN})('scope')[0])", scopes)
    if scopes == ["failed"]:
        assert old.run(WAYS_ON)
    picture(old, "said")
    assert old.errors == []


def test_a_sentence_of_the_home_page_arrives(old: OldChromium, host: Host) -> None:
    old.open(host.root)
    old.run(
        "() => { document.getElementById('ask-text').value = '另一个账户'; document.querySelector('#ask a').click(); }"
    )
    old.wait("() => location.pathname === '/check/' && document.readyState === 'complete'")
    old.wait("() => document.getElementById('say').value === '另一个账户'")
    assert old.run("() => location.hash") == ""
    assert old.errors == []


def test_answers_are_erased_and_links_open(old: OldChromium, host: Host) -> None:
    old.open(f"{host.root}check/#v=1&a=product:pay,prompt:other。")
    old.wait(f"() => ({CHOSEN})().includes('prompt=other')")
    old.run("() => document.querySelector('[data-erase]').click()")
    old.wait(f"() => ({CHOSEN})().length === 0 && !({KEPT})().length")
    assert old.errors == []


def test_by_double_click_too(old: OldChromium, unzipped: Path) -> None:
    old.open((unzipped / "check.html").as_uri())
    old.run(ANSWER, GIVEN)
    old.wait(f"(wanted) => ({FOUND})().join() === wanted", "R04")
    old.wait(f"(wanted) => ({ENGINE})() === wanted", "ready" if old.version >= FIRST_WITH_ENGINE else "failed")
    assert old.errors == []

"""What a person takes away from the check page, and what finds its way back into it."""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, Route

from checker.model import Knowledge
from macros.check import link_with_answers
from macros.site import Site
from publishing.paths import OFFLINE

from .conftest import Check
from .form import FORM


def copied(check: Check, button: str) -> str:
    """The text that a button copies, where the browser leaves it to be copied by hand."""
    check.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    check.page.locator(f"#take [data-{button}]").click()
    check.page.locator("#out").wait_for()
    return check.page.locator("#out").input_value()


def test_the_numbers_to_call_leave_the_page_with_a_stop(check: Check) -> None:
    """As text, and on paper."""
    check.open_instant("#v=1&a=offers:paid").until_judged()
    text = copied(check, "copy")
    check.page.emulate_media(media="print")
    for number in ("110", "96110"):
        assert re.search(rf"(?<!\d){number}(?!\d)", text)
        assert check.page.locator(f"#stop a[href='tel:{number}']").is_visible()


def test_a_link_brings_the_answers_and_does_not_stay_in_the_address(check: Check) -> None:
    check.open_instant("#v=1&a=prompt:other,environment:vpn+root")
    assert check.answers() == {"prompt": "other", "environment": ["vpn", "root"]}
    assert check.page.url == check.url
    assert copied(check, "link") == f"{check.url}#v=1&a=prompt:other,environment:vpn+root"


def test_an_offline_copy_gives_the_answers_away_without_the_folder_it_lies_in(page: Page, built_site: Path) -> None:
    """What is copied instead opens wherever it is pasted."""
    check = Check(page, "")
    check.url = (OFFLINE / "check.html").as_uri()
    check.open("#v=1&a=prompt:other,environment:vpn+root", until="").until_judged()
    line = copied(check, "link")
    assert line == "#v=1&a=prompt:other,environment:vpn+root"
    check.page.locator("[data-erase]").click()
    check.page.locator("#say").fill(f"收到：{line}。")
    check.page.locator("[data-say]").click()
    check.until_judged()
    assert check.answers() == {"prompt": "other", "environment": ["vpn", "root"]}


@pytest.mark.parametrize(
    ("edition", "address", "said"),
    [
        ("hosted", "https://example.org/", {"page": ".", "label": "link", "warning": "link_warning"}),
        ("hosted", "", {"page": ".", "label": "link", "warning": "link_warning"}),
        (
            "offline",
            "https://example.org/a/",
            {"page": "https://example.org/a/check/", "label": "link", "warning": "link_warning_online"},
        ),
        ("offline", "", {"page": "", "label": "link_line", "warning": "link_warning_line"}),
    ],
)
def test_a_link_leads_to_a_page_that_others_can_open(
    knowledge: Knowledge, edition: str, address: str, said: dict[str, str]
) -> None:
    build = {"edition": edition, "operator": {"address": address}}
    site = Site(knowledge, SimpleNamespace(conf={"extra": {"build": build}}), date(2026, 11, 26))
    assert link_with_answers(site) == said
    assert {said["label"], said["warning"]} <= knowledge.labels["check"].keys()


def test_links_of_the_first_version_open_for_ever(check: Check) -> None:
    """Written down as they were handed out then: never change them."""
    check.open_instant("#v=1&a=product:pay,status:never,prompt:other,other_account:lost,environment:vpn+root")
    assert check.answers() == {
        "product": "pay",
        "status": "never",
        "prompt": "other",
        "other_account": "lost",
        "environment": ["vpn", "root"],
    }
    assert check.page.locator('[data-note="loaded"]').count() == 1


def test_a_link_and_a_file_with_names_of_an_older_version_open(check: Check) -> None:
    """As if `prompt` had been called `sentence` once, and its option `other` `elsewhere`."""
    questions, options = {"sentence": "prompt"}, {"prompt": {"elsewhere": "other"}}
    renamed = json.dumps({"questions": questions, "options": options, "retired": []})

    def as_if_renamed(route: Route) -> None:
        response = route.fetch()
        html, count = re.subn(r'(id="renamed">)[^<]*', rf"\g<1>{renamed}", response.text())
        assert count == 1
        route.fulfill(response=response, body=html)

    check.page.route(check.url, as_if_renamed)
    check.open_instant("#v=1&a=sentence:elsewhere")
    assert check.answers() == {"prompt": "other"}
    assert check.page.locator('[data-note="loaded"]').is_visible()
    check.page.locator("[data-erase]").click()
    old = json.dumps({"version": 1, "answers": {"sentence": "elsewhere"}}).encode()
    check.page.locator("#file").set_input_files({"name": "answers.json", "mimeType": "application/json", "buffer": old})
    check.until(f"{FORM}.prompt === 'other'")


def test_the_answers_file_goes_out_and_comes_back(check: Check) -> None:
    check.open_instant().choose("product", "pay").choose("environment", "vpn", "newdev")
    with check.page.expect_download() as waiting:
        check.page.locator("[data-save]").click()
    path = waiting.value.path()
    assert json.loads(path.read_text()) == {
        "version": 1,
        "answers": {"product": "pay", "environment": ["newdev", "vpn"]},
    }
    check.page.locator("[data-erase]").click()
    assert check.answers() == {}
    check.page.locator("#file").set_input_files(path)
    check.until(f"{FORM}.product === 'pay'")
    assert check.answers() == {"product": "pay", "environment": ["newdev", "vpn"]}


@pytest.mark.parametrize(
    "content", ["", "[]", "{", "null", '{"answers": [1]}', "<script>alert(1)</script>", "x" * 200_000]
)
def test_a_file_that_is_none_changes_nothing(check: Check, content: str) -> None:
    check.open_instant().choose("product", "pay")
    file = {"name": "answers.json", "mimeType": "application/json", "buffer": content.encode()}
    check.page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
    check.until("!document.querySelector('[data-note=refused]').hidden")
    assert check.answers() == {"product": "pay"}


def another_tab(check: Check) -> Check:
    """The same person later: what a tab remembers goes with it."""
    check.page = check.page.context.new_page()
    return check


def test_nothing_is_kept_unless_asked_and_one_button_erases(check: Check) -> None:
    check.open_instant().choose("product", "pay")
    another_tab(check).open_instant()
    assert check.answers() == {}
    check.choose("product", "pay").page.locator("#keep").check()
    check.choose("status", "self")
    another_tab(check).open_instant()
    assert check.answers() == {"product": "pay", "status": "self"}
    check.page.locator("[data-erase]").click()
    assert check.page.evaluate("localStorage.length") == 0
    check.open_instant()
    assert check.answers() == {}


def test_the_text_to_copy_holds_the_verdict_and_no_hidden_word(check: Check, knowledge: Knowledge) -> None:
    check.open_instant().choose("product", "pay").choose("status", "never").choose("prompt", "other")
    lines = copied(check, "copy").splitlines()
    assert lines[0] == knowledge.reasons["R04"].headline
    assert knowledge.reasons["R01"].title not in lines
    assert any(knowledge.remedies[knowledge.reasons["R04"].remedies[0]].text in line for line in lines)


def test_a_channel_is_said_once_in_a_row(ready: Check) -> None:
    """In a finding and in the plan, on the screen and in the text to copy."""
    ready.follow("#v=1&a=product:pay,status:never,prompt:cond,overdue:unpaid")
    ready.until("document.querySelector('#R09').parentElement.id === 'findings'")
    for list_ in ("#R09 ol.do", "#plan section[data-stage=week] ol"):
        told = ready.page.eval_on_selector_all(
            f"{list_} > li:not([hidden]) .channel:not([hidden])", "(channels) => channels.map((one) => one.textContent)"
        )
        assert told
        assert all(one != after for one, after in pairwise(told)), told


def test_the_letters_hold_nothing_about_the_person(check: Check, knowledge: Knowledge) -> None:
    """Whatever was answered: the letter is the one that everybody gets, with gaps to fill in by hand."""
    check.open_instant("#v=1&a=product:pay,status:never,prompt:cond,age:18_to_22,overdue:unpaid,student:yes")
    for letter in knowledge.letters.values():
        box = check.page.locator(f"#letter-{letter.id}")
        assert box.input_value() == letter.body
        assert "〔" in letter.body
        assert not re.search(r"\d{6}", letter.body)
        check.unfold("#letters").page.locator(f"details:has(> #letter-{letter.id}) > summary").click()
        check.page.locator(f"[data-letter='letter-{letter.id}']").click()
        check.until(
            "[...document.querySelectorAll('[data-note=copied], [data-note=by_hand]')].some((said) => !said.hidden)"
        )


def test_legal_clocks_go_into_the_calendar(ready: Check, knowledge: Knowledge) -> None:
    """The file as a calendar program reads it."""
    read = pytest.importorskip("icalendar", reason="icalendar is not installed").Calendar.from_ical
    ready.follow("#v=1&a=overdue:unpaid")
    ready.until("document.querySelector('#R09')?.parentElement.id === 'findings'")
    ready.page.locator("#clocks > summary").click()
    item = ready.page.locator("[data-clock]:visible").first
    item.locator("input").fill("2026-03-01")
    with ready.page.expect_download() as waiting:
        item.locator("[data-calendar]").click()
    [event] = read(waiting.value.path().read_bytes()).walk("VEVENT")
    clock = knowledge.clocks[item.get_attribute("data-clock") or ""]
    assert event["SUMMARY"] == clock.title
    assert event["DESCRIPTION"] == clock.basis + clock.note
    assert event["DTSTART"].dt == date(2031, 3, 1)
    assert event["DTSTAMP"].dt.tzinfo is not None
    assert str(event["UID"]).startswith(clock.id)


@pytest.mark.parametrize(
    "sheet",
    [
        "prompt:other,other_account:lost,other_state:open",
        "prompt:cond,overdue:unpaid,applications:6_plus,repayment:roll",
        "prompt:cond,offers:paid+share,given:scr+money",
    ],
)
def test_the_print_sheet_is_one_page(ready: Check, sheet: str) -> None:
    ready.follow(f"#v=1&a=product:pay,status:never,{sheet}")
    ready.until("document.querySelectorAll('#findings article').length > 0")
    pdf = ready.page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_the_keyboard_alone_leads_from_the_first_question_to_the_print(check: Check) -> None:
    check.open_instant()
    page = check.page
    page.evaluate("window.print = () => { window.printed = document.getElementById('result-title').innerText }")

    def tab_to(selector: str) -> None:
        for _ in range(80):
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"not reached by Tab: {selector}")

    for value in ("pay", "never", "other"):
        tab_to("#card input")
        page.keyboard.press("Space")
        while page.evaluate("document.activeElement.value") != value:
            page.keyboard.press("ArrowDown")
        tab_to("[data-onward]")
        page.keyboard.press("Enter")
        check.until("document.activeElement === document.querySelector('#card > fieldset')")
    tab_to("[data-print]")
    page.keyboard.press("Enter")
    check.until("window.printed")
    assert check.findings() == ["R04"]

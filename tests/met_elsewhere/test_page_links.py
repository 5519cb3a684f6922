"""Links and files as they really arrive, and what is refused of them: the same on the page and in the terminal."""

from __future__ import annotations

import json
from typing import cast

import pytest
from playwright.sync_api import expect

from checker import answers
from checker.model import Knowledge
from checker.problems import AnswersError
from tests.browser.conftest import Check
from tests.browser.form import FORM
from tests.modules import run
from tests.test_scripts import printed, told

LINK = "#v=1&a=product:pay,prompt:other"
GIVEN = {"product": "pay", "prompt": "other"}

AROUND = [
    *("。", "）", "，", "！", "？", "；", "：", "、", "…", "》", "”", "’", "」", "』", "】", "·", "～"),
    *(".", ",", ")", "]", "}", ">", '"', "'", ";", ":", "!", "?", "*", "|", "\\"),
    *(
        "。你看看",
        "%E3%80%82",
        "%E3%80",
        "%22",
        "&quot;",
        "&gt;",
        "&from=singlemessage",
    ),
    *("\u200b", "\ufeff", "\u200b 复制这段话"),
]


ESCAPED = [
    LINK.replace("&", "&amp;"),
    LINK.replace("&", "&amp;amp;"),
    LINK.replace("&", "&#38;"),
    LINK.replace(":", "%3A").replace(",", "%2C"),
    "#v%3D1%26a%3Dproduct%3Apay%2Cprompt%3Aother",
    "#a=product:pay,prompt:other&v=1",
    "#v=1&a=product:pay,,prompt:other,",
]

TAKEN = f"() => location.hash === '' && [{FORM}, document.querySelector('[data-note=refused]').hidden]"


def arrived(check: Check, links: list[str]) -> dict[str, object]:
    """Link → the answers on the page and whether it complains of nothing, where that is not as it should be.

    They are opened one after the other in one tab, as somebody does who taps one link after another.
    """
    check.open_instant()
    wrong = {}
    for link in links:
        check.page.goto(check.url + "#v=1&a=status:never")
        check.until(f"location.hash === '' && {FORM}.status === 'never'")
        check.page.goto(check.url + link)
        if (taken := check.until(TAKEN)) != [GIVEN, True] or check.page.url != check.url:
            wrong[link] = taken
    return wrong


def test_text_after_a_link_costs_no_answer(check: Check) -> None:
    assert arrived(check, [LINK + text for text in AROUND]) == {}


def test_a_link_that_was_escaped_on_its_way_opens(check: Check) -> None:
    assert arrived(check, ESCAPED) == {}


@pytest.mark.parametrize("link", [LINK, f"{LINK}。你看看", f"{LINK}%E3%80", LINK.replace("&", "&amp;")])
def test_a_page_that_is_opened_by_a_link_takes_it_too(check: Check, link: str) -> None:
    check.open_instant(link)
    assert check.answers() == GIVEN
    assert check.page.url == check.url
    expect(check.page.locator('[data-note="refused"]')).to_be_hidden()


SHEETS: dict[str, object] = {
    "whole": {"version": 1, "answers": GIVEN},
    "version 99": {"version": 99, "answers": GIVEN},
    "version as text": {"version": "1", "answers": GIVEN},
    "no version": {"answers": GIVEN},
    "unknown key": {"version": 1, "answers": GIVEN, "more": 1},
    "unknown question": {"version": 1, "answers": {**GIVEN, "nobody": "x"}},
    "unknown option": {"version": 1, "answers": {"prompt": "nonsense"}},
    "several for one": {"version": 1, "answers": {"prompt": ["other", "busy"]}},
    "a list for one": {"version": 1, "answers": {"prompt": ["other"]}},
    "one for several": {"version": 1, "answers": {"environment": "vpn"}},
    "number": {"version": 1, "answers": {"prompt": 3}},
    "null": {"version": 1, "answers": {"prompt": None}},
    "object": {"version": 1, "answers": {"prompt": {}}},
    "list of answers": {"version": 1, "answers": []},
    "unknown as an answer": {"version": 1, "answers": {"age": "unknown"}},
    "skip as an answer": {"version": 1, "answers": {"age": "skip"}},
    "prototype": {"version": 1, "answers": {"__proto__": "other"}},
    "nothing chosen": {"version": 1, "answers": {"environment": []}},
}
"""What an answers file may hold: the page, before its engine is there, takes what the terminal takes."""


REFUSED = '[data-note="refused"]'
BEFORE = {"status": "never"}
"""What stands on the page before the file or the link comes."""


def test_the_page_takes_and_refuses_the_files_that_the_terminal_does(check: Check, knowledge: Knowledge) -> None:
    check.open_instant()
    for name, sheet in SHEETS.items():
        text = json.dumps(sheet)
        check.give(BEFORE)
        expect(check.page.locator(REFUSED), name).to_be_hidden()
        file = {"name": "answers.json", "mimeType": "application/json", "buffer": text.encode()}
        check.page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
        try:
            answers.parse(knowledge, text)
        except AnswersError:
            expect(check.page.locator(REFUSED), name).to_be_visible()
            assert check.answers() == BEFORE, name
        else:
            check.until(f"!('status' in {FORM})")
            expect(check.page.locator(REFUSED), name).to_be_hidden()


def test_a_link_that_is_refused_changes_nothing_and_leaves_the_address(check: Check) -> None:
    check.open_instant()
    for fragment in (
        "v=99&a=prompt:other",
        "v=&a=prompt:other",
        "a=prompt:other",
        "v=1",
        "v=1&v=2&a=prompt:other",
        "v=1&a=prompt:other&a=prompt:busy",
        "v=1&a=prompt:other,prompt:busy",
        "v=1&a=prompt:other+busy",
        "v=1&a=environment:vpn+none",
        "v=1&a=prompt:other,nobody:x",
        "v=1&a=prompt:nonsense",
        "v=1&a=prompt:",
    ):
        check.give(BEFORE)
        expect(check.page.locator(REFUSED), fragment).to_be_hidden()
        check.page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
        expect(check.page.locator(REFUSED), fragment).to_be_visible()
        assert check.answers() == BEFORE, fragment
        assert check.page.url == check.url, fragment


@pytest.mark.parametrize("path", ["//check/", "///check/", "/check/index.html", "//check/index.html", "/check/?from=x"])
def test_an_odd_path_to_the_page_works(check: Check, site_url: str, path: str) -> None:
    check.url = site_url + path
    check.open(LINK)
    assert check.answers() == GIVEN
    assert "#" not in check.page.url
    check.page.locator("[data-erase]").click()
    check.until(f"Object.keys({FORM}).length === 0")


FRAGMENTS = [
    *(f"{LINK}{text}" for text in AROUND),
    *("#v=1&a=environment:vpn+root", "#v=1&a=environment:vpn%2Broot", "#v=1&a=environment:vpn root"),
    *("#v=99&a=prompt:other", "#v=&a=prompt:other", "#a=prompt:other", "#v=1", "#v=01&a=prompt:other"),
    *("#v=1&v=2&a=prompt:other", "#v=1&a=prompt:other&a=prompt:busy", "#v=1&a=prompt:other,prompt:busy"),
    *(
        "#v=1&a=prompt:other+busy",
        "#v=1&a=prompt:other+other",
        "#v=1&a=environment:vpn+none",
        "#v=1&a=environment:none",
    ),
    *("#v=1&a=prompt:other,nobody:x", "#v=1&a=prompt:nonsense", "#v=1&a=prompt:", "#v=1&a=", "#v=1&a=,,,", "#v=1&a=:"),
    *("#v=1&a=age:unknown", "#v=1&a=age:skip", "#v=1&a=environment:unknown+vpn", "#v=1&a=__proto__:other"),
    *(
        "#v=1&a=prompt:other:busy",
        "#v=1&a=prompt",
        "#v=1&a=prompt:other%25",
        "#v=1&a=prompt%3Aother",
        "#v=1%00&a=prompt:other",
    ),
]

READ = """({ fromFragment, takeWhole }, [fragments, questions]) => {
  const renamed = { questions: {}, options: {}, retired: [] };
  return fragments.map((fragment) => {
    const { given, text } = fromFragment(fragment);
    return [text, given && takeWhole(given, false, questions, renamed)];
  });
}"""


def test_until_the_engine_is_there_the_page_reads_a_link_as_the_engine_will(knowledge: Knowledge) -> None:
    """What the page shows at once is not taken back a second later."""
    questions = printed(knowledge)
    options = {str(question["id"]): cast("list[str]", question["options"]) for question in questions}
    read = cast("list[tuple[str, object]]", run("check/sheet.js", READ, [FRAGMENTS, questions]))
    wrong = {}
    for fragment, (text, taken) in zip(FRAGMENTS, read, strict=True):
        try:
            data = answers.to_data(knowledge, answers.parse_link(knowledge, text))["answers"]
        except AnswersError:
            expected = None
        else:  # not to know is printed only where it is a choice
            given = cast("dict[str, object]", data).items()
            expected = {id_: value for id_, value in given if isinstance(value, list) or value in options[id_]}
        if taken != expected:
            wrong[fragment] = (taken, expected)
    assert wrong == {}


TWICE = {
    "a question": '{"version": 1, "answers": {"prompt": "other", "prompt": "busy"}}',
    "the same answer": '{"version": 1, "answers": {"prompt": "other", "prompt" : "other"}}',
    "escaped": '{"version": 1, "answers": {"prompt": "other", "\\u0070rompt": "busy"}}',
    "the version": '{"version": 1, "version": 1, "answers": {"prompt": "other"}}',
    "the answers": '{"version": 1, "answers": {}, "answers": {"prompt": "other"}}',
    "of several": '{"version": 1, "answers": {"environment": ["vpn"], "environment": ["root"]}}',
}
"""Files in which a name stands twice: readers of JSON take one of the two and say nothing."""


@pytest.mark.parametrize("way", ["chosen", "pasted"])
def test_a_name_that_stands_twice_is_refused_before_the_engine_is_there(check: Check, way: str) -> None:
    check.open_instant().choose("status", "never")
    note = check.page.locator('[data-note="refused"]')
    for kind, text in TWICE.items():
        check.page.locator("[data-copy]").click()  # another note
        expect(note).to_be_hidden()
        if way == "pasted":
            check.page.locator("#say").fill(text)
            check.page.locator("[data-say]").click()
        else:
            file = {"name": "answers.json", "mimeType": "application/json", "buffer": text.encode()}
            check.page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
        expect(note).to_be_visible()
        assert check.answers() == {"status": "never"}, kind
    expect(check.page.locator("#over-own")).to_be_hidden()


def test_what_looks_like_a_name_in_a_name_or_an_option_is_none(knowledge: Knowledge) -> None:
    """Colons and quotation marks inside of strings, blanks around colons; Python reads the same."""
    texts = [
        '{"version": 1, "answers": {"prompt":"other","age" \n: "skip"}}',
        '{ "version" : 1 , "answers" : { "environment" : [ "vpn" , "root" ] } }',
    ]
    strange = ['{"version": 1, "answers": {"prompt": "a\\": b"}}', '{"version": 1, "answers": {"a": ":", ":": "b"}}']
    read = "({ fromFile }, texts) => texts.map((text) => Object.fromEntries(fromFile(text)))"
    taken = run("check/sheet.js", read, [*texts, *strange])
    assert taken == [json.loads(text)["answers"] for text in (*texts, *strange)]
    for text in texts:
        answers.parse(knowledge, text)


def test_the_engine_decides_about_a_sheet(knowledge: Knowledge) -> None:
    """What it finds wrong is refused, although the page has taken it."""
    given = {"type": "sheet-loaded", "given": [["prompt", "other"]], "isFile": True, "text": "{}"}
    read = {"type": "sheet-read", "number": 2, "reply": {"problems": ["x"]}}
    state = told(knowledge, {"type": "engine-ready"}, given, read)
    assert (state["answers"], state["note"], state["reading"]) == ({}, "refused", None)

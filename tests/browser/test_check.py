"""The check page in a real browser, as a person uses it."""

from __future__ import annotations

import json
import re
from itertools import product

import pytest
from playwright.sync_api import Page

from checker import answers as sheets
from checker.diagnose import diagnose
from checker.model import Knowledge
from checker.plan import plan
from checker.report import to_data, to_json
from macros.check import FIRST, KEYS, _answers_to, instant_table

from .conftest import Check


def engine_says(knowledge: Knowledge, answers: dict[str, object]) -> str:
    given = sheets.parse(knowledge, json.dumps({"version": 1, "answers": answers}).encode(), "test")
    diagnosis = diagnose(knowledge, given)
    return to_json(to_data(knowledge, diagnosis, plan(knowledge, diagnosis)))


def test_three_taps_lead_to_a_verdict_with_the_persons_own_words(check: Check, knowledge: Knowledge) -> None:
    check.open_instant()
    for option in ("pay", "never", "other"):
        check.page.locator(f'#card input[value="{option}"]').check()
    check.until("document.querySelector('#findings article')?.id === 'R04'")
    label = next(option.label for option in knowledge.questions["prompt"].options if option.id == "other")
    assert check.page.locator("#R04 [data-because]").inner_text() == label
    assert check.page.locator("#result-title").inner_text() == knowledge.reasons["R04"].headline
    assert check.page.locator('[data-station-stop="account"]').get_attribute("aria-current") == "step"
    assert check.page.locator("#card fieldset").get_attribute("id") == "offers"


def test_the_page_holds_the_bytes_of_the_command_line(check: Check, knowledge: Knowledge) -> None:
    check.open()
    answers: dict[str, object] = {"product": "pay", "status": "never", "prompt": "face", "environment": ["vpn", "root"]}
    for question, chosen in answers.items():
        check.choose(question, *([chosen] if isinstance(chosen, str) else list(chosen)))  # type: ignore[call-overload]
    assert check.report() == engine_says(knowledge, answers)


def test_every_answer_keeps_all_the_others(check: Check, knowledge: Knowledge) -> None:
    """Each option of each question is chosen on a form that is filled in; nothing else changes."""
    check.open_instant()
    kept: dict[str, object] = check.page.evaluate(
        """() => {
          const first = Object.fromEntries(fields.map((field) => [field.id, [inputs(field)[0].value]]));
          replace(first);
          return answers();
        }"""
    )
    assert set(kept) == set(knowledge.questions)
    wrong = check.page.evaluate(
        """() => {
          const wrong = [];
          for (const field of fields)
            for (const input of inputs(field)) {
              const before = answers();
              input.click();
              const after = answers();
              delete before[field.id];
              delete after[field.id];
              if (JSON.stringify(before) !== JSON.stringify(after)) wrong.push(field.id + ':' + input.value);
            }
          return wrong;
        }"""
    )
    assert wrong == []


def test_the_instant_table_says_what_the_engine_says(check: Check, knowledge: Knowledge) -> None:
    """For every cell: the page's own reading of the table against the engine."""
    check.open_instant()
    choices = [("", *_answers_to(knowledge.questions[id_])) for id_ in FIRST]
    cells = [{id_: value for id_, value in zip(FIRST, cell, strict=True) if value} for cell in product(*choices)]
    told = check.page.evaluate("(cells) => cells.map((cell) => instant(cell))", cells)
    assert len(cells) == len(instant_table(knowledge)["cells"])  # type: ignore[arg-type]
    for cell, report in zip(cells, told, strict=True):
        expected = json.loads(engine_says(knowledge, dict(cell)))
        assert report == {key: expected[key] for key in KEYS}, cell


def test_the_verdict_is_there_before_python_and_does_not_jump(check: Check) -> None:
    check.open_instant()
    check.choose("product", "pay").choose("status", "never").choose("prompt", "id")
    assert check.findings()[0] == "R03"
    assert check.engine in ("instant", "loading")
    assert check.report() == ""


@pytest.mark.parametrize("blocked", [False, True])
def test_the_layout_stays_where_it_is(check: Check, blocked: bool) -> None:
    check.page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => { for (const entry of list.getEntries())
          if (!entry.hadRecentInput) window.shift += entry.value; }).observe({ type: 'layout-shift', buffered: true });"""
    )
    if blocked:
        check.page.route("**/*.wasm", lambda route: route.abort())
    check.open(until="failed" if blocked else "ready")
    check.choose("product", "pay").choose("status", "never").choose("prompt", "cond")
    check.page.wait_for_timeout(300)
    assert check.page.evaluate("window.shift") <= 0.02


def test_the_stop_page_comes_first_and_folds_the_rest(check: Check) -> None:
    check.open().choose("product", "pay").choose("status", "never").choose("prompt", "cond")
    check.choose("offers", "paid", "share").choose("given", "scr", "money")
    assert check.findings()[0] == "W01"
    opened = check.page.evaluate(
        "[...document.querySelectorAll('#findings details[data-body][open]')].map((body) => body.parentElement.id)"
    )
    assert set(opened) <= {"W01", "W02"}
    check.page.locator("[data-leave]").click()
    check.page.wait_for_url("about:blank")


def test_at_most_four_findings_are_unfolded(check: Check) -> None:
    check.open(
        "#v=1&a=prompt:cond,overdue:unpaid,applications:6_plus,repayment:roll,guarantee:bad,environment:vpn+root,usage:none"
    )
    check.until("document.querySelectorAll('#findings article').length > 5")
    assert check.page.locator("#findings details[data-body][open]").count() == 4


def test_an_answer_changed_in_the_result_is_marked_and_undone(check: Check) -> None:
    check.open_instant().choose("product", "pay").choose("status", "never").choose("prompt", "other")
    check.page.locator("#R04 [data-because] button").first.click()
    assert check.page.locator("#card fieldset").get_attribute("id") == "prompt"
    check.choose("prompt", "cond")
    assert "R28" in check.findings()
    assert check.page.locator("#R28.is-new").count() == 1
    assert check.page.locator("#gone").inner_text()
    check.page.locator("#changed [data-undo]").click()
    check.until("document.querySelector('#findings article')?.id === 'R04'")
    assert check.answers()["prompt"] == "other"
    assert check.page.locator("#changed").is_hidden()


def test_a_question_answered_in_the_list_stays_there(check: Check) -> None:
    check.open_instant().choose("product", "pay").choose("status", "never").choose("prompt", "cond")
    check.choose("age", "18_to_22")
    places = check.page.evaluate(
        "fields.filter((field) => field.parentElement.dataset.home !== field.id).map((field) => field.id)"
    )
    assert places == []


def test_a_link_brings_the_answers_and_does_not_stay_in_the_address(check: Check) -> None:
    check.open_instant("#v=1&a=prompt:other,environment:vpn+root,nonsense:x,age:__proto__")
    assert check.answers() == {"prompt": "other", "environment": ["vpn", "root"]}
    assert check.page.url == check.url
    assert check.page.locator('[data-note="skipped"]').is_visible()
    assert check.page.evaluate("link()") == f"{check.url}#v=1&a=prompt:other,environment:vpn+root"


def test_any_sheet_survives_the_link_and_the_file(check: Check) -> None:
    """500 random sheets, out and back."""
    check.open_instant()
    lost = check.page.evaluate(
        """() => {
          let seed = 7;
          const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
          let lost = 0;
          for (let time = 0; time < 500; time++) {
            const sheet = {};
            for (const field of fields) {
              const values = inputs(field).map((input) => input.value).filter(() => random() < 0.3);
              if (values.length) sheet[field.id] = 'many' in field.dataset ? values : values[0];
            }
            const text = JSON.stringify(sheet);
            fill(sheet);
            const carried = link().split('&a=')[1], filed = JSON.parse(JSON.stringify({ version: 1, answers: answers() })).answers;
            for (const back of [unlink(carried), filed]) {
              fill({});
              fill(back);
              if (JSON.stringify(answers()) !== text) lost += 1;
            }
          }
          return lost;
        }"""
    )
    assert lost == 0


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
    check.until("answers().product === 'pay'")
    assert check.answers() == {"product": "pay", "environment": ["newdev", "vpn"]}


@pytest.mark.parametrize(
    "content", ["", "[]", "{", "null", '{"answers": [1]}', "<script>alert(1)</script>", "x" * 200_000]
)
def test_a_file_that_is_none_changes_nothing(check: Check, content: str) -> None:
    check.open_instant().choose("product", "pay")
    file = {"name": "answers.json", "mimeType": "application/json", "buffer": content.encode()}
    check.page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
    check.until("!document.querySelector('[data-note=unreadable]').hidden")
    assert check.answers() == {"product": "pay"}


def test_nothing_is_kept_unless_asked_and_one_button_erases(check: Check) -> None:
    check.open_instant().choose("product", "pay")
    check.open_instant()
    assert check.answers() == {}
    check.choose("product", "pay").page.locator("#keep").check()
    check.choose("status", "self").open_instant()
    assert check.answers() == {"product": "pay", "status": "self"}
    check.page.locator("[data-erase]").click()
    assert check.page.evaluate("localStorage.getItem(KEPT)") is None
    check.open_instant()
    assert check.answers() == {}


def test_a_sentence_is_kept_until_the_engine_is_ready_then_answered(check: Check) -> None:
    check.open("#say=" + "提示另一个账户已开通", until="")
    assert check.page.locator('[data-scope="waiting"]').is_visible()
    check.until_engine("ready").until("!document.querySelector('[data-scope=in]').hidden")
    assert check.page.locator("#matches").inner_text()
    assert check.answers()["prompt"] == "other"
    assert check.page.url == check.url
    check.page.locator("#prefilled [data-unsay]").click()
    assert check.answers() == {}


def test_whatever_is_said_gets_a_kind_answer(check: Check) -> None:
    check.open()
    for text in ("<img src=x onerror=alert(1)>", "😀" * 50, "\u202e\u200b", "x" * 5000, "__proto__"):
        check.page.evaluate("for (const said of document.querySelectorAll('[data-scope]')) said.hidden = true")
        check.page.locator("#say").fill(text)
        check.page.locator("[data-say]").click()
        check.until(
            "[...document.querySelectorAll('[data-scope]')].some((said) => !said.hidden && said.dataset.scope !== 'waiting')"
        )
    assert check.page.locator("#understood img").count() == 0
    assert check.engine == "ready"


def test_legal_clocks_go_into_the_calendar(check: Check) -> None:
    check.open("#v=1&a=overdue:unpaid")
    check.until("document.querySelector('#R09')?.parentElement.id === 'findings'")
    check.page.locator("#clocks > summary").click()
    check.page.locator("[data-clock]:visible input").first.fill("2026-03-01")
    with check.page.expect_download() as waiting:
        check.page.locator("[data-calendar]:visible").first.click()
    text = waiting.value.path().read_bytes().decode()
    assert "DTSTART;VALUE=DATE:20310301\r\n" in text
    assert re.search(r"DTSTAMP:\d{8}T\d{6}Z\r\n", text)


def test_the_text_to_copy_holds_the_verdict_and_no_hidden_word(check: Check, knowledge: Knowledge) -> None:
    check.open_instant().choose("product", "pay").choose("status", "never").choose("prompt", "other")
    lines = check.page.evaluate("text()").splitlines()
    assert lines[0] == knowledge.reasons["R04"].headline
    assert knowledge.reasons["R01"].title not in lines
    assert any(knowledge.remedies[knowledge.reasons["R04"].remedies[0]].text in line for line in lines)


def test_the_print_sheet_is_one_page(check: Check) -> None:
    check.open("#v=1&a=product:pay,status:never,prompt:cond,overdue:unpaid,applications:6_plus,repayment:roll")
    check.until("document.querySelectorAll('#findings article').length > 3")
    pdf = check.page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_the_keyboard_alone_is_enough(check: Check) -> None:
    check.open_instant()
    page: Page = check.page
    page.locator("#card input").first.focus()
    for _ in range(3):  # arrows move through the options without losing the question
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        assert page.evaluate("card.contains(document.activeElement)")
        page.locator("[data-onward]").focus()
        page.keyboard.press("Enter")
        check.until("document.activeElement === card.firstElementChild")
        page.keyboard.press("Tab")
    assert len(check.answers()) == 3


def test_the_verdict_is_spoken_once(check: Check) -> None:
    check.open_instant()
    check.page.evaluate(
        """() => { window.spoken = [];
        new MutationObserver(() => window.spoken.push(document.getElementById('spoken').textContent))
          .observe(document.getElementById('spoken'), { childList: true }) }"""
    )
    check.choose("product", "pay").choose("status", "never").choose("prompt", "other").choose("age", "23_to_59")
    spoken = check.page.evaluate("window.spoken")
    assert len(spoken) == len(set(spoken))


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_window_and_targets_are_large(check: Check, width: int) -> None:
    check.page.set_viewport_size({"width": width, "height": 800})
    check.open_instant("#v=1&a=product:pay,status:never,prompt:other,overdue:unpaid,offers:none")
    check.until("document.querySelectorAll('#findings article').length > 0")
    assert check.page.evaluate("document.documentElement.scrollWidth") <= width
    small = check.page.evaluate(
        """[...document.querySelectorAll('#check button, #check summary, #check .option, #check input:not([type=radio]):not([type=checkbox])')]
        .filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < 43.5 && !target.closest('details:not([open]) > :not(summary)'))
        .map((target) => target.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_without_scripts_it_is_a_readable_checklist(browser, site_url: str, knowledge: Knowledge) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}/check/")
    assert page.locator("html").get_attribute("data-engine") == "static"
    assert page.locator("fieldset:visible").count() == len(knowledge.questions)
    assert page.locator("article[data-reason]:visible").count() == len(knowledge.reasons)
    assert page.locator("#say").is_hidden()
    context.close()

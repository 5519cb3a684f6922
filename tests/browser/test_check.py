"""The check page in a real browser, as a person uses it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from checker.model import Knowledge

from .conftest import Check
from .engine import engine_says
from .form import FORM, JUDGED


def test_three_taps_lead_to_a_verdict_with_the_persons_own_words(check: Check, knowledge: Knowledge) -> None:
    check.open_instant()
    for option in ("pay", "never", "other"):
        check.page.locator(f'#card input[value="{option}"]').check()
    check.until("document.querySelector('#findings article')?.id === 'R04'")
    label = next(option.label for option in knowledge.questions["prompt"].options if option.id == "other")
    assert check.unfold("#found").page.locator("#R04 [data-because]").inner_text() == label
    assert check.page.locator("#result-title").inner_text() == knowledge.reasons["R04"].headline
    assert check.page.locator('[data-station-stop="account"]').get_attribute("aria-current") == "step"
    assert check.page.locator("#card fieldset").get_attribute("id") == "other_account"


def test_the_page_holds_the_bytes_of_the_command_line(ready: Check, knowledge: Knowledge) -> None:
    answers: dict[str, object] = {"product": "pay", "status": "never", "prompt": "face", "environment": ["vpn", "root"]}
    for question, chosen in answers.items():
        ready.choose(question, *([chosen] if isinstance(chosen, str) else list(chosen)))  # type: ignore[call-overload]
    assert ready.report() == engine_says(knowledge, answers)


def test_every_answer_keeps_all_the_others(check: Check, knowledge: Knowledge) -> None:
    """Each option of each question is chosen on a form that is filled in; nothing else changes."""
    check.open_instant()
    check.give({question.id: question.options[0].id for question in knowledge.questions.values()})
    assert set(check.answers()) == set(knowledge.questions)
    wrong = check.page.evaluate(
        f"""() => {{
          const others = (id) => {{
            const sheet = {FORM};
            delete sheet[id];
            return JSON.stringify(Object.entries(sheet).sort());
          }};
          const wrong = [];
          for (const input of document.querySelectorAll('fieldset[data-question] input')) {{
            const before = others(input.name);
            input.click();
            if (others(input.name) !== before) wrong.push(input.name + ':' + input.value);
          }}
          return wrong;
        }}"""
    )
    assert wrong == []


def test_the_verdict_is_there_before_python_and_does_not_jump(check: Check) -> None:
    check.open_instant()
    check.choose("product", "pay").choose("status", "never").choose("prompt", "id")
    assert check.findings()[0] == "R03"
    assert check.engine in ("instant", "loading")
    assert check.report() == ""


SHIFTS = """window.shifts = [], window.taps = [];
window.watcher = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
watcher.observe({ type: 'layout-shift', buffered: true });"""

PAINTED = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => go(performance.now()))))"
"""When what stands on the page now has been painted."""

SHIFTED = """() => {
  shifts.push(...watcher.takeRecords());
  const isAsked = ({ startTime }) => taps.some(([from, to]) => from <= startTime && startTime <= to);
  return shifts.filter((entry) => !isAsked(entry)).reduce((sum, { value }) => sum + value, 0);
}"""
"""How far things moved that nobody had asked for. A tap asks for its verdict, whenever that is painted: the browser's
own mark on an entry goes by half a second, which a busy machine exceeds, and excuses more than a quick one needs."""


@pytest.mark.keeps
@pytest.mark.parametrize("blocked", [False, True])
def test_the_layout_stays_where_it_is(check: Check, blocked: bool) -> None:
    check.page.add_init_script(SHIFTS)
    if blocked:
        check.page.route("**/*.wasm", lambda route: route.abort())
    check.open(until="failed" if blocked else "ready")
    for question, option in (("product", "pay"), ("status", "never"), ("prompt", "cond")):
        check.page.evaluate(PAINTED)  # what came before is nobody's tap
        since = check.page.evaluate("performance.now()")
        check.choose(question, option)
        check.page.evaluate("(tap) => taps.push(tap)", [since, check.page.evaluate(PAINTED)])
    if not blocked:
        check.until("document.documentElement.dataset.kept")  # the last that the page has to say by itself
    check.page.evaluate(PAINTED)
    assert check.page.evaluate("shifts.length") > 0, "nothing is seen at all"
    assert check.page.evaluate(SHIFTED) <= 0.02


def test_a_shift_that_nobody_asked_for_is_seen(check: Check) -> None:
    """Also just after a tap, where the browser's own mark would excuse it."""
    check.page.add_init_script(SHIFTS)
    check.open_instant().choose("product", "pay")
    check.page.evaluate("(tap) => taps.push(tap)", [0, check.page.evaluate(PAINTED)])
    check.page.evaluate("document.querySelector('h1').style.marginTop = '200px'")
    check.page.evaluate(PAINTED)
    check.page.evaluate(PAINTED)
    assert check.page.evaluate(SHIFTED) > 0.02


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


def test_a_swindle_stops_everything_before_python_is_there(check: Check) -> None:
    check.open_instant().choose("product", "pay").choose("status", "never").choose("prompt", "other")
    check.choose("offers", "none")
    assert check.findings() == ["R04"]
    check.choose("offers", "paid")
    assert check.findings() == ["W01"]
    assert check.page.locator("#stop").is_visible()
    assert check.page.locator("#W01 ol.do > li:not([hidden])").count() > 2


def test_findings_are_folded_until_somebody_wants_them(check: Check) -> None:
    check.open(
        "#v=1&a=prompt:cond,overdue:unpaid,applications:6_plus,repayment:roll,guarantee:bad,environment:vpn+root,usage:none"
    )
    check.until("document.querySelectorAll('#findings article').length > 5")
    assert check.page.locator("#findings details[data-body][open]").count() == 0
    check.unfold("#found").unfold("#R09 details[data-body]")
    assert check.page.locator("#R09 ol.do").is_visible()
    check.choose("age", "23_to_59")
    assert check.page.locator("#R09 ol.do").is_visible()  # as the person has left it


def test_an_answer_changed_in_the_result_is_marked_and_undone(check: Check) -> None:
    check.open_instant().choose("product", "pay").choose("status", "never").choose("prompt", "other")
    check.unfold("#found").page.locator("#R04 [data-because] button").first.click()
    assert check.page.locator("#card fieldset").get_attribute("id") == "prompt"
    check.choose("prompt", "cond")
    assert "R28" in check.findings()
    assert check.page.locator("#R28.is-new").count() == 1
    assert check.page.locator("#gone").inner_text()
    check.page.locator("#changed [data-undo]").click()
    check.until("document.querySelector('#findings article')?.id === 'R04'")
    assert check.answers()["prompt"] == "other"
    assert check.page.locator("#changed").is_hidden()


def test_several_ticks_are_one_answer_and_nothing_else_needs_no_button(ready: Check) -> None:
    ready.follow("#v=1&a=product:pay,status:never,prompt:id,id_validity:ok").until_judged()
    ready.choose("offers", "paid", "share")
    assert ready.page.locator("#card fieldset").get_attribute("id") == "offers"
    assert ready.page.locator("#changed").is_hidden()
    ready.page.locator("[data-erase]").click()
    ready.choose("product", "pay").choose("status", "never").choose("prompt", "id").choose("id_validity", "ok")
    assert ready.page.locator("#card fieldset").get_attribute("id") == "offers"
    ready.choose("offers", "none")
    assert ready.page.locator("#enough").is_visible()


def test_the_next_question_is_read_from_its_head(ready: Check) -> None:
    """Also where the last one was so long that its head had left the screen."""
    ready.choose("product", "pay").choose("status", "never").choose("prompt", "cond")
    ready.choose("offers", "none")
    assert 0 < ready.page.evaluate("document.getElementById('next').getBoundingClientRect().top") < 844 - 120
    assert ready.page.evaluate("document.activeElement === document.querySelector('#card > fieldset')")


def test_a_station_looks_passed_only_where_the_answers_rule_out_every_reason(
    check: Check, knowledge: Knowledge
) -> None:
    check.open_instant().choose("product", "pay").choose("status", "never").choose("prompt", "other")
    states = """Object.fromEntries([...document.querySelectorAll('[data-station-stop]')]
      .map((stop) => [stop.dataset.stationStop, stop.dataset.state]))"""
    found = dict.fromkeys(("entry", "identity", "consent", "verification", "evaluation", "after"), "unknown")
    assert check.page.evaluate(states) == found | {"account": "found"}
    check.page.locator(".fold.line > summary").click()
    read_out = check.page.locator(".stations").aria_snapshot()
    assert "身份：还没问到" in read_out.replace(" ", "")
    assert "账户：可能在这里" in read_out.replace(" ", "")
    assert "不像" not in read_out
    check.page.unroute("**/*.wasm")
    check.open("#v=1&a=product:pay,status:never,prompt:other,age:23_to_59,id_type:id,id_validity:ok,contact:ok")
    check.until("document.querySelector('[data-station-stop=identity]').dataset.state === 'passed'")


@pytest.mark.parametrize("late_ms", [0, 60, 300])
def test_answers_that_a_browser_empties_on_the_way_back_return(check: Check, late_ms: int) -> None:
    """As WebKit does it, sooner or later after the page is shown; the real thing is in ``tests/engines``."""
    check.open_instant().choose("age", "under_18")
    check.page.evaluate(
        f"""(late) => {{
          for (const type of ['pagehide', 'pageshow']) dispatchEvent(new PageTransitionEvent(type, {{ persisted: true }}));
          setTimeout(() => {{
            document.getElementById('check').reset();
            window.emptied = Object.keys({FORM}).length === 0;
          }}, late);
        }}""",
        late_ms,
    )
    check.until(f"window.emptied && {FORM}.age === 'under_18' && {JUDGED}.age === 'under_18'", seconds=5)


def test_a_question_answered_in_the_list_stays_there(check: Check) -> None:
    check.open_instant().choose("product", "pay").choose("status", "never").choose("prompt", "cond")
    check.choose("age", "18_to_22")
    places = check.page.evaluate(
        """[...document.querySelectorAll('fieldset[data-question]')]
          .filter((field) => field.parentElement.dataset.home !== field.id).map((field) => field.id)"""
    )
    assert places == []


def test_a_sentence_is_kept_until_the_engine_is_ready_then_answered(check: Check) -> None:
    check.open("#say=" + "提示另一个账户已开通", until="")
    assert check.page.locator('[data-scope="waiting"]').is_visible()
    check.until_engine("ready").until("!document.querySelector('[data-scope=in]').hidden")
    assert check.page.locator("#matches").text_content()
    assert check.answers()["prompt"] == "other"
    assert check.page.url == check.url
    check.until_judged().unfold("#heard")  # with the verdict the page folds it, once
    check.page.locator("#prefilled [data-unsay]").click()
    assert check.answers() == {}


def test_whatever_is_said_gets_a_kind_answer(ready: Check) -> None:
    for text in ("<img src=x onerror=alert(1)>", "😀" * 50, "\u202e\u200b", "x" * 5000, "__proto__"):
        ready.page.evaluate("for (const said of document.querySelectorAll('[data-scope]')) said.hidden = true")
        ready.page.locator("#say").fill(text)
        ready.page.locator("[data-say]").click()
        ready.until(
            "[...document.querySelectorAll('[data-scope]')].some((said) => !said.hidden && said.dataset.scope !== 'waiting')"
        )
    assert ready.page.locator("#understood img").count() == 0
    assert ready.engine == "ready"


def test_the_keyboard_alone_is_enough(check: Check) -> None:
    check.open_instant()
    page: Page = check.page
    page.locator("#card input").first.focus()
    for _ in range(3):  # arrows move through the options without losing the question
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        assert page.evaluate("document.getElementById('card').contains(document.activeElement)")
        page.locator("[data-onward]").focus()
        page.keyboard.press("Enter")
        check.until("document.activeElement === document.querySelector('#card > fieldset')")
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


@pytest.mark.parametrize("width", [320, 390, 640, 1280])
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

"""A message on the check page: each answer with its clause, what is only offered, doubt, danger, and no engine."""

from __future__ import annotations

from urllib.parse import quote

import pytest

import checker
from checker.model import Knowledge
from tools.learn.messages import read_all

from .conftest import Check


def say(check: Check, text: str) -> None:
    """Send a message and wait until it has been answered."""
    check.page.locator("#say").fill(text)
    check.page.locator("[data-say]").click()
    shown = "[...document.querySelectorAll('[data-scope]')].some((said) => !said.hidden && said.dataset.scope !== 'waiting')"
    check.until(shown)


def test_each_answer_stands_with_its_clause_and_can_be_taken_off(ready: Check) -> None:
    say(ready, "我的手机越狱了，身份证上个月过期了，花呗开不了")
    ready.page.locator("#outcome:not([data-lead=''])").wait_for()
    ready.unfold("#heard")
    rows = ready.page.locator("#prefilled-answers li")
    assert rows.count() == 2
    assert "手机越狱了" in rows.nth(0).inner_text()
    assert set(ready.answers()) == {"environment", "id_validity"}
    rows.nth(0).locator("[data-take-off]").click()
    ready.until("document.querySelectorAll('#prefilled-answers li').length === 1")
    assert set(ready.answers()) == {"id_validity"}


def test_what_was_not_said_is_offered_and_taken_with_one_tap(ready: Check) -> None:
    say(ready, "我的花呗是不是被停用了")
    assert ready.answers() == {}
    ready.page.locator('#offer-list [data-offer="status=sys"]').click()
    ready.until_judged()
    assert ready.answers() == {"status": "sys"}
    assert "R10" in ready.findings()


STORY = "以前用旧手机号注册过一个支付宝，那个号停机了登不上，现在这个新号去开花呗，提示说另一个账户已经开通了"


@pytest.mark.parametrize("from_home", [False, True], ids=["typed", "from-home"])
def test_what_it_means_and_what_to_do_first_meet_the_eye_before_what_was_understood(
    check: Check, from_home: bool
) -> None:
    if from_home:
        check.open(f"#say={quote(STORY)}")
    else:
        check.open()
        check.page.evaluate("scrollTo(0, document.body.scrollHeight)")
        say(check, STORY)
    check.page.locator("#outcome[data-lead=R04]").wait_for()
    check.until("document.activeElement.id === 'result-title'")
    tops = [
        check.page.locator(part).bounding_box()["y"]  # type: ignore[index]
        for part in ("#result-title", "#steps > :first-child", "#never", "#understood", "#card")
    ]
    assert tops == sorted(tops)
    assert 0 <= tops[0] < tops[2] < 844
    assert check.page.locator("#prefilled").is_hidden()
    check.unfold("#heard")
    assert check.page.locator("#prefilled").is_visible()


def test_a_stop_that_the_message_states_is_one_card_at_the_top(ready: Check) -> None:
    say(ready, "有人说交200元包开，我已经转了钱，还给了验证码")
    ready.page.locator("#outcome[data-lead=W01]").wait_for()
    ready.until("document.activeElement.id === 'result-title'")
    assert ready.page.locator("#alarm").is_hidden()
    assert 0 <= ready.page.locator("#stop a").first.bounding_box()["y"] < 400  # type: ignore[index]


def test_danger_stands_at_the_top_of_the_page(ready: Check) -> None:
    say(ready, "我把验证码给他了，他说帮我开花呗")
    card = ready.page.locator("#alarm [data-alarm]")
    assert card.get_attribute("data-alarm") == "W01"
    assert card.is_visible()
    assert card.bounding_box()["y"] < ready.page.locator("#say").bounding_box()["y"]  # type: ignore[index]
    assert card.locator("a[href^='tel:']").first.bounding_box()["y"] < 400  # type: ignore[index]
    assert ready.page.locator("#matches li").count() == 0
    say(ready, "花呗也不给开，我不想活了")
    ready.until("!document.querySelector('[data-before-all=W03]').hidden")
    assert ready.page.locator('[data-before-all="W03"] a[href^="tel:"]').count() > 0
    assert ready.page.locator("#alarm").is_hidden()


def is_doubtful(understood: checker.Understood) -> bool:
    """Whether it hesitates between reasons and fills nothing in."""
    return understood.scope == "in" and not understood.sure and not understood.answers and len(understood.matches) == 3


def test_doubt_is_said_and_no_alarm_raised(ready: Check, knowledge: Knowledge) -> None:
    doubtful = next(message.text for message in read_all() if is_doubtful(checker.ask(knowledge, message.text)))
    say(ready, doubtful)
    assert ready.page.locator("#unsure").is_visible()
    assert ready.page.locator("#related").is_hidden()
    assert ready.page.locator("#matches li").count() == 3
    assert ready.page.locator("#alarm").is_hidden()


def test_what_only_may_be_danger_brings_a_number_to_ask(ready: Check) -> None:
    """No alarm, as it may be a false one."""
    say(ready, "提示另一个账户已开通")
    ready.page.locator("#outcome[data-lead=R04]").wait_for()
    assert ready.page.locator("#caution").is_hidden()
    say(ready, "有人加我微信说能内部开花呗，要我先交299，我还没给")
    ready.page.locator("a[href='tel:96110']").locator("visible=true").first.wait_for()


def test_a_question_in_general_raises_no_alarm(ready: Check) -> None:
    say(ready, "想帮我爸在他手机上弄一个花呗，怎么弄")
    assert ready.page.locator('[data-scope="general"]').is_visible()
    assert ready.page.locator("#alarm").is_hidden()


LED = "[...document.querySelectorAll('#guides [data-guide]')].filter((item) => item.offsetParent).map((item) => item.dataset.guide)"
"""The guides in sight, from above to below."""


@pytest.mark.parametrize("text", ["怎么关闭花呗", "额度怎么提", "花呗被拒后隔多久再申请，要怎么申请花呗", "讲个笑话"])
def test_a_general_question_leads_to_the_guides_that_the_engine_names(
    ready: Check, knowledge: Knowledge, text: str
) -> None:
    say(ready, text)
    named = [guide.id for guide in checker.ask(knowledge, text).guides]
    assert ready.page.evaluate(LED) == named
    assert ready.page.locator("#guides").is_visible() == bool(named)
    for id_ in named:
        link = ready.page.locator(f'#guides [data-guide="{id_}"] a')
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["y"] + box["height"] <= 844
        assert link.inner_text() == knowledge.guides[id_].title
    if named:
        with ready.page.context.expect_page() as opened:
            ready.page.locator(f'#guides [data-guide="{named[0]}"] a').click(modifiers=["Control"])
        opened.value.wait_for_url(f"**/{knowledge.guides[named[0]].page.removesuffix('.md')}/")
        opened.value.close()


def test_the_guides_of_one_message_go_with_the_next(ready: Check) -> None:
    say(ready, "怎么关闭花呗")
    assert ready.page.evaluate(LED) == ["close"]
    say(ready, "我的身份证过期了怎么更新，花呗开不了")
    ready.until("document.querySelector('#heard:not([open]) #guides') !== null")
    assert ready.page.locator("#guides").is_hidden()
    ready.unfold("#heard")
    assert ready.page.evaluate(LED) == ["renew-id"]
    say(ready, "我把验证码给他了，他说帮我开花呗")
    assert ready.page.evaluate(LED) == []


def say_without_an_engine(check: Check, text: str) -> None:
    """In a browser that cannot run Python."""
    check.page.add_init_script("delete window.WebAssembly")
    check.open_instant()
    check.page.locator("#say").fill(text)
    check.page.locator("[data-say]").click()
    check.until("!document.querySelector('[data-scope=failed]').hidden")


def test_without_an_engine_a_question_finds_its_guide_by_how_it_is_asked(check: Check) -> None:
    say_without_an_engine(check, "请问怎么提额")
    assert check.page.evaluate(LED) == ["limit"]


def test_without_an_engine_a_message_leads_on_by_its_words(check: Check) -> None:
    say_without_an_engine(check, "人脸识别失败，花呗开不了")
    assert "R15" in check.page.locator("#matches").inner_html()


def test_a_question_is_offered_once_with_all_its_answers(ready: Check) -> None:
    say(ready, "花呗让我签征信授权书，签还是不签")
    ready.until("document.querySelectorAll('#offer-list [data-offer]').length > 1")
    offers = ready.page.eval_on_selector_all(
        "#offer-list li", "(rows) => rows.map((row) => row.innerText.split('\\n')[0])"
    )
    assert len(offers) == len(set(offers)) == 1
    assert [button.get_attribute("data-offer") for button in ready.page.locator("#offer-list [data-offer]").all()] == [
        "consent=no",
        "consent=yes",
    ]
    ready.page.locator("[data-offer='consent=no']").click()
    ready.until_judged()
    assert ready.answers()["consent"] == "no"
    assert ready.page.locator("#offered").is_hidden()

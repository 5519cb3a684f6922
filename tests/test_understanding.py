"""A message in somebody's own words: what it says, what it is about, and that it stays bounded and kind."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import checker
from checker.message.fold import HEAD, TAIL, fold, fold_word, spelling
from checker.message.understanding import MOST, Understood, ask, to_data
from checker.model import Knowledge

untimed = settings(deadline=None)


@cache
def knowledge() -> Knowledge:
    return checker.load()


def asked(text: str) -> Understood:
    return ask(knowledge(), text)


def first(text: str) -> str:
    matches = asked(text).matches
    return matches[0].id if matches else ""


def filled(text: str) -> dict[str, object]:
    answers = to_data(asked(text))["answers"]
    assert isinstance(answers, dict)
    return answers


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("提示另一个账户已开通花呗，我登不上那个号了", "R04"),
        ("我的身份证过期了，花呗开不了", "R03"),
        ("花呗刷脸一直不通过", "R15"),
        ("我今年16岁，花呗怎么开不了", "R01"),
        ("顾客想用花呗付给我，收钱码怎么开通", "R08"),
        ("手机越狱了，打开花呗提示环境异常", "R25"),
        ("没开过花呗却收到短信催我还款", "R32"),
        ("每个月都只还最低还款，负债压得喘不过气，花呗也不给开", "R18"),
        ("十月以后付款页里没有花呗了，花呗页面还有额度", "R36"),
        ("去年欠了花呗三个月，上个月还清了，花呗还是停着", "R11"),
    ],
)
def test_names_the_reason_first(text: str, reason: str) -> None:
    assert asked(text).scope == "in"
    assert first(text) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("花呗退款的客服让我报验证码，我把验证码给他了", "W01"),
        ("有人帮我强开花呗，钱已经转了，人不见了", "W01"),
        ("客服让我下载会议软件共享屏幕，说帮我开花呗", "W01"),
        ("他说先交保证金才能开花呗", "W01"),
        ("群里有人收花呗套现，七个点", "W02"),
        ("花呗也开不了，真的不想活了", "W03"),
        ("我站在楼顶，谁也帮不了我", "W03"),
        ("网上有人说交299能帮开花呗", "W01"),
        ("客户称接到冒充我司来电，引导其开启屏幕共享并转账", "W01"),
        ("烟店老板劝我用花呗刷一笔，货不提，付我现钱", "W02"),
        ("花呗没开成，钱也没了，我不知道怎么活下去", "W03"),
    ],
)
def test_danger_comes_first(text: str, reason: str) -> None:
    assert first(text) == reason
    assert asked(text).scope == "in"


@pytest.mark.parametrize(
    "text", ["有人讲交268就能帮办", "付200可以帮弄下来，能信不", "我爸的身份证过期了，有人说交299能帮开"]
)
def test_an_offer_names_its_price_without_a_unit(text: str) -> None:
    assert asked(text).matches[0].id == "W01"


def test_nothing_is_guessed_from_characters_alone() -> None:
    understood = asked("秋雨落了一夜，桂花都谢了")
    assert understood.scope == "out"
    assert not understood.answers


@pytest.mark.parametrize("text", ["花呗额度骤降是怎么回事", "花呗还款日是哪天", "怎么关闭花呗", "余额宝转出多久到账"])
def test_what_is_no_danger_names_none(text: str) -> None:
    assert not {match.id for match in asked(text).matches} & {"W01", "W02", "W03"}


@pytest.mark.parametrize("text", ["微粒贷关了还能再开吗", "白条逾期了上征信吗", "美团月付扣了两次钱"])
def test_the_products_of_others_are_something_else(text: str) -> None:
    understood = asked(text)
    assert understood.scope == "out"
    assert {match.id for match in understood.matches} <= {"R08"}


@pytest.mark.parametrize("text", ["今天天气真好", "京东白条怎么还款", "帮我订一张去上海的高铁票", "讲个笑话"])
def test_is_about_something_else(text: str) -> None:
    assert asked(text).scope == "out"


@pytest.mark.parametrize("text", ["笑死，花呗又拒了我", "花呗累死人了"])
def test_a_manner_of_speaking_is_no_alarm(text: str) -> None:
    assert first(text) != "W03"


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("我17岁，花呗开不了", {"age": "under_18"}),
        ("我身份证上个月过期了，花呗弄不了", {"id_validity": "exp"}),
        ("我的手机越狱了，花呗打不开", {"environment": ["root"]}),
        ("我把验证码给他了", {"given": ["pwd"]}),
        ("付款的时候没有花呗这一行，花呗打开有额度", {"status": "paynow"}),
        ("花呗付款失败", {"status": "paynow", "checkout": "seen"}),
        ("交水费能选花呗 老是付不成功", {"status": "paynow", "checkout": "seen"}),
        ("我没逾期过，刷脸老是不通过，花呗开不了", {"overdue": "no", "prompt": "face"}),
    ],
)
def test_fills_in_what_is_said(text: str, answers: dict[str, object]) -> None:
    assert answers.items() <= filled(text).items()


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("我没开VPN，手机也没有root，花呗就是开不了", "environment"),
        ("我身份证没过期，花呗就是开不了", "prompt"),
        ("我弟弟17岁，他的花呗开不了", "age"),
        ("我儿子想开花呗，还差四个月满十八", "age"),
        ("替老乡问：身份证过期了，花呗开不了怎么办", "id_validity"),
        ("不是急用钱，就是想不通花呗为什么不批", "motive"),
        ("没开过花呗呀，共享单车的账单也没有", "given"),
        ("如果我身份证过期了，花呗会怎样", "id_validity"),
        ("去年我在国外，现在回国了，花呗还是开不了", "environment"),
        ("没人让我转钱，花呗就是开不了", "given"),
        ("听说要刷脸才能开花呗", "prompt"),
        ("客户称被引导开启屏幕共享，花呗里的钱没了", "given"),
        ("想先关掉花呗再考试，考完还能开回来吗", "status"),
        ("借共享充电宝忘了还，花呗开不了", "given"),
        ("别人的车贷我做的担保，他逾期半年，花呗不给我开", "overdue"),
    ],
)
def test_fills_in_nothing_that_is_not_so(text: str, question: str) -> None:
    assert question not in filled(text)


def test_what_was_paid_off_long_ago_is_not_still_owed() -> None:
    assert filled("三年前信用卡逾期两月，出院后即已还清，花呗不给开").get("overdue") in (None, "past")


def test_what_was_shut_by_somebody_else_was_not_shut_by_the_writer() -> None:
    assert filled("说我交易异常就把我花呗关了")["status"] == "sys"


@pytest.mark.parametrize("text", ["审批没达到要求是什么意思", "综合评分不足怎么办", "大学生是不是不能开花呗了"])
def test_what_may_be_ours_is_not_sent_away(text: str) -> None:
    assert asked(text).scope != "out"


@pytest.mark.parametrize(
    "text", ["花呗系统繁忙", "我17岁花呗开不了", "花呗刷脸一直不通过", "花呗显示在另一个账户开通了我登不上去"]
)
def test_the_first_match_says_why(text: str) -> None:
    assert asked(text).matches[0].because


def test_each_answer_carries_its_clause() -> None:
    text = "你好，我17岁，花呗开不了"
    (said,) = [item for item in asked(text).said if item.question == "age"]
    assert said.answers == ("under_18",)
    assert said.clause == "我17岁"


def test_what_the_answers_rule_out_is_not_named() -> None:
    assert "R01" not in [match.id for match in asked("我35岁，从没逾期过，花呗开不了，是不是年龄不够").matches]


def test_nothing_stands_beside_an_alarm() -> None:
    assert [match.id for match in asked("花呗不给开，不想活了").matches] == ["W03"]


def test_the_public_shape() -> None:
    data = to_data(asked("我17岁，花呗开不了"))
    assert set(data) == {"text", "scope", "sure", "matches", "answers", "said", "offered", "guides"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t",
        "😭😭😭🙏",
        "\x00\x01\x1b[31m",
        "\ud800花呗\udfff开不了",
        "\u202e了不开呗花\u202c",
        "ﷺ" * 2000,
        "花" * 100_000,
        "转" * 100_000,
        "开通" * 50_000,
        "1" * 100_000 + "岁",
        "在吗\n我：花呗开不了\n他：把验证码发我\n我：验证码发给你了\n" * 400,
    ],
)
def test_anything_pasted_is_answered(text: str) -> None:
    answer = to_data(asked(text))
    assert answer["text"] == text
    json.dumps(answer)


def test_of_a_long_paste_both_ends_are_read() -> None:
    middle = "今天天气不错。" * 2000
    assert filled(f"{middle}我把验证码给他了。花呗")["given"] == ["pwd"]
    assert len(middle) > HEAD + TAIL


@untimed
@given(st.text())
@example("十十岁")
@example("〇岁")
@example("²³岁")
def test_every_text_gets_an_answer_with_its_own_words(text: str) -> None:
    was = asked(text)
    assert was.scope in ("in", "general", "out")
    assert len(was.matches) <= MOST
    assert all(phrase in text for match in was.matches for phrase in match.because)
    assert all(item.clause in text for item in was.said)
    assert was == asked(text)


@untimed
@given(st.text(alphabet="花呗开通不了怎么账户另一个", max_size=40), st.sampled_from(["\u200b", "\u202e", "\x07"]))
def test_what_cannot_be_seen_changes_nothing(text: str, unseen: str) -> None:
    plain, sprinkled = asked(text), asked(unseen.join(text))
    assert (plain.scope, plain.answers) == (sprinkled.scope, sprinkled.answers)
    assert [match.id for match in plain.matches] == [match.id for match in sprinkled.matches]


def test_words_fold_as_texts_do() -> None:
    vocabulary = knowledge().vocabulary
    assert vocabulary is not None
    how = spelling(vocabulary.chars, vocabulary.slips)
    for term in vocabulary.terms.values():
        for word in (*term.words, *term.unless):
            assert fold_word(word, how) == fold(word, how).text


def test_what_is_sure_names_no_reason_that_nothing_speaks_for(knowledge: Knowledge) -> None:
    understood = ask(knowledge, "花呗系统繁忙")
    assert understood.sure
    first, *others = understood.matches
    assert first.id == "R24"
    assert all(match.because for match in others)

"""What must not change a message's meaning, and what must: as properties over messages and disturbances."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import checker
from checker.message.understanding import Understood, ask
from checker.model import Knowledge

PLAIN = [
    ("花呗刷脸一直不通过", "R15", {}),
    ("手机越狱了，花呗打开说环境不安全", "R25", {"environment": "root"}),
    ("我身份证过期了，花呗开不了", "R03", {"id_validity": "exp"}),
    ("我今年16岁，花呗说我年龄不够", "R01", {"age": "under_18"}),
    ("提示另一个账户已开通花呗", "R04", {"prompt": "other"}),
    ("顾客想用花呗付给我，收钱码收不了花呗", "R08", {}),
    ("支付宝里找不到花呗入口", "R26", {}),
    ("信用卡还有逾期没还清，花呗不批", "R09", {"overdue": "unpaid"}),
    ("我把验证码给他了，他说帮我开花呗", "W01", {"given": "pwd"}),
    ("没开过花呗，却收到短信催我还款", "R32", {}),
    ("花呗页面白屏，一点就闪退", "R24", {"prompt": "busy"}),
]
"""Messages, the reason that comes first, and answers that they give."""

HARMLESS = [
    "我在工厂上班",
    "今天外面下大雨",
    "麻烦你们了",
    "我刚吃完饭",
    "家里网是电信的",
    "我室友在打游戏",
    "我有两张储蓄卡",
    "周末要出去玩",
    "单位离家很远",
]
"""Clauses that say nothing about 花呗, and nothing that the form asks."""


@cache
def knowledge() -> Knowledge:
    return checker.load()


def asked(text: str) -> Understood:
    return ask(knowledge(), text)


def pairs(understood: Understood) -> set[tuple[str, str]]:
    return {(item.question, option) for item in understood.said for option in item.answers}


messages = st.sampled_from(PLAIN)
unhurried = settings(deadline=None, max_examples=60)


@pytest.mark.parametrize(("text", "reason", "answers"), PLAIN)
def test_the_plain_messages_are_understood(text: str, reason: str, answers: dict[str, str]) -> None:
    was = asked(text)
    assert was.matches[0].id == reason
    assert set(answers.items()) <= pairs(was)


@unhurried
@given(messages, st.sampled_from(HARMLESS), st.booleans())
def test_a_harmless_clause_changes_nothing(message: tuple[str, str, dict[str, str]], clause: str, behind: bool) -> None:
    text, reason, _ = message
    was = asked(f"{text}，{clause}" if behind else f"{clause}，{text}")
    assert was.matches[0].id == reason
    assert pairs(was) <= pairs(asked(text))


@unhurried
@given(messages, st.sampled_from(["。", "！", "？？", "~", "😭😭", "🙏", "\n", "……"]), st.booleans())
def test_marks_and_emoji_change_no_reason(message: tuple[str, str, dict[str, str]], mark: str, begin: bool) -> None:
    text, reason, _ = message
    assert asked(mark + text if begin else text + mark).matches[0].id == reason


@unhurried
@given(messages)
def test_width_and_traditional_characters_change_nothing(message: tuple[str, str, dict[str, str]]) -> None:
    text = message[0]
    vocabulary = knowledge().vocabulary
    assert vocabulary is not None
    traditional = {plain: other for other, plain in vocabulary.chars.items()}
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else traditional.get(char, char) for char in text)
    plain, other = asked(text), asked(wide)
    assert (other.scope, other.answers) == (plain.scope, plain.answers)
    assert [match.id for match in other.matches] == [match.id for match in plain.matches]


SAID = [
    ("手机越狱了", "手机没越狱", ("environment", "root")),
    ("身份证过期了", "身份证没过期", ("id_validity", "exp")),
    ("我把验证码给他了", "验证码我没给他", ("given", "pwd")),
    ("我在国外", "我没在国外", ("environment", "abroad")),
    ("挂着VPN", "没挂VPN", ("environment", "vpn")),
]
"""A fact, the same denied, and the answer that it gives."""

facts = st.sampled_from(SAID)
ENDINGS = st.sampled_from(["，花呗开不了", "，花呗还是不给开", " 花呗申请被拒"])


@unhurried
@given(facts, ENDINGS)
def test_a_negation_takes_the_answer_away(fact: tuple[str, str, tuple[str, str]], ending: str) -> None:
    _, denied, pair = fact
    assert pair not in pairs(asked(denied + ending))


@unhurried
@given(facts, st.sampled_from(["我同事", "我妈", "朋友", "听说有人", "我室友"]), ENDINGS)
def test_another_person_fills_nothing_in(fact: tuple[str, str, tuple[str, str]], who: str, ending: str) -> None:
    stated, _, pair = fact
    if pair[0] != "given":  # codes that somebody gave are danger, whoever gave them
        assert pair not in pairs(asked(f"{who}{stated.removeprefix('我')}{ending.replace('花呗', '他的花呗')}"))


@unhurried
@given(
    st.sampled_from([fact for fact in SAID if fact[2][0] == "environment"]),
    st.sampled_from(["以前", "去年", "前年"]),
    ENDINGS,
)
def test_the_past_fills_nothing_in(fact: tuple[str, str, tuple[str, str]], when: str, ending: str) -> None:
    stated, _, pair = fact
    assert pair not in pairs(asked(f"{when}{stated}，现在早就不是了{ending}"))


@unhurried
@given(
    st.sampled_from(["京东白条", "美团月付", "微信分付", "抖音放心借"]),
    st.sampled_from(["怎么还款", "额度怎么提高", "逾期了怎么协商"]),
)
def test_another_product_is_something_else(product: str, what: str) -> None:
    assert asked(product + what).scope == "out"


@unhurried
@given(facts, st.sampled_from(["我儿子", "我妈", "我同事", "我爱人"]))
def test_what_goes_on_about_another_person_fills_nothing_in(fact: tuple[str, str, tuple[str, str]], who: str) -> None:
    stated, _, pair = fact
    assert pair not in pairs(asked(f"{who}想开花呗，{stated.removeprefix('我')}，一直没开成"))


@unhurried
@given(facts, st.sampled_from(["，我自己", "。我"]))
def test_the_writer_is_read_again_after_another_person(fact: tuple[str, str, tuple[str, str]], back: str) -> None:
    stated, _, pair = fact
    assert pair in pairs(asked(f"我同事的花呗开成了{back}{stated.removeprefix('我')}，花呗开不了"))


@unhurried
@given(facts, st.sampled_from(["他", "同事", "我妈"]), st.sampled_from(["\n", " ⏎ "]))
def test_in_a_chat_only_the_writer_speaks_of_themself(
    fact: tuple[str, str, tuple[str, str]], who: str, line: str
) -> None:
    stated, _, pair = fact
    assert pair not in pairs(asked(f"{who}：{stated}{line}我：花呗还是开不了"))
    assert pair in pairs(asked(f"{who}：怎么了{line}我：{stated}，花呗开不了"))


@pytest.mark.parametrize("denial", ["一样没有", "样样没沾", "这些都没"])
def test_a_list_that_is_denied_at_its_end_fills_nothing_in(denial: str) -> None:
    assert not {pair for pair in pairs(asked(f"越狱、挂着VPN、出国，{denial}，花呗开不了")) if pair[0] == "environment"}

"""One sentence in, the right place out. All sentences here are our own."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from time import perf_counter, process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.fold import HEAD, TAIL, fold, fold_word, spelling
from checker.triage import FEWEST, MOST, Asked, ask, signs_seen, to_dict
from checker.vocabulary import Vocabulary, parse
from tests.triage_report import OWN, judge, main, read_lines, read_vocabulary

untimed = settings(deadline=None)
"""How long a sentence takes is measured on its own; a busy machine must not decide about the rest."""


@cache
def vocabulary() -> Vocabulary:
    return read_vocabulary()


def asked(text: str) -> Asked:
    return ask(vocabulary(), text)


def first(text: str) -> str:
    was = asked(text)
    return was.matches[0].id if was.matches else was.scope


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("我卖煎饼的，想让客人拿花呗付给我", "R08"),
        ("收钱码上怎么加花呗", "R08"),
        ("开好了但是结账用不了花呗", "R08"),
        ("借呗一直不给开，花呗倒是有", "R08"),
        ("刚用花呗付电费，付不了", "R08"),
        ("花呗绑在我那个停机的号上了", "R04"),
        ("一张身份证能办两个花呗不", "R04"),
        ("换了个支付宝，花呗咋弄过来", "R04"),
        ("上个月手滑关了花呗，还能开回来吗", "R30"),
        ("取消花呗以后又想开", "R30"),
        ("去年花呗晚还了，现在开不起", "R10"),
        ("花呗被停用了怎么恢复", "R10"),
        ("我的支付宝被冻结了，花呗开不了", "R06"),
        ("支付宝首页翻遍了都找不到花呗", "R26"),
        ("淘宝能用花呗，支付宝却说我没开通", "R26"),
        ("开花呗刷脸刷了八遍都失败", "R15"),
        ("提示安全验证没通过，花呗没开成", "R14"),
        ("身份证到期了，花呗点不了开通", "R03"),
        ("拿护照注册的能开花呗吗", "R02"),
        ("我今年16岁能开花呗吗", "R01"),
        ("大三学生开得了花呗吗", "R13"),
        ("那个授权书我不想签，能开花呗吗", "R05"),
        ("储蓄卡没绑上，花呗开不了吗", "R23"),
        ("刚注册的新号想开花呗", "R04"),
        ("才下载支付宝，刚注册，能开花呗么", "R16"),
        ("手机root过，花呗打不开", "R25"),
        ("人在国外，花呗开不了", "R21"),
        ("一点开通就白屏闪退", "R24"),
        ("芝麻分七百多，从不逾期，还是开不了花呗", "R28"),
        ("我想查查自己有没有开通花呗", "R31"),
        ("从来没开过花呗，怎么收到短信说我开通了", "R32"),
        ("花呗里的钱咋套现出来", "W02"),
        ("拼多多开通了花呗却付不了", "R08"),
        ("想收客人的花呗，咋申请", "R08"),
        ("花呗在我那个老手机号上，咋挪过来", "R04"),
        ("花呗突然消失不见了", "R26"),
        ("欠花呗的都还完了，还能再开吗", "R10"),
        ("试过好几次，次次都被拒", "R22"),
        ("昨天刚关的花呗，马上又想开", "R30"),
        ("分数到了七百五还是开不了花呗", "R28"),
    ],
)
def test_points_to_the_reason(text: str, reason: str) -> None:
    assert asked(text).scope == "in"
    assert first(text) == reason


@pytest.mark.parametrize(
    "text",
    [
        "花呗咋开啊",
        "想问问怎样才能有花呗",
        "为啥我总是开不了花呗",
        "开花呗得啥条件",
        "提示暂不符合条件",
        "芝麻分要到多少才给开花呗",
        "多大岁数就不能开花呗了",
        "啥时候才轮到我开花呗",
        "等钱急用，几时能开通花呗",
        "这个账户暂不支持花呗，啥意思",
        "花呗",
        "怎样有花呗",
    ],
)
def test_asks_in_general(text: str) -> None:
    assert asked(text).scope == "general"


@pytest.mark.parametrize(
    "text",
    [
        "花呗咋提额度",
        "这个月的花呗账单能分期不",
        "货退了，花呗的钱退到哪",
        "开了花呗放着不用要不要交钱",
        "怎么把花呗关掉",
        "开花呗送的红包在哪领",
        "花呗几号还款",
        "余额宝能自动还花呗吗",
        "开通花呗会不会上征信",
        "没还完的花呗账单可以先还最低吗",
        "开了花呗以后老是收到短信",
        "把花呗注销掉要怎么申请",
    ],
)
def test_is_about_something_else(text: str) -> None:
    assert asked(text).scope == "out"


@pytest.mark.parametrize(
    ("text", "scope", "reason"),
    [
        ("开通花呗收不收费用", "out", "R33"),
        ("60岁还能开花呗吗，年龄有上限吗", "in", "R34"),
        ("芝麻分多少能开花呗", "general", "R34"),
        ("点了开通花呗会上征信吗", "out", "R35"),
    ],
)
def test_an_entry_may_answer_in_any_scope(text: str, scope: str, reason: str) -> None:
    assert (asked(text).scope, first(text)) == (scope, reason)


@pytest.mark.parametrize(
    "text",
    [
        "花呗退款的客服让我报验证码，我把验证码给他了",
        "有人帮我强开花呗，钱已经转了，人不见了",
        "另一个账户开通了花呗，我给了对方验证码才发现",
        "分期还款，客服让我下载会议软件共享屏幕",
        "交了保证金花呗还是没开通",
        "花呗逾期被冻结，对方说先交解冻费",
    ],
)
def test_lost_money_or_codes_come_first(text: str) -> None:
    assert first(text) == "W01"
    assert asked(text).scope == "in"


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("弹出一行字：另一个账户已开通", {"prompt": "other", "other_account": "opened"}),
        ("我开了店，想用花呗收款", {"product": "recv"}),
        ("我17岁，能开花呗吗", {"age": "under_18"}),
        ("我今年二十三岁开不了花呗", {"age": "23_to_59"}),
        ("满18岁才能开花呗吗", {}),
        ("验证码给他了", {"given": ["pwd"], "offers": ["pwd"]}),
        ("我用护照实名的，开不了花呗", {"id_type": "foreign"}),
        ("想弄个花呗", {}),
        ("我是大学生，开着vpn，花呗开不了", {"student": "yes", "environment": ["vpn"]}),
        ("手机越狱了，还开着代理，花呗开不了", {"environment": ["root", "vpn"]}),
    ],
)
def test_fills_in_only_what_is_said(text: str, answers: dict[str, object]) -> None:
    assert to_dict(asked(text))["answers"] == answers


@pytest.mark.parametrize(
    "text",
    [
        "彈出一行字：請登錄另一個帳戶使用花唄",
        "弹出一行字：请登陆令一个张号使用花贝",
        "弹出 一行字：请登录 另 一 个 账户 使用 huabei",
        "弹出一行字：请登录另\u200b一个\u202e账户使\u2060用花呗",
        "ＨＵＡＢＥＩ弹出一行字：另１个账户已开通",
    ],
)
def test_spelling_does_not_matter(text: str) -> None:
    was = asked(text)
    assert (was.scope, was.matches[0].id, was.prompt) == ("in", "R04", "other")


def test_quotes_the_persons_own_words() -> None:
    was = asked("我的 花 貝，被 停 用 了")
    assert was.matches[0].id == "R10"
    assert was.matches[0].because == ("花 貝", "停 用")


@pytest.mark.parametrize("text", ["收钱码上怎么加花呗", "开花呗刷脸刷了八遍都失败", "花呗突然消失不见了"])
def test_names_three_where_something_stands_in_the_way(text: str) -> None:
    assert len(asked(text).matches) >= FEWEST
    assert all(match.because for match in asked(text).matches)


def test_nothing_akin_stands_beside_a_warning() -> None:
    assert [match.id for match in asked("我把验证码给他了").matches] == ["W01"]


def test_what_people_take_for_the_first_fills_up() -> None:
    term = {"t": {"name": "t", "words": ["甲"]}, "u": {"name": "u", "words": ["乙"]}}
    beside = {"all": ["u"], "reasons": ["R01", "R02", "R03", "R04"], "points": 50}
    small = parse({"term": term, "sign": {"s": {"all": ["t"], "reasons": ["R01"], "points": 50}, "b": beside}}, "t")
    assert [(match.id, match.because) for match in ask(small, "甲").matches] == [
        ("R01", ("甲",)),
        ("R02", ("甲",)),
        ("R03", ("甲",)),
    ]


@pytest.mark.parametrize(("points", "named"), [(50, ["R01"]), (40, ["R01"]), (39, [])])
def test_a_reason_only_just_outdone_is_named(points: int, named: list[str]) -> None:
    out = {"all": ["t"], "scope": "out", "points": 50}
    data = {
        "term": {"t": {"name": "t", "words": ["甲"]}},
        "sign": {"o": out, "s": {"all": ["t"], "reasons": ["R01"], "points": points}},
    }
    was = ask(parse(data, "t"), "甲")
    assert (was.scope, [match.id for match in was.matches]) == ("out", named)


@pytest.mark.parametrize(
    ("text", "found"),
    [("没有花", True), ("没有花钱", False), ("怎么没有花", True), ("怎么没有过花", False), ("没有开花店", True)],
)
def test_a_word_does_not_count_where_another_takes_over(text: str, found: bool) -> None:
    term = {"name": "t", "words": ["没有花", "怎么没有", "没有…花店"], "unless": ["没有花钱", "没有过", "没有开"]}
    small = parse({"term": {"t": term}, "sign": {"s": {"all": ["t"], "reasons": ["R01"], "points": 1}}}, "t")
    assert bool(ask(small, text).matches) is found


def test_letters_are_only_found_as_words() -> None:
    assert asked("hbo怎么看").matches == ()
    assert asked("hb怎么开不了").scope == "general"


def test_a_gap_stays_within_the_sentence() -> None:
    data = {
        "term": {"t": {"name": "t", "words": ["甲…乙"]}},
        "sign": {"s": {"all": ["t"], "reasons": ["R01"], "points": 1}},
    }
    small = parse(data, "t")
    assert ask(small, "甲一二三乙").matches
    assert not ask(small, "甲。乙").matches
    assert not ask(small, "甲" + "一" * 9 + "乙").matches


def test_equal_signs_that_disagree_leave_the_question_open() -> None:
    sign = {"all": ["t"], "points": 9, "answers": {"age": "18_to_22"}}
    data = {
        "term": {"t": {"name": "t", "words": ["甲"]}},
        "sign": {"a": sign, "b": {**sign, "answers": {"age": "60_plus"}}},
    }
    assert ask(parse(data, "t"), "甲").answers == {}


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
def test_anything_pasted_is_answered_in_bounded_time(text: str) -> None:
    asked("")
    start = perf_counter()
    answer = to_dict(asked(text))
    assert perf_counter() - start < 1
    assert answer["text"] == text
    json.dumps(answer)


def test_of_a_long_paste_both_ends_are_read() -> None:
    middle = "今天天气不错。" * 2000
    assert first(f"我把验证码给他了。{middle}") == "W01"
    assert first(f"{middle}我把验证码给他了。") == "W01"
    assert len(middle) > HEAD + TAIL


def test_a_sentence_takes_no_time() -> None:
    asked("")
    times = []
    for _ in range(200):
        start = process_time()
        asked("我另一个支付宝账号开通了花呗，现在这个账号怎么才能开通呢")
        times.append(process_time() - start)
    assert sorted(times)[190] < 0.01


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
    assert was == asked(text)
    assert set(to_dict(was)) == {"text", "scope", "matches", "answers"}


@untimed
@given(
    st.lists(
        st.sampled_from(["花呗", "另一个", "开不了", "逾期", "退款", "收款", "吗", "，", "17岁", " "]), max_size=12
    )
)
def test_given_codes_come_first_whatever_else_is_said(words: list[str]) -> None:
    assert first("".join(words) + "。我把验证码给他了") == "W01"


@untimed
@given(st.text(alphabet="花呗开通不了怎么账户另一个", max_size=40), st.sampled_from(["\u200b", "\u202e", " ", "\x07"]))
def test_what_cannot_be_seen_changes_nothing(text: str, unseen: str) -> None:
    plain, sprinkled = asked(text), asked(unseen.join(text))
    assert (plain.scope, plain.answers) == (sprinkled.scope, sprinkled.answers)
    assert [match.id for match in plain.matches] == [match.id for match in sprinkled.matches]


def test_signs_can_be_looked_at() -> None:
    assert "receive" in signs_seen(vocabulary(), "花呗收款")


def test_our_own_sentences_are_still_understood() -> None:
    results = judge(vocabulary(), read_lines(OWN))
    inside = [result for result in results if result.line.kind == "in"]
    elsewhere = [result for result in results if result.line.kind != "in"]
    assert len({result.line.text for result in results}) == len(results) > 1500
    assert sum(result.right for result in inside) > 0.97 * len(inside)
    assert sum(result.among_three for result in inside) > 0.98 * len(inside)
    assert sum(result.scope == "out" for result in inside) < 0.01 * len(inside)
    assert sum(result.right for result in elsewhere) > 0.96 * len(elsewhere)


def test_the_report_is_kind_when_there_is_no_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nothing.tsv")]) == 0
    assert "没有找到" in capsys.readouterr().out


def test_the_report_scores_and_never_saves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "questions.tsv"
    rows = ["R08\t我是摆摊的，花呗收款咋弄", "G\t花呗咋开", "X\t花呗咋分期", "R04,R22\t今天天气不错"]
    data.write_text("\n".join(rows), encoding="utf-8")
    assert main([str(data)]) == 0
    said = capsys.readouterr().out
    assert "最前一个 1/2=0.500" in said
    assert "今天天气不错" in said
    assert list(tmp_path.iterdir()) == [data]


@pytest.mark.parametrize(
    "text", ["活动结束了吗", "前提是什么", "请联系我本人联系方式", "部分其他的", "需要验证吗", "领一个"]
)
def test_ordinary_words_are_not_taken_for_slips(text: str) -> None:
    assert asked(text).answers == {}
    assert not {match.id for match in asked(text).matches} & {"R04", "R06", "R15", "W01"}


def test_words_fold_as_texts_do() -> None:
    vocabulary = read_vocabulary()
    how = spelling(vocabulary.chars, vocabulary.slips)
    for term in vocabulary.terms.values():
        for word in (*term.words, *term.unless):
            assert fold_word(word, how) == fold(word, how).text

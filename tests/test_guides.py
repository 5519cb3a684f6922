"""The guides that a message asks for: the right page among three, and none for chatter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import checker
from checker import browser
from checker.message.guides import MOST
from checker.message.understanding import Understood, ask, to_data
from checker.model import Knowledge
from checker.report import to_json
from macros.check import guides_said
from publishing import wheel
from publishing.paths import ROOT

SITUATIONS = Path(__file__).with_name("guides.tsv")

UNSEEN = Path(__file__).with_name("guides_once.tsv")


@cache
def knowledge() -> Knowledge:
    return checker.load()


@cache
def asked(text: str) -> Understood:
    return ask(knowledge(), text)


def named(text: str) -> list[str]:
    return [guide.id for guide in asked(text).guides]


def rows(path: Path) -> list[tuple[set[str], str]]:
    """What may be named, and the message."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return [(set(ids.split("|")), text) for ids, text in (line.split("\t") for line in lines)]


def missed(path: Path) -> list[str]:
    return [text for wanted, text in rows(path) if not wanted & set(named(text))]


@pytest.mark.parametrize("path", [SITUATIONS, UNSEEN], ids=lambda path: path.stem)
def test_the_situations_name_guides_that_exist(path: Path) -> None:
    assert {id_ for wanted, _ in rows(path) for id_ in wanted} <= knowledge().guides.keys()
    assert len({text for _, text in rows(path)}) == len(rows(path))


def test_every_guide_stands_in_a_situation() -> None:
    assert {id_ for wanted, _ in rows(SITUATIONS) for id_ in wanted} == knowledge().guides.keys()


def test_a_general_question_leads_to_its_guide() -> None:
    assert len(missed(SITUATIONS)) * 4 <= len(rows(SITUATIONS)), missed(SITUATIONS)


def test_so_do_questions_that_nothing_was_tuned_to() -> None:
    assert len(missed(UNSEEN)) * 2 <= len(rows(UNSEEN)), missed(UNSEEN)


@pytest.mark.parametrize("guide", sorted(checker.load().guides))
def test_its_own_title_and_most_ways_of_asking_find_a_guide(guide: str) -> None:
    """Not all: where the words are about danger, the card that warns comes alone."""
    ways = knowledge().guides[guide].said
    assert sum(guide in named(way) for way in ways) * 2 >= len(ways), [way for way in ways if guide not in named(way)]


CHATTER = [
    "你好",
    "在吗",
    "今天天气真好",
    "讲个笑话给我听",
    "帮我写一首诗",
    "晚饭吃什么好呢",
    "明天飞成都的航班几点起飞",
    "公交卡怎么充值",
    "孩子发烧三十九度怎么退烧",
    "我的快递到哪里了",
    "这部电影多少分",
    "路由器一闪一闪的红灯是什么意思",
    "驾照扣分怎么查",
    "考研什么时候出成绩",
    "空调不制冷了找谁修",
    "哈哈哈哈",
    "😀😀😀",
    "",
]


@pytest.mark.parametrize("text", CHATTER)
def test_chatter_names_none(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize("text", ["京东白条怎么关闭", "微粒贷多久能再申请", "美团月付怎么提额", "白条逾期了怎么办"])
def test_what_is_asked_of_the_products_of_others_names_none(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize("text", ["亲情付是什么", "先用后付要还吗", "拼多多先用后付怎么取消"])
def test_a_product_that_a_guide_speaks_of_leads_there(text: str) -> None:
    assert named(text) == ["products"]


@pytest.mark.parametrize("text", ["我不想活了，花呗也关不掉", "还不起花呗，活着没意思，不想活了"])
def test_nothing_stands_beside_words_of_not_wanting_to_live(text: str) -> None:
    assert asked(text).matches[0].id == "W03"
    assert named(text) == []


def test_beside_danger_only_what_warns() -> None:
    text = "我把验证码给他了，他说帮我开通花呗，开通要钱吗"
    assert asked(text).matches[0].id == "W01"
    assert named(text)
    assert all(knowledge().guides[id_].warns for id_ in named(text))


def test_each_stands_with_its_title_its_page_and_the_words_that_asked_for_it() -> None:
    text = "请问一下，怎么才能把花呗彻底关闭"
    [guide] = json.loads(to_json(to_data(asked(text))))["guides"]
    assert (guide["id"], guide["title"], guide["path"]) == ("close", knowledge().guides["close"].title, "howto/close/")
    assert guide["because"]
    assert all(words in text for words in guide["because"])


@pytest.mark.parametrize(
    "text", ["花呗怎麼關閉", "花 呗 怎 么 关 闭", "ＨＢ怎么关闭", "花呗怎么关闭？？？", "😢花呗怎么关闭"]
)
def test_however_it_is_spelt(text: str) -> None:
    assert named(text) == named("花呗怎么关闭") == ["close"]


@pytest.fixture
def in_the_browser(tmp_path: Path) -> Iterator[None]:
    """The engine as a page has it: its part of the knowledge and of the words, and the guides as they are printed."""
    browser.start(wheel.engine_json(knowledge(), tmp_path).read_text(encoding="utf-8"))
    browser.start_vocabulary(
        wheel.vocabulary_json(tmp_path).read_text(encoding="utf-8"), json.dumps(guides_said(knowledge()))
    )
    yield
    browser._knowledge = browser._vocabulary = None


@pytest.mark.usefixtures("in_the_browser")
def test_a_page_names_the_same() -> None:
    """Of all that the words of a page leave out, nothing decides which guide is named."""
    for _, text in (*rows(SITUATIONS), *rows(UNSEEN), *(("", text) for text in CHATTER)):
        assert browser.ask(text) == to_json(to_data(asked(text)))


words = st.sampled_from([way for guide in checker.load().guides.values() for way in guide.said] + CHATTER)
messages = st.lists(words, max_size=5).map("，".join) | st.text(max_size=60)


@given(messages)
@example("花呗怎么关闭，额度怎么提" * 500)
@settings(deadline=None, max_examples=150)
def test_what_is_named_exists_and_quotes_the_message(text: str) -> None:
    guides = asked(text).guides
    assert len(guides) <= MOST
    assert len({guide.id for guide in guides}) == len(guides)
    for guide in guides:
        entry = knowledge().guides[guide.id]
        assert guide.title == entry.title
        assert (ROOT / "docs" / entry.page).exists()
        assert guide.path == entry.page.removesuffix(".md") + "/"
        assert guide.because
        assert all(words and words in text for words in guide.because)

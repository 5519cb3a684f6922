"""Each fault that the audit promises to see, planted alone in a knowledge that is otherwise clean."""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from checker.audit import CHECKS, FORBIDDEN, Audit, audit, counts, due
from checker.audit.walk import entries
from checker.model import REVIEW_DAYS, Knowledge
from checker.parse import VOCABULARY, File, parse
from tests.conftest import read_labels

TINY = Path(__file__).parent / "tiny.toml"
TODAY = date(2026, 2, 1)

MENDED = """
[question.card]
options = [{ id = "two", label = "两张", becomes = { card = "one", prompt = "" } }, { id = "one", label = "一张" }]
[prompt.none]
sentences = ["没有话"]
can = "没说。"
cannot = "猜不出。"
do = "再问。"
reasons = ["R28"]
sources = ["P02"]
"""
"""What keeps the tiny knowledge from being clean."""

CHANGED = """
[change.c1]
title = "改了"
what = "从前可以赊账。"
means = "现在不行。"
not_means = "不是不借。"
certainty = "confirmed"
"""

GUIDE = """
[guide.g1]
title = "怎么办"
short = "办"
"""

CONDITIONS = ("when", "unless", "show_if")
KEPT = ("id", "is", "explained_by")
"""Fields that name no entry, whatever they hold."""

LONG = "这一句话足足写满了十二个汉字还有余。"


def merged(base: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with `patch` laid over it, table by table; a condition is replaced as a whole."""
    result = dict(base)
    for key, value in patch.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict) and key not in CONDITIONS
        result[key] = merged(result[key], value) if both else value
    return result


def with_patch(patch: str) -> Knowledge:
    tables = tomllib.loads(TINY.read_text(encoding="utf-8"))
    tables = merged(merged(tables, tomllib.loads(MENDED)), tomllib.loads(patch))
    labels = merged(read_labels(), {"label": tables.pop("label", {})})
    return parse([File("tiny.toml", tables), File("labels.toml", labels)])


def found(patch: str) -> Audit:
    return audit(with_patch(patch), TODAY)


def test_the_base_is_clean() -> None:
    assert found("") == Audit((), ())


def test_the_real_knowledge_is_clean(knowledge: Knowledge) -> None:
    newest = max(entry.reviewed for _, entry in entries(knowledge))
    assert [str(problem) for problem in audit(knowledge, newest).problems] == []


FAULTS = {
    # what was taken down
    "prompt for a retired reason": ('reason.R06.retired = "没有了"', "prompt.busy.reasons"),
    "weights for a retired reason": ('reason.R05.retired = "没有了"', "weights.labels"),
    "retired remedy that a reason names": ('remedy.dry.retired = "没有了"', "reason.R05.remedies"),
    "retired remedy that another waits for": ('remedy.return-card.retired = "没有了"', "remedy.wait.after"),
    "retired question that a reason reads": ('question.paper.retired = "不再问"', "reason.R04.when"),
    "strong reason on a retired claim alone": ('claim.S02.retired = "没有了"', "reason.R05.claims"),
    "strong reason on a retired law alone": (
        'source.P01.retired = "废止"\nreason.R04.claims = []\nreason.R04.sources = ["P01"]',
        "reason.R04.claims",
    ),
    "no source but a retired claim": (
        'claim.S02.retired = "没有了"\n'
        'reason.R05.level = [{ kind = "weak", when = { question = "rain", is = ["now", "past"] } }]',
        "reason.R05.sources",
    ),
    "promise in what was taken down": ('reason.R04.retired = "包过"', "reason.R04.retired"),
    "no source but one that was taken down": ('source.P02.retired = "没有了"', "remedy.dry.sources"),
    # ids
    "ways of putting an unknown reason": ('said.R99 = ["下雨了"]', "said.R99"),
    "reason that nobody puts in words": ('said.R01 = ["下雨了"]', "reason.R"),
    "claim of an unknown source": ('claim.S01.sources = ["P99"]', "claim.S01.sources"),
    "contradiction of an unknown claim": (
        'contradiction.c1 = { claims = ["S01", "S99"], text = "打架。" }',
        "contradiction.c1.claims",
    ),
    "question of an unknown claim": ('question.age.claims = ["S99"]', "question.age.claims"),
    "reason of an unknown claim": ('reason.R02.claims = ["S01", "S99"]', "reason.R02.claims"),
    "reason correcting an unknown claim": ('reason.R02.corrects = ["S99"]', "reason.R02.corrects"),
    "reason of an unknown source": ('reason.R02.sources = ["P01", "P99"]', "reason.R02.sources"),
    "reason with an unknown remedy": ('reason.R02.remedies = ["grow", "nap"]', "reason.R02.remedies"),
    "reason with an unknown clock": ('reason.R02.clocks = ["sundial"]', "reason.R02.clocks"),
    "remedy after an unknown one": ('remedy.grow.after = ["nap"]', "remedy.grow.after"),
    "remedy at an unknown channel": ('remedy.grow.channel = "pub"', "remedy.grow.channel"),
    "remedy of an unknown source": ('remedy.grow.sources = ["P99"]', "remedy.grow.sources"),
    "remedy of an unknown claim": ('remedy.grow.claims = ["S99"]', "remedy.grow.claims"),
    "two questions that ask what the app shows": (
        'question.card.explained_by = "prompt"',
        "question.card.explained_by",
    ),
    "prompt for an unknown reason": ('prompt.busy.reasons = ["R99"]', "prompt.busy.reasons"),
    "prompt of an unknown source": ('prompt.busy.sources = ["P99"]', "prompt.busy.sources"),
    "channel of an unknown source": ('channel.desk.sources = ["P99"]', "channel.desk.sources"),
    "clock of an unknown source": ('clock.answer.sources = ["P99"]', "clock.answer.sources"),
    "scam with an unknown offer": (
        "[scam.s1]\n"
        'title = "甲"\nsays = "乙"\nwants = ["money"]\ntruth = "丙"\ndo = ["丁"]\noffers = ["gold"]\nsources = ["P02"]',
        "scam.s1.offers",
    ),
    "myth of an unknown claim": (
        '[myth.m1]\ntitle = "甲"\nsaid_by = "乙"\nknown = "丙"\ncorrect = "丁"\nclaims = ["S99"]\nsources = ["P02"]',
        "myth.m1.claims",
    ),
    "weights of an unknown reason": ('weights.labels = "in general out R03 R99"', "weights.labels"),
    "fact with an unknown answer": ('fact."prompt=maybe".says = ["旧卡"]', "fact.prompt=maybe.answers.prompt"),
    "fact with an unknown question": ('fact."mood=bad".says = ["旧卡"]', "fact.mood=bad.answers.mood"),
    # conditions
    "level on an unknown question": ('reason.R02.when = { question = "mood", is = "bad" }', "reason.R02.when"),
    "level on an unknown option": ('reason.R02.when = { question = "age", is = ["child", "old"] }', "reason.R02.when"),
    "exception on an unknown option": ('reason.R02.unless = { question = "card", is = "x" }', "reason.R02.unless"),
    "remedy on an unknown option": ('remedy.dry.when = { question = "rain", is = "hail" }', "remedy.dry.when"),
    "show_if on an unknown question": (
        'question.rain.show_if = { question = "mood", is = "bad" }',
        "question.rain.show_if",
    ),
    "show_if on a later question": ('question.age.show_if = { question = "rain", is = "now" }', "question.age.show_if"),
    "show_if on itself": ('question.age.show_if = { question = "age", is = "child" }', "question.age.show_if"),
    "hard on not knowing": (
        'reason.R04.when = { question = "paper", is = ["expired", "unknown"] }',
        "reason.R04.when",
    ),
    # options
    "option id twice": (
        'question.rain.options = [{ id = "now", label = "甲" }, { id = "now", label = "乙" },'
        ' { id = "past", label = "丙" }]',
        "question.rain.options",
    ),
    "fixed and becomes": (
        'question.age.options = [{ id = "child", label = "小", fixed = "改不了", becomes = { age = "grown" } },'
        ' { id = "grown", label = "大", no_effect = true }]',
        "question.age.options[0]",
    ),
    "becomes an answer to no question": (
        'question.paper.options = [{ id = "expired", label = "过期", becomes = { passport = "valid" } }]',
        "question.paper.options[0].becomes",
    ),
    "becomes no answer": (
        'question.paper.options = [{ id = "expired", label = "过期", becomes = { paper = "new" } }]',
        "question.paper.options[0].becomes",
    ),
    "becomes what it is": (
        'question.paper.options = [{ id = "expired", label = "过期", becomes = { paper = "expired" } }]',
        "question.paper.options[0].becomes",
    ),
    "hard answer without a way out": (
        'question.paper.options = [{ id = "expired", label = "过期" },'
        ' { id = "valid", label = "没", no_effect = true }]',
        "reason.R04.when",
    ),
    "hard by not having done something": (
        'reason.R04.when = { not = { question = "paper", is = "valid" } }\n'
        'question.paper.options = [{ id = "expired", label = "过期", no_effect = true },'
        ' { id = "valid", label = "没" }]',
        "reason.R04.when",
    ),
    "option without effect": (
        'question.age.options = [{ id = "child", label = "小", fixed = "改不了" }, { id = "grown", label = "大" }]',
        "question.age.options[1]",
    ),
    "no_effect on an option that matters": (
        'question.rain.options = [{ id = "now", label = "甲", no_effect = true }, { id = "past", label = "乙" }]',
        "question.rain.options[0]",
    ),
    "two ways of not knowing": (
        'question.rain.options = [{ id = "now", label = "甲", not_known = true }, { id = "past", label = "乙" },'
        ' { id = "unknown", label = "丙" }]',
        "question.rain.options",
    ),
    "question that nothing needs": (
        '[question.mood]\ntext = "心情？"\nwhy = "问问。"\ngroup = "aim"\n'
        'options = [{ id = "bad", label = "坏", no_effect = true }]',
        "question.mood",
    ),
    "prompt option unexplained": (
        'question.prompt.options = [{ id = "other", label = "甲", becomes = { prompt = "" } },'
        ' { id = "busy", label = "乙" }, { id = "none", label = "丙" },'
        ' { id = "loud", label = "丁", no_effect = true }]',
        "question.prompt.options",
    ),
    "prompt that the form does not offer": (
        'prompt.loud = { sentences = ["甲"], can = "乙", cannot = "丙", do = "丁",'
        ' reasons = ["R06"], sources = ["P02"] }',
        "prompt.loud",
    ),
    "prompt that says it is not offered but is": ("prompt.busy.option = false", "prompt.busy"),
    # reach
    "reason that contradicts itself": (
        'reason.R06.when = { all = [{ question = "prompt", is = "busy" }, { question = "prompt", is = "none" }] }',
        "reason.R06.when",
    ),
    "reason behind a question that does not show": (
        'question.rain.show_if = { question = "product", is = "boat" }\n'
        'reason.R06.when = { all = [{ question = "rain", is = "never" }, { question = "product", is = "bike" }] }',
        "reason.R06.when",
    ),
    "level that an earlier one hides": (
        'reason.R05.level = [{ kind = "strong", when = { question = "rain", is = ["now", "past"] } },'
        ' { kind = "weak", when = { question = "rain", is = "past" } }]',
        "reason.R05.level[1].when",
    ),
    "reason that its exception undoes": (
        'reason.R06.unless = { question = "prompt", is = ["busy", "none"] }',
        "reason.R06.when",
    ),
    "levels in the wrong order": (
        'reason.R05.level = [{ kind = "weak", when = { question = "rain", is = "past" } },'
        ' { kind = "strong", when = { question = "rain", is = "now" } }]',
        "reason.R05.level",
    ),
    # grounds
    "hard without ground": ("reason.R04.claims = []\nreason.R04.sources = ['P02']", "reason.R04.claims"),
    "strong without ground": ("reason.R05.claims = []\nreason.R05.sources = ['P02']", "reason.R05.claims"),
    "hard on a claim that nobody can check": ('reason.R04.claims = ["S01", "S03"]', "reason.R04.claims"),
    "technical on such a claim alone": ('reason.R06.claims = ["S03"]', "reason.R06.claims"),
    "reason on a wrong claim": ('reason.R06.claims = ["S04"]', "reason.R06.claims"),
    "remedy on a wrong claim": ('remedy.dry.claims = ["S04"]', "remedy.dry.claims"),
    "wrong claim without correction": ('claim.S04.correction = ""', "claim.S04.correction"),
    "claim without source": ("claim.S01.sources = []", "claim.S01.sources"),
    "reason without source": ('reason.R06.unsourced = ""', "reason.R06.sources"),
    "remedy without source": ("remedy.dry.sources = []", "remedy.dry.sources"),
    "prompt without source": ("prompt.busy.sources = []", "prompt.busy.sources"),
    "channel without source": ("channel.desk.sources = []", "channel.desk.sources"),
    "clock without source": ("clock.answer.sources = []", "clock.answer.sources"),
    "contradiction of one claim": (
        'contradiction.c1 = { claims = ["S01"], text = "打架。" }',
        "contradiction.c1.claims",
    ),
    "link to a mirror": ('source.P02.url = "https://www.gov.cn.example.com/"', "source.P02.url"),
    "link to a lookalike": ('source.P02.url = "https://notgov.cn/"', "source.P02.url"),
    "link without a scheme": ('channel.desk.url = "www.gov.cn"', "channel.desk.url"),
    "link that is none": ('channel.desk.url = "https://[gov.cn"', "channel.desk.url"),
    "rule that is replaced by nothing": ('source.P02.replaced_by = "P99"', "source.P02.replaced_by"),
    "rule that ends before it begins": (
        "source.P02.in_force = 2025-06-01\nsource.P02.until = 2025-05-31",
        "source.P02.until",
    ),
    "rule that was replaced, nobody knows when": ('source.P02.replaced_by = "P01"', "source.P02.until"),
    "rule that replaces itself": (
        'source.P02.until = 2025-05-31\nsource.P02.replaced_by = "P02"',
        "source.P02.replaced_by",
    ),
    "change whose rule has no date": (CHANGED + 'rule = "P01"\ntouches = []', "change.c1.rule"),
    "end of a rule that does not end": (
        CHANGED + 'rule = "P01"\ntouches = []\nends = true\n[source.P01]\nin_force = 2025-01-01',
        "change.c1.rule",
    ),
    "review on the same day": ("claim.S01.review_days = 0", "claim.S01.review_days"),
    "review in two years": ("claim.S01.review_days = 730", "claim.S01.review_days"),
    "guide on no page": (GUIDE + 'page = "../x.md"\nsaid = ["一", "二", "三"]', "guide.g1.page"),
    "guide that nobody asks for": (GUIDE + 'page = "x.md"\nsaid = ["一", "二"]', "guide.g1.said"),
    "two guides on a page": (
        GUIDE
        + 'page = "x.md"\nsaid = ["一", "二", "三"]'
        + GUIDE.replace("g1", "g2")
        + 'page = "x.md"\nsaid = ["四", "五", "六"]',
        "guide.g2.page",
    ),
    "two guides asked for alike": (
        GUIDE
        + 'page = "x.md"\nsaid = ["一", "二", "三"]'
        + GUIDE.replace("g1", "g2")
        + 'page = "y.md"\nsaid = ["四", "五", "一"]',
        "guide.g2.said",
    ),
    "change by no rule": (CHANGED + 'rule = "P99"\ntouches = []', "change.c1.rule"),
    "change that touches nothing": (CHANGED + 'rule = "P01"\ntouches = ["reason.R99"]', "change.c1.touches"),
    "change that touches no kind": (CHANGED + 'rule = "P01"\ntouches = ["R02"]', "change.c1.touches"),
    # remedies
    "step that waits for a later stage": ('remedy.dry.after = ["renew"]', "remedy.dry.after"),
    "steps in a circle": ('remedy.find-card.after = ["tell"]\nremedy.tell.after = ["find-card"]', "remedy."),
    "step that waits for itself": ('remedy.dry.after = ["dry"]', "remedy.dry.after"),
    "step that no reason takes": ('reason.R05.remedies = ["wait"]', "remedy.dry"),
    "wait with a number": ('reason.R05.wait = "等 3 天。"', "reason.R05.wait"),
    "wait with a number in words": ('reason.R05.wait = "过两个月再看。"', "reason.R05.wait"),
    # follow-ups
    "unknown question to ask next": (
        'question.rain.options = [{ id = "now", label = "甲", then = ["snow"] }, { id = "past", label = "乙" }]',
        "question.rain.options[0].then",
    ),
    "question that follows itself": (
        'question.rain.options = [{ id = "now", label = "甲", then = ["rain"] }, { id = "past", label = "乙" }]',
        "question.rain.options[0].then",
    ),
    "question that then never arises": (
        'question.status.options = [{ id = "asked", label = "甲" }, { id = "new", label = "乙", then = ["card"] }]',
        "question.status.options[1].then",
    ),
    "too many to ask next": (
        "".join(
            f'[question.q{n}]\ntext = "问？"\nwhy = "因。"\ngroup = "aim"\noptions = [{{ id = "a", label = "甲" }}]\n'
            for n in range(9)
        )
        + '[question.rain]\noptions = [{ id = "now", label = "甲", then = '
        + str([f"q{n}" for n in range(9)])
        + ' }, { id = "past", label = "乙" }]',
        "question.rain.options[0].then",
    ),
    "unknown reason that leads": (
        'question.rain.options = [{ id = "now", label = "甲", leads = "R99" }, { id = "past", label = "乙" }]',
        "question.rain.options[0].leads",
    ),
    "reason that leads without being found": (
        'question.rain.options = [{ id = "now", label = "甲", leads = "R04" }, { id = "past", label = "乙" }]',
        "question.rain.options[0].leads",
    ),
    "step in the app that turns to somebody": ('remedy.tell.where = "alipay"', "remedy.tell.channel"),
    "call without anybody to call": ('remedy.dry.where = "call"', "remedy.dry.channel"),
    # words
    "place that nobody filled in": ('reason.R02.summary = "规矩是〔哪一条〕。"', "reason.R02.summary"),
    "place that was filled in by half": ('claim.S01.why = "规矩〔"', "claim.S01.why"),
    "kind without a label": ('label.kind.hard = ""', "label.kind.hard"),
    "topic without a label": ('claim.S01.topic = "weather"', "claim.S01.topic"),
    "flag without a label": ('claim.S01.flags = ["fun"]', "claim.S01.flags"),
    "scam that wants something nameless": (
        "[scam.s1]\n"
        'title = "甲"\nsays = "乙"\nwants = ["soul"]\ntruth = "丙"\ndo = ["丁"]\noffers = ["paid"]\nsources = ["P02"]',
        "scam.s1.wants",
    ),
    "forbidden word in a field": ('reason.R02.summary = "一定能开。"', "reason.R02.summary"),
    "forbidden word in a list": ('reason.R02.never = ["好好说。", "别去养号。"]', "reason.R02.never[1]"),
    "forbidden word in an option": (
        'question.rain.options = [{ id = "now", label = "百分之九" }, { id = "past", label = "乙" }]',
        "question.rain.options[0].label",
    ),
    "forbidden word in a label": ('label.kind.hard = "包过"', "label.kind.hard"),
    "forbidden word in a plain word": ('term.card.name = "包过"', "term.card.name"),
    "half-width comma": ('reason.R02.summary = "你好,再见。"', "reason.R02.summary"),
    "half-width colon": ('remedy.dry.text = "注意:地滑。"', "remedy.dry.text"),
    "no space before a number": ('remedy.dry.text = "拨 95188问问。"', "remedy.dry.text"),
    "space beside a full-width sign": ('remedy.dry.text = "先擦， 再坐。"', "remedy.dry.text"),
    "sentence in two entries": (
        f'reason.R02.summary = "{LONG}"\nremedy.dry.text = "先看天。{LONG}"',
        "remedy.dry.text",
    ),
}


@pytest.mark.parametrize(("patch", "path"), FAULTS.values(), ids=FAULTS.keys())
def test_a_planted_fault_is_seen(patch: str, path: str) -> None:
    problems = found(patch).problems
    assert any(problem.path.startswith(path) for problem in problems), [str(problem) for problem in problems]
    assert all(problem.where in ("tiny.toml", "labels.toml") for problem in problems)


def test_every_check_has_a_planted_fault() -> None:
    knowledges = [with_patch(patch) for patch, _ in FAULTS.values()]
    knowledges.append(replace(with_patch(""), published=frozenset({"reason.R99"})))
    idle = [check.__name__ for check in CHECKS if not any(list(check(each)) for each in knowledges)]
    assert idle == []


HARMLESS = {
    "C claim under a weak reason": (
        'reason.R05.level = [{ kind = "weak", when = { question = "rain", is = ["now", "past"] } }]\n'
        'reason.R05.claims = ["S03"]\nreason.R05.sources = ["P02"]'
    ),
    "hard on a law alone": 'reason.R04.claims = []\nreason.R04.sources = ["P01"]',
    "wait with a clock": 'reason.R02.wait = "等 3 天。"',
    "wait that names an age": 'reason.R05.wait = "到 18 周岁以后。"',
    "place to fill in, in a letter": (
        '[letter.l1]\ntitle = "甲"\nto = "乙"\nbody = "我是〔姓名〕。"\nnote = "丁"\nsources = ["P01"]'
    ),
    "number of an official document": 'claim.S01.why = "见公告〔2026〕第 9 号。"',
    "short sentence twice": 'reason.R02.summary = "天黑了。"\nremedy.dry.text = "天黑了。"',
    "sentence twice in one entry": f'reason.R02.summary = "{LONG}{LONG}"',
    "half-width sign beside Latin": 'reason.R02.summary = "时间 9:30，地址 a,b。"',
    "prompt that is explained only": (
        'prompt.loud = { sentences = ["甲"], can = "乙", cannot = "丙", do = "丁",'
        ' reasons = ["R06"], sources = ["P02"], option = false }'
    ),
    "hard answer with another way out": (
        'reason.R04.when = { all = [{ question = "paper", is = "expired" }, { question = "rain", is = "past" }] }'
    ),
    "link below an official domain": 'source.P02.url = "http://gat.nmg.gov.cn/x?y=%20"',
    "overdue, but taken down": 'claim.S04.retired = "没有了"\nclaim.S04.reviewed = 2020-01-01',
    "retired reason": (
        'reason.R04.retired = "并进 R02"\nremedy.renew.retired = "没有了"\n'
        'question.paper.retired = "不再问"\nreason.R04.reviewed = 2020-01-01'
    ),
    "retired claim beside a good one": 'claim.S02.retired = "并进 S01"\nreason.R05.claims = ["S01", "S02"]',
    "change of a rule": (
        CHANGED + 'rule = "P01"\ntouches = ["reason.R02", "clock.answer"]\n[source.P01]\nin_force = 2025-01-01'
    ),
    "end of a rule": (CHANGED + 'rule = "P01"\ntouches = []\nends = true\n[source.P01]\nuntil = 2027-01-01'),
    "guide": GUIDE + 'page = "howto/x.md"\nsaid = ["一", "二", "三"]',
    "channel that everybody knows": 'channel.desk = { certainty = "partly" }',
    "retired remedy": 'remedy.nap = { text = "睡。", stage = "now", sources = ["P02"], retired = "改到 dry" }',
    "many-choice level that needs two": (
        'reason.W01.when = { all = [{ question = "offers", is = "paid" }, { question = "offers", is = "key" }] }'
    ),
}


@pytest.mark.parametrize("patch", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_is_allowed_passes(patch: str) -> None:
    assert [str(problem) for problem in found(patch).problems] == []


PROMISES = """
通过率，八成是 80%，八成是 80％，百分之八十，分数门槛，包过，你一定能开，强开方法，养号，刷流水，
30 天后就能开，七天之后可以开，600 分以上可开，650 分及以上就能开，保证开通，改善就加分
"""


@pytest.mark.parametrize("text", PROMISES.replace("\n", "").split("，"))
def test_forbidden_words(text: str) -> None:
    assert FORBIDDEN.search(text)


@pytest.mark.parametrize(
    "text", ["不等于就能开", "10 天后再看", "能不能开由系统评估", "“强开”", "600 分的说法没有出处"]
)
def test_words_that_are_fine(text: str) -> None:
    assert not FORBIDDEN.search(text)


def test_an_overdue_review_is_a_warning_and_strictly_a_problem() -> None:
    knowledge = with_patch("claim.S01.reviewed = 2025-06-01\nclaim.S02.reviewed = 2025-06-01")
    calm, strict = audit(knowledge, TODAY), audit(knowledge, TODAY, strict_dates=True)
    assert calm.problems == ()
    [line] = calm.warnings
    assert "tiny.toml 2 条" in line.found
    assert "--due" in line.expected
    assert strict == Audit(calm.warnings, ())


def test_the_last_good_day() -> None:
    knowledge = with_patch("")
    reviewed = date(2026, 1, 1)
    assert audit(knowledge, reviewed + timedelta(REVIEW_DAYS)).warnings == ()
    assert audit(knowledge, reviewed + timedelta(REVIEW_DAYS + 1)).warnings


def test_an_entry_may_have_a_shorter_period() -> None:
    knowledge = with_patch("claim.S01.review_days = 30")
    assert [entry for entry, _, _ in due(knowledge, date(2026, 2, 1))] == ["claim.S01"]
    assert audit(knowledge, date(2026, 2, 1)).warnings
    assert audit(knowledge, date(2026, 1, 31)).warnings == ()


def test_a_review_to_come_is_a_problem() -> None:
    paths = [problem.path for problem in found("claim.S01.reviewed = 2026-02-02").problems]
    assert paths == ["claim.S01.reviewed"]


def test_counts_add_up() -> None:
    knowledge = with_patch("claim.S01.reviewed = 2025-06-01")
    numbers = counts(knowledge, TODAY)
    assert numbers["claims"] == {"A": 1, "B": 1, "C": 1, "D": 1}
    assert numbers["reasons"] == {"stop": 1, "scope": 1, "hard": 3, "strong": 1, "technical": 1, "fallback": 1}
    assert (numbers["questions"], numbers["sources"], numbers["overdue"]) == (8, 2, 1)


@pytest.mark.slow
def test_ten_times_the_knowledge_costs_about_ten_times_as_much() -> None:
    """In calls of functions, which are the same on every machine."""

    def calls(knowledge: Knowledge) -> int:
        counted = Counter[str]()
        sys.setprofile(lambda _frame, event, _argument: counted.update([event]))
        try:
            audit(knowledge, TODAY)
        finally:
            sys.setprofile(None)
        return counted["call"] + counted["c_call"]

    assert calls(copies(20)) < 12 * calls(copies(2))


def copies(number: int) -> Knowledge:
    """So many tiny knowledges side by side, each with ids of its own."""
    base = merged(tomllib.loads(TINY.read_text(encoding="utf-8")), tomllib.loads(MENDED))
    entries = {table: content for table, content in base.items() if isinstance(content, dict)}
    tables: dict[str, Any] = {table: {} for table in entries if table not in VOCABULARY}
    ids = {id_ for table in tables for id_ in entries[table]}
    for copy in range(number):
        for table, content in tables.items():
            content.update(renamed(entries[table], ids, f"-{copy}"))
    return parse([File("many.toml", {"reviewed": base["reviewed"], **tables}), File("labels.toml", read_labels())])


def renamed(value: Any, ids: set[str], suffix: str) -> Any:
    """`value` with the suffix on every id of an entry; options keep theirs."""
    if isinstance(value, dict):
        return {
            (key + suffix if key in ids else key): item
            if key in ("id", "is", "explained_by")
            else renamed(item, ids, suffix)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [renamed(item, ids, suffix) for item in value]
    return value + suffix if value in ids else value

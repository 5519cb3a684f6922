"""What is made of a message, on a small world and weights made up for it; the real ones are in `test_understanding`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

import pytest

from checker.message import guides
from checker.message.ranking import encode
from checker.message.reading import Reading, compiled, read
from checker.message.understanding import Understood, Weighed, ask, conclude, to_data, weigh_up
from checker.message.vocabulary import Vocabulary
from checker.message.vocabulary import parse as parse_words
from checker.model import Knowledge
from checker.parse import File, parse

WORLD = """
[question.product]
options = [{ id = "bike" }, { id = "boat" }]
[question.prompt]
options = [{ id = "other" }, { id = "busy" }]
[question.age]
options = [{ id = "child" }, { id = "grown" }, { id = "old" }]
[question.concern]
options = [{ id = "price" }]
[question.offers]
choice = "many"
options = [{ id = "paid" }, { id = "key" }, { id = "nobody", exclusive = true }]
[question.given]
choice = "many"
options = [{ id = "code" }]
[question.rain]
options = [{ id = "now" }, { id = "past" }]

[reason.W01]
kind = "stop"
when = { question = "offers", is = "paid" }
remedies = []
[reason.W02]
kind = "stop"
when = { question = "offers", is = "key" }
remedies = []
[reason.W03]
kind = "stop"
when = { any = [] }
remedies = []
[reason.R01]
kind = "scope"
when = { question = "product", is = "boat" }
remedies = []
[reason.R02]
kind = "hard"
when = { question = "age", is = "child" }
remedies = []
[reason.R03]
kind = "policy"
when = { all = [{ question = "prompt", is = "other" }, { not = { question = "age", is = ["child", "grown"] } }] }
remedies = []
[reason.R04]
kind = "technical"
when = { question = "prompt", is = "busy" }
remedies = []
[reason.R05]
remedies = []
[[reason.R05.level]]
kind = "strong"
when = { question = "rain", is = "now" }
[[reason.R05.level]]
kind = "weak"
when = { question = "rain", is = "past" }
[reason.R28]
kind = "fallback"
when = { question = "prompt", is = ["other", "busy"] }
remedies = []

[guide.oars]
page = "howto/oars.md"
title = "船桨"
said = ["船桨怎么收"]
[guide.thieves]
page = "howto/thieves.md"
title = "小偷"
said = ["被偷"]
warns = true
"""

REASONS = ("W01", "W02", "W03", "R01", "R02", "R03", "R04", "R05", "R28")
SCOPES = ("in", "general", "out")
LABELS = (*SCOPES, *REASONS)

FACTS = {
    "!W02": ["钥匙", "掉"],
    "!W01": ["付钱", "掉"],
    "!W03": ["黑夜"],
    "offers=paid": ["收钱"],
    "offers=key": ["拿匙"],
    "offers=nobody": ["没人"],
    "given=code": ["密码"],
    "product=boat": ["小船"],
    "product=bike": ["单车"],
    "prompt=other": ["两张"],
    "prompt=busy": ["太忙"],
    "age=child": ["还小"],
    "age=grown": ["大了"],
    "age=old": ["老了"],
    "concern=price": ["多贵"],
    "rain=now": ["淋着"],
    "rain=past": ["淋过"],
    "unknown=x": ["无题"],
    "unknown=y": ["无解"],
    "~prompt=busy": ["也许"],
    "^prompt=busy": ["似乎"],
    "^offers=key": ["似锁"],
    "^prompt=busy;unknown=x": ["似卡"],
    "age=child 又": ["年幼"],
}
CALM = ("rain=past",)

UNIT = 100

OURS = {**dict.fromkeys(REASONS, 0), "in": 9000}
"""Every reason as likely as another, and something stands in the way."""


@cache
def world() -> Knowledge:
    return parse([File("made_up.toml", tomllib.loads(WORLD))], prose=False, version="made-up")


def words(
    bias: Mapping[str, int] | None = None,
    features: Mapping[str, Mapping[str, int]] | None = None,
    *,
    doubt: int = 0,
    floor: int = -9999,
    without: bool = False,
) -> Vocabulary:
    """The words of this world; a label's score is its bias and a hundred for each point of the features found."""
    written = {
        name: encode({LABELS.index(label): weight for label, weight in pairs.items()}, 15)
        for name, pairs in (features or {}).items()
    }
    weights = {
        "labels": " ".join(LABELS),
        "bias": " ".join(str((bias or {}).get(label, -5000 if label in REASONS else 0)) for label in LABELS),
        "features": written,
        "levels": 15,
        "unit": UNIT,
        "doubt": doubt,
        "floor": floor,
    }
    table: dict[str, object] = {
        "term": {
            "boat": {"name": "船", "words": ["船舶", "舟"]},
            "sky": {"name": "天", "words": ["蓝天"]},
            "all": {"name": "全", "words": ["东…西"]},
        },
        "mark": {
            "past": ["从前"],
            "ours": ["花呗"],
            "product": ["花呗"],
            "lenders": ["白条"],
            "negations": ["没"],
            "denials": ["不是"],
            "asked": ["怎么"],
        },
        "fact": {name: {"says": says, "calm": name in CALM} for name, says in FACTS.items()},
    }
    return parse_words(table if without else {**table, "weights": weights}, "words.toml")


@pytest.fixture(autouse=True)
def _forgetful() -> None:
    """Nothing is known from earlier."""
    compiled.cache_clear()
    guides.ways_of_asking.cache_clear()


def weighed(text: str, how: Vocabulary) -> Weighed:
    return weigh_up(world(), how, read(world(), how, text))


def asked(text: str, bias: Mapping[str, int] | None = None, **more: object) -> Understood:
    return ask(world(), text, words(bias, **more))  # type: ignore[arg-type]


def named(text: str, bias: Mapping[str, int] | None = None, **more: object) -> list[str]:
    return [match.id for match in asked(text, bias, **more).matches]


def answers(text: str) -> dict[str, tuple[str, ...]]:
    return dict(asked(text, OURS).answers)


# What it says


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(("还小", {"age": ("child",)}), ("还小，小船", {"age": ("child",), "product": ("boat",)}), ("没事", {})),
        *(("还小，大了", {}), ("还小，大了，小船", {"product": ("boat",)}), ("还小，还小", {"age": ("child",)})),
        *(("收钱，拿匙", {"offers": ("paid", "key")}), ("收钱，没人", {"offers": ("paid",)})),
        *(
            ("没人", {}),
            ("没收钱", {}),
            ("从前还小", {}),
            ("也许", {}),
            ("无题，无解", {}),
            ("年幼", {"age": ("child",)}),
        ),
        ("小船，收钱，拿匙", {"offers": ("paid", "key")}),  # beside danger only what it rests on
    ],
)
def test_what_is_said_without_contradiction_answers_the_form(text: str, found: dict[str, tuple[str, ...]]) -> None:
    assert answers(text) == found


def test_an_answer_carries_the_first_clause_that_gives_it() -> None:
    was = asked("好，我\u200b还小，小船，他还小", OURS)
    assert [(item.question, item.clause) for item in was.said] == [("age", "我\u200b还小"), ("product", "小船")]
    assert [(item.question, item.clause, item.many) for item in asked("好，收钱，拿匙", OURS).said] == [
        ("offers", "收钱", True)
    ]


BUSY = {**OURS, "R04": 2000}


@pytest.mark.parametrize(
    ("text", "bias", "found"),
    [
        ("似乎", BUSY, {"prompt": ("busy",)}),
        ("似乎", {**OURS, "R02": 2000}, {}),  # another reason comes first
        ("似乎", {**BUSY, "in": -9000, "general": 9000}, {}),
        ("也许似乎", BUSY, {"prompt": ("busy",)}),
        ("两张，似乎", {"R28": 2000, "in": 9000}, {"prompt": ("other",)}),  # said plainly: nothing loose takes it away
        ("似卡", BUSY, {"prompt": ("busy",), "unknown": ("x",)}),  # one of the two is enough
        ("没似乎", BUSY, {}),
        ("从前似乎", BUSY, {}),
        ("没人，似锁", {**OURS, "W02": 2000}, {"offers": ("key",)}),  # one of several: it goes with others
    ],
)
def test_what_is_said_loosely_counts_where_the_first_reason_rests_on_it(
    text: str, bias: Mapping[str, int], found: Mapping[str, tuple[str, ...]]
) -> None:
    assert dict(asked(text, bias).answers) == found


def test_what_is_said_loosely_and_counts_is_not_asked_as_well() -> None:
    was = asked("也许似乎", BUSY)  # a hint of the same
    assert (dict(was.answers), was.offered) == ({"prompt": ("busy",)}, ())


def test_what_is_said_loosely_is_neither_weighed_nor_offered_nor_taken_in_doubt() -> None:
    assert not [feature for feature in features_of("似乎") if feature.startswith("=")]
    assert ("prompt", "busy") not in asked("似乎", {**OURS, "R02": 2000}).offered
    assert dict(asked("似乎", {**OURS, "R04": 50}, doubt=100).answers) == {}


def test_of_who_asks_in_general_only_what_they_want_to_know_is_filled_in() -> None:
    text, near = "还小，多贵", dict.fromkeys(REASONS, 0)
    assert dict(asked(text, {**near, "in": 9000}).answers) == {"age": ("child",), "concern": ("price",)}
    assert dict(asked(text, {**near, "general": 9000}).answers) == {"concern": ("price",)}
    assert dict(asked(text, {**near, "out": 9000}).answers) == {}


# What it is about


def test_the_reason_with_the_highest_score_comes_first() -> None:
    order = weighed("开", words({"R01": 3, "R02": 2, "R04": 1, "R05": 9, "W01": -4000})).order
    assert order[:4] == ("R05", "R01", "R02", "R04")
    assert set(order) == set(REASONS) - {"W03"}


@pytest.mark.parametrize(
    ("text", "id_", "other", "kind", "gain"),
    [
        *(
            ("小船", "R01", "R04", "scope", 700),
            ("还小", "R02", "R04", "hard", 700),
            ("淋着", "R05", "R04", "strong", 600),
        ),
        *(
            ("淋过", "R05", "R04", "weak", 300),
            ("太忙", "R04", "R01", "technical", 600),
            ("两张，老了", "R03", "R01", "policy", 300),
        ),
        ("太忙", "R28", "R01", "fallback", 0),
    ],
)
def test_a_reason_that_the_answers_establish_gains_by_its_kind(
    text: str, id_: str, other: str, kind: str, gain: int
) -> None:
    """`other` is one that they leave open."""
    for more, order in ((1, (id_, other)), (-1, (other, id_))):
        was = weighed(text, words({id_: -100 + more, other: -100 + gain}))
        assert (was.established[id_], other in was.established) == (kind, False)
        assert tuple(found for found in was.order if found in order) == order


@pytest.mark.parametrize(("best", "is_first"), [(1250, True), (1251, False)])
def test_danger_that_is_established_gains_most(best: int, is_first: bool) -> None:
    was = weighed("收钱", words({"W01": -100, "R04": best}))
    assert was.established == {"W01": "stop"}
    assert was.order[0] == ("W01" if is_first else "R04")


def test_what_the_answers_rule_out_is_not_in_the_order_but_danger_is() -> None:
    was = weighed("大了，没人，单车", words(dict.fromkeys(REASONS, 0)))
    assert set(was.ruled_out) == {"R01", "R02", "R03"}
    assert not {"R01", "R02", "R03"} & set(was.order)
    assert {"W01", "W02"} <= set(was.order)
    assert dict(was.established) == {}


def test_what_is_unknown_to_the_form_is_not_judged() -> None:
    was = weighed("无题", words(dict.fromkeys(REASONS, 0)))
    assert (dict(was.established), was.ruled_out) == ({}, ())
    was = weighed("无题，大了", words(dict.fromkeys(REASONS, 0)))
    assert set(was.ruled_out) == {"R02", "R03"}


@pytest.mark.parametrize(
    ("danger", "best", "is_first"),
    [
        *((450, 900, True), (449, 900, False), (-200, -100, True), (-201, -100, False), (-200, 250, True)),
        *((-199, 251, True), (-200, 251, False), (0, 10, True), (1000, 9000, True), (999, 9000, False)),
    ],
)
def test_danger_that_is_nearly_ahead_comes_first(danger: int, best: int, is_first: bool) -> None:
    order = weighed("开", words({"W01": danger, "R04": best})).order
    assert order[:2] == (("W01", "R04") if is_first else ("R04", "W01"))


def test_of_two_dangers_the_nearer_comes_first() -> None:
    assert weighed("开", words({"W01": 100, "W02": 200, "R04": 300})).order[:3] == ("W02", "W01", "R04")


SPEAKING = {"甲": {"W03": 1}, "乙": {"W03": 1}, "丙": {"W03": 1}}


@pytest.mark.parametrize(
    ("text", "score", "best", "is_named"),
    [
        *(("甲乙丙", 300, 0, True), ("甲乙", 500, 0, False), ("甲乙丙", 0, 400, False), ("甲乙丙", -900, -2000, False)),
        *(("甲乙丙", -173, -2000, True), ("甲乙丙", -174, -2000, False), ("甲乙丙", 600, 473, True)),
        *(("甲乙丙", 600, 474, False), ("甲乙丙", 827, 9000, True), ("甲乙丙", 826, 9000, False)),
    ],
)
def test_what_only_words_can_say_is_named_where_several_speak_for_it(
    text: str, score: int, best: int, is_named: bool
) -> None:
    """Three features of one hundred, divided by the root of three, are worth 173. It must be 300 ahead, or 1,000."""
    order = weighed(text, words({"W03": score, "R04": best}, SPEAKING)).order
    assert order[0] == ("W03" if is_named else "R04")
    assert ("W03" in order) == is_named


def test_an_alarm_names_it_whatever_the_words_weigh() -> None:
    was = weighed("黑夜", words({"R04": 5000}))
    assert (was.order[:2], was.alarms) == (("W03", "R04"), ("W03",))


def test_alarms_come_before_all_in_the_order_of_the_file() -> None:
    was = weighed("付钱，钥匙", words({"R04": 5000, "W01": 5000}))
    assert was.alarms == ("W02", "W01")
    assert was.order[:3] == ("W02", "W01", "R04")
    assert weighed("掉", words()).alarms == ("W02", "W01")
    assert weighed("没付钱", words()).alarms == ()
    assert weighed("从前付钱", words()).alarms == ()


@pytest.mark.parametrize(("score", "is_doubtful"), [(-200, True), (-199, False)])
def test_an_answer_that_nothing_else_is_about_is_asked_not_filled_in(score: int, is_doubtful: bool) -> None:
    how = words({"R02": score, "R03": -5000})
    assert weighed("还小", how).doubtful == (frozenset({"age=child"}) if is_doubtful else frozenset())
    was = ask(world(), "还小", words({"R02": score, "R03": -5000, "in": 9000}))
    assert ("age" in was.answers) != is_doubtful
    assert (("age", "child") in was.offered) == is_doubtful


def test_what_is_said_does_not_speak_for_itself() -> None:
    features = {"=age=child": {"R02": 10}, "小": {"R02": 2}}
    assert weighed("还小", words({"R02": -399}, features)).doubtful == frozenset()
    assert weighed("还小", words({"R02": -400}, features)).doubtful == {"age=child"}


def test_an_answer_is_backed_by_any_of_its_reasons() -> None:
    assert weighed("两张", words({"R03": 0})).doubtful == frozenset()
    assert weighed("两张", words({"R28": 0})).doubtful == frozenset()
    assert weighed("两张", words({"R04": 0})).doubtful == {"prompt=other"}
    assert weighed("淋着", words({"R05": 0})).doubtful == frozenset()


def test_no_doubt_where_no_reason_rests_on_it_or_all_is_well_or_danger_is_plain() -> None:
    assert weighed("多贵", words()).doubtful == frozenset()
    assert weighed("单车", words()).doubtful == frozenset()
    assert weighed("淋过", words()).doubtful == frozenset()
    assert weighed("还小", words()).doubtful == {"age=child"}
    assert weighed("还小，付钱", words()).doubtful == frozenset()


def test_what_was_handed_over_is_about_any_danger() -> None:
    assert weighed("密码", words()).doubtful == {"given=code"}
    for id_ in ("W01", "W02", "W03"):
        assert weighed("密码", words({id_: 0})).doubtful == frozenset()
    assert weighed("密码", words({"R02": 0})).doubtful == {"given=code"}


def test_a_doubtful_answer_takes_no_other_along() -> None:
    assert dict(asked("还小，小船", {"R01": 0, "in": 9000}).answers) == {"product": ("boat",)}


def test_a_doubtful_answer_establishes_nothing() -> None:
    assert dict(weighed("还小", words()).established) == {}
    assert set(weighed("还小，两张", words({"R28": 0})).established) == {"R28"}


# How far it concerns us


@pytest.mark.parametrize(
    ("bias", "scope"),
    [
        *(({"in": 1175, "R04": -500}, "in"), ({"in": 1174, "R04": -500}, "out")),
        *(
            ({"general": 0, "in": 1175}, "in"),
            ({"general": 1}, "general"),
            ({"general": 0}, "general"),
            ({"general": -1}, "out"),
        ),
        *(
            ({"in": 113, "R04": 251}, "in"),
            ({"in": 113, "R04": 250}, "out"),
            ({"in": 0, "general": 600, "R04": 251}, "general"),
        ),
        *(({"in": 0, "out": 1574, "R04": 2500}, "in"), ({"in": 0, "out": 1575, "R04": 2500}, "out")),
        *(({"in": 0, "out": 1575, "R04": 9000}, "out"), ({"in": 1175, "R04": -9000, "R05": -9000}, "in")),
    ],
)
def test_the_scope_with_the_highest_score_counts(bias: dict[str, int], scope: str) -> None:
    """Beside ``in``, to which the first reason gives three quarters of its own, ``out`` and ``general`` gain 800.

    A reason of more than 250 keeps a message in that ``out`` is ahead with by less than 500.
    """
    assert asked("花呗开", {"R04": -9000, "general": -1, **bias}).scope == scope


def test_what_is_established_speaks_for_our_scope() -> None:
    near = {**dict.fromkeys(REASONS, -100), "general": -1}
    assert asked("花呗还小", {**near, "in": 350, "out": 0}).scope == "in"  # three quarters of the six hundred
    assert asked("花呗还小", {**near, "in": 349, "out": 0}).scope == "out"


def test_where_nothing_was_learned_it_is_general() -> None:
    was = ask(world(), "开", words(without=True))
    assert (was.scope, was.matches) == ("general", ())


def test_danger_always_concerns_us() -> None:
    was = asked("白条，付钱", {"out": 9000}, doubt=9999)
    assert (was.scope, was.sure, [match.id for match in was.matches]) == ("in", True, ["W01"])


def test_of_the_products_of_others_only_that_they_are_is_named() -> None:
    near = {"R01": 900, "R02": 950, "in": 9000}
    was = asked("白条", near, doubt=9999)
    assert (was.scope, was.sure, [match.id for match in was.matches]) == ("out", True, ["R01"])
    assert asked("白条，花呗", near).scope == "in"


@pytest.mark.parametrize(
    ("text", "scope"),
    [*(("开", "out"), ("花呗开", "in"), ("小船", "in"), ("舟", "in"), ("abc", "in"), ("7", "in"), ("，！", "out"))],
)
def test_a_doubtful_guess_from_characters_alone_is_not_ours(text: str, scope: str) -> None:
    near = {**dict.fromkeys(REASONS, -3000), "R02": 100, "R04": 90, "in": 2000}
    assert asked(text, near, doubt=1000).scope == scope
    assert asked(text, near, doubt=0).scope == "in"


# Whether it is sure


@pytest.mark.parametrize(
    ("bias", "sure"),
    [
        *(({"general": 500, "out": 0}, True), ({"general": 499, "out": 0}, False)),
        *(({"in": 1125, "out": -9000, "R04": 500, "R05": -500}, True), ({"in": 1124, "R04": 500, "R05": -500}, True)),
        *(({"in": 9000, "R04": 500, "R05": -500}, True), ({"in": 9000, "R04": 500, "R05": -499}, False)),
        *(({"in": 9000, "R04": 100, "R05": -9000}, True), ({"in": 9000, "R04": 99, "R05": -9000}, False)),
        *(({"out": 9000, "R04": 0, "R05": 0}, True), ({"general": 9000, "R04": 0, "R05": 0}, True)),
    ],
)
def test_what_is_clearly_ahead_is_sure(bias: dict[str, int], sure: bool) -> None:
    assert asked("花呗开", {"R04": -9000, **bias}, doubt=1000, floor=100).sure == sure


def test_what_is_established_is_sure_once_the_scope_is() -> None:
    near = {**dict.fromkeys(REASONS, 0), "in": 2000}
    assert asked("还小", near, doubt=1000).sure
    assert not asked("还小", {**near, "out": 1900}, doubt=1000).sure
    assert not asked("花呗开", near, doubt=1000).sure


ONE = """
[question.prompt]
options = [{ id = "busy" }]
[reason.R04]
kind = "technical"
when = { question = "prompt", is = "busy" }
remedies = []
"""


def test_without_a_second_reason_it_is_not_sure() -> None:
    one = parse(
        [File("one.toml", tomllib.loads(ONE))],
        prose=False,
        version="one",
    )
    assert not ask(one, "花呗开", words({"R04": 900, "in": 9000})).sure


# What is named


def test_what_is_sure_names_what_something_speaks_for_up_to_five() -> None:
    scores = {"R01": 6, "R02": 5, "R03": 4, "R04": 3, "R05": 2, "R28": 1}
    assert named("开", {**scores, "in": 9000}) == ["R01", "R02", "R03", "R04", "R05"]
    assert named("开", {**scores, "R02": 0, "R03": 0, "in": 9000}) == ["R01", "R04", "R05", "R28"]


def test_what_is_sure_names_the_first_at_least() -> None:
    assert named("开", {"R04": -5, "R05": -10, "in": 9000}) == ["R04"]
    assert named("开", {"R04": -9, "R05": -10, "general": 9000, "W01": -9000}) == ["R04", "R05"]
    assert named("开", {"R04": -300, "R05": -299, "general": 9000}) == ["R05"]
    assert named("开", {"R04": -300, "out": 9000}) == []


def test_what_is_not_sure_names_three() -> None:
    scores = {"R01": -10, "R02": -20, "R03": -30, "R04": -40, "in": 9000}
    assert named("花呗", scores, doubt=1000) == ["R01", "R02", "R03"]
    assert named("花呗", {**scores, "R01": 4, "R02": 3, "R03": 2, "R04": 1}, doubt=1000) == ["R01", "R02", "R03"]


def test_a_reason_backed_by_three_features_is_named_though_its_score_is_low() -> None:
    features = {char: {"R05": 1} for char in "甲乙丙"}
    low = {"R04": 9000, "R05": -672, "in": 9000}
    assert named("甲乙丙", low, features=features) == ["R04", "R05"]
    assert named("甲乙", low, features=features) == ["R04"]
    assert named("甲乙丙", {**low, "R05": -673}, features=features) == ["R04"]  # with the features 500 below nothing
    minus = {**features, "丙": {"R05": -1}}
    assert named("甲乙丙", low, features=minus) == ["R04"]


@pytest.mark.parametrize(("score", "is_named"), [(-500, False), (-499, True)])
def test_a_likely_reason_fills_a_free_place(score: int, is_named: bool) -> None:
    features = {"甲": {"R05": 1}}
    assert named("甲", {"R04": 9000, "R05": score, "in": 9000}, features=features) == ["R04", "R05"][: 1 + is_named]
    assert named("乙", {"R04": 9000, "R05": score, "in": 9000}, features=features) == ["R04"]
    assert named("甲", {"R04": 9000, "R05": score, "out": 19000}, features=features) == ["R04"]


def test_a_likely_reason_fills_none_that_is_taken() -> None:
    features = {"甲": {"R05": 1}}
    three = {"R01": 900, "R02": 800, "R03": 700, "in": 9000}
    assert named("甲", {**three, "R05": -300}, features=features) == ["R01", "R02", "R03"]
    assert named("甲", {"R01": 900, "R02": -50, "R05": -300, "in": 9000}, features=features) == ["R01", "R05"]
    assert named("甲", {"R01": 900, "R02": -50, "R03": -60, "R05": -300, "in": 9000}, features=features) == ["R01"]


@pytest.mark.parametrize(("score", "is_named"), [(350, False), (351, True)])
def test_danger_frightens_nobody_who_asks_in_general(score: int, is_named: bool) -> None:
    assert named("开", {"W01": score, "R04": -9000, "general": 9000}) == ["W01"] * is_named
    assert named("开", {"W01": score, "R04": -9000, "out": 9000}) == ["W01"] * is_named
    assert named("开", {"W01": score, "R04": -9000, "in": 9000}) == ["W01"]


@pytest.mark.parametrize(("score", "is_named"), [(500, False), (501, True)])
def test_of_something_else_only_what_much_speaks_for_is_named(score: int, is_named: bool) -> None:
    assert named("开", {"R04": score, "out": 9000}) == ["R04"] * is_named


def test_danger_that_something_speaks_for_is_named_beside_what_stands_in_the_way() -> None:
    assert named("开", {"R04": 900, "W01": 1, "in": 9000}) == ["R04", "W01"]
    assert named("开", {"R04": 900, "W01": 0, "in": 9000}) == ["R04"]
    assert "W01" not in named("开", {"R04": 900, "R05": 890, "W01": 0, "in": 9000}, doubt=1000)


def test_where_three_are_named_none_is_added_that_is_only_likely() -> None:
    features = {"甲": {"R05": 1, "R28": 1, "R02": 1}, **{char: {"R05": 1, "R28": 1} for char in "乙丙"}}
    near = {"R04": 9000, "R02": -100, "R05": -400, "R28": -420, "in": 9000}
    assert weighed("甲乙丙", words(near, features)).order[:4] == ("R04", "R02", "R05", "R28")
    assert named("甲乙丙", near, features=features) == ["R04", "R05", "R28"]


def test_beside_an_alarm_nothing_is_named_and_nothing_offered() -> None:
    was = asked("付钱，从前小船", {"R04": 5000, "in": 9000})
    assert [match.id for match in was.matches] == ["W01"]
    assert was.offered == ()


# What is offered


def test_what_a_mark_takes_away_is_offered_and_what_the_first_reason_rests_on() -> None:
    near = {"R02": 900, "in": 9000}
    assert asked("花呗，从前小船", near).offered == (("product", "boat"), ("age", "child"))
    assert asked("花呗，没小船", near).offered == (("age", "child"),)
    assert asked("花呗，从前淋过", near).offered == (("age", "child"),)  # all is well there
    assert asked("花呗，也许", near).offered == (("prompt", "busy"), ("age", "child"))
    assert asked("花呗，从前还小", near).offered == (("age", "child"),)
    assert asked("花呗，大了，从前还小", {"R04": 900, "R03": 0, "in": 9000}).offered == (("prompt", "busy"),)
    assert asked("花呗，从前无题", near).offered == (("age", "child"),)
    assert asked("花呗，从前小船", {**near, "general": 19000}).offered == ()
    assert asked("花呗，从前小船，从前两张，从前淋着", near).offered == (
        ("product", "boat"),
        ("prompt", "other"),
        ("rain", "now"),
    )
    assert asked("花呗", {"R05": 900, "in": 9000}).offered == (("rain", "now"),)
    assert asked("花呗", {"R28": 900, "in": 9000}).offered == ()


def test_the_doubtful_is_offered_first() -> None:
    assert asked("花呗，从前小船，淋着，还小", {"R04": 0, "in": 9000}).offered == (
        ("age", "child"),
        ("rain", "now"),
        ("product", "boat"),
    )


# Why


def because(text: str, features: Mapping[str, int], id_: str = "R04") -> tuple[str, ...]:
    was = asked(text, {id_: 3000, "in": 9000}, features={name: {id_: size} for name, size in features.items()})
    assert was.matches[0].id == id_
    return was.matches[0].because


LONG = "子丑寅卯辰巳午未申酉戌亥甲乙丙丁"
"""A clause that is not shown whole."""


@pytest.mark.parametrize(
    ("text", "features", "phrases"),
    [
        ("开不了", {"开": 1}, ("开不了",)),  # a short clause is shown whole
        ("好，开不了", {"开": 1}, ("开不了",)),
        ("好，开不了", {"|好": 1}, ("好",)),
        ("好，开不了", {"开": 1, "好": 2}, ("好",)),  # the strongest, where none is long enough
        ("好，开不了", {"开": 1, "好": 1}, ("好",)),
        (LONG, {"子丑寅": 1}, ("子丑寅卯辰巳",)),
        (LONG, {"丙丁": 1}, ("戌亥甲乙丙丁",)),
        (LONG, {"午未申": 1}, ("巳午未申酉戌",)),
        (LONG, {"午": 1}, ("辰巳午未申酉",)),
        (LONG, {"寅卯辰": 1, "辰巳午": 1, "未申": 1}, ("寅卯辰巳午未申",)),
        (LONG, {"寅卯辰": 1, "午未申": 1}, ("丑寅卯辰巳午",)),
        (LONG, {"寅卯辰": 1, "午未申": 2}, ("巳午未申酉戌",)),
        (LONG, {"寅卯辰": 1, "戌亥甲": 1}, ("丑寅卯辰巳午", "酉戌亥甲乙丙")),
        (LONG, {"寅": 1, "戌亥甲": 1}, ("酉戌亥甲乙丙",)),
        (LONG, {"寅": -1, "戌亥甲": -2}, ()),
        (f"{LONG[:14]}，好", {"子丑寅": 1}, (LONG[:14],)),
        (f"{LONG[:15]}，好", {"子丑寅": 1}, (LONG[:6],)),
        ("开不了，试过了", {"不了": 1, "|试": 1}, ("开不了",)),
        ("开不了，试过了", {"开不了": 1, "试过了": 1}, ("开不了", "试过了")),
        (
            "开不了，试过了，又来了，还是要",
            {"开不了": 1, "试过了": 3, "又来了": 2, "还是要": 4},
            ("试过了", "又来了", "还是要"),
        ),
        ("开不了，开不了", {"开不了": 1}, ("开不了",)),
    ],
)
def test_the_stretches_that_spoke_most_say_why(text: str, features: dict[str, int], phrases: tuple[str, ...]) -> None:
    assert because(text, features) == phrases


@pytest.mark.parametrize(
    ("text", "features", "phrases"),
    [
        ("划舟去，开不了", {"@boat": 1, "开不了": 9}, ("划舟去", "开不了")),  # words before mere runs
        ("划舟去，开", {"@boat": 1, "开": 9}, ("划舟去",)),
        (f"{LONG}船舶", {"@boat": 1}, ("船舶",)),
        (f"{LONG}舟", {"@boat": 1}, ("亥甲乙丙丁舟",)),
        (f"{LONG}，蓝天，划舟去", {"@boat": 1, "@sky": 2, "子丑寅": 1}, ("子丑寅卯辰巳", "蓝天", "划舟去")),
        (f"太忙{LONG}", {"=prompt=busy": 1}, ("太忙",)),
        (f"从前太忙，太忙{LONG}", {"=prompt=busy": 1}, ("太忙",)),
        ("往东，西去", {"@all": 1}, ("东，西",)),  # more than a clause is shown as it stands
        (f"太忙{LONG}", {"=age=child": 1, "=prompt=busy": 1}, ("太忙",)),
        (f"也许{LONG}", {"=~prompt=busy": 1}, ("也许",)),
    ],
)
def test_words_say_why_before_mere_runs(text: str, features: dict[str, int], phrases: tuple[str, ...]) -> None:
    assert because(text, features) == phrases


def test_what_speaks_for_another_reason_says_nothing_for_this_one() -> None:
    features = {"开不了": {"R04": 1}, "试过了": {"R05": 1}, "又来了": {"R04": 0}}
    was = asked("开不了，试过了，又来了", {"R04": 3000, "in": 9000}, features=features)
    assert was.matches[0].because == ("开不了",)


@pytest.mark.parametrize(("boat", "busy"), [(1, 2), (2, 1)])
def test_stretches_that_only_touch_are_both_shown(boat: int, busy: int) -> None:
    assert because(f"船舶太忙{LONG}", {"@boat": boat, "=prompt=busy": busy}) == ("船舶", "太忙")


def test_runs_that_make_one_stretch_speak_together() -> None:
    features = {"开不": 2, "不了": 2, "试过了": 3, "又来了": 3, "还是要": 3}
    assert because("开不了，试过了，又来了，还是要", features) == ("开不了", "试过了", "又来了")


def test_an_alarm_says_why_by_its_own_words() -> None:
    was = asked(f"付钱{LONG}，没付钱，从前付钱", {})
    assert was.matches[0].because == ("付钱",)


# What is weighed


def features_of(text: str) -> list[str]:
    found = read(world(), words(), text).features()
    return [name for name in found if name[0] in "@=" or len(name.strip("|")) == 2]


def test_what_is_weighed() -> None:
    assert features_of("付钱") == ["|付钱", "付钱", "付钱|", "=!W01"]
    assert "=!W01" not in features_of("没付钱")
    assert "=~prompt=busy" in features_of("也许")
    assert "=~prompt=busy" not in features_of("没也许")
    assert "=age=child" in features_of("还小")
    assert "@boat" in features_of("还小，舟")


def test_of_a_clause_by_which_all_is_well_only_what_it_says_is_weighed() -> None:
    calm = features_of("舟淋过，开不")
    assert "=rain=past" in calm
    assert "@boat" not in calm
    assert "淋过" not in calm
    assert "开不" in calm
    assert "舟淋" in features_of("舟淋过")  # there is nothing else
    assert "没小" not in features_of("没小船，开不")
    assert "从前" in features_of("从前小船，开不")
    assert "淋过" in features_of("淋过太忙，开不")  # something else is said there
    assert "@sky" in features_of("淋过，蓝天")


@pytest.mark.parametrize(
    ("text", "known"),
    [("开", False), ("", False), ("小船", True), ("舟", True), ("x", True), ("7", True), ("é", False)],
)
def test_whether_anything_is_known_but_characters(text: str, known: bool) -> None:
    assert read(world(), words(), text).has_known_words == known


# Guides


def test_beside_danger_only_guides_that_warn_or_none() -> None:
    text = "船桨怎么收，被偷"
    assert {guide.id for guide in asked(text, {"general": 9000}).guides} == {"oars", "thieves"}
    assert {guide.id for guide in asked(text, {"R04": 900, "in": 9000}).guides} == {"oars", "thieves"}
    assert [guide.id for guide in asked(text, {"W01": 900, "in": 9000}).guides] == ["thieves"]
    assert [guide.id for guide in asked(f"付钱，{text}", {}).guides] == ["thieves"]
    assert [guide.id for guide in asked(f"黑夜，{text}", {}).guides] == []
    doubtful = asked(f"花呗，{text}", {"W01": 900, "R04": 800, "in": 9000}, doubt=1000)
    assert {guide.id for guide in doubtful.guides} == {"oars", "thieves"}
    assert {guide.id for guide in asked(text, {"W01": 900, "general": 9000}).guides} == {"oars", "thieves"}


# The shape


def test_the_shape() -> None:
    text = "船桨，还小，收钱，从前小船"
    bias = {"R02": 900, "W01": 0, "in": 9000}
    data = to_data(asked(text, bias, features={"小": {"R02": 1}}))
    assert (data["text"], data["scope"], data["sure"]) == (text, "in", True)
    assert data["answers"] == {"age": "child", "offers": ["paid"]}
    assert data["said"] == [
        {"question": "age", "answers": ["child"], "clause": "还小"},
        {"question": "offers", "answers": ["paid"], "clause": "收钱"},
    ]
    assert data["offered"] == [{"question": "product", "answer": "boat"}]
    assert data["matches"] == [{"id": "R02", "because": ["还小"]}]
    assert data["guides"] == [{"id": "oars", "title": "船桨", "path": "howto/oars/", "because": ["船桨"]}]


def test_a_message_needs_words_to_be_understood() -> None:
    with pytest.raises(ValueError, match="a vocabulary"):
        ask(world(), "开")


def test_the_steps_give_what_the_whole_gives() -> None:
    how = words({"R02": 900, "in": 9000})
    reading: Reading = read(world(), how, "还小，开不了")
    assert conclude(world(), how, reading, weigh_up(world(), how, reading)) == ask(world(), "还小，开不了", how)

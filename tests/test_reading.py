"""What may be written in a field is what its type says; everything else is a problem with a place."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.conditions import All, Is
from checker.model import Clock, Question, Reason, Remedy, Source
from checker.reading import MAX_CONDITION_DEPTH, Reader, read_condition

REMEDY = {"text": "去办。", "stage": "now", "reviewed": date(2026, 1, 1)}
QUESTION = {
    "text": "几岁？",
    "why": "有用。",
    "group": "identity",
    "reviewed": date(2026, 1, 1),
    "options": [{"id": "a", "label": "甲"}],
}
CLOCK = {
    "title": "期限",
    "days": 15,
    "unit": "working",
    "starts": "那天",
    "basis": "第三条",
    "certainty": "confirmed",
    "reviewed": date(2026, 1, 1),
}
YES = {"question": "a", "is": "yes"}


def read(cls: type, data: object, *, prose: bool = True) -> tuple[object, list[str]]:
    reader = Reader("f.toml", prose=prose)
    entry = reader.record(cls, "entry.x", data, id="x")
    assert (entry is None) == bool(reader.problems)
    return entry, [problem.path for problem in reader.problems]


def test_a_full_entry() -> None:
    entry, problems = read(Remedy, {**REMEDY, "after": ["b", "c"], "when": YES, "channel": "desk"})
    assert problems == []
    assert entry == Remedy(
        id="x",
        text="去办。",
        stage="now",
        reviewed=date(2026, 1, 1),
        after=("b", "c"),
        when=Is("a", frozenset({"yes"})),
        channel="desk",
    )


@pytest.mark.parametrize(
    ("cls", "data", "path"),
    [
        (Remedy, [], "entry.x"),
        (Remedy, {**REMEDY, "tex": "x"}, "entry.x.tex"),
        (Remedy, {**REMEDY, "id": "y"}, "entry.x.id"),
        (Remedy, {**REMEDY, "text": 1}, "entry.x.text"),
        (Remedy, {**REMEDY, "text": " 去办。"}, "entry.x.text"),
        (Remedy, {**REMEDY, "stage": "later"}, "entry.x.stage"),
        (Remedy, {**REMEDY, "stage": ["now"]}, "entry.x.stage"),
        (Remedy, {**REMEDY, "reviewed": "2026-01-01"}, "entry.x.reviewed"),
        (Remedy, {**REMEDY, "reviewed": datetime(2026, 1, 1)}, "entry.x.reviewed"),
        (Remedy, {**REMEDY, "after": "b"}, "entry.x.after"),
        (Remedy, {**REMEDY, "after": ["b", 1]}, "entry.x.after"),
        (Remedy, {**REMEDY, "after": ["b", "c", "b"]}, "entry.x.after[2]"),
        (Remedy, {**REMEDY, "when": "yes"}, "entry.x.when"),
        (Clock, {**CLOCK, "days": True}, "entry.x.days"),
        (Clock, {**CLOCK, "days": 1.5}, "entry.x.days"),
        (Clock, {**CLOCK, "days": -1}, "entry.x.days"),
        (Clock, {**CLOCK, "days": 10**12}, "entry.x.days"),
        (Clock, {**CLOCK, "until": "2026-01-01"}, "entry.x.until"),
        (Source, {"title": "一", "quality": "law", "confirmed": "二", "reviewed": date.min, "law": 1}, "entry.x.law"),
        (Question, {**QUESTION, "options": []}, "entry.x.options"),
        (Question, {**QUESTION, "options": {"id": "a"}}, "entry.x.options"),
        (Question, {**QUESTION, "options": ["a"]}, "entry.x.options[0]"),
        (Question, {**QUESTION, "options": [{"id": "a"}]}, "entry.x.options[0].label"),
        (
            Question,
            {**QUESTION, "options": [{"id": "a", "label": "甲", "becomes": {"b": 1}}]},
            "entry.x.options[0].becomes",
        ),
        (Reason, {"level": [{"kind": "soft", "when": YES}]}, "entry.x.level[0].kind"),
    ],
)
def test_a_fault_and_its_place(cls: type, data: object, path: str) -> None:
    assert path in read(cls, data)[1]


def test_what_is_required_must_be_there() -> None:
    assert read(Remedy, {})[1] == ["entry.x.reviewed", "entry.x.stage", "entry.x.text"]


def test_every_fault_at_once() -> None:
    assert read(Remedy, {"text": 1, "stage": 2, "more": 3})[1] == [
        "entry.x.more",
        "entry.x.text",
        "entry.x.stage",
        "entry.x.reviewed",
    ]


def test_the_engine_copy_comes_without_what_only_people_read() -> None:
    entry, problems = read(Remedy, {"stage": "now"}, prose=False)
    assert entry == Remedy(id="x", stage="now", text="", reviewed=date.min)
    assert problems == []
    assert read(Remedy, {}, prose=False)[1] == ["entry.x.stage"]


def nested(depth: int) -> dict[str, object]:
    return {"not": nested(depth - 1)} if depth else dict(YES)


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({}, "when"),
        ([], "when"),
        ({"question": "a"}, "when"),
        ({"question": 1, "is": "x"}, "when"),
        ({**YES, "more": 1}, "when"),
        ({**YES, "not": YES}, "when"),
        ({"question": "a", "is": []}, "when.is"),
        ({"question": "a", "is": ["x", "x"]}, "when.is"),
        ({"question": "a", "is": ["x", 1]}, "when.is"),
        ({"question": "a", "is": 1}, "when"),
        ({"all": []}, "when"),
        ({"any": YES}, "when"),
        ({"any": [YES, {"all": [YES, 1]}]}, "when.any[1].all[1]"),
        ({"not": {"is": "x"}}, "when.not"),
        (nested(MAX_CONDITION_DEPTH + 1), "when" + ".not" * (MAX_CONDITION_DEPTH + 1)),
    ],
)
def test_a_condition_that_cannot_be_read(data: object, path: str) -> None:
    reader = Reader("f.toml")
    read_condition(reader, "when", data)
    assert [problem.path for problem in reader.problems] == [path]


def test_the_deepest_condition_that_can_be_read() -> None:
    reader = Reader("f.toml")
    assert read_condition(reader, "when", nested(MAX_CONDITION_DEPTH)) is not None
    assert reader.problems == []


def test_one_option_or_several() -> None:
    reader = Reader("f.toml")
    data = {"all": [YES, {"question": "b", "is": ["x", "y"]}]}
    expected = All((Is("a", frozenset({"yes"})), Is("b", frozenset({"x", "y"}))))
    assert read_condition(reader, "when", data) == expected


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["question", "is", "not", "all", "any", "text", "options", "id"]), inner, max_size=3
        )
    ),
    max_leaves=10,
)


@given(plain)
def test_anything_is_read_or_complained_about(data: object) -> None:
    reader = Reader("f.toml")
    condition = read_condition(reader, "when", data)
    assert condition is not None or reader.problems
    for cls in (Remedy, Question, Reason):
        read(cls, data)

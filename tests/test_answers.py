"""An answers file that anybody may have written, or broken: answers or `AnswersError`, nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from checker.answers import MAX_BRACKETS, MAX_BYTES, parse, to_data
from checker.model import Knowledge
from checker.problems import MAX_PROBLEMS, AnswersError, Problem
from tests.strategies import sheets


def problems(knowledge: Knowledge, content: str | bytes) -> list[Problem]:
    with pytest.raises(AnswersError) as caught:
        parse(knowledge, content, "a.json")
    assert caught.value.problems
    assert all(problem.where == "a.json" for problem in caught.value.problems)
    str(caught.value).encode()  # printable whatever the file holds
    return list(caught.value.problems)


def paths(knowledge: Knowledge, content: str | bytes) -> list[str]:
    return [problem.path for problem in problems(knowledge, content)]


def given_answers(**answers: object) -> str:
    return json.dumps({"version": 1, "answers": answers})


def test_a_good_file(tiny: Knowledge) -> None:
    content = given_answers(rain="now", offers=["key", "paid"], age="unknown")
    assert parse(tiny, content) == {"offers": ("paid", "key"), "age": ("unknown",), "rain": ("now",)}


def test_answers_stand_in_the_order_of_the_form(tiny: Knowledge) -> None:
    content = given_answers(rain="now", prompt="busy", product="bike")
    assert list(parse(tiny, content)) == ["product", "prompt", "rain"]


def test_a_choice_stands_once_and_in_the_order_of_the_form(tiny: Knowledge) -> None:
    assert parse(tiny, given_answers(offers=["key", "paid", "key"])) == {"offers": ("paid", "key")}


def test_choosing_nothing_is_no_answer(tiny: Knowledge) -> None:
    assert parse(tiny, given_answers(offers=[])) == {}


def test_bytes_with_a_mark_at_the_start(tiny: Knowledge) -> None:
    assert parse(tiny, b"\xef\xbb\xbf" + given_answers(rain="now").encode()) == {"rain": ("now",)}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", ["第 1 行第 1 列"]),
        ('{"version": 1,\n "answers": {,}}', ["第 2 行第 14 列"]),
        ("[]", [""]),
        ("null", [""]),
        ("NaN", [""]),
        ('{"version": 1}', ["answers"]),
        ('{"version": 1, "answers": []}', ["answers"]),
        ('{"version": 2, "answers": {}}', ["version"]),
        ('{"version": true, "answers": {}}', ["version"]),
        ('{"version": NaN, "answers": {}}', ["version"]),
        ('{"answers": {}}', ["version"]),
        ('{"version": 1, "answers": {}, "name": "x"}', ["name"]),
        ('{"version": 1, "answers": {"mood": "bad"}}', ["answers.mood"]),
        ('{"version": 1, "answers": {"rain": "hail"}}', ["answers.rain"]),
        ('{"version": 1, "answers": {"rain": ["now"]}}', ["answers.rain"]),
        ('{"version": 1, "answers": {"rain": null}}', ["answers.rain"]),
        ('{"version": 1, "answers": {"offers": "paid"}}', ["answers.offers"]),
        ('{"version": 1, "answers": {"offers": ["gold", "key", 1]}}', ["answers.offers[0]", "answers.offers[2]"]),
        ('{"version": 1, "answers": {"rain": "now", "rain": "past"}}', ["rain"]),
        ('{"version": 1, "answers": {"mood": "bad", "rain": "hail"}}', ["answers.mood", "answers.rain"]),
    ],
)
def test_every_problem_is_named(tiny: Knowledge, content: str, expected: list[str]) -> None:
    assert paths(tiny, content) == expected


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b'{"version": 1, "answers": {"\xc3": 1}}',
        '{"version": 1, "answers": {"\\ud800\\n": "\\udfff"}}',
        "[" * 100_000,
        '{"answers": ' * 50_000,
        '{"version": 1' + "1" * 5000 + ', "answers": {}}',
        '{"version": 1, "answers": {"rain": 1e999}}',
        "\ufeff{}",
        " " * (MAX_BYTES + 1),
        b"0" * 5_000_000,
    ],
    ids=["utf-16", "latin-1", "surrogates", "deep lists", "deep tables", "digits", "infinity", "mark", "large", "5 MB"],
)
def test_what_breaks_readers(tiny: Knowledge, content: str | bytes) -> None:
    problems(tiny, content)


def test_nesting_that_would_end_python_in_the_browser_is_refused_unread(tiny: Knowledge) -> None:
    for content in ("[" * (MAX_BRACKETS + 1), b"[" * (MAX_BRACKETS + 1), '{"a":' * (MAX_BRACKETS + 1)):
        assert problems(tiny, content)[0].found == "套得太深的 JSON"
    assert problems(tiny, "[" * MAX_BRACKETS)[0].expected == "合法的 JSON"


def test_a_key_as_long_as_the_file_is_not_repeated_in_full(tiny: Knowledge) -> None:
    found = problems(tiny, given_answers(**{"x" * 900_000: "y"}))
    assert len(str(found[0])) < 1000


def test_many_keys_with_one_twice_are_a_few_and_a_count(tiny: Knowledge) -> None:
    keys = ",".join(f'"k{number}": 1' for number in range(60_000))
    found = problems(tiny, f'{{"version": 1, "answers": {{{keys}, "k0": 2}}}}')
    assert len(found) == MAX_PROBLEMS + 1
    assert str(60_001 - MAX_PROBLEMS) in str(found[-1])


values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.sampled_from(["now", "paid", "unknown"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(["rain", "offers", "prompt"]) | st.text(st.characters(codec=None), max_size=3)
nearly = st.fixed_dictionaries(
    {"version": st.just(1) | values, "answers": st.dictionaries(keys, values, max_size=4) | values}
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(nearly.map(json.dumps) | values.map(json.dumps) | st.text() | st.binary())
@example('{"version": 1, "answers": {"offers": [[], {}, null]}}')
def test_anything_is_answers_or_an_answers_error(tiny: Knowledge, content: str | bytes) -> None:
    try:
        answers = parse(tiny, content)
    except AnswersError:
        problems(tiny, content)
    else:
        assert answers.keys() <= tiny.questions.keys()


@pytest.mark.slow
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_written_and_read_again(knowledge: Knowledge, data: st.DataObject) -> None:
    answers = data.draw(sheets(knowledge))
    assert parse(knowledge, json.dumps(to_data(knowledge, answers))) == answers

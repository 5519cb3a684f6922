"""An answers file that anybody may have written, or broken: answers or `AnswersError`, nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from checker.answers import (
    MAX_BRACKETS,
    MAX_BYTES,
    MAX_LINK,
    Flaw,
    exclusive_of,
    flaws,
    options_of,
    parse,
    parse_link,
    to_data,
)
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


def told(knowledge: Knowledge, content: str | bytes) -> list[tuple[str, str, set[str]]]:
    """Of each problem its place, what was found there, and the ids and other words in Latin letters that may."""
    return [
        (problem.path, problem.found, {*re.findall(r"[A-Za-z_]+", problem.expected)})
        for problem in problems(knowledge, content)
    ]


def test_a_problem_says_what_was_found_and_what_may_stand_there(tiny: Knowledge) -> None:
    rain, offers = {"now", "past", "never", "skip", "unknown"}, {"paid", "key", "nobody", "skip", "unknown"}
    shape = {"version", "answers"}
    assert told(tiny, given_answers(rain="hail")) == [("answers.rain", '"hail"', rain)]
    assert told(tiny, given_answers(rain=["now"])) == [("answers.rain", '["now"]', rain)]
    assert told(tiny, given_answers(offers="paid")) == [("answers.offers", '"paid"', offers)]
    assert told(tiny, given_answers(offers=["key", 1])) == [("answers.offers[1]", "1", offers)]
    assert told(tiny, given_answers(offers=["paid", "nobody"])) == [
        ("answers.offers", '["paid", "nobody"]', {"nobody"})
    ]
    assert told(tiny, given_answers(mood=1)) == [("answers.mood", '"mood"', {"id", "product", "status", "prompt"})]
    assert told(tiny, "[1]") == [("", "[1]", shape)]
    assert told(tiny, '{"answers": {}, "name": 1}') == [("name", '"name"', shape), ("version", "null", set())]
    assert told(tiny, '{"version": 1, "answers": 2}') == [("answers", "2", set())]
    (problem,) = problems(tiny, '{"version": "1", "answers": {}}')
    assert (problem.found, problem.expected) == ('"1"', "1")
    assert told(tiny, '{"version": 1, "answers": {"rain": "now", "rain": "past"}}') == [("rain", '"rain"', set())]
    (problem,) = problems(tiny, '{"version": 1,\n "answers": {}} ' + "x" * 40)
    assert (problem.path, problem.found) == ("第 2 行第 17 列", f'"{"x" * 20}"')


def test_a_file_that_cannot_be_read_is_refused_as_a_whole(tiny: Knowledge) -> None:
    assert told(tiny, b'{"version": 1, "answers": {"\xc3": 1}}') == [("", "第 28 个字节不是 UTF-8", {"UTF"})]
    assert told(tiny, '{"version": 1' + "1" * 5000 + ', "answers": {}}') == [("", "一个长得读不进的整数", set())]
    with pytest.raises(AnswersError, match=r"^answers: "):
        parse(tiny, "[]")


def test_as_large_as_may_be_is_read(tiny: Knowledge) -> None:
    content = given_answers(rain="now")
    assert parse(tiny, content + " " * (MAX_BYTES - len(content))) == {"rain": ("now",)}
    (problem,) = problems(tiny, content + " " * (MAX_BYTES + 1 - len(content)))
    assert problem.path == ""
    assert str(MAX_BYTES + 1) in problem.found
    assert str(MAX_BYTES) in problem.expected


def test_what_is_no_longer_asked_no_longer_counts(tiny: Knowledge) -> None:
    past = replace(tiny, retired={**tiny.retired, "question.mood": tiny.questions["rain"]})
    assert parse(past, given_answers(mood="bad", rain="now")) == {"rain": ("now",)}


def test_what_may_answer_a_question_stands_in_the_order_of_the_form(tiny: Knowledge) -> None:
    assert options_of(tiny.questions["offers"]) == ["paid", "key", "nobody", "skip", "unknown"]
    assert exclusive_of(tiny.questions["offers"]) == {"nobody", "skip", "unknown"}


@pytest.mark.parametrize(
    ("question", "chosen", "found"),
    [
        *(("rain", ["now"], []), ("rain", [], []), ("rain", ["now", "now"], []), ("rain", ["unknown"], [])),
        *(("rain", ["now", "past"], [Flaw("only_one")]), ("rain", ["skip", "now"], [Flaw("only_one")])),
        ("rain", ["hail", "now", "snow"], [Flaw("bad_choice", "hail", 0), Flaw("bad_choice", "snow", 2)]),
        *(("offers", ["paid", "key"], []), ("offers", ["nobody"], []), ("offers", ["nobody", "nobody"], [])),
        ("offers", ["paid", "nobody"], [Flaw("exclusive", "nobody", 1)]),
        ("offers", ["unknown", "skip", "paid"], [Flaw("exclusive", "unknown", 0)]),
        ("offers", ["nobody", "gold"], [Flaw("bad_choice", "gold", 1)]),
    ],
)
def test_what_is_wrong_with_a_choice(tiny: Knowledge, question: str, chosen: list[object], found: list[Flaw]) -> None:
    assert flaws(tiny.questions[question], chosen) == found


# ---- links ----------------------------------------------------------------------------------------------------------

GIVEN = {"offers": ("paid", "key"), "rain": ("now",)}
LINK = "#v=1&a=rain:now,offers:paid+key"


@pytest.mark.parametrize(
    "link",
    [
        *(LINK, LINK[1:], f"https://example.org/check/{LINK}", f"看 https://example.org/check/{LINK}", f"{LINK}。你看"),
        *(
            LINK.replace("&", "&amp;"),
            LINK.replace(":", "%3A").replace("+", "%2B"),
            LINK.replace(":", "%3a"),
            LINK.replace("+", "%20"),
        ),
        *("#a=rain:now,offers:paid+key&v=1", "#v=1&a=offers:key+paid,rain:now", "#v=1&a=,rain:now,,offers:paid+key,"),
        *(
            f"{LINK}&from=x&from=y",
            f"{LINK}%E3%80%82",
            f"{LINK} #话题",
            f"{LINK}=x",
            f"{LINK}%E3%80",
            f"{LINK}-_:+,%",
            "#v=1。&a=rain:now,offers:paid+key",
        ),
        *("#v=1&a=rain:now+now,offers:key+paid+key", f"#{LINK}"[1:]),
    ],
)
def test_a_link_is_read_as_people_paste_it(tiny: Knowledge, link: str) -> None:
    assert parse_link(tiny, link) == GIVEN


def test_a_link_need_not_tell_one_option_from_a_list_of_one(tiny: Knowledge) -> None:
    assert parse_link(tiny, "#v=1&a=offers:paid,rain:unknown") == {"offers": ("paid",), "rain": ("unknown",)}
    assert parse_link(tiny, "#v=1&a=") == {}


@pytest.mark.parametrize(
    ("link", "found"),
    [
        *(("", ["a", "v"]), ("#", ["a", "v"]), ("#v=1", ["a"]), ("#a=rain:now", ["v"]), ("#v=2&a=rain:now", ["v"])),
        *(("#v=1&v=1&a=rain:now", ["v"]), ("#v=1&a=rain:now&a=rain:now", ["a"]), ("#v=2", ["a", "v"])),
        *(
            ("#v=1&a=rain:now,rain:now", ["rain"]),
            ("#v=1&a=mood:bad", ["answers.mood"]),
            ("#v=1&a=rain", ["answers.rain"]),
        ),
        *(("#v=1&a=rain:hail", ["answers.rain"]), ("#v=1&a=rain:now+past", ["answers.rain"])),
        ("#v=1&a=rain:nowX", ["answers.rain"]),  # a letter is never taken for what stands behind the link
        *(("#v=1&a=offers:paid+nobody", ["answers.offers"]), ("#v=1&a=offers:gold", ["answers.offers[0]"])),
        ("#v=2&a=rain:hail,mood:bad", ["answers.mood", "answers.rain", "v"]),
    ],
)
def test_a_link_that_is_none_says_where(tiny: Knowledge, link: str, found: list[str]) -> None:
    with pytest.raises(AnswersError) as caught:
        parse_link(tiny, link, "here")
    assert [(problem.where, problem.path) for problem in caught.value.problems] == [("here", path) for path in found]


def test_a_link_of_any_length_is_answered(tiny: Knowledge) -> None:
    longest = LINK + "," * (MAX_LINK - len(LINK) + 1)
    assert parse_link(tiny, f"https://example.org/check/{longest}") == GIVEN
    with pytest.raises(AnswersError) as caught:
        parse_link(tiny, longest + ",")
    (problem,) = caught.value.problems
    assert (problem.where, problem.path) == ("link", "")
    assert str(MAX_LINK + 1) in problem.found
    assert str(MAX_LINK) in problem.expected


def test_a_link_without_its_parts_says_what_belongs_there(tiny: Knowledge) -> None:
    with pytest.raises(AnswersError) as caught:
        parse_link(tiny, "#v=2")
    pairs, version = caught.value.problems
    assert (pairs.found, pairs.expected) == ("null", "问题:选项,问题:选项")
    assert (version.found, version.expected) == ('"2"', "1")


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
    for deep in ("[" * (MAX_BRACKETS + 1), '{"a":' * (MAX_BRACKETS + 1), '[{"a":' * (MAX_BRACKETS // 2 + 1)):
        for content in (deep, deep.encode()):
            assert told(tiny, content) == [("", "套得太深的 JSON", set())]
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

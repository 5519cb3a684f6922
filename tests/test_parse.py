"""Files into one knowledge, and the part of it that the browser gets."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import checker
from checker import report
from checker.model import Knowledge
from checker.parse import File, engine_part, parse
from checker.problems import KnowledgeError
from tests.strategies import sheets

QUESTION = {
    "text": "几岁？",
    "why": "有用。",
    "group": "identity",
    "options": [{"id": "a", "label": "甲"}, {"id": "b", "label": "乙"}],
}
REASON = {
    "title": "一",
    "short": "一",
    "headline": "二",
    "family": "identity",
    "station": "identity",
    "summary": "三",
    "remedies": [],
    "never": ["四"],
    "claims": [],
}
WHEN = {"question": "age", "is": "a"}
DAY = date(2026, 1, 1)


def paths(*tables: dict[str, object]) -> list[tuple[str, str]]:
    with pytest.raises(KnowledgeError) as caught:
        parse([File(f"{number}.toml", table) for number, table in enumerate(tables)])
    return [(problem.where, problem.path) for problem in caught.value.problems]


def test_an_entry_takes_the_date_of_its_file_unless_it_has_one() -> None:
    later = {**QUESTION, "reviewed": date(2026, 2, 2)}
    knowledge = parse([File("a.toml", {"reviewed": DAY, "question": {"age": QUESTION, "mood": later}})])
    assert [question.reviewed for question in knowledge.questions.values()] == [DAY, date(2026, 2, 2)]


def test_a_file_says_once_how_often_its_entries_are_reviewed() -> None:
    often = {**QUESTION, "review_days": 7}
    tables = {"reviewed": DAY, "review_days": 90, "question": {"age": QUESTION, "mood": often}}
    questions = parse([File("a.toml", tables)]).questions.values()
    assert [question.review_days for question in questions] == [90, 7]


def test_a_lone_kind_is_one_level() -> None:
    tables = {"reviewed": DAY, "reason": {"R01": {**REASON, "kind": "weak", "when": WHEN, "unless": WHEN}}}
    (level,) = parse([File("a.toml", tables)]).reasons["R01"].level
    assert level.kind == "weak"
    assert level.when == level.unless


def test_kind_beside_levels_is_a_fault() -> None:
    entry = {**REASON, "kind": "weak", "level": [{"kind": "weak", "when": WHEN}]}
    assert paths({"reviewed": DAY, "reason": {"R01": entry}}) == [("0.toml", "reason.R01.kind")]


def test_entries_of_several_files_stand_in_their_order() -> None:
    files = [File(name, {"reviewed": DAY, "question": {name: QUESTION}}) for name in ("b", "a")]
    knowledge = parse(files)
    assert list(knowledge.questions) == ["b", "a"]
    assert knowledge.origin == {"question.b": "b", "question.a": "a"}


@pytest.mark.parametrize(
    ("table", "path"),
    [
        ({"questions": {}}, "questions"),
        ({"question": []}, "question"),
        ({"question": {"age": 1}}, "question.age"),
        ({"question": {"age": QUESTION}}, "question.age.reviewed"),
        ({"label": 1}, "label"),
        ({"label": {"kind": {"hard": 1}}}, "label.kind"),
        ({"term": 1}, "term."),
        ({"fact": {"age=child": {"says": ["@nothing"]}}}, "fact.age=child.says"),
    ],
)
def test_faults_of_files(table: dict[str, object], path: str) -> None:
    assert ("0.toml", path) in paths(table)


def test_the_same_id_twice() -> None:
    table = {"reviewed": DAY, "question": {"age": QUESTION}}
    assert paths(table, table) == [("1.toml", "question.age")]


def test_the_same_word_twice() -> None:
    term: dict[str, object] = {"term": {"card": {"name": "卡", "words": ["卡"]}}}
    assert ("1.toml", "term.card") in paths(term, term)


def test_labels_of_several_files_are_joined() -> None:
    knowledge = parse([File("a", {"label": {"kind": {"x": "一"}}}), File("b", {"label": {"kind": {"y": "二"}}})])
    assert knowledge.labels == {"kind": {"x": "一", "y": "二"}}


def test_facts_and_labels_know_their_file(tiny: Knowledge) -> None:
    assert tiny.origin["fact.age=child"] == tiny.origin["term.rain"] == "tiny.toml"
    assert tiny.origin["label.kind"] == "labels.toml"


def browser_copy(knowledge: Knowledge) -> Knowledge:
    return parse([File("engine.json", json.loads(json.dumps(engine_part(knowledge))))], prose=False)


def test_the_engine_part_holds_no_sentence(knowledge: Knowledge) -> None:
    text = json.dumps(engine_part(knowledge), ensure_ascii=False)
    assert not any("\u3400" <= char <= "\u9fff" for char in text)


def test_the_engine_part_of_the_engine_part_is_the_same(knowledge: Knowledge) -> None:
    assert engine_part(browser_copy(knowledge)) == engine_part(knowledge)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_engine_part_reasons_like_the_whole(knowledge: Knowledge, data: st.DataObject) -> None:
    answers = data.draw(sheets(knowledge))
    copy = browser_copy(knowledge)
    reports = []
    for each in (knowledge, copy):
        diagnosis = checker.diagnose(each, answers)
        reports.append(report.to_data(copy, diagnosis, checker.plan(each, diagnosis)))
    assert reports[0] == reports[1]


def test_what_is_retired_leaves_the_engine_and_keeps_its_id() -> None:
    gone = {**REASON, "kind": "weak", "when": WHEN, "retired": "并进 R02"}
    tables = {"reviewed": DAY, "question": {"age": QUESTION}, "reason": {"R01": gone, "R02": {**gone, "retired": ""}}}
    knowledge = parse([File("a.toml", tables)])
    assert list(knowledge.reasons) == ["R02"]
    assert {path: entry.retired for path, entry in knowledge.retired.items()} == {"reason.R01": "并进 R02"}
    assert knowledge.origin["reason.R01"] == "a.toml"
    assert list(engine_part(knowledge)["reason"]) == ["R02"]
    assert list(checker.diagnose(knowledge, {"age": ("a",)}).findings) != []
    assert "R01" not in report.to_json(report.to_data(knowledge, checker.diagnose(knowledge, {}), ()))


def test_a_retired_id_is_not_free() -> None:
    gone = {"reviewed": DAY, "question": {"age": {**QUESTION, "retired": "不再问"}}}
    assert paths(gone, {"reviewed": DAY, "question": {"age": QUESTION}}) == [("1.toml", "question.age")]


def test_an_old_sheet_with_a_retired_question_still_opens_here_and_in_the_browser() -> None:
    tables = {"reviewed": DAY, "question": {"age": {**QUESTION, "retired": "不再问"}, "mood": QUESTION}}
    knowledge = parse([File("a.toml", tables)])
    copy = parse([File("engine.json", engine_part(knowledge))], prose=False)
    for each in (knowledge, copy):
        assert list(each.questions) == ["mood"]
        written = '{"version": 1, "answers": {"age": "a", "mood": "b"}}'
        assert checker.parse_answers(each, written) == {"mood": ("b",)}
        assert checker.diagnose(each, {}).visible == ("mood",)

"""The report and the other pages of the terminal: what stands there, by id, and how it is set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import text
from checker.changes import NO_LONGER_SEEN
from checker.diagnosis import diagnose
from checker.facts import Answers
from checker.folding import MAX_TOLD
from checker.message.understanding import Match, Said, Understood, ask
from checker.model import Knowledge, Stage
from checker.planning import plan
from checker.terminal import Terminal, width


def report(knowledge: Knowledge, answers: Mapping[str, tuple[str, ...]], paper: Terminal | None = None) -> str:
    """The report on one sheet, on paper so wide that nothing is broken unless a test says so."""
    diagnosis = diagnose(knowledge, answers)
    return text.report(knowledge, diagnosis, plan(knowledge, diagnosis), paper or Terminal(10_000))


def told_in_full(page: str) -> list[str]:
    """The findings under a heading of their own, in order."""
    return re.findall(r"^\S.*（([RW]\d+)）$", page, re.MULTILINE)


def named_only(page: str) -> list[str]:
    """The findings and the unchangeable reasons in lists."""
    return re.findall(r"^ +- .*（([RW]\d+)）$", page, re.MULTILINE)


def sheets(knowledge: Knowledge) -> st.SearchStrategy[Answers]:
    """Any answers to some of the questions."""
    choices = {
        question.id: st.sampled_from([(option.id,) for option in question.options] + [("unknown",), ("skip",)])
        for question in knowledge.questions.values()
    }
    return st.fixed_dictionaries({}, optional=choices)


def test_findings_come_in_the_order_of_the_diagnosis(tiny: Knowledge) -> None:
    answers = {"rain": ("now",), "age": ("child",), "prompt": ("busy",)}
    assert told_in_full(report(tiny, answers)) == ["R02", "R05", "R06"]


def test_a_finding_says_why_what_and_on_what_ground(tiny: Knowledge) -> None:
    page = report(tiny, {"age": ("child",)})
    reason, question, claim = tiny.reasons["R02"], tiny.questions["age"], tiny.claims["S01"]
    for told in (reason.headline, reason.summary, reason.wait, reason.never[0], tiny.labels["kind"]["hard"]):
        assert told in page
    assert f"{question.text}{question.options[0].label}" in page
    assert tiny.labels["grade"][claim.grade] in page
    assert tiny.sources["P01"].title in page
    assert tiny.sources["P01"].url in page
    assert tiny.clocks["answer"].title in page


def test_a_reason_without_source_says_so(tiny: Knowledge) -> None:
    assert tiny.reasons["R06"].unsourced in report(tiny, {"prompt": ("busy",)})


def test_steps_are_numbered_through_and_findings_refer_to_them(tiny: Knowledge) -> None:
    answers = {"prompt": ("other",), "paper": ("expired",)}
    page = report(tiny, answers)
    steps = plan(tiny, diagnose(tiny, answers))
    numbers = {step.id: str(number) for number, step in enumerate(steps, 1)}
    for id_, number in numbers.items():
        assert f"{number}. {tiny.remedies[id_].text}" in page
    of_card = "、".join(number for id_, number in numbers.items() if "R03" in steps[int(number) - 1].reasons)
    assert f"{tiny.labels['cli']['steps']}：{of_card}" in page


def test_a_step_names_its_channel_and_what_not_to_do(tiny: Knowledge) -> None:
    page = report(tiny, {"card": ("two",), "status": ("asked",)})
    assert tiny.channels["desk"].contact in page
    assert tiny.remedies["return-card"].never in page


def test_the_outcome_comes_first_then_the_sentence_of_the_app(tiny: Knowledge) -> None:
    page = report(tiny, {"prompt": ("other",)})
    assert page.startswith(tiny.reasons["R03"].headline)
    assert page.index(tiny.remedies["find-card"].text) < page.index(tiny.prompts["other"].can)
    assert page.index(tiny.prompts["other"].can) < page.index(tiny.labels["kind"]["hard"])


def test_a_step_says_where_it_is_done(tiny: Knowledge) -> None:
    page = report(tiny, {"prompt": ("other",)})
    assert f"{tiny.labels['say']['where']}：{tiny.labels['where'][tiny.remedies['find-card'].where]}" in page


def test_stop_folds_the_rest_and_leaves_no_other_advice(tiny: Knowledge) -> None:
    page = report(tiny, {"prompt": ("other",), "offers": ("paid",), "age": ("child",)})
    assert told_in_full(page) == ["W01"]
    assert sorted(named_only(page)) == ["R02", "R03"]
    assert tiny.remedies["tell"].text in page
    assert tiny.remedies["find-card"].text not in page
    for key in ("changes", "unchangeable", "open", "support_first"):
        assert tiny.labels["say"][key] not in page
    assert tiny.prompts["other"].can not in page


def test_scope_says_only_where_to_go(tiny: Knowledge) -> None:
    page = report(tiny, {"product": ("boat",), "prompt": ("other",)})
    assert told_in_full(page) == ["R01"]
    assert tiny.prompts["other"].can not in page


def test_beyond_four_findings_are_only_named(knowledge: Knowledge) -> None:
    answers = {id_: (question.options[0].id,) for id_, question in knowledge.questions.items()}
    for sheet in _without_stop_and_scope(knowledge, answers):
        found = [finding.id for finding in diagnose(knowledge, sheet).findings]
        assert len(found) > MAX_TOLD
        page = report(knowledge, sheet)
        assert told_in_full(page) == found[:MAX_TOLD]
        assert set(found[MAX_TOLD:]) <= set(named_only(page))


def _without_stop_and_scope(knowledge: Knowledge, answers: Answers) -> Iterator[Answers]:
    """Sheets that lead to many findings: `answers` without what ends the check."""
    sheet = dict(answers)
    while True:
        ending = [finding for finding in diagnose(knowledge, sheet).findings if finding.kind in ("stop", "scope")]
        if not ending:
            break
        for question in ending[0].because:
            sheet.pop(question, None)
    yield sheet


def test_changes_and_what_cannot_change(tiny: Knowledge) -> None:
    answers = {"prompt": ("other",), "age": ("child",), "paper": ("expired",)}
    page = report(tiny, answers)
    (change,) = diagnose(tiny, answers).changes
    assert change.answers["prompt"] == NO_LONGER_SEEN
    for told in (tiny.labels["say"]["no_longer_seen"], tiny.questions["paper"].options[1].label):
        assert told in page
    assert tiny.questions["age"].options[0].fixed in page
    assert named_only(page) == ["R02"]


def test_an_empty_sheet_says_that_nothing_is_found_and_what_to_answer(tiny: Knowledge) -> None:
    page = report(tiny, {})
    assert told_in_full(page) == []
    assert tiny.labels["say"]["none_found"] in page
    following = diagnose(tiny, {}).next
    assert following is not None
    assert tiny.questions[following].text in page
    assert tiny.labels["say"]["support_first"] not in page


def test_every_report_says_that_it_is_not_official(tiny: Knowledge) -> None:
    for answers in ({}, {"offers": ("paid",)}, {"product": ("boat",)}):
        assert tiny.labels["say"]["disclaimer"] in report(tiny, answers)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_line_of_any_report_is_wider_than_the_paper(knowledge: Knowledge, data: st.DataObject) -> None:
    answers = data.draw(sheets(knowledge))
    columns = data.draw(st.integers(20, 80))
    page = report(knowledge, answers, Terminal(columns))
    wide = [line for line in page.splitlines() if width(line) > columns]
    assert all(line.lstrip().startswith(("https://", "http://")) for line in wide)  # an address stays whole
    assert "{" not in page


def test_every_reason_and_remedy_can_be_told(knowledge: Knowledge) -> None:
    for question in knowledge.questions.values():
        for option in question.options:
            report(knowledge, {question.id: (option.id,)}, Terminal(40, styled=True))


@pytest.mark.parametrize("paper", [Terminal(20), Terminal(80, styled=True)])
def test_every_question_can_be_asked(knowledge: Knowledge, paper: Terminal) -> None:
    for number, question in enumerate(knowledge.questions.values(), 1):
        page = text.question(knowledge, question, number, paper)
        assert len(re.findall(r"^ +\d+  ", page, re.MULTILINE)) == len(question.options)
        assert question.why[:4] in text.why(knowledge, question, paper)


def test_a_sentence_shows_scope_entries_and_phrases(tiny: Knowledge) -> None:
    assert tiny.vocabulary is not None
    understood = ask(tiny, "他说我有另一张卡")
    page = text.asked(tiny, understood, "rain", Terminal(200))
    assert told_in_full(page) == ["R03"]
    for told in ("另一张卡", tiny.labels["cli"]["scope_in"], tiny.remedies["find-card"].text):
        assert told in page
    assert tiny.prompts["other"].cannot in page
    assert tiny.questions["rain"].text in page


@pytest.mark.parametrize(("stage", "key"), [("now", None), ("week", None), ("changed", "no_step_now")])
def test_what_a_sentence_leads_to_begins_with_what_can_be_done(tiny: Knowledge, stage: Stage, key: str) -> None:
    remedy = replace(tiny.remedies["dry"], stage=stage)
    world = replace(tiny, remedies={**tiny.remedies, "dry": remedy})
    page = text.asked(
        world,
        Understood("湿", "in", sure=True, matches=(Match("R05", ("湿",)),), said=(), offered=()),
        None,
        Terminal(200),
    )
    if key is None:
        name = tiny.labels["cli"]["first"] if stage == "now" else tiny.labels["stage"][stage]
        assert f"{name}：{remedy.text}" in page
    else:
        assert tiny.labels["cli"][key] in page
        assert remedy.text not in page


def test_a_finding_without_a_step_says_so(tiny: Knowledge) -> None:
    reason = replace(tiny.reasons["R02"], remedies=())
    world = replace(tiny, reasons={**tiny.reasons, "R02": reason})
    said = tiny.labels["cli"]["no_step"]
    assert said in report(world, {"age": ("child",)})
    assert said not in report(tiny, {"age": ("child",)})


def test_a_sentence_without_match_says_so(tiny: Knowledge) -> None:
    assert tiny.vocabulary is not None
    page = text.asked(tiny, ask(tiny, "唱歌好听"), None, Terminal(200))
    assert tiny.labels["cli"]["scope_out"] in page
    assert tiny.labels["cli"]["no_match"] in page


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sentence=st.text(st.characters(), max_size=300))
def test_whatever_is_said_the_page_obeys_nothing_in_it(tiny: Knowledge, sentence: str) -> None:
    matches = (Match("R99", (sentence,)), Match("R03", ()))
    odd = Understood(
        sentence, "in", sure=True, matches=matches, said=(Said("nobody", ("asked",), sentence),), offered=()
    )
    page = text.asked(tiny, odd, None, Terminal(80))
    assert "\x1b" not in page
    assert all(line.isprintable() for line in page.split("\n"))


def test_answers_that_fit_every_question_have_a_name(tiny: Knowledge) -> None:
    assert text.option_label(tiny, "age", "child") == tiny.questions["age"].options[0].label
    assert text.option_label(tiny, "age", "unknown") == tiny.labels["answer"]["unknown"]
    assert text.option_label(tiny, "nobody", "knows") == "knows"


def test_counts_are_printed_with_their_sums(tiny: Knowledge) -> None:
    page = text.numbers(tiny, {"questions": 3, "claims": {"A": 2, "D": 1}, "reasons": {}}, Terminal(80))
    assert [re.findall(r"\w+", line)[1:] for line in page.splitlines()] == [["3"], ["3", "A", "2", "D", "1"], ["0"]]


def test_due_entries_stand_under_their_source(tiny: Knowledge) -> None:
    early, late = date(2026, 7, 1), date(2026, 8, 1)
    by_source = {"P01": [(late, "clock.answer"), (early, "claim.S01")], "": [(late, "claim.S03")]}
    page = text.due(tiny, by_source, Terminal(80))
    places = [page.index(part) for part in ("P01", str(early), "claim.S01", str(late), "clock.answer", "claim.S03")]
    assert places == sorted(places)
    assert tiny.labels["cli"]["nothing_due"] in text.due(tiny, {}, Terminal(80))

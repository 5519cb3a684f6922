"""Nothing that is said is a promise, made up, or without a place to look it up. Every output is read.

The conditions are worked out a second time here, from the TOML alone, so that the engine does not judge itself.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any, cast

import pytest

import checker
from checker import report, text
from checker.answers import to_data
from checker.audit.words import FORBIDDEN
from checker.conditions import UNKNOWN
from checker.diagnosis import Diagnosis
from checker.facts import Answers, facts_of
from checker.judge import judge
from checker.model import STAGES, Knowledge
from checker.terminal import Terminal
from macros.check import KEYS, _answers_to, first_questions, instant_table
from publishing.paths import ROOT

from .browser.engine import random_sheets
from .pages import Page, read_pages

SHEETS = 5000

NEVER = re.compile("通过率|[%％]|百分之|分数门槛|包过|一定能|强开方法|养号|刷流水")
"""As DESIGN lists them; `FORBIDDEN` of the audit knows more."""

DURATION = re.compile(
    r"(?<![\d\-年月哪那这每同当第某])(?<!月 )(?:\d+ ?[到–-] ?)?(?P<number>\d+|[一二两三四五六七八九十]+) ?"
    r"(?P<unit>天|日内|日(?![期常子前后后起志])|个?工作日|个?星期|周(?![岁年])|个月)"
)
"""A time to wait, or one that sounds like it; dates are none."""


def said_wrongly(words: str) -> list[str]:
    return list(dict.fromkeys(found[0] for pattern in (NEVER, FORBIDDEN) for found in pattern.finditer(words)))


# ---- every output of the engine ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sheets(knowledge: Knowledge) -> list[Answers]:
    """Every cell of the instant table, and random sheets from nearly empty to full."""
    first = first_questions(knowledge)
    choices = [("", *_answers_to(question)) for question in first]
    cells = [
        {id_: (value,) for id_, value in zip((question.id for question in first), cell, strict=True) if value}
        for cell in product(*choices)
    ]
    offers = knowledge.question_explained_by("scam")
    assert offers is not None
    cells += [{offers.id: (option.id,)} for option in offers.options]
    columns = cast("dict[str, dict[str, list[int]]]", instant_table(knowledge)["columns"])
    assert len(cells) >= len(columns["next"]["cells"])
    return [*cells, *(checker.parse_answers(knowledge, sheet) for sheet in random_sheets(knowledge, SHEETS, seed=9))]


@pytest.fixture(scope="module")
def verdicts(knowledge: Knowledge, sheets: list[Answers]) -> list[Diagnosis]:
    return [checker.diagnose(knowledge, answers) for answers in sheets]


@pytest.fixture(scope="module")
def rules() -> dict[str, list[dict[str, Any]]]:
    """Reason → its levels, as they stand in the files."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((ROOT / "checker" / "knowledge" / "reasons").glob("*.toml")):
        for id_, reason in tomllib.loads(path.read_text(encoding="utf-8")).get("reason", {}).items():
            found[id_] = reason.get("level") or [reason]
    return found


@pytest.fixture(scope="module")
def grounds() -> dict[str, Any]:
    """Question → when it arises, in the order of the form."""
    tables = tomllib.loads((ROOT / "checker" / "knowledge" / "questions.toml").read_text(encoding="utf-8"))
    return {id_: question.get("show_if") for id_, question in tables["question"].items()}


def truth(condition: dict[str, Any], answers: Mapping[str, tuple[str, ...]], never: set[str]) -> bool | None:
    """Kleene's three values, worked out as the README of the knowledge has it; `never` holds what does not arise."""
    if "all" in condition or "any" in condition:
        [(word, parts)] = condition.items()
        values = [truth(part, answers, never) for part in parts]
        decisive = word == "any"
        return decisive if decisive in values else None if None in values else not decisive
    if "not" in condition:
        value = truth(condition["not"], answers, never)
        return None if value is None else not value
    question, wanted = condition["question"], condition["is"]
    if question in never:
        return False
    given = answers.get(question, ())
    if any(answer in ([wanted] if isinstance(wanted, str) else wanted) for answer in given):
        return True
    return None if not given or {"unknown", "skip"} & set(given) else False


def not_arising(grounds: Mapping[str, Any], answers: Answers) -> set[str]:
    never: set[str] = set()
    for id_, show_if in grounds.items():
        if show_if is not None and truth(show_if, answers, never) is False:
            never.add(id_)
    return never


@pytest.mark.slow
def test_every_finding_follows_from_the_answers_that_it_names(
    knowledge: Knowledge, verdicts: list[Diagnosis], rules: dict[str, list[dict[str, Any]]], grounds: dict[str, Any]
) -> None:
    """It names only what was answered; it holds by the file; and it still holds if nothing else is known."""
    wrong = []
    for verdict in verdicts:
        never = not_arising(grounds, verdict.answers)
        for finding in verdict.findings:
            said = all(
                answers and set(answers) <= set(verdict.answers.get(question, ()))
                for question, answers in finding.because.items()
            )
            levels = [level for level in rules[finding.id] if level["kind"] == finding.kind]
            holds = any(
                truth(level["when"], verdict.answers, never) is True
                and ("unless" not in level or truth(level["unless"], verdict.answers, never) is not True)
                for level in levels
            )
            alone = not_arising(grounds, finding.because)
            enough = any(truth(level["when"], finding.because, alone) is True for level in levels)
            engine = judge(knowledge.reasons[finding.id], facts_of(knowledge, finding.because))[1].truth
            if not (said and holds and enough and engine):
                wrong.append((to_data(knowledge, verdict.answers), finding, said, holds, enough, engine))
    assert wrong == []


@pytest.mark.slow
def test_nothing_is_ruled_out_or_left_open_against_the_files(
    verdicts: list[Diagnosis], rules: dict[str, list[dict[str, Any]]], grounds: dict[str, Any]
) -> None:
    wrong: list[object] = []
    for verdict in verdicts:
        never = not_arising(grounds, verdict.answers)
        hard = any(finding.kind == "hard" for finding in verdict.findings)
        for id_ in verdict.ruled_out:
            if hard and all(level["kind"] == "fallback" for level in rules[id_]):
                continue  # yields to what is known
            for level in rules[id_]:
                excepted = "unless" in level and truth(level["unless"], verdict.answers, never) is True
                if truth(level["when"], verdict.answers, never) is not False and not excepted:
                    wrong.append((id_, verdict.answers))
        for item in verdict.open:
            if not any(truth(level["when"], verdict.answers, never) is None for level in rules[item.id]):
                wrong.append((item.id, verdict.answers))
            if not set(item.missing) - {id_ for id_, given in verdict.answers.items() if UNKNOWN.isdisjoint(given)}:
                wrong.append((item.id, item.missing, verdict.answers))
    assert wrong == []


@pytest.mark.slow
def test_no_report_says_what_is_forbidden(
    knowledge: Knowledge, verdicts: list[Diagnosis], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that the terminal prints; the page shows the same sentences."""
    wide = Terminal(10_000)
    # A line is broken nowhere: no word hides at its end, and breaking takes most of the time.
    monkeypatch.setattr(text, "wrap", lambda words, *_: [words])
    said: set[str] = set()
    for verdict in verdicts:
        said.update(text.report(knowledge, verdict, checker.plan(knowledge, verdict), wide).splitlines())
    assert len(said) > 500
    assert [line for line in sorted(said) if said_wrongly(line)] == []


@pytest.mark.slow
@pytest.mark.site
def test_every_id_in_a_report_stands_on_the_page(
    knowledge: Knowledge, verdicts: list[Diagnosis], built_site: Path
) -> None:
    page = read_pages(built_site)["check/"]
    anchors = set(page.ids)
    options = {(e.attributes["name"], e.attributes["value"]) for e in page.all("input") if "value" in e.attributes}
    steps = {e.attributes["data-remedy"] for e in page.elements if "data-remedy" in e.attributes}
    kinds = {e.attributes["data-of"] for e in page.elements if "data-of" in e.attributes}
    known: dict[str, set[Any]] = {"option": options, "step": steps, "kind": kinds, "stage": set(STAGES)}
    lost: set[object] = set()
    for verdict in verdicts:
        for name, value in ids_in(report.to_data(knowledge, verdict, checker.plan(knowledge, verdict))):
            if value not in known.get(name, anchors):
                lost.add((name, value))
    assert lost == set()


def ids_in(data: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Everything in a report that names something, with what it names."""
    assert set(data) == {"version", "knowledge", *KEYS}
    for finding in data["findings"]:
        yield "reason", finding["id"]
        yield "kind", finding["kind"]
        for item in finding["because"]:
            yield "question", item["question"]
            yield from (("option", (item["question"], answer)) for answer in item["answers"])
    for key in ("ruled_out", "unchangeable"):
        yield from (("reason", id_) for id_ in data[key])
    for item in data["open"]:
        yield "reason", item["id"]
        yield from (("question", id_) for id_ in item["missing"])
    yield from (("question", id_) for id_ in [*data["visible"], *([data["next"]] if data["next"] else [])])
    for change in data["changes"]:
        yield from (("option", pair) for pair in change["answers"].items() if pair[1] is not None)
        yield from (("reason", id_) for id_ in change["settles"])
    for step in data["plan"]:
        yield "step", step["id"]
        yield "stage", step["stage"]
        yield from (("reason", id_) for id_ in step["reasons"])


# ---- letters and pages -------------------------------------------------------------------------------------------


def test_no_letter_promises_or_threatens_with_days(knowledge: Knowledge) -> None:
    assert knowledge.letters
    for letter in knowledge.letters.values():
        words = "\n".join((letter.title, letter.to, letter.body, letter.note))
        assert said_wrongly(words) == [], letter.id
        assert unfounded(words, lawful(knowledge)) == [], letter.id


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, Page]:
    return read_pages(built_site)


@pytest.mark.site
def test_no_page_says_what_is_forbidden_anywhere(pages: dict[str, Page]) -> None:
    """Not in its words, nor in what machines read of it: titles, descriptions, labels, data."""
    found = {}
    for page in pages.values():
        words = [page.all("html")[0].words]
        words += [
            "".join(script.text) for script in page.all("script") if script.attributes.get("type", "").endswith("json")
        ]
        words += [
            value
            for element in page.elements
            for name, value in element.attributes.items()
            if name in ("content", "title", "alt", "aria-label", "placeholder", "value")
        ]
        if wrong := [word for part in words for word in said_wrongly(re.sub(r"https?://\S+", "", part))]:
            found[page.url] = wrong
    assert found == {}


def lawful(knowledge: Knowledge) -> set[tuple[str, str]]:
    """The periods that a law sets, as number and unit."""
    words = " ".join(f"{c.title} {c.basis} {c.starts} {c.note} {c.days} 日" for c in knowledge.clocks.values())
    return {duration(found) for found in DURATION.finditer(words)}


def duration(found: re.Match[str]) -> tuple[str, str]:
    return found["number"], "日" if found["unit"] in ("天", "日", "日内") else found["unit"]


def unfounded(words: str, known: set[tuple[str, str]]) -> list[str]:
    """The sentences of `words` with a time in them that no law sets."""
    return [
        sentence.strip()
        for sentence in re.split(r"[。！？；\n\u3000]", words)
        if any(duration(found) not in known for found in DURATION.finditer(sentence))
    ]


def reported(knowledge: Knowledge) -> str:
    """What is asked of the person about their past, and what others say and we take apart."""
    asked = [
        words
        for question in knowledge.questions.values()
        for words in (question.text, question.why, *(option.label for option in question.options))
    ]
    said = [
        words
        for claim in knowledge.claims.values()
        for words in (claim.text, claim.why, claim.correction, claim.unsourced)
    ]
    myths = [
        words for myth in knowledge.myths.values() for words in (myth.title, myth.said_by, myth.known, myth.correct)
    ]
    sources = [words for source in knowledge.sources.values() for words in (source.title, source.confirmed)]
    return "\n".join([*asked, *said, *myths, *sources])


def bare(words: str) -> str:
    return re.sub(r"\s|[“”]", "", words)


@pytest.mark.site
def test_no_page_names_a_wait_without_a_basis(pages: dict[str, Page], knowledge: Knowledge) -> None:
    known = lawful(knowledge)
    quoted = bare(reported(knowledge) + pages["myths/"].all("title")[0].words)
    found = {}
    for page in pages.values():
        own = re.sub(
            "“([^“”]*)”",
            lambda one: "" if DURATION.search(one[1]) and bare(one[1]) in quoted else one[0],
            "".join(page.all("body")[0].text),
        )
        if wrong := [words for words in unfounded(own, known) if bare(words) not in quoted]:
            found[page.url] = wrong
    assert found == {}


def test_a_reason_with_days_names_its_law(knowledge: Knowledge) -> None:
    known = lawful(knowledge)
    for reason in knowledge.reasons.values():
        if DURATION.search(reason.wait):
            assert reason.clocks, reason.id
            assert unfounded(reason.wait, known) == [], reason.id
    for clock in knowledge.clocks.values():
        assert clock.basis, clock.id
        assert clock.sources or clock.unsourced, clock.id


# ---- the tests themselves ----------------------------------------------------------------------------------------


def test_these_tests_would_notice(knowledge: Knowledge, rules: dict[str, list[dict[str, Any]]]) -> None:
    known = lawful(knowledge)
    assert said_wrongly("做到这几步，一定能开。") == ["一定能"]
    assert unfounded("再等 45 天就能开。", known) == ["再等 45 天就能开"]
    assert unfounded("还有三个月。机构 15 日内办结。2026 年 3 月 31 日截止。", known) == ["还有三个月"]
    assert truth(rules["R01"][0]["when"], {"age": ("under_18",)}, set()) is True
    assert truth(rules["R01"][0]["when"], {"age": ("unknown",)}, set()) is None
    broken = json.loads(report.to_json(report.to_data(knowledge, checker.diagnose(knowledge, {}), [])))
    broken["ruled_out"] = ["R99"]
    assert ("reason", "R99") in list(ids_in(broken))

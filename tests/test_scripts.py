"""The modules of the pages: who may import whom, what the pure ones work out, what the bundles hold."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from itertools import product
from typing import Any, cast

import pytest

from checker.model import Knowledge
from checker.report import to_json
from macros.check import KEYS, _answers_to, first_questions, instant_table, stopping_answers
from publishing import scripts

from .browser.engine import engine_says
from .modules import SCRIPTS, imported, modules, run

LAYERS: dict[str, set[str]] = {
    "shared/lists.js": set(),
    "shared/storage.js": set(),
    "shared/running-time.js": set(),
    "shared/clipboard.js": set(),
    "shared/dom.js": set(),
    "shared/global.js": set(),
    "check/instant.js": {"shared/lists.js"},
    "check/sheet.js": {"shared/lists.js"},
    "check/state.js": {"check/instant.js"},
    "check/reduce.js": {"shared/lists.js", "check/instant.js", "check/sheet.js", "check/state.js"},
    "check/store.js": set(),
    "check/printed.js": {"shared/dom.js"},
    "check/form.js": {"shared/dom.js", "shared/lists.js"},
    "check/engine.js": {"shared/dom.js", "shared/global.js", "shared/running-time.js", "check/printed.js"},
    "check/effects.js": {"shared/storage.js", "shared/tab.js", "check/sheet.js", "check/state.js"},
    "check/today.js": {"shared/dom.js"},
    "check/takeaway.js": {"shared/clipboard.js", "shared/dom.js", "check/sheet.js", "check/today.js"},
    "check/actions.js": {
        *("shared/dom.js", "shared/tab.js", "check/form.js", "check/picture.js", "check/sheet.js"),
        "check/takeaway.js",
    },
    "check/main.js": {"check/start.js"},
    "check/embedded.js": {"shared/dom.js", "check/start.js"},
    "check/give-up.js": {"shared/dom.js"},
    "check/render/parts.js": {"shared/dom.js", "check/form.js"},
    "check/render/headline.js": {"shared/dom.js", "check/state.js"},
    "check/render/findings.js": {"shared/dom.js", "check/state.js", "check/render/parts.js"},
    "check/render/lists.js": {"shared/dom.js", "shared/lists.js", "check/form.js", "check/render/parts.js"},
    "check/render/message.js": {"shared/dom.js", "shared/lists.js", "check/form.js", "check/render/parts.js"},
    "check/render/outcome.js": {
        *("shared/dom.js", "shared/lists.js", "check/form.js", "check/state.js", "check/render/parts.js"),
    },
    "check/picture.js": {"shared/dom.js", "shared/lists.js"},
    "check/render/verdict.js": {
        *("shared/dom.js", "check/state.js", "check/render/headline.js"),
        *("check/render/findings.js", "check/render/lists.js", "check/render/message.js"),
        "check/render/outcome.js",
    },
    "check/render/index.js": {
        *("shared/dom.js", "check/form.js"),
        *("check/render/message.js", "check/render/verdict.js"),
    },
    "ask.js": {"shared/dom.js", "shared/tab.js"},
    "prompts.js": {"shared/dom.js", "shared/tab.js"},
    "shared/tab.js": {"shared/storage.js"},
    "claims.js": {"shared/dom.js"},
    "letters.js": {"shared/clipboard.js", "shared/dom.js"},
    "editions/early.js": {"shared/dom.js", "shared/global.js"},
    "editions/head.js": {"editions/storage-stand-in.js", "editions/type-size.js", "editions/forget.js"},
    "editions/storage-stand-in.js": set(),
    "editions/type-size.js": {"shared/storage.js"},
    "editions/forget.js": {"shared/tab.js"},
    "editions/hosted.js": {"shared/dom.js"},
    "editions/theme.js": {"shared/dom.js"},
    "editions/offline.js": {"shared/global.js"},
    "workers/parts.js": set(),
    "workers/python.js": set(),
    "workers/engine.js": {"shared/running-time.js", "workers/parts.js", "workers/python.js"},
    "workers/service-scope.js": set(),
    "workers/sw.js": {"workers/service-scope.js"},
    "workers/sw-off.js": {"workers/service-scope.js"},
}
"""What each module may import. `check/start.js` puts the check together and may import all of `check/`."""

PURE = ("shared/lists.js", "check/instant.js", "check/sheet.js", "check/state.js", "check/reduce.js", "check/store.js")
"""They know no page, no device and no clock; so node can run them."""

WORLD = re.compile(r"\b(document|window|self|navigator|location|localStorage|fetch|Date|Math\.random|setTimeout)\b")


def test_every_module_imports_what_stands_before_it_and_nothing_else() -> None:
    assert sorted([*LAYERS, "check/start.js"]) == modules()
    wrong = {module: imported(module) - allowed for module, allowed in LAYERS.items() if imported(module) - allowed}
    assert wrong == {}
    assert all(module.startswith(("check/", "shared/")) for module in imported("check/start.js"))


def test_what_may_be_imported_is() -> None:
    """The table above says no more than is true."""
    assert {
        module: allowed - imported(module) for module, allowed in LAYERS.items() if allowed - imported(module)
    } == {}


@pytest.mark.parametrize("module", PURE)
def test_the_pure_modules_know_nothing_of_the_world(module: str) -> None:
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", (SCRIPTS / module).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert WORLD.findall(code) == []
    assert imported(module) <= set(PURE)


def test_each_bundle_is_one_classic_script_that_declares_no_name() -> None:
    folder = scripts.bundle()
    for bundle in scripts.ALL:
        text = (folder / bundle.name).read_text(encoding="utf-8")
        if bundle.name.endswith(".js"):
            assert re.match(r'^(?:"use strict";)?\(\(\)=>\{.*\}\)\(\);$', text.strip(), re.DOTALL), bundle.name
            assert "sourceMappingURL" not in text
        assert (folder / f"{bundle.name}.map").exists()


def test_nothing_in_a_bundle_is_anybody_elses() -> None:
    """Else its licence would have to stand in `publishing/third_party.toml` (decision 0011)."""
    meta = json.loads((scripts.bundle() / "meta.json").read_text(encoding="utf-8"))
    assert [source for source in meta["inputs"] if not source.startswith("docs/assets/")] == []


def test_the_same_sources_give_the_same_bundles() -> None:
    def contents() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in scripts.bundle().iterdir()}

    assert contents() == contents()


def test_the_instant_table_says_what_theengine_says(knowledge: Knowledge) -> None:
    """For every cell: the page's own reading of the table against the engine."""
    table = json.loads(to_json(instant_table(knowledge)))
    first = [question.id for question in first_questions(knowledge)]
    choices = [("", *_answers_to(knowledge.questions[id_])) for id_ in first]
    cells: list[dict[str, object]] = [
        {id_: value for id_, value in zip(first, cell, strict=True) if value} for cell in product(*choices)
    ]
    cells += [{id_: list(given) for id_, given in sheet.items()} for sheet in stopping_answers(knowledge).values()]
    assert {len(column["cells"]) for column in table["columns"].values()} == {len(cells)}
    read = "({ instantReport }, [table, cells]) => cells.map((cell) => instantReport(table, cell))"
    reports = run("check/instant.js", read, [table, cells])
    for cell, report in zip(cells, cast("list[object]", reports), strict=True):
        expected = json.loads(engine_says(knowledge, cell))
        assert report == {key: expected[key] for key in KEYS}, cell


def printed(knowledge: Knowledge) -> list[dict[str, object]]:
    """The questions as the page's modules know them from the form."""
    return [
        {
            "id": question.id,
            "many": question.choice == "many",
            "options": _answers_to(question),
            "alone": [option.id for option in question.options if option.exclusive],
        }
        for question in knowledge.questions.values()
    ]


def random_form(knowledge: Knowledge, chance: random.Random) -> dict[str, object]:
    """What a person may have chosen on the form, in its order."""
    sheet: dict[str, object] = {}
    for question in knowledge.questions.values():
        chosen = [option for option in _answers_to(question) if chance.random() < 0.3]
        if chosen:
            sheet[question.id] = chosen if question.choice == "many" else chosen[0]
    return sheet


RENAMED = {
    "questions": {"sentence": "prompt"},
    "options": {"prompt": {"elsewhere": "other"}},
    "retired": [],
}

CARRY = """({ settle, toFragment, fromFragment, toFile, fromFile }, [questions, renamed, sheets]) => {
  const taken = (given) => settle(given, questions, renamed);
  return sheets.map((sheet) => [taken(fromFragment("#" + toFragment(sheet)).given), taken(fromFile(toFile(sheet)))]);
}"""


def test_any_sheet_survives_the_link_and_the_file(knowledge: Knowledge) -> None:
    """500 random sheets, out and back, with the order of their answers."""
    chance = random.Random(7)  # noqa: S311 - repeatable on purpose
    made = [random_form(knowledge, chance) for _ in range(500)]
    carried = run("check/sheet.js", CARRY, [printed(knowledge), RENAMED, made])
    for sheet, ways in zip(made, cast("list[list[dict[str, object]]]", carried), strict=True):
        for way in ways:
            assert way == {"answers": sheet, "isWhole": True}
            assert list(cast("dict[str, object]", way["answers"])) == list(sheet)


@pytest.mark.parametrize(
    ("given", "answers", "is_whole"),
    [
        ([["prompt", "other"]], {"prompt": "other"}, True),
        ([["sentence", ["elsewhere"]]], {"prompt": "other"}, True),
        ([["prompt", "nonsense"]], {}, False),
        ([["nobody", "other"]], {}, False),
        ([["__proto__", {"prompt": "other"}], ["constructor", "other"]], {}, False),
        ([["environment", ["vpn", "x", None, {}]]], {"environment": ["vpn"]}, False),
        ([["prompt", None]], {}, True),
    ],
)
def test_only_what_the_form_has_is_taken(
    knowledge: Knowledge, given: object, answers: dict[str, object], is_whole: bool
) -> None:
    settle = "({ settle }, [given, questions, renamed]) => settle(given, questions, renamed)"
    taken = run("check/sheet.js", settle, [given, printed(knowledge), RENAMED])
    assert taken == {"answers": answers, "isWhole": is_whole}


STORY = """({ createReducer }, [printed, report, events]) => {
  const shown = { report, answers: {}, json: "", cause: "" };
  const message = { number: 0, text: "", scope: "", isPending: false, matches: [], prefilled: {} };
  const first = { engine: "instant", answers: {}, asked: 0, shown, before: null, pinned: "", isInCard: true,
    ticking: "", touched: "", draft: "", message, calendar: null, note: "", isKept: false, own: null, reading: null,
    copied: null, focus: null };
  return events.reduce(createReducer(printed), first);
}"""


def told(knowledge: Knowledge, *events: Mapping[str, object]) -> dict[str, Any]:
    """The state after these events, on a page that has just been opened."""
    table = json.loads(to_json(instant_table(knowledge)))
    report = json.loads(engine_says(knowledge, {}))
    page = {"table": table, "questions": printed(knowledge), "renamed": RENAMED, "said": [], "asked": []}
    return cast("dict[str, Any]", run("check/reduce.js", STORY, [page, report, list(events)]))


SENT = {"type": "message-sent", "text": "x"}
HEARD = {"type": "message-answered", "number": 1, "reply": {"scope": "in", "answers": {"prompt": "other"}}}


def test_a_reply_to_a_message_that_was_erased_changes_nothing(knowledge: Knowledge) -> None:
    assert told(knowledge, SENT, HEARD)["answers"] == {"prompt": "other"}
    assert told(knowledge, SENT, {"type": "erased"}, HEARD)["answers"] == {}
    assert told(knowledge, SENT, {"type": "erased"}, SENT, HEARD)["message"]["isPending"]


def test_a_message_waits_through_a_failure_and_is_answered_after_it(knowledge: Knowledge) -> None:
    failed = told(knowledge, SENT, {"type": "engine-failed"})
    assert (failed["message"]["scope"], failed["message"]["isPending"]) == ("failed", True)
    assert told(knowledge, SENT, {"type": "engine-failed"}, {"type": "engine-ready"}, HEARD)["message"]["scope"] == "in"


def test_a_message_overwrites_no_answer(knowledge: Knowledge) -> None:
    given = {"type": "sheet-loaded", "given": [["prompt", "cond"]]}
    state = told(knowledge, given, SENT, HEARD)
    assert state["answers"] == {"prompt": "cond"}
    assert state["message"]["prefilled"] == {}


@pytest.mark.slow
def test_without_the_engine_every_change_has_its_verdict_at_once(knowledge: Knowledge) -> None:
    given = {"type": "sheet-loaded", "given": [["prompt", "other"]]}
    starts: list[list[Mapping[str, object]]] = [[], [{"type": "engine-loading"}], [{"type": "engine-failed"}]]
    for before in starts:
        assert told(knowledge, *before, given)["shown"]["report"]["findings"][0]["id"] == "R04"
    waiting = told(knowledge, {"type": "engine-ready"}, given)
    assert waiting["shown"]["answers"] == {}
    assert waiting["asked"] == 2


def test_a_calendar_needs_the_engine(knowledge: Knowledge) -> None:
    wanted = {"type": "calendar-wanted", "request": {"id": "id-60d"}}
    assert told(knowledge, wanted)["note"] == "not_ready"
    ready: list[Mapping[str, object]] = [{"type": "engine-ready"}, wanted]
    assert told(knowledge, *ready)["calendar"] == {"id": "id-60d"}
    assert told(knowledge, *ready, {"type": "engine-failed"})["note"] == "not_ready"

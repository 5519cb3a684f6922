"""Both kinds of runtime run the same checker: the same bytes in reply to the same sheets, messages and periods."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

import runtime
from checker.model import Knowledge
from publishing import engine
from runtime import Manifest, manifest
from runtime.manifest import Kind
from tests.browser.engine import random_sheets
from tools.learn import messages

pytestmark = pytest.mark.runtimes

SHEETS = 500
BROKEN = ["", "[", "[]", "NaN", "\ufeff{}", '{"version": 2}', '{"version": 1, "answers": {"age": "old", "age": "x"}}']
EVERY = 3
"""Of the messages of our own, one in so many."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> dict[str, tuple[Manifest, Any]]:
    """Of each kind what was made, and what the checker replied on it."""
    folder = tmp_path_factory.mktemp("kinds")
    made = {}
    for kind in get_args(Kind):
        application = engine.application(knowledge)
        asked, out = folder / f"{kind}.asked.json", folder / f"{kind}.json"
        asked.write_text(json.dumps(questions(knowledge) | {"out": str(out)}), encoding="utf-8")
        trying = replace(
            application, probe=Path(__file__).with_name("answers.mjs"), data={**application.data, "asked": asked}
        )
        made[kind] = runtime.build(kind, trying, folder / kind), json.loads(out.read_text(encoding="utf-8"))
    return made


def questions(knowledge: Knowledge) -> dict[str, list[str]]:
    """What both are asked: sheets whole and broken, real ways of saying it, and legal periods."""
    said = [case.text for case in messages.read_all()[::EVERY]]
    periods = [
        json.dumps(
            {"id": id_, "title": "期限", "note": "", "start": "2026-11-20", "stamp": "2026-11-20T08:00:00+00:00"}
        )
        for id_ in knowledge.clocks
    ]
    return {
        "sheets": random_sheets(knowledge, SHEETS) + BROKEN,
        "messages": [*said, "", " ".join(said[:50])],
        "periods": periods,
    }


def test_both_reply_the_same_bytes(built: dict[str, tuple[Manifest, Any]], knowledge: Knowledge) -> None:
    asked = questions(knowledge)
    stock, slim = built["stock"][1], built["slim"][1]
    for what in ("sheets", "messages", "periods"):
        assert len(stock[what]) == len(slim[what]) == len(asked[what])
        pairs = zip(asked[what], stock[what], slim[what], strict=True)
        assert [text for text, one, other in pairs if one.encode() != other.encode()] == []
    assert len(set(stock["sheets"])) > SHEETS / 2  # they do tell the engine apart
    assert len(set(stock["messages"])) > len(asked["messages"]) / 2


def test_the_manifest_says_what_was_made(built: dict[str, tuple[Manifest, Any]]) -> None:
    for kind, (made, _) in built.items():
        assert made.kind == kind
        assert manifest.read(made.folder) == made
        assert {path.name for path in made.folder.iterdir()} == {file.name for file in made.files} | {manifest.NAME}


def test_both_have_the_same_names_and_slim_is_smaller(built: dict[str, tuple[Manifest, Any]]) -> None:
    slim, stock = ({file.part: file for file in built[kind][0].files} for kind in ("slim", "stock"))
    assert {part: file.name for part, file in slim.items()} == {part: file.name for part, file in stock.items()}
    assert all(slim[part].size <= stock[part].size for part in stock)
    assert slim["stdlib"].size < stock["stdlib"].size / 4

"""Which clause of a message is set aside: with weights made up for it, and a measure of how clear the rest is."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from checker.message.asides import CLEARER, LEAST, aside
from checker.message.ranking import ASIDE, Weights, encode
from checker.message.reading import compiled, read
from checker.model import Knowledge

LABELS = ("in", "R04", ASIDE)

SURE = 5000
"""So sure that nothing speaks against setting it aside."""


def weights(features: Mapping[str, Mapping[str, int]], *, bias: int = LEAST - 100) -> Weights:
    """One point is one part of a score; a clause of which nothing is known is no aside."""
    written = {
        name: encode({LABELS.index(label): size for label, size in sizes.items()}, 0x2000)
        for name, sizes in features.items()
    }
    return Weights(LABELS, (0, 0, bias), written, 0x2000, 1, 0, 0)


def found(
    knowledge: Knowledge, text: str, known: Weights, without: Mapping[str, int] | None = None, whole: int = 0
) -> str:
    """The clause set aside; `without` says how clear the message is once a run of characters is missing."""
    assert knowledge.vocabulary

    def clearness(features: list[str]) -> int:
        return next((much for run, much in (without or {}).items() if run not in features), whole)

    reading = read(knowledge, knowledge.vocabulary, text)
    clause = aside(known, compiled(knowledge.vocabulary).marker, reading, whole, clearness)
    return clause.text if clause else ""


COLD = weights({"很冷": {ASIDE: SURE}})


@pytest.mark.parametrize(
    "text", ["今天很冷，花呗点不开", "花呗点不开，今天很冷", "花呗点不开 今天很冷", "花呗点不开\n今天很冷"]
)
def test_the_clause_by_the_way_is_set_aside_at_either_end(knowledge: Knowledge, text: str) -> None:
    assert found(knowledge, text, COLD) == "今天很冷"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("今天很冷", "there is no other clause"),
        ("打开看看，今天很冷，花呗点不开", "it stands between two others"),
        ("花呗很冷，点了没反应", "it names the product"),
        ("今天很冷吗，花呗点不开", "it asks"),
        ("很冷的是我逾期了没还，花呗点不开", "it says something that the form asks for"),
        ("没逾期，今天很冷", "the other clause only says that all is well"),
    ],
)
def test_what_is_never_set_aside(knowledge: Knowledge, text: str, why: str) -> None:
    assert found(knowledge, text, COLD) == "", why


def test_of_two_the_one_that_sounds_more_like_it_goes(knowledge: Knowledge) -> None:
    known = weights({"很冷": {ASIDE: SURE}, "有雨": {ASIDE: SURE + 1}})
    assert found(knowledge, "今天很冷，点不开，明天有雨", known) == "明天有雨"


@pytest.mark.parametrize(("score", "gain", "goes"), [(1, 197, False), (1, 198, True), (66, 2, False), (67, 0, True)])
def test_the_less_it_sounds_like_one_the_clearer_must_the_rest_be(
    knowledge: Knowledge, score: int, gain: int, goes: bool
) -> None:
    known = weights({"很冷": {ASIDE: score}}, bias=LEAST)
    assert bool(found(knowledge, "今天很冷，花呗点不开", known, {"很冷": gain})) == goes


def test_however_clear_the_rest_it_must_sound_like_one(knowledge: Knowledge) -> None:
    assert not found(knowledge, "今天很冷，花呗点不开", weights({}, bias=LEAST), {"很冷": 9000})
    assert found(knowledge, "今天很冷，花呗点不开", weights({}, bias=LEAST + 1), {"很冷": CLEARER})


def test_what_makes_the_message_clear_stays(knowledge: Knowledge) -> None:
    known = weights({"很冷": {ASIDE: 1000}}, bias=LEAST)
    assert not found(knowledge, "今天很冷，花呗点不开", known, {"很冷": -3000})
    assert found(knowledge, "今天很冷，花呗点不开", known, {"很冷": -2000})


def test_what_speaks_for_a_reason_is_less_likely_one(knowledge: Knowledge) -> None:
    assert found(knowledge, "今天很冷，花呗点不开", weights({"很冷": {ASIDE: 300, "R04": 1150}}, bias=LEAST))
    assert not found(knowledge, "今天很冷，花呗点不开", weights({"很冷": {ASIDE: 300, "R04": 1200}}, bias=LEAST))

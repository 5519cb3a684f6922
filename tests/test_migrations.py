"""Old ids keep opening."""

from __future__ import annotations

from checker.migrations import OPTIONS, QUESTIONS, migrate
from checker.model import Knowledge

RENAMED = {"wet": "rain"}
CHOICES = {("rain", "soaked"): "now", ("offers", "gold"): "paid"}


def test_what_is_new_stays() -> None:
    given = {"rain": "now", "offers": ["key"], "other": 1}
    assert migrate(given, RENAMED, CHOICES) == given


def test_a_renamed_question_and_its_renamed_option() -> None:
    assert migrate({"wet": "soaked"}, RENAMED, CHOICES) == {"rain": "now"}


def test_an_option_that_became_part_of_another_still_opens() -> None:
    assert migrate({"status": "hidden"}) == {"status": "paynow"}


def test_options_in_a_list() -> None:
    assert migrate({"offers": ["gold", "key", 3]}, RENAMED, CHOICES) == {"offers": ["paid", "key", 3]}


def test_the_new_name_wins_over_the_old_one() -> None:
    assert migrate({"rain": "past", "wet": "soaked"}, RENAMED, CHOICES) == {"rain": "past"}
    assert migrate({"wet": "soaked", "rain": "past"}, RENAMED, CHOICES) == {"rain": "past"}


def test_what_is_no_answer_is_left_for_the_reader_to_refuse() -> None:
    assert migrate({"wet": None, "rain2": {"a": 1}}, RENAMED, CHOICES) == {"rain": None, "rain2": {"a": 1}}


def test_migrations_lead_to_what_exists(knowledge: Knowledge) -> None:
    assert set(QUESTIONS.values()) <= knowledge.questions.keys()
    assert QUESTIONS.keys().isdisjoint(knowledge.questions)
    for (question, old), new in OPTIONS.items():
        ids = {option.id for option in knowledge.questions[question].options}
        assert new in ids
        assert old not in ids

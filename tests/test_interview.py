"""The conversation in the terminal: order of questions, what may be typed, ways to leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import interview
from checker.diagnosis import diagnose
from checker.facts import Answers
from checker.interview import Dialogue, Read, Sheet, next_question, read
from checker.model import Knowledge
from checker.terminal import Terminal


class Visit:
    """A person who types `lines`, and then nothing more."""

    def __init__(self, knowledge: Knowledge, lines: Iterable[str | BaseException]) -> None:
        self.lines: Iterator[str | BaseException] = iter(lines)
        self.shown: list[str] = []
        self.talk = Dialogue(knowledge, Terminal(200), self.hear, self.shown.append)

    def hear(self, _prompt: str) -> str:
        """The next line, or what the keyboard does instead."""
        line = next(self.lines, None)
        if line is None:
            raise EOFError
        if isinstance(line, BaseException):
            raise line
        return line

    def run(self, start: Answers | None = None) -> tuple[Answers, str]:
        """The answers given, and how it ended."""
        return interview.run(self.talk, start or {})

    @property
    def page(self) -> str:
        """Everything that was printed."""
        return "".join(self.shown)


def asked(knowledge: Knowledge, lines: Iterable[str | BaseException]) -> list[str]:
    """The questions that come up while `lines` are typed."""
    visit = Visit(knowledge, lines)
    visit.run()
    texts = {question.text: id_ for id_, question in knowledge.questions.items()}
    heads = [page.split("\n")[1] for page in visit.shown if page.startswith("\n1") or page[1:2].isdigit()]
    return [texts[head.split(". ", 1)[1]] for head in heads]


# ---------- Which question comes ----------


def test_first_what_everybody_begins_with_then_what_the_engine_wants(tiny: Knowledge) -> None:
    begun: Answers = {"product": ("bike",), "status": ("asked",), "prompt": ("none",)}
    assert asked(tiny, ["1", "1", "3"])[:4] == [*begun, diagnose(tiny, begun).next]


def test_when_enough_is_known_the_rest_is_offered_and_asked_on_request(tiny: Knowledge) -> None:
    lines = ["1", "1", "1", "1", "3"]  # a card known to be in the way, nobody who "helps"
    short, long = asked(tiny, [*lines, ""]), asked(tiny, [*lines, "m", *[""] * 20])
    assert short == ["product", "status", "prompt", "card", "offers"]
    assert long[: len(short)] == short
    assert set(long) == tiny.questions.keys()


def test_the_rest_may_be_asked_for_in_full_width_and_declined_by_the_end_of_input(tiny: Knowledge) -> None:
    assert len(asked(tiny, ["1", "1", "1", "1", "3", "Ｍ", ""])) > len(asked(tiny, ["1", "1", "1", "1", "3"]))


def test_skipped_questions_do_not_come_again(tiny: Knowledge) -> None:
    order = asked(tiny, [""] * 50)
    assert len(order) == len(set(order))


def test_scope_ends_the_questions(tiny: Knowledge) -> None:
    assert asked(tiny, ["2", "1"]) == ["product"]
    assert next_question(tiny, Sheet({"product": ("boat",)})) is None


def test_a_follow_up_waits_for_its_ground(tiny: Knowledge) -> None:
    assert "card" not in asked(tiny, ["1", "2", *[""] * 50])
    assert "card" in asked(tiny, ["1", "1", *[""] * 50])


def test_real_questions_start_with_product_state_and_prompt(knowledge: Knowledge) -> None:
    assert asked(knowledge, ["1", "1", "1"])[:3] == ["product", "status", "prompt"]


def test_every_way_through_the_real_questions_ends(knowledge: Knowledge) -> None:
    visit = Visit(knowledge, ["1"] * 200)
    assert visit.run()[1] == "finished"
    assert visit.talk.knowledge.labels["cli"]["enough"] in visit.page


# ---------- What may be typed ----------


@pytest.mark.parametrize(
    ("line", "chosen"),
    [
        ("1", ("other",)),
        (" 2 ", ("busy",)),
        ("２", ("busy",)),
        ("3。", ("none",)),
        ("busy", ("busy",)),
        ("1 1", ("other",)),
        ("", ("skip",)),
        ("\u3000", ("skip",)),
    ],
)
def test_one_choice(tiny: Knowledge, line: str, chosen: tuple[str, ...]) -> None:
    assert read(tiny.questions["prompt"], line) == Read(chosen=chosen)


@pytest.mark.parametrize("line", ["1,2", "2 1", "1，2", "1、2", "paid key", "１；２", "1.2"])
def test_many_choices_in_the_order_of_the_form(tiny: Knowledge, line: str) -> None:
    assert read(tiny.questions["offers"], line) == Read(chosen=("paid", "key"))


@pytest.mark.parametrize("line", ["0", "4", "-1", "x", "1 x", "9" * 5000, "1e0", "，", "\ud800", "花呗", "01"])
def test_what_is_no_answer_is_said_to_be_none(tiny: Knowledge, line: str) -> None:
    assert read(tiny.questions["prompt"], line).complaint == "bad_choice"


def test_one_choice_takes_one(tiny: Knowledge) -> None:
    assert read(tiny.questions["prompt"], "1 2").complaint == "only_one"


def test_an_exclusive_option_stands_alone(tiny: Knowledge) -> None:
    heard = read(tiny.questions["offers"], "1,3")
    assert heard == Read(complaint="exclusive", option=tiny.questions["offers"].options[2].label)


@pytest.mark.parametrize(
    ("line", "command"), [("b", "b"), ("R", "r"), (" q ", "q"), ("?", "?"), ("？", "?"), ("ｂ", "b")]
)
def test_commands_in_any_width_and_case(tiny: Knowledge, line: str, command: str) -> None:
    assert read(tiny.questions["prompt"], line) == Read(command=command)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=st.text(st.characters()), question=st.sampled_from(["prompt", "offers"]))
def test_any_line_is_an_answer_a_command_or_a_complaint(tiny: Knowledge, line: str, question: str) -> None:
    heard = read(tiny.questions[question], line)
    assert sum(map(bool, (heard.chosen, heard.command, heard.complaint))) == 1
    assert not heard.complaint or heard.complaint in tiny.labels["cli"]


# ---------- What happens then ----------


def test_back_asks_the_last_question_again_and_keeps_the_others(tiny: Knowledge) -> None:
    visit = Visit(tiny, ["1", "1", "b", "2", "q"])
    assert visit.run() == ({"product": ("bike",), "status": ("new",)}, "quit")


def test_back_at_the_first_question_stays_there(tiny: Knowledge) -> None:
    assert asked(tiny, ["b", "b", "1"])[:4] == ["product", "product", "product", "status"]


def test_back_goes_through_answers_of_an_earlier_visit(tiny: Knowledge) -> None:
    visit = Visit(tiny, ["b", "q"])
    assert visit.run({"product": ("bike",), "status": ("new",)}) == ({"product": ("bike",)}, "quit")


def test_the_result_can_be_seen_at_any_time(tiny: Knowledge) -> None:
    visit = Visit(tiny, ["1", "1", "2", "r", "q"])
    visit.run()
    assert tiny.reasons["R06"].headline in visit.page


def test_why_says_why_and_asks_again(tiny: Knowledge) -> None:
    assert asked(tiny, ["?", "1"])[:2] == ["product", "product"]
    visit = Visit(tiny, ["?"])
    visit.run()
    assert tiny.questions["product"].why in visit.page


def test_a_complaint_changes_nothing(tiny: Knowledge) -> None:
    visit = Visit(tiny, ["7", "1 2", "1", "q"])
    assert visit.run()[0] == {"product": ("bike",)}
    assert tiny.labels["cli"]["only_one"] in visit.page


def test_no_more_lines_ends_with_the_result(tiny: Knowledge) -> None:
    visit = Visit(tiny, ["1", "1", "1"])
    assert visit.run()[1] == "finished"
    assert tiny.reasons["R03"].headline in visit.page


def test_quitting_shows_no_result(tiny: Knowledge) -> None:
    visit = Visit(tiny, ["1", "1", "1", "q"])
    assert visit.run()[1] == "quit"
    assert tiny.reasons["R03"].headline not in visit.page


@pytest.mark.parametrize("interruption", [KeyboardInterrupt(), BrokenPipeError()])
def test_an_interruption_keeps_the_answers(tiny: Knowledge, interruption: BaseException) -> None:
    visit = Visit(tiny, ["1", "1", interruption])
    assert visit.run() == ({"product": ("bike",), "status": ("asked",)}, "stopped")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(
        st.sampled_from(["1", "2", "3", "1,2", "b", "r", "?", "", "x", "skip"]) | st.text(st.characters(), max_size=5),
        max_size=30,
    )
)
def test_no_conversation_goes_wrong(tiny: Knowledge, lines: list[str]) -> None:
    visit = Visit(tiny, lines)
    answers, _ = visit.run()
    for id_, chosen in answers.items():
        assert set(chosen) <= {option.id for option in tiny.questions[id_].options} | {"skip"}

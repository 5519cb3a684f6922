"""The reducer of the check page, event by event: what changes, and what stays."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import pytest

from checker.model import Knowledge
from checker.report import to_json
from macros.check import instant_table

from .browser.engine import engine_says
from .modules import running
from .test_scripts import RENAMED, printed

Event = Mapping[str, object]
State = dict[str, Any]
Tell = Callable[..., State]

STORY = """({ createReducer }, [printed, first, events]) => events.reduce(createReducer(printed), first)"""

SAID = [{"id": "R04", "words": ["另一个账户", "登不上"]}, {"id": "R08", "words": ["收钱码"]}]
"""Ways of putting a reason, as the page prints them."""

ASKED = [
    {"id": name, "words": [word]} for name, word in zip("abcde", ("我", "没有的", "在", "另", "开过"), strict=True)
]
"""The same for guides; four of them fit `SENT`, more than are named."""

NO_MESSAGE = {
    "number": 0,
    "text": "",
    "scope": "",
    "isPending": False,
    "isSure": True,
    "matches": [],
    "prefilled": {},
    "clauses": {},
    "offered": [],
    "guides": [],
}


@pytest.fixture(scope="module")
def tell(knowledge: Knowledge) -> Iterator[Tell]:
    """The state after some events, on a page that has just been opened, in which other values may stand."""
    table = json.loads(to_json(instant_table(knowledge)))
    page = {"table": table, "questions": printed(knowledge), "renamed": RENAMED, "said": SAID, "asked": ASKED}
    shown = {"report": json.loads(engine_says(knowledge, {})), "answers": {}, "json": "", "cause": ""}
    first = {
        "engine": "instant",
        "isUnsupported": False,
        "progress": 0,
        "answers": {},
        "asked": 0,
        "shown": shown,
        "before": None,
        "pinned": "",
        "isInCard": True,
        "isFurther": False,
        "ticking": "",
        "touched": "",
        "draft": "",
        "message": NO_MESSAGE,
        "calendar": None,
        "note": "",
        "isKept": False,
        "own": None,
        "reading": None,
        "copied": None,
        "focus": None,
    }

    with running("check/reduce.js", STORY) as call:

        def told(*events: Event, **changed: object) -> State:
            state: State = {**first, **changed}
            return cast("State", call([page, state, list(events)]))

        yield told


def loaded(answers: Mapping[str, object], **more: object) -> Event:
    return {"type": "sheet-loaded", "given": list(answers.items()), **more}


def tapped(question: str, answers: Mapping[str, object], **more: object) -> Event:
    usual = {"isSeveral": False, "isInCard": True, "isSettled": False}
    return {"type": "answered", "question": question, "answers": answers, **usual, **more}


READY: Event = {"type": "engine-ready"}
SENT: Event = {"type": "message-sent", "text": "我在另一个账户开过"}


def heard(number: int = 1, **reply: object) -> Event:
    return {"type": "message-answered", "number": number, "reply": {"scope": "in", **reply}}


# ---- answering ------------------------------------------------------------------------------------------------------


def test_an_answer_is_judged_at_once_by_the_table(tell: Tell) -> None:
    state = tell(tapped("prompt", {"prompt": "other"}))
    assert state["answers"] == {"prompt": "other"} == state["shown"]["answers"]
    assert state["shown"]["report"]["findings"][0]["id"] == "R04"
    assert (state["shown"]["json"], state["shown"]["cause"], state["asked"]) == ("", "prompt", 1)
    assert (state["touched"], state["ticking"], state["before"]) == ("", "", None)


def test_an_answer_waits_for_the_engine_that_is_up(tell: Tell) -> None:
    state = tell(READY, tapped("prompt", {"prompt": "other"}))
    assert (state["asked"], state["touched"], state["shown"]["answers"]) == (2, "prompt", {})
    resting = tell({"type": "engine-resting"}, tapped("prompt", {"prompt": "other"}))
    assert (resting["engine"], resting["shown"]["answers"]) == ("resting", {})


def test_the_engines_report_is_shown_with_its_own_bytes(tell: Tell, knowledge: Knowledge) -> None:
    said = engine_says(knowledge, {"prompt": "other"})
    state = tell(READY, tapped("prompt", {"prompt": "other"}), {"type": "engine-reported", "json": said})
    assert state["shown"] == {
        "report": json.loads(said),
        "answers": {"prompt": "other"},
        "json": said,
        "cause": "prompt",
    }
    assert (state["touched"], state["asked"], state["pinned"], state["focus"]) == ("", 2, "prompt", None)


def test_a_question_stays_in_the_card_until_it_is_settled(tell: Tell) -> None:
    assert tell(tapped("prompt", {"prompt": "other"}))["pinned"] == "prompt"
    assert tell(tapped("prompt", {"prompt": "other"}, isSettled=True))["pinned"] == ""
    assert tell(tapped("prompt", {"prompt": "other"}, isInCard=False))["pinned"] == ""
    assert tell(READY, tapped("prompt", {"prompt": "other"}, isInCard=False))["pinned"] == ""
    changed = tell(tapped("prompt", {"prompt": "cond"}), tapped("prompt", {"prompt": "other"}, isSettled=True))
    assert changed["pinned"] == "prompt"  # with the bar that takes it back


def test_a_question_that_is_no_longer_asked_leaves_the_card(tell: Tell) -> None:
    first = tapped("prompt", {"prompt": "other"})
    assert tell(first, tapped("nowhere", {"prompt": "other"}))["pinned"] == ""


def test_a_changed_answer_can_be_taken_back_once(tell: Tell) -> None:
    events = [tapped("prompt", {"prompt": "other"}), tapped("prompt", {"prompt": "cond"})]
    changed = tell(*events)
    assert changed["before"] == {"answers": {"prompt": "other"}, "found": ["R04"]}
    back = tell(*events, {"type": "changed-back"})
    assert (back["answers"], back["before"], back["pinned"]) == ({"prompt": "other"}, None, "")
    assert back["note"] == ""
    assert back["shown"]["answers"] == {"prompt": "other"}
    assert tell(*events, {"type": "changed-back"}, {"type": "changed-back"}) == back


def test_ticks_at_one_question_are_one_change(tell: Tell) -> None:
    given = [{"environment": ["vpn"]}, {"environment": ["vpn", "root"]}, {"environment": ["root"]}]
    ticks = [tapped("environment", answers, isSeveral=True) for answers in given]
    first, second = tell(ticks[0]), tell(*ticks)
    assert (first["ticking"], first["before"]) == ("environment", None)
    assert second["before"] is None
    elsewhere = tell(*ticks, tapped("prompt", {**given[2], "prompt": "other"}))
    assert (elsewhere["ticking"], elsewhere["before"]) == ("", None)
    again = tell(*ticks, {"type": "question-opened", "question": "environment"}, ticks[0])
    assert again["before"]["answers"] == {"environment": ["root"]}


def test_a_question_that_is_opened_stands_in_the_card(tell: Tell) -> None:
    state = tell(tapped("prompt", {"prompt": "other"}), {"type": "question-opened", "question": "age"}, isInCard=False)
    assert (state["pinned"], state["isInCard"], state["focus"], state["shown"]["cause"]) == (
        *("age", True, {"at": "card"}, ""),
    )
    ticks = tapped("environment", {"environment": ["vpn"]}, isSeveral=True)
    assert tell(ticks, {"type": "question-opened", "question": "age"})["ticking"] == ""


def test_going_on_lets_go_of_the_question(tell: Tell) -> None:
    events = [tapped("prompt", {"prompt": "other"}), tapped("prompt", {"prompt": "cond"}), {"type": "went-on"}]
    state = tell(*events)
    assert (state["pinned"], state["before"], state["shown"]["cause"], state["asked"]) == ("", None, "prompt", 3)
    assert tell(READY, *events)["pinned"] == ""


def test_more_is_asked_on_request(tell: Tell) -> None:
    state = tell(tapped("prompt", {"prompt": "other"}), {"type": "more-wanted"}, isInCard=False)
    assert (state["isFurther"], state["isInCard"], state["focus"]) == (True, True, {"at": "card"})
    assert state["shown"]["cause"] == ""
    assert state["shown"]["answers"] == {"prompt": "other"}


def test_a_page_that_comes_back_is_judged_anew(tell: Tell) -> None:
    state = tell(tapped("prompt", {"prompt": "other"}), {"type": "page-returned"})
    assert (state["answers"], state["asked"]) == ({"prompt": "other"}, 2)


# ---- sheets from outside --------------------------------------------------------------------------------------------


def test_a_sheet_takes_the_place_of_the_answers_and_keeps_the_own(tell: Tell) -> None:
    own = tapped("age", {"age": "under_18"})
    state = tell(own, loaded({"prompt": "other"}), isKept=True)
    assert (state["answers"], state["note"], state["touched"]) == ({"prompt": "other"}, "loaded", "")
    assert state["shown"]["cause"] == "form"
    assert state["own"] == {"answers": {"age": "under_18"}, "isKept": True}
    assert state["reading"] is None
    second = tell(own, loaded({"prompt": "other"}), loaded({"prompt": "cond"}), isKept=True)
    assert second["own"] == state["own"]
    back = tell(own, loaded({"prompt": "other"}), {"type": "own-wanted"})
    assert (back["answers"], back["own"], back["note"], back["asked"]) == ({"age": "under_18"}, None, "", 3)
    stays = tell(own, loaded({"prompt": "other"}), {"type": "loaded-wanted"})
    assert (stays["answers"], stays["own"]) == ({"prompt": "other"}, None)


def test_there_is_no_own_where_nothing_was_answered_or_the_same(tell: Tell) -> None:
    assert tell(loaded({"prompt": "other"}))["own"] is None
    assert tell(tapped("prompt", {"prompt": "other"}), loaded({"prompt": "other"}))["own"] is None
    nothing = tell(tapped("prompt", {"prompt": "other"}))
    assert tell(tapped("prompt", {"prompt": "other"}), {"type": "own-wanted"}) == nothing


def test_a_link_need_not_tell_one_option_from_a_list_of_one(tell: Tell) -> None:
    assert tell(loaded({"environment": "vpn"}))["answers"] == {"environment": ["vpn"]}
    assert tell(loaded({"environment": "vpn"}, isFile=True))["note"] == "refused"


def test_a_sheet_that_is_refused_changes_nothing_else(tell: Tell) -> None:
    before = tell(tapped("prompt", {"prompt": "other"}))
    assert tell(tapped("prompt", {"prompt": "other"}), loaded({"prompt": "nonsense"})) == {**before, "note": "refused"}


@pytest.mark.parametrize(("is_file", "kind"), [(True, "read_file"), (False, "read_link")])
def test_the_engine_is_asked_about_a_sheet_and_decides(tell: Tell, is_file: bool, kind: str) -> None:
    own, sheet = tapped("age", {"age": "under_18"}), loaded({"prompt": "other"}, isFile=is_file, text="{}")
    state = tell(own, sheet)
    assert state["reading"] == {"type": kind, "number": 2, "text": "{}", "answers": {"prompt": "other"}}

    def read(number: int = 2, **reply: object) -> Event:
        return {"type": "sheet-read", "number": number, "reply": reply}

    assert tell(own, sheet, read(answers={"prompt": "other"})) == {**state, "reading": None}
    assert tell(own, sheet, read(1, problems=[1])) == state  # about an earlier one
    refused = tell(own, sheet, read(problems=[1]))
    assert (refused["answers"], refused["own"], refused["note"]) == ({"age": "under_18"}, None, "refused")
    assert (refused["reading"], refused["asked"], refused["shown"]["cause"]) == (None, 3, "")
    other = tell(own, sheet, read(answers={"prompt": "cond"}))
    assert (other["answers"], other["note"], other["reading"], other["asked"]) == (
        {"prompt": "cond"},
        "loaded",
        None,
        3,
    )
    assert other["own"] == state["own"]
    gone_on = tell(own, sheet, tapped("prompt", {"prompt": "busy"}), read(problems=[1]))
    assert (gone_on["answers"], gone_on["reading"]) == ({"prompt": "busy"}, None)
    assert tell(sheet, read(1, problems=[1]))["answers"] == {}  # there was no own


def test_what_is_handed_over_is_added(tell: Tell) -> None:
    state = tell(tapped("age", {"age": "under_18"}), {"type": "handed-over", "given": [["prompt", "other"]]})
    assert (state["answers"], state["note"]) == ({"prompt": "other", "age": "under_18"}, "")
    assert (state["asked"], state["shown"]["cause"]) == (2, "")
    skipped = tell({"type": "handed-over", "given": [["prompt", "nonsense"]]})
    assert (skipped["answers"], skipped["note"]) == ({}, "skipped")


def test_a_tab_that_comes_back_reads_what_was_answered_meanwhile(tell: Tell) -> None:
    read: Event = {"type": "tab-read", "answers": [["prompt", "other"]], "own": [["age", "under_18"]]}
    state = tell(tapped("age", {"age": "18_to_22"}), read, isKept=True)
    assert state["answers"] == {"prompt": "other"} == state["shown"]["answers"]
    assert (state["own"], state["note"]) == ({"answers": {"age": "under_18"}, "isKept": True}, "")
    assert tell({**read, "own": None})["own"] is None


# ---- a message ------------------------------------------------------------------------------------------------------


def test_a_message_is_awaited_and_only_the_last_one(tell: Tell) -> None:
    state = tell({"type": "typed", "text": "我在"}, SENT)
    assert tell({"type": "typed", "text": "我在"})["draft"] == "我在"
    waiting = {"number": 1, "text": SENT["text"], "scope": "waiting", "isPending": True}
    assert (state["draft"], state["message"]) == (SENT["text"], NO_MESSAGE | waiting)
    assert tell(SENT, heard(2)) == tell(SENT)
    assert tell(SENT, heard(), heard(scope="out"))["message"]["scope"] == "in"


def test_what_a_message_says_is_filled_in(tell: Tell) -> None:
    reply: dict[str, Any] = {
        "sure": False,
        "matches": [{"id": "R04", "because": ["另一个账户"]}],
        "answers": {"prompt": "other", "age": "under_18"},
        "said": [{"question": "prompt", "clause": "另一个账户"}],
        "offered": [{"question": "overdue", "answer": "no"}],
        "guides": [{"id": "late", "because": ["逾期"]}],
    }
    state = tell(tapped("age", {"age": "18_to_22"}), SENT, heard(**reply))
    assert state["answers"] == {"prompt": "other", "age": "18_to_22"}
    assert state["message"] == {
        "number": 1,
        "text": SENT["text"],
        "scope": "in",
        "isPending": False,
        "isSure": False,
        "matches": reply["matches"],
        "prefilled": {"prompt": "other"},
        "offered": reply["offered"],
        "clauses": {"prompt": "另一个账户"},
        "guides": ["late"],
    }
    assert (state["focus"], state["shown"]["cause"], state["asked"]) == ({"at": "message"}, "message", 2)
    assert state["note"] == ""


def test_a_message_that_says_nothing_new_is_only_read(tell: Tell) -> None:
    state = tell(SENT, heard(answers={}))
    assert (state["asked"], state["focus"], state["message"]["isSure"]) == (0, {"at": "message"}, True)
    assert [state["message"][name] for name in ("matches", "offered", "guides", "clauses")] == [[], [], [], {}]


def test_without_an_engine_the_words_of_a_message_lead_on(tell: Tell) -> None:
    named = [{"id": "R04", "because": ["另一个账户"]}]
    failed = tell(SENT, {"type": "engine-failed"})
    assert (failed["engine"], failed["focus"]) == ("failed", {"at": "message"})
    assert (failed["message"]["scope"], failed["message"]["matches"]) == ("failed", named)
    assert failed["message"]["guides"] == ["a", "c", "d"]
    assert tell(SENT, heard(scope="failed"))["message"]["matches"] == named
    nobody = tell({"type": "engine-failed"})
    assert (nobody["focus"], nobody["message"], nobody["isUnsupported"]) == (None, NO_MESSAGE, False)
    assert tell({"type": "engine-failed", "isUnsupported": True})["isUnsupported"]


FILLED = heard(answers={"prompt": "other", "age": "under_18"}, offered=[{"question": "overdue", "answer": "no"}])


def test_what_a_message_filled_in_goes_with_it(tell: Tell) -> None:
    state = tell(tapped("status", {"status": "never"}), SENT, FILLED, {"type": "message-withdrawn"})
    assert (state["answers"], state["message"]) == ({"status": "never"}, NO_MESSAGE | {"number": 1})
    assert (state["shown"]["answers"], state["asked"]) == ({"status": "never"}, 3)
    assert state["note"] == ""
    one = tell(SENT, FILLED, {"type": "message-answer-withdrawn", "question": "age"})
    assert (one["answers"], one["message"]["prefilled"]) == ({"prompt": "other"}, {"prompt": "other"})
    assert (one["message"]["scope"], one["asked"], one["note"]) == ("in", 2, "")


def test_an_offer_is_taken_in_the_form_of_its_question(tell: Tell) -> None:
    def taken(question: str, answer: str) -> Event:
        return {"type": "offer-taken", "question": question, "answer": answer}

    one = tell(SENT, FILLED, taken("overdue", "no"))
    assert (one["answers"]["overdue"], one["message"]["offered"]) == ("no", [])
    assert (one["asked"], one["note"], one["message"]["scope"]) == (2, "", "in")
    several = tell(SENT, FILLED, taken("environment", "vpn"))
    assert several["answers"]["environment"] == ["vpn"]
    assert several["message"]["offered"] == [{"question": "overdue", "answer": "no"}]


def test_of_several_offers_for_one_question_each_can_be_taken(tell: Tell) -> None:
    offers = [{"question": "environment", "answer": answer} for answer in ("root", "vpn", "none")]
    events: list[Event] = [SENT, heard(answers={"environment": ["root"]}, offered=offers)]
    more = tell(*events, {"type": "offer-taken", "question": "environment", "answer": "vpn"})
    assert set(more["answers"]["environment"]) == {"root", "vpn"}
    assert more["message"]["offered"] == [offers[0], offers[2]]
    none: Event = {"type": "offer-taken", "question": "environment", "answer": "none"}
    alone = tell(*events, none)
    assert (alone["answers"], alone["message"]["offered"]) == ({"environment": ["none"]}, [])
    after = tell(SENT, heard(answers={"environment": ["none"]}, offered=offers), {**none, "answer": "vpn"})
    assert after["answers"] == {"environment": ["vpn"]}


def test_of_offers_for_a_question_with_one_answer_one_is_taken(tell: Tell) -> None:
    offers = [{"question": "overdue", "answer": answer} for answer in ("no", "unpaid")]
    elsewhere = {"question": "environment", "answer": "vpn"}
    state = tell(SENT, heard(offered=[*offers, elsewhere]), {"type": "offer-taken", **offers[0]})
    assert (state["answers"], state["message"]["offered"]) == ({"overdue": "no"}, [elsewhere])


# ---- what is taken away, kept, erased -------------------------------------------------------------------------------


def test_a_calendar_is_made_or_the_day_is_refused(tell: Tell) -> None:
    wanted: Event = {"type": "calendar-wanted", "request": {"id": "id-60d"}}
    assert tell(wanted) == {**tell(), "note": "not_ready"}
    made = tell(READY, wanted, {"type": "calendar-made", "file": "BEGIN:VCALENDAR"}, note="copied")
    assert (made["calendar"], made["note"]) == (None, "copied")
    assert tell(READY, wanted, {"type": "calendar-made", "file": ""})["note"] == "no_such_day"
    assert tell({"type": "engine-resting"}, wanted)["calendar"] == {"id": "id-60d"}
    waiting = tell(READY, wanted, {"type": "engine-failed"})
    assert (waiting["calendar"], waiting["note"]) == (None, "not_ready")
    assert tell({"type": "engine-failed"}, note="copied")["note"] == "copied"


def test_what_is_kept_is_what_was_chosen(tell: Tell) -> None:
    own = {"answers": {"age": "under_18"}, "isKept": True}
    assert tell({"type": "keeping", "isKept": True}, own=own)["own"] == {**own, "isKept": False}
    assert tell({"type": "keeping", "isKept": True})["isKept"]
    assert tell({"type": "keeping", "isKept": True})["own"] is None
    refused = tell({"type": "keeping", "isKept": True}, {"type": "keeping-refused"})
    assert (refused["isKept"], refused["note"]) == (False, "no_storage")


def test_what_was_copied_is_said(tell: Tell) -> None:
    def copied(is_by_hand: bool) -> Event:
        return {"type": "copied", "text": "t", "isByHand": is_by_hand}

    for is_by_hand, note in ((True, "by_hand"), (False, "copied")):
        state = tell(copied(is_by_hand))
        assert (state["copied"], state["note"]) == ({"text": "t", "isByHand": is_by_hand}, note)
    offered = tell({"type": "offered", "text": "t", "note": "saved"})
    assert (offered["copied"], offered["note"]) == ({"text": "t", "isByHand": True}, "saved")
    assert tell({"type": "noted", "note": "unprinted"})["note"] == "unprinted"


def test_erasing_leaves_a_new_page_but_for_the_engine(tell: Tell) -> None:
    everything = [
        *(
            READY,
            tapped("age", {"age": "under_18"}),
            loaded({"prompt": "other"}, text="x"),
            SENT,
            {"type": "more-wanted"},
        ),
        *({"type": "keeping", "isKept": True}, {"type": "calendar-wanted", "request": {"id": "id-60d"}}),
        {"type": "copied", "text": "t", "isByHand": True},
        tapped("status", {"status": "never"}, isInCard=False),
    ]
    assert not tell(*everything)["isInCard"]
    state = tell(*everything, {"type": "erased"})
    new = tell(READY)
    changed = {name for name in new if state[name] != new[name]}
    assert changed == {"asked", "note", "touched", "message", "focus"}
    assert (state["note"], state["touched"], state["message"]) == ("erased", "form", NO_MESSAGE | {"number": 1})
    assert state["asked"] == 5


def test_what_is_refused_changes_nothing_else(tell: Tell) -> None:
    one = tapped("prompt", {"prompt": "other"})
    assert tell(one, {"type": "keeping-refused"}) == {**tell(one), "isKept": False, "note": "no_storage"}


def test_the_engine_starts_rests_and_is_never_taken_back(tell: Tell) -> None:
    loading: Event = {"type": "engine-loading"}
    assert tell(loading)["engine"] == "loading"
    assert tell({"type": "engine-resting"}, loading)["engine"] == "resting"
    assert tell({"type": "engine-progress", "progress": 0.5}) == {**tell(), "progress": 0.5}
    ready = tell(READY)
    assert (ready["engine"], ready["asked"]) == ("ready", 1)
    assert tell({"type": "engine-resting"})["asked"] == 0

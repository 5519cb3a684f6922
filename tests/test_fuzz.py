"""Whatever is put into Python's ways in: an answer or a sentence about what is wrong, never anything else.

`make fuzz` puts in a hundred times as much; the page's own ways in are tried in `tests/browser/test_fuzz.py`.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import answers, browser, command_line
from checker.clocks import MAX_OCTETS
from checker.model import Knowledge
from checker.parse import engine_part
from checker.problems import MAX_PROBLEMS

from .fuzzing import PIECES, trying
from .strategies import sheets

Text = st.SearchStrategy[str]

TEXTS: Text = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=10).map("".join)

LONGEST_LINE = 2000
"""Characters of a line about a problem, which names what was found and what was expected."""


@pytest.fixture(scope="module", autouse=True)
def engine(knowledge: Knowledge) -> Iterator[None]:
    """The engine as the page starts it."""
    browser.start(json.dumps({"version": knowledge.version, **engine_part(knowledge)}))
    browser._vocabulary = knowledge.vocabulary
    yield
    browser._knowledge = browser._vocabulary = None


def put_in(target: str, drawn: st.SearchStrategy[Any], put: Callable[[Any], None]) -> None:
    """Give `put` whatever is `drawn`, as often as the profile of Hypothesis says; the least that fails is shown."""
    with trying(target) as tried:

        @given(drawn)
        def once(value: object) -> None:
            tried.inputs += 1
            put(value)

        once()


def taken_or_refused(reply: str) -> None:
    """A sheet that reads the same when it is handed in again, or a few short lines."""
    said = json.loads(reply)
    if "problems" in said:
        assert 1 <= len(said["problems"]) <= MAX_PROBLEMS + 1
        assert all(max(map(len, problem.values())) < LONGEST_LINE for problem in said["problems"])
        return
    assert browser.read_file(reply) == reply
    pairs = [
        f"{id_}:{'+'.join([value] if isinstance(value, str) else value)}" for id_, value in said["answers"].items()
    ]
    assert browser.read_link(f"#v=1&a={','.join(pairs)}") == reply
    assert "findings" in json.loads(browser.run(reply))


def ids(knowledge: Knowledge) -> Text:
    """Ids of questions and options, and what is none."""
    known = [*knowledge.questions, *(option.id for one in knowledge.questions.values() for option in one.options)]
    return st.sampled_from(known) | st.sampled_from(PIECES) | st.text(max_size=6)


def links(knowledge: Knowledge) -> Text:
    """Links: good, with something else among it, and not at all."""
    pairs = st.tuples(ids(knowledge), st.lists(ids(knowledge), max_size=4)).map(
        lambda pair: f"{pair[0]}:{'+'.join(pair[1])}"
    )
    sheet = st.lists(pairs, max_size=6).map(",".join)
    good = sheets(knowledge).map(lambda sheet: ",".join(f"{id_}:{'+'.join(chosen)}" for id_, chosen in sheet.items()))
    head = st.sampled_from(["#v=1&a=", "v=1&a=", "https://a.example/check/#v=1&amp;a=", "#a=", "#v=2&a=", ""])
    return st.builds("{}{}{}".format, head, good | sheet, st.just("") | TEXTS)


def files(knowledge: Knowledge) -> Text:
    """Answers files: good, nearly good, cut short, and any JSON."""
    values = st.recursive(
        ids(knowledge) | st.none() | st.booleans() | st.integers() | st.floats(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ids(knowledge), inner, max_size=4),
        max_leaves=8,
    )
    good = sheets(knowledge).map(
        lambda sheet: json.dumps({"version": 1, "answers": {id_: list(chosen) for id_, chosen in sheet.items()}})
    )
    near = st.dictionaries(ids(knowledge), values, max_size=6).map(
        lambda sheet: json.dumps({"version": 1, "answers": sheet}, ensure_ascii=False)
    )
    cut = st.builds(lambda text, at, piece: text[:at] + piece + text[at:], good | near, st.integers(0, 200), TEXTS)
    return good | near | cut | values.map(json.dumps) | TEXTS


def messages(knowledge: Knowledge) -> Text:
    """What people write, taken apart and put together with anything."""
    assert knowledge.vocabulary
    said = [way for ways in knowledge.vocabulary.said.values() for way in ways]
    said += [way for prompt in knowledge.prompts.values() for way in prompt.sentences]
    pieces = st.sampled_from(said) | st.sampled_from(
        ["我", "没", "不是", "他", "以前", "，", "。", "？", "3 天", "17 岁"]
    )
    return st.lists(pieces | st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map("".join)


def test_links(knowledge: Knowledge) -> None:
    put_in("链接", links(knowledge), lambda text: taken_or_refused(browser.read_link(text)))


def test_answers_files(knowledge: Knowledge) -> None:
    put_in("答案文件", files(knowledge), lambda text: taken_or_refused(browser.read_file(text)))


def test_messages(knowledge: Knowledge) -> None:
    def put(text: str) -> None:
        reply = browser.ask(text)
        said = json.loads(reply)
        assert said["scope"] in ("in", "general", "out")
        answers.parse(knowledge, json.dumps({"version": 1, "answers": said["answers"]}))
        assert {match["id"] for match in said["matches"]} <= knowledge.reasons.keys()
        assert browser.ask(text) == reply

    put_in("一句话", messages(knowledge), put)


def test_calendar_files(knowledge: Knowledge) -> None:
    days = st.dates().map(date.isoformat) | st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(date.isoformat) | TEXTS
    stamps = st.datetimes().map(lambda time: time.isoformat() + "Z") | TEXTS
    clocks = st.sampled_from([*knowledge.clocks]) | TEXTS
    wishes = st.fixed_dictionaries({"id": clocks, "title": TEXTS, "note": TEXTS, "start": days, "stamp": stamps})

    def put(text: str) -> None:
        file = browser.calendar(text)
        lines = file.split("\r\n")
        assert not file or (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
        assert all(len(line.encode()) <= MAX_OCTETS and not {"\n", "\r"} & {*line} for line in lines)

    put_in("日历", wishes.map(json.dumps) | TEXTS, put)


def stream(typed: str = "") -> io.TextIOWrapper:
    """A standard stream in place of a terminal's."""
    return io.TextIOWrapper(io.BytesIO(typed.encode(errors="surrogatepass")), encoding="utf-8")


def test_the_command_line(knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command_line, "load", lambda: knowledge)
    commands = st.sampled_from(["interview", "diagnose", "ask", "--help", "--version"])
    options = st.sampled_from(["-", "--", "--json", "--explain", "--batch", "--save", "mine.json", "-1", "--sav", "-j"])
    # A name with a slash could lie anywhere on this machine.
    words = (options | TEXTS | messages(knowledge)).map(lambda text: text.replace("/", "_").replace("\0", ""))

    def put(given: tuple[str, list[str], str]) -> None:
        command, rest, typed = given
        out, err = stream(), stream()
        monkeypatch.setattr("sys.stdin", stream(typed))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                status: object = command_line.main([command, *rest])
            except SystemExit as end:
                status = end.code
        err.seek(0)
        said = err.read()
        assert status in (0, 1, 2), said
        assert bool(said) or status != 2
        assert max(map(len, said.splitlines()), default=0) < LONGEST_LINE

    typing = (
        files(knowledge)
        | messages(knowledge)
        | st.lists(st.sampled_from(["1", "2", "?", "", "b", "q", "改"])).map("\n".join)
    )
    put_in("命令行", st.tuples(commands | words, st.lists(words, max_size=4), typing), put)

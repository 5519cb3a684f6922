"""The command line as it is called: what goes where, exit statuses, and every kind of bad input."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import answers, browser, commands
from checker import command_line as cli
from checker.audit import counts
from checker.facts import facts_of
from checker.message.understanding import ask
from checker.model import REVIEW_DAYS, Knowledge
from checker.outcome import MAX_STEPS
from checker.parse import engine_part
from checker.planning import steps_now
from checker.problems import KnowledgeError, Problem
from checker.usage import OPTION
from tests.calls import Call, call, is_refused

FUZZ = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def sheet(answers_: object) -> bytes:
    """An answers file."""
    return json.dumps({"version": 1, "answers": answers_}).encode()


# ---------- diagnose ----------


@pytest.mark.parametrize(
    "answers_",
    [{}, {"prompt": "other", "age": "child", "offers": ["paid", "key"]}, {"product": "boat", "rain": "skip"}],
)
def test_json_is_the_browsers_to_the_byte(tiny: Knowledge, answers_: Mapping[str, object]) -> None:
    browser.start(json.dumps({**engine_part(tiny), "version": tiny.version}))
    result = call(tiny, ["diagnose", "-", "--json"], sheet(answers_))
    assert result == Call(0, browser.run(sheet(answers_).decode()).encode() + b"\n", "")


def test_diagnose_reads_a_file(tiny: Knowledge, tmp_path: Path) -> None:
    file = tmp_path / "答案.json"
    file.write_bytes(sheet({"age": "child"}))
    result = call(tiny, ["diagnose", str(file)])
    assert (result.status, result.err) == (0, "")
    assert tiny.reasons["R02"].headline in result.told


def test_piped_text_has_no_styles(tiny: Knowledge) -> None:
    assert b"\x1b" not in call(tiny, ["diagnose", "-"], sheet({"age": "child"})).out


def test_every_problem_of_a_file_is_told_at_once(tiny: Knowledge) -> None:
    content = json.dumps({"version": 7, "extra": 1, "answers": {"age": "old", "nobody": "x", "offers": "paid"}})
    result = call(tiny, ["diagnose", "-"], content.encode())
    assert is_refused(result)
    assert len(result.complaints) == 5
    assert all(line.startswith("-: ") for line in result.complaints)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"1",
        b"NaN",
        b'{"version": NaN, "answers": {"age": NaN}}',
        b'{"version": 1, "answers": {"age": "child", "age": "grown"}}',
        b'{"version": 1, "version": 1, "answers": {}}',
        b'{"version": true, "answers": {}}',
        b'{"version": ' + b"9" * 5000 + b', "answers": {}}',
        b'{"version": 1, "answers": {"age": "\\ud800"}}',
        b'{"version": 1, "answers": {"\\udfff\\n\\u2028": 1}}',
        b'{"version": 1, "answers": {"age": ["child"]}}',
        b'{"version": 1, "answers": {"offers": [["paid"], {}, null]}}',
        b"\xff\xfe\x00",
        bytes(range(256)),
        b"\x00" * 1000,
        b"x" * 5_000_000,
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"version":1,"answers":{' + b",".join(b'"k%d":1' % i for i in range(50_000)) + b',"k0":1}}',
        b'{"version":1,"answers":{"offers":[' + b",".join([b'"x"'] * 100_000) + b"]}}",
    ],
    ids=lambda content: f"{content[:30]!r}+{len(content)}",
)
def test_bad_files_are_refused_line_by_line(tiny: Knowledge, content: bytes) -> None:
    assert is_refused(call(tiny, ["diagnose", "-"], content))


@pytest.mark.parametrize("depth", [10, 200, 500, 900, 990, 1000, 1100, 5_000, 20_000, 60_000])
def test_nesting_of_any_depth_is_refused(tiny: Knowledge, depth: int) -> None:
    for opened, closed in ((b"[", b"]"), (b'{"a":', b"}")):
        inner = b"1" if opened == b'{"a":' else b""
        nested = opened * depth + inner + closed * depth
        for content in (nested, b'{"version":1,"answers":%s}' % nested, b'{"version":1,"answers":{"age":%s}}' % nested):
            assert is_refused(call(tiny, ["diagnose", "-"], content))


def test_a_line_break_in_a_name_does_not_break_the_line(tiny: Knowledge) -> None:
    result = call(tiny, ["diagnose", "-"], json.dumps({"version": 1, "answers": {"a\nb\x1b[31m\u2028c": 1}}).encode())
    assert is_refused(result)
    assert len(result.complaints) == 1
    assert "\x1b" not in result.err


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(), max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@FUZZ
@given(data=st.data())
def test_any_json_is_answered_or_refused(tiny: Knowledge, data: st.DataObject) -> None:
    names = st.sampled_from([*tiny.questions, "version", "nobody"]) | st.text(st.characters(), max_size=3)
    options = [option.id for question in tiny.questions.values() for option in question.options]
    values = st.sampled_from([*options, "unknown", "skip"]) | st.lists(st.sampled_from(options), max_size=3) | JSON
    answers_ = data.draw(st.dictionaries(names, values, max_size=5) | JSON)
    version = data.draw(st.just(1) | JSON)
    result = call(tiny, ["diagnose", "-", "--json"], json.dumps({"version": version, "answers": answers_}).encode())
    assert is_refused(result) or (result.status == 0 and json.loads(result.out) and result.err == "")


@FUZZ
@given(content=st.binary(max_size=200) | st.text(st.characters(codec="utf-8")).map(str.encode))
def test_any_bytes_are_answered_or_refused(tiny: Knowledge, content: bytes) -> None:
    result = call(tiny, ["diagnose", "-"], content)
    assert is_refused(result) or result.status == 0


@pytest.mark.parametrize("command", [["diagnose"], ["ask", "--batch"]])
def test_files_that_cannot_be_read(tiny: Knowledge, tmp_path: Path, command: list[str]) -> None:
    for name in (str(tmp_path), str(tmp_path / "nothing"), "a\0b", "x" * 5000, "\udcff", ""):
        result = call(tiny, [*command, name])
        assert is_refused(result)
        assert len(result.complaints) == 1


def test_a_file_that_never_ends_is_refused(tiny: Knowledge) -> None:
    assert is_refused(call(tiny, ["diagnose", "/dev/zero"]))


def test_broken_knowledge_is_told_the_same_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> Knowledge:
        raise KnowledgeError([Problem("x.toml", "a", "1", "2"), Problem("y.toml", "b", "1", "2")])

    monkeypatch.setattr(cli, "load", broken)
    assert cli.main(["audit"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert [line.split(":")[0] for line in captured.err.splitlines()] == ["x.toml", "y.toml"]


# ---------- ask ----------


def test_ask_tells_where_the_sentence_points(tiny: Knowledge) -> None:
    result = call(tiny, ["ask", "说我有另一张卡"])
    assert result.status == 0
    assert "R03" in result.told
    assert tiny.questions["product"].text not in result.err


def unwrapped(result: Call) -> str:
    return "".join(result.told.split())


@pytest.mark.parametrize(
    ("sentence", "reason", "following"),
    [
        ("骑手群里有人说交188能给我开花呗，靠谱吗", "W01", "offers"),
        ("要我交钱才给开花呗，我已经转了300", "W01", "offers"),
        ("刷单套现花呗被骗了两千", "W02", None),
        ("不想活了", "W03", None),
    ],
)
def test_ask_tells_at_once_what_to_do_in_danger_and_asks_only_what_it_rests_on(
    knowledge: Knowledge, sentence: str, reason: str, following: str | None
) -> None:
    result = call(knowledge, ["ask", sentence])
    told = unwrapped(result)
    facts = facts_of(knowledge, ask(knowledge, sentence).answers)
    steps = [step.text for step in steps_now(knowledge, knowledge.reasons[reason], facts)][:MAX_STEPS]
    assert len(steps) == MAX_STEPS
    assert all("".join(step.split()) in told for step in steps)
    asked = [id_ for id_, question in knowledge.questions.items() if f"：{question.text}" in told]
    assert asked == ([following] if following else [])


@pytest.mark.parametrize("sentence", ["今天天气不错", "花呗怎么关", "京东白条开不了"])
def test_ask_about_something_else_gives_no_steps_and_asks_nothing(knowledge: Knowledge, sentence: str) -> None:
    told = unwrapped(call(knowledge, ["ask", sentence]))
    assert ask(knowledge, sentence).scope == "out"
    assert not [id_ for id_, remedy in knowledge.remedies.items() if "".join(remedy.text.split()) in told]
    assert not [id_ for id_, question in knowledge.questions.items() if question.text in told]


def test_ask_as_json(tiny: Knowledge) -> None:
    result = call(tiny, ["ask", "说我有另一张卡", "--json"])
    data = json.loads(result.out)
    assert list(data) == ["text", "scope", "sure", "matches", "answers", "said", "offered", "guides"]
    assert (data["scope"], [match["id"] for match in data["matches"]]) == ("in", ["R03"])
    assert result.out.endswith(b"}\n")


def test_a_batch_gives_a_line_for_each_line(tiny: Knowledge, tmp_path: Path) -> None:
    file = tmp_path / "lines.txt"
    file.write_bytes("\ufeff旧卡\r\n\r\n唱\u2028歌\n淋湿了".encode())
    for arguments in (["--json"], []):
        lines = call(tiny, ["ask", "--batch", str(file), *arguments]).told.removesuffix("\n").split("\n")
        assert [json.loads(line)["text"] for line in lines] == ["旧卡", "", "唱\u2028歌", "淋湿了"]


def test_a_batch_and_single_sentences_agree(tiny: Knowledge) -> None:
    sentences = ["旧卡", "淋湿了", "", "唱歌", "😀\\\"'"]
    batch = call(tiny, ["ask", "--batch", "-", "--json"], "\n".join(sentences).encode()).out
    assert batch == b"".join(call(tiny, ["ask", sentence, "--json"]).out for sentence in sentences)


def test_an_empty_batch_gives_nothing(tiny: Knowledge) -> None:
    assert call(tiny, ["ask", "--batch", "-"]) == Call(0, b"", "")


def test_a_batch_that_is_no_text_is_refused_whole(tiny: Knowledge) -> None:
    result = call(tiny, ["ask", "--batch", "-"], "旧卡\n".encode() + b"\xff\n\xfe\n")
    assert is_refused(result)
    assert len(result.complaints) == 2


@FUZZ
@given(sentence=st.text(st.characters()).filter(lambda text: not OPTION.fullmatch(text)))
def test_any_sentence_is_answered(tiny: Knowledge, sentence: str) -> None:
    assert call(tiny, ["ask", sentence]).status == 0
    result = call(tiny, ["ask", sentence, "--json"])
    assert result.status == 0
    assert json.loads(result.out)["text"] == sentence


@FUZZ
@given(content=st.binary(max_size=100))
def test_any_batch_is_answered_or_refused(tiny: Knowledge, content: bytes) -> None:
    result = call(tiny, ["ask", "--batch", "-"], content)
    assert is_refused(result) or (result.status == 0 and all(map(json.loads, result.out.splitlines())))


def test_knowledge_without_words_cannot_be_asked(tiny: Knowledge) -> None:
    assert is_refused(call(replace(tiny, vocabulary=None), ["ask", "旧卡"]))


# ---------- audit ----------


def test_audit_of_sound_knowledge_prints_the_counts(monkeypatch: pytest.MonkeyPatch, tiny: Knowledge) -> None:
    monkeypatch.setattr("checker.audit.CHECKS", ())
    result = call(tiny, ["audit", "--today", "2026-01-02"])
    assert (result.status, result.err) == (0, "")
    assert len(result.told.splitlines()) == len(counts(tiny, date(2026, 1, 2)))


def test_audit_tells_each_problem_on_a_line(monkeypatch: pytest.MonkeyPatch, tiny: Knowledge) -> None:
    problems = [Problem("a.toml", "x", "1", "2"), Problem("b.toml", "y", "1", "2")]
    monkeypatch.setattr("checker.audit.CHECKS", (lambda _: iter(problems),))
    result = call(tiny, ["audit", "--today", "2026-01-02"])
    assert is_refused(result)
    assert result.complaints == list(map(str, problems))


def test_overdue_reviews_warn_and_with_strict_dates_fail(monkeypatch: pytest.MonkeyPatch, tiny: Knowledge) -> None:
    monkeypatch.setattr("checker.audit.CHECKS", ())
    late = str(date(2026, 1, 1) + timedelta(REVIEW_DAYS + 1))
    lenient = call(tiny, ["audit", "--today", late])
    assert lenient.status == 0
    assert lenient.complaints
    assert lenient.told
    assert is_refused(call(tiny, ["audit", "--strict-dates", "--today", late]))


def test_due_lists_by_source(tiny: Knowledge) -> None:
    late = str(date(2026, 1, 1) + timedelta(REVIEW_DAYS + 1))
    page = call(tiny, ["audit", "--due", "--today", late]).told
    places = [page.index(part) for part in ("P01 ", "source.P01", "claim.S01", "P02 ", "claim.S02", "claim.S03")]
    assert places == sorted(places)
    assert tiny.sources["P01"].url in page.split()
    on_time = call(tiny, ["audit", "--due", "--today", "2026-01-02"])
    assert on_time.told.strip() == tiny.labels["cli"]["nothing_due"]


def test_within_lists_what_falls_due_until_then(tiny: Knowledge) -> None:
    last = str(date(2026, 1, 1) + timedelta(REVIEW_DAYS))
    assert "claim.S01" not in call(tiny, ["audit", "--due", "--today", last]).told
    page = call(tiny, ["audit", "--within", "0", "--today", last]).told
    assert "claim.S01" in page[page.index(f"{last}：") :]


@pytest.mark.parametrize(
    "words",
    [["--today", "2026-02-30"], ["--today", "soon"], ["--within", "-1"], ["--within", "1e3"], ["--within", "９"]],
)
def test_a_day_that_is_none_gets_a_sentence(tiny: Knowledge, words: list[str]) -> None:
    result = call(tiny, ["audit", *words])
    assert is_refused(result)
    assert words[1] in result.err


def test_new_ids_are_recorded_and_lost_ones_kept(tiny: Knowledge, tmp_path: Path) -> None:
    file = tmp_path / "ids.txt"
    known = replace(tiny, published=frozenset({"reason.R01", "reason.R00"}))
    assert commands.run_record_ids(known, file) == 0
    ids = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert ids == sorted(ids)
    assert {"reason.R00", "reason.R01", "question.age.child"} <= set(ids)
    with pytest.raises(commands.InputError):
        commands.run_record_ids(known, tmp_path)


# ---------- interview ----------


def test_an_interview_through_a_pipe(tiny: Knowledge) -> None:
    result = call(tiny, ["interview"], b"1\n1\n2\n")
    assert (result.status, result.err) == (0, "")
    assert tiny.reasons["R06"].headline in result.told


def test_answers_are_kept_and_taken_up_again(tiny: Knowledge, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    assert call(tiny, ["interview", "--save", str(file)], b"1\n1\n2\nq\n").status == 0
    kept = answers.parse(tiny, file.read_bytes())
    assert kept == {"product": ("bike",), "status": ("asked",), "prompt": ("busy",)}
    again = call(tiny, ["interview", "--save", str(file)], b"1,2\nq\n")
    assert tiny.labels["cli"]["continued"] in again.told
    assert answers.parse(tiny, file.read_bytes()) == {**kept, "offers": ("paid", "key")}


def test_nothing_is_kept_unasked(tiny: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = call(tiny, ["interview"], b"1\nq\n")
    assert tiny.labels["cli"]["not_saved"] in result.told
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_holds_something_else_is_left_alone(tiny: Knowledge, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("亲爱的", encoding="utf-8")
    assert is_refused(call(tiny, ["interview", "--save", str(file)], b"1\nq\n"))
    assert file.read_text(encoding="utf-8") == "亲爱的"


def test_a_place_that_cannot_be_written_is_told_before_the_questions(tiny: Knowledge, tmp_path: Path) -> None:
    for name in (tmp_path, tmp_path / "no" / "where", "a\0b"):
        assert is_refused(call(tiny, ["interview", "--save", str(name)], b"1\nq\n"))


def test_what_is_no_utf8_is_no_answer(tiny: Knowledge) -> None:
    assert call(tiny, ["interview"], b"\xff\xfe\n1\nq\n").status == 0


# ---------- the arguments themselves ----------


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["diagnose"],
        ["diagnose", "a", "b"],
        ["diagnose", "--jsn", "a"],
        ["ask"],
        ["ask", "a", "--batch", "b"],
        ["audit", "--today", "2026-13-01"],
        ["audit", "--today", "x\ny"],
        ["interview", "--save"],
    ],
)
def test_arguments_that_make_no_sense(tiny: Knowledge, arguments: list[str]) -> None:
    result = call(tiny, arguments)
    assert is_refused(result)
    assert len(result.complaints) == 1


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "-h"], ["audit", "--help"]])
def test_help(tiny: Knowledge, arguments: list[str]) -> None:
    result = call(tiny, arguments)
    assert (result.status, result.err) == (0, "")
    assert result.told


# ---------- as a program of its own ----------


def start(arguments: Sequence[str], env: Mapping[str, str], stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run ``python -m checker`` with the real knowledge."""
    command = [sys.executable, "-m", "checker", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, env={**os.environ, **env}, timeout=60, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-16", "latin-1:strict", "cp037"])
def test_no_terminal_encoding_is_a_reason_to_fail(encoding: str) -> None:
    env = {"PYTHONIOENCODING": encoding, "LC_ALL": "C"}
    for arguments in (["diagnose", "-"], ["ask", "花呗打不开😀"], ["interview"], ["--help"], ["nothing"]):
        done = start(arguments, env, b'{"version": 1, "answers": {}}')
        assert done.returncode == (2 if arguments == ["nothing"] else 0)
        assert b"Traceback" not in done.stderr


def test_json_is_utf8_whatever_the_terminal_says() -> None:
    sentence = "花呗打不开😀"
    done = start(["ask", sentence, "--json"], {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "1"})
    assert json.loads(done.stdout.decode("utf-8"))["text"] == sentence


def test_a_reader_who_leaves_early_is_no_error() -> None:
    lines = "花呗打不开\n" * 3000
    command = f'"{sys.executable}" -m checker ask --batch - --json | head -n 1'
    done = subprocess.run(["sh", "-c", command], input=lines.encode(), capture_output=True, timeout=60, check=False)
    assert done.stderr == b""
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "checker", "ask", "x"], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1


@pytest.mark.slow
def test_closed_streams_do_no_harm() -> None:
    for closed in (">&-", "<&-", "2>&-", "<&- >&- 2>&-"):
        for arguments in ("ask x", "interview", "diagnose -"):
            command = f'"{sys.executable}" -m checker {arguments} {closed}'
            done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60, check=False)
            assert b"Traceback" not in done.stderr
            assert done.returncode in (0, 2)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C reaches the programs started here, even where a shell runs the tests in the background and ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("save", [True, False])
def test_ctrl_c_says_one_sentence_and_keeps_what_was_asked_to_be_kept(tmp_path: Path, save: bool) -> None:
    file = tmp_path / "mine.json"
    arguments = ["--save", str(file)] if save else []
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "checker", "interview", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"1\n")
        process.stdin.flush()
        while not process.stdout.readline().startswith(b"> \n"):  # the answer is in, the next question comes
            pass
        while process.stdout.read(2) != b"> ":
            process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == b""
    assert len(rest.decode().split()) >= 1
    assert not save or json.loads(file.read_text(encoding="utf-8"))["answers"] == {"product": "pay"}

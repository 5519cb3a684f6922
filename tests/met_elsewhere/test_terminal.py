"""What befell other command lines: signals, closed windows, full disks, locales, odd sentences, odd days."""

from __future__ import annotations

import json
import os
import pty
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import answers, browser, files, interview
from checker.message.understanding import ask
from checker.model import Claim, Knowledge
from checker.parse import engine_part
from checker.reading import Reader
from publishing.paths import ROOT
from tests.calls import call, is_refused
from tests.strategies import sheets

PATIENCE_S = 60
"""Longer than any of this takes; only a program that hangs needs it."""


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Signals reach the programs started here, also where the tests run in the background (Ctrl-C) or under `nohup`."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGHUP)}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def run(
    arguments: Sequence[str], stdin: bytes = b"", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run ``python -m checker`` with the real knowledge, as a program of its own."""
    command = [sys.executable, "-m", "checker", *arguments]
    env = {**os.environ, **(env or {})}
    return subprocess.run(command, input=stdin, capture_output=True, env=env, cwd=ROOT, timeout=PATIENCE_S, check=False)


def start(arguments: Sequence[str], before: Callable[[], None] | None = None) -> subprocess.Popen[bytes]:
    """The same, left running."""
    return subprocess.Popen(
        [sys.executable, "-m", "checker", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        preexec_fn=before,  # noqa: PLW1509 - no threads here
    )


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that comes."""
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def kept(file: Path) -> dict[str, object]:
    """The answers in `file`; {} while there is no file."""
    return dict(json.loads(file.read_bytes())["answers"]) if file.exists() else {}


# ---------- what was answered is kept ----------


@pytest.mark.parametrize(
    ("number", "status"),
    [
        (signal.SIGHUP, 129),
        (signal.SIGINT, 130),
        (signal.SIGTERM, 143),
        (signal.SIGKILL, -9),
    ],
)
def test_answers_outlive_every_signal(tmp_path: Path, number: signal.Signals, status: int) -> None:
    file = tmp_path / "mine.json"
    with start(["interview", "--save", str(file)]) as process:
        assert process.stdin is not None
        process.stdin.write(b"1\n1\n\n\n\n")
        process.stdin.flush()
        until(lambda: len(kept(file)) == 5)
        process.send_signal(number)
        _, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, err) == (status, b"")
    assert len(kept(file)) == 5
    assert [path.name for path in tmp_path.iterdir()] == ["mine.json"]


def test_answers_outlive_the_window(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "checker", "interview", "--save", str(file)]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, start_new_session=True)
    os.close(theirs)
    os.write(ours, b"1\n1\n1\n")

    def has_three() -> bool:
        while select.select([ours], [], [], 0)[0]:  # a window reads what is shown in it
            os.read(ours, 4096)
        return len(kept(file)) == 3

    until(has_three)
    os.close(ours)
    process.wait(PATIENCE_S)
    assert len(kept(file)) == 3


def test_a_program_that_is_to_outlive_its_window_does(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    with start(["interview", "--save", str(file)], lambda: _ignore(signal.SIGHUP)) as process:
        assert process.stdin is not None
        process.stdin.write(b"1\n")
        process.stdin.flush()
        until(lambda: len(kept(file)) == 1)
        process.send_signal(signal.SIGHUP)
        process.communicate(b"1\nq\n", timeout=PATIENCE_S)
    assert (process.returncode, len(kept(file))) == (0, 2)


def _ignore(number: signal.Signals) -> None:
    signal.signal(number, signal.SIG_IGN)


def _no_room(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))  # a write beyond it fails, as on a full disk


@pytest.mark.parametrize("earlier", [b"", b'{"version":1,"answers":{"product":"pay"}}\n'])
def test_a_disk_that_is_full_costs_no_answer(tmp_path: Path, earlier: bytes) -> None:
    file = tmp_path / "mine.json"
    if earlier:
        file.write_bytes(earlier)
    with start(["interview", "--save", str(file)], lambda: _no_room(10)) as process:
        out, err = process.communicate(b"1\n1\nq\n", timeout=PATIENCE_S)
    assert process.returncode == 2
    assert len(err.decode().splitlines()) == 1
    assert len(json.loads(out.splitlines()[-1])["answers"]) == (3 if earlier else 2)
    assert (file.read_bytes() if file.exists() else b"") == earlier
    assert len(list(tmp_path.iterdir())) == bool(earlier)


@pytest.mark.parametrize("failing", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.chmod"])
@pytest.mark.parametrize("error", [OSError(28, "full"), KeyboardInterrupt()])
def test_a_file_is_whole_or_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str, error: BaseException
) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(failing, fail)
    with pytest.raises(type(error)):
        files.write(file, b"new")
    assert file.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_file_keeps_its_mode_and_a_link_stays_one(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    files.write(link, b"new")
    assert (link.is_symlink(), target.read_bytes(), target.stat().st_mode & 0o777) == (True, b"new", 0o640)
    files.write(tmp_path / "fresh", b"x")
    assert (tmp_path / "fresh").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("place", ["/dev/full", "/dev/null", "pipe"])
def test_what_is_no_file_is_never_replaced(tmp_path: Path, place: str) -> None:
    if place == "pipe":
        place = str(tmp_path / "pipe")
        os.mkfifo(place)
    done = run(["interview", "--save", place], b"1\nq\n")
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.splitlines()) == 1
    assert not Path(place).is_file()


# ---------- Ctrl-C while the program loads ----------

INTERRUPTED_AT = """
import os, runpy, sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == wanted:
            os.kill(os.getpid(), 2)  # no `signal`: the program is to import it itself

wanted = sys.argv[1]
sys.argv[1:] = ["ask", "x"]
sys.meta_path.insert(0, Finder())
runpy.run_module("checker", run_name="__main__", alter_sys=True)
"""
"""Runs the program, and presses Ctrl-C when it imports the module that is named."""


@pytest.mark.parametrize(
    "module",
    [
        "signal",
        "enum",
        "checker.command_line",
        "argparse",
        "checker.commands",
        "checker.model",
        "json",
        "checker.terminal",
    ],
)
def test_an_interrupt_while_it_loads_is_one_line(module: str) -> None:
    command = [sys.executable, "-c", INTERRUPTED_AT, module]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=PATIENCE_S, check=False)
    assert (done.returncode, done.stdout) == (130, b"")
    assert len(done.stderr.decode().splitlines()) == 1


@pytest.mark.parametrize("arguments", [["ask", "--batch", "-"], ["diagnose", "-"]])
def test_an_interrupt_while_it_waits_is_one_line(arguments: list[str]) -> None:
    with start(arguments) as process:
        until(lambda: _is_asleep(process.pid))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, out) == (130, b"")
    assert len(err.decode().splitlines()) == 1


def _is_asleep(pid: int) -> bool:
    """Whether the process waits in a read of its standard input (system call 0, file 0)."""
    return Path(f"/proc/{pid}/syscall").read_text(encoding="ascii").split()[:2] == ["0", "0x0"]


# ---------- UTF-8 whatever the locale ----------


@pytest.mark.slow
@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
        {"LC_ALL": "en_US.ISO-8859-1", "PYTHONUTF8": "0"},
        {"LC_ALL": "C.UTF-8"},
        {"LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0"},
        {"LC_ALL": "no-such-locale", "PYTHONUTF8": "0"},
    ],
    ids=lambda env: "/".join(env.values()),
)
def test_chinese_is_understood_and_written_whatever_the_locale(env: dict[str, str], tmp_path: Path) -> None:
    sentence = "花呗打不开😀"
    said = json.loads(run(["ask", sentence, "--json"], env=env).stdout.decode())
    assert said == json.loads(run(["ask", sentence, "--json"], env={"LC_ALL": "C.UTF-8"}).stdout.decode())
    assert said["text"] == sentence
    assert sentence in run(["ask", sentence], env=env).stdout.decode()
    assert "用法" in run(["--help"], env=env).stdout.decode()
    assert "没有看懂" in run(["nothing"], env=env).stderr.decode()
    file = tmp_path / "答案.json"
    assert run(["interview", "--save", str(file)], b"1\nq\n", env=env).returncode == 0
    assert len(kept(file)) == 1


# ---------- sentences that begin with - ----------


@pytest.mark.parametrize(
    "sentence",
    [
        "-花呗",
        "--花呗开不了",
        "- 花呗 打不开",
        "-",
        "---",
        "-1 分也没有",
        "-APP打不开",
        "—花呗",
        "-help 我",
        "-h呗",
        "-花呗=没有",
    ],
)
@pytest.mark.parametrize("options", [[], ["--json"], ["--explain"]])
def test_a_sentence_may_begin_with_a_dash(tiny: Knowledge, sentence: str, options: list[str]) -> None:
    for arguments in ([sentence, *options], [*options, sentence], [*options, "--", sentence]):
        done = call(tiny, ["ask", *arguments])
        assert (done.status, done.err) == (0, "")
        if options == ["--json"]:
            assert json.loads(done.out)["text"] == sentence


@pytest.mark.parametrize("option", ["--jsn", "-j", "--batc=x", "--explain-all"])
def test_a_mistyped_option_is_no_sentence(tiny: Knowledge, option: str) -> None:
    done = call(tiny, ["ask", option])
    assert is_refused(done)
    assert option in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["diagnose"],
        ["diagnose", "a", "b"],
        ["diagnose", "--json=1", "a"],
        ["interview", "--save"],
        ["audit", "--today", "0001-02-30"],
        ["audit", "--within", "x"],
        ["ask"],
        ["--versio"],
    ],
)
def test_errors_about_the_command_itself_are_chinese(tiny: Knowledge, arguments: list[str]) -> None:
    [line] = call(tiny, arguments).complaints
    said = line.split("（", 1)[1].rsplit("）", 1)[0]
    typed = [*arguments, "--json", "--save", "--today", "--within", "--batch"]
    for word in [*typed, "interview", "diagnose", "audit", "ask", "json"]:
        said = said.replace(word, "")
    assert not any(char.isascii() and char.isalpha() for char in said), line


# ---------- bounded lists ----------


@pytest.mark.parametrize(
    "sheet",
    [
        {f"q{number}": "x" for number in range(20_000)},
        {"environment": ["x"] * 20_000},
        {"environment": [f"x{number}" for number in range(20_000)]},
        {"environment": {f"q{number}": 1 for number in range(20_000)}},
    ],
    ids=["questions", "options", "other options", "a table"],
)
def test_twenty_thousand_mistakes_are_a_few_and_a_count(knowledge: Knowledge, sheet: dict[str, object]) -> None:
    done = call(knowledge, ["diagnose", "-"], json.dumps({"version": 1, "answers": sheet}).encode())
    assert is_refused(done)
    assert len(done.complaints) <= 11
    assert len(done.err) < 20_000


@pytest.mark.parametrize("content", [b"\xff\n" * 20_000, b'{"version":1,"answers":{%s}}' % b",".join([b'"a":1'] * 900)])
def test_lists_of_other_mistakes_are_bounded_too(tiny: Knowledge, content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "lines"
    file.write_bytes(content)
    done = call(tiny, [*(["ask", "--batch"] if content[:1] == b"\xff" else ["diagnose"]), str(file)])
    assert is_refused(done)
    assert len(done.complaints) <= 11


# ---------- a line at once for each of a batch ----------


def test_each_sentence_of_a_pipe_is_answered_before_the_next_comes() -> None:
    with start(["ask", "--batch", "-"]) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for sentence in ("花呗打不开", "", "提示系统繁忙", '\ufeff双引号"和\u2028'):
            process.stdin.write(f"{sentence}\r\n".encode())
            process.stdin.flush()
            assert select.select([process.stdout], [], [], PATIENCE_S)[0], "nothing comes before the end"
            assert json.loads(process.stdout.readline())["text"] == sentence
        process.stdin.write("没有换行".encode())
        process.stdin.close()
        assert json.loads(process.stdout.readline())["text"] == "没有换行"
        assert process.wait(PATIENCE_S) == 0


@pytest.mark.parametrize("broken", [b"\xff\xfe\n", b"x" * 1_000_001, "花".encode()[:2]])
def test_a_broken_line_in_a_pipe_ends_it_with_a_sentence(broken: bytes) -> None:
    done = run(["ask", "--batch", "-"], b"a\n" + broken)
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1
    [line] = done.stderr.decode().splitlines()
    assert line.startswith("-: 2: ")


def test_a_redirected_file_is_looked_through_first() -> None:
    with tempfile.TemporaryFile() as file:
        file.write(b"a\n\xff\n")
        file.seek(0)
        command = [sys.executable, "-m", "checker", "ask", "--batch", "-"]
        done = subprocess.run(command, stdin=file, capture_output=True, cwd=ROOT, timeout=PATIENCE_S, check=False)
    assert (done.returncode, done.stdout) == (2, b"")


# ---------- days beyond reason ----------


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31", "2200-01-01"])
def test_a_day_beyond_reason_is_refused_wherever_it_is_written(tiny: Knowledge, day: str) -> None:
    done = call(tiny, ["audit", "--today", day])
    assert is_refused(done)
    assert day in done.err
    reader = Reader("x.toml")
    reader.record(Claim, "claim.S01", {"reviewed": date.fromisoformat(day)})
    assert [problem.path for problem in reader.problems if day in problem.found] == ["claim.S01.reviewed"]


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
@pytest.mark.parametrize("options", [[], ["--due"], ["--within", "9999"], ["--strict-dates"]])
def test_any_other_day_may_be_taken_for_today(knowledge: Knowledge, day: str, options: list[str]) -> None:
    assert call(knowledge, ["audit", "--today", day, *options]).status in (0, 2)


@pytest.mark.parametrize(
    "start", ["", "9999-12-31", "0001-01-01", "0026-11-25", "20260-01-01", "2026-02-30", "now", None, 7]
)
def test_no_day_ends_the_engine(knowledge: Knowledge, start: object) -> None:
    browser.start(json.dumps({**engine_part(knowledge), "version": knowledge.version}))
    for clock in knowledge.clocks:
        wanted = {"id": clock, "title": "题", "note": "注", "start": start, "stamp": "2026-11-25T00:00:00Z"}
        assert browser.calendar(json.dumps(wanted)) == ""


@pytest.mark.parametrize(
    "wanted",
    ["", "[]", "null", "{}", '{"id": []}', '{"id": "objection-20d", "start": "2026-11-25", "stamp": "0001-01-01"}'],
)
def test_no_wish_ends_the_engine(knowledge: Knowledge, wanted: str) -> None:
    browser.start(json.dumps({**engine_part(knowledge), "version": knowledge.version}))
    assert browser.calendar(wanted) == ""


# ---------- one reader ----------

REFUSED = {
    "a version to come": ("v=99&a=prompt:other", '{"version": 99, "answers": {"prompt": "other"}}'),
    "no version": ("a=prompt:other", '{"answers": {"prompt": "other"}}'),
    "a version twice": ("v=1&v=1&a=prompt:other", '{"version": 1, "version": 1, "answers": {}}'),
    "answers twice": ("v=1&a=prompt:other&a=prompt:other", '{"version": 1, "answers": {}, "answers": {}}'),
    "no answers": ("v=1", '{"version": 1}'),
    **{
        kind: (f"v=1&a={link}", f'{{"version": 1, "answers": {{{file}}}}}')
        for kind, link, file in (
            ("a question twice", "prompt:other,prompt:busy", '"prompt": "other", "prompt": "busy"'),
            ("an unknown question", "mood:bad", '"mood": "bad"'),
            ("an unknown option", "prompt:bad", '"prompt": "bad"'),
            ("an unknown option of several", "environment:vpn+bad", '"environment": ["vpn", "bad"]'),
            ("two for one", "prompt:other+busy", '"prompt": ["other", "busy"]'),
            ("none and another", "environment:vpn+none", '"environment": ["vpn", "none"]'),
            ("none and not known", "environment:none+unknown", '"environment": ["none", "unknown"]'),
            ("not known and another", "environment:vpn+unknown", '"environment": ["vpn", "unknown"]'),
            ("skipped and another", "offers:skip+paid", '"offers": ["skip", "paid"]'),
            ("nothing where something belongs", "prompt:", '"prompt": ""'),
        )
    },
}
"""What is refused: as a link, and as a file."""


@pytest.mark.parametrize("kind", REFUSED)
def test_link_file_page_and_command_line_refuse_alike(knowledge: Knowledge, kind: str) -> None:
    link, file = REFUSED[kind]
    browser.start(json.dumps({**engine_part(knowledge), "version": knowledge.version}))
    for answered in (browser.read_link(f"#{link}"), browser.read_file(file), browser.run(file)):
        assert list(json.loads(answered)) == ["problems"]
    for arguments, stdin in ((["diagnose", f"https://x.example/#{link}"], ""), (["diagnose", "-"], file)):
        done = call(knowledge, arguments, stdin.encode())
        assert is_refused(done)
        assert len(done.complaints) <= 2


TYPED = {
    "an unknown option": ("prompt", "bad"),
    "an unknown option of several": ("environment", "vpn bad"),
    "two for one": ("prompt", "other,busy"),
    "none and another": ("environment", "vpn、none"),
    "not known and another": ("environment", "vpn unknown"),
    "skipped and another": ("offers", "skip paid"),
}


@pytest.mark.parametrize("kind", TYPED)
def test_the_interview_refuses_the_same(knowledge: Knowledge, kind: str) -> None:
    question, line = TYPED[kind]
    assert kind in REFUSED
    assert interview.read(knowledge.questions[question], line).complaint


@given(sheets_of_answers=st.data())
def test_what_one_takes_all_take(knowledge: Knowledge, sheets_of_answers: st.DataObject) -> None:
    sheet = sheets_of_answers.draw(sheets(knowledge))
    browser.start(json.dumps({**engine_part(knowledge), "version": knowledge.version}))
    file = json.dumps(answers.to_data(knowledge, sheet))
    link = "v=1&a=" + ",".join(f"{question}:{'+'.join(chosen)}" for question, chosen in sheet.items())
    assert answers.parse_link(knowledge, f"#{link}") == sheet
    assert browser.read_link(link) == browser.read_file(file) == browser.read_file(browser.read_link(link))
    for question, chosen in sheet.items():
        assert interview.read(knowledge.questions[question], " ".join(chosen)) == interview.Read(chosen=chosen)


def test_what_is_read_out_of_a_sentence_is_a_sheet_that_all_take(knowledge: Knowledge) -> None:
    tables = sorted((ROOT / "tests" / "messages").glob("*.tsv"))
    rows = [row for file in tables for row in file.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
    filled = 0
    for row in rows[::20]:
        given = ask(knowledge, row.split("\t")[-1]).answers
        assert answers.parse(knowledge, json.dumps(answers.to_data(knowledge, given))) == given
        filled += bool(given)
    assert filled > 20


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("", "。"),
        ("", "）看看"),
        ("", ")"),
        ("", ","),
        ("", "】，谢谢"),
        ("", "%E3%80%82"),
        ("", " 你看"),
        ("", "\n"),
        ("看这个：", "&from=timeline"),
        ("“", "”"),
        ("<", ">"),
    ],
)
@pytest.mark.parametrize("written", ["#v=1&a={}", "#v=1&amp;a={}", "#a={}&v=1", "#v=1&say=x&a={}"])
def test_a_link_is_read_as_people_paste_it(knowledge: Knowledge, written: str, before: str, after: str) -> None:
    for pairs in ("environment:vpn+root,prompt:other", "environment%3Avpn%2Broot%2Cprompt%3Aother"):
        link = f"{before}https://x.example/check/{written.format(pairs)}{after}"
        read = answers.parse_link(knowledge, link)
        assert {question: {*chosen} for question, chosen in read.items()} == {
            "environment": {"vpn", "root"},
            "prompt": {"other"},
        }

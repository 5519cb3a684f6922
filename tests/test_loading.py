"""Knowledge files as people write and break them: knowledge or `KnowledgeError`, nothing else."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.loading import KNOWLEDGE, PUBLISHED, load
from checker.problems import KnowledgeError, Problem

GOOD = """reviewed = 2026-01-01
[question.age]
text = "多大了？"
why = "太小不借。"
group = "identity"
options = [{ id = "child", label = "还小" }, { id = "grown", label = "大了" }]
"""
TINY = (Path(__file__).parent / "tiny.toml").read_text(encoding="utf-8")


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    return list(caught.value.problems)


def test_a_folder_of_folders(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "deep" / "b.toml").write_text(GOOD.replace("question.age", "question.mood"), encoding="utf-8")
    knowledge = load(tmp_path)
    assert list(knowledge.questions) == ["age", "mood"]
    assert knowledge.origin == {"question.age": "a.toml", "question.mood": "deep/b.toml"}


def test_the_version_changes_with_what_the_engine_reads_and_only_then(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    versions = []
    for text in (GOOD, GOOD.replace("太小不借", "太小"), GOOD.replace('"grown"', '"big"')):
        file.write_text(text, encoding="utf-8")
        versions.append(load(tmp_path).version)
    assert versions[0] == versions[1] != versions[2]
    assert all(len(version) == 12 for version in versions)


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        (GOOD.replace('why = "', 'why ＝ "'), "第 4 行", "＝"),
        (GOOD.replace('text = "多大了？"', "text = “多大了？”"), "第 3 行", "“"),
        (GOOD.replace("[question.age]", "［question.age］"), "第 2 行", "［"),
        (GOOD + '[question.age]\ntext = "又来"\n', "第 7 行", "TOML"),
        (GOOD + 'text = "一"\ntext = "二"\n', "第 7 行", "TOML"),
        (GOOD + "x = " + "1" * 5000, "", ""),
        (GOOD + "x = " + "[" * 5000, "", "几层"),
        ("\ufeff" + GOOD, "第 1 行", ""),
        (GOOD + 'x = [\n  #一",\n]\n', "第 8 行", "注释"),
    ],
    ids=["equals", "quotes", "brackets", "table twice", "key twice", "digits", "deep", "mark", "comment"],
)
def test_broken_toml(tmp_path: Path, text: str, path: str, expected: str) -> None:
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    first = problems(tmp_path)[0]
    assert first.where == "a.toml"
    assert path in first.path
    assert expected in first.expected


def test_every_file_has_its_say(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"x = '\xff'")
    (tmp_path / "b.toml").write_text("x =", encoding="utf-8")
    (tmp_path / "c.toml").write_text(GOOD.replace("why", "because"), encoding="utf-8")
    (tmp_path / "d.toml").mkdir()
    found = [problem.where for problem in problems(tmp_path)]
    assert found == ["a.toml", "b.toml", "d.toml", "c.toml", "c.toml"]


def test_an_error_in_the_vocabulary_names_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "words.toml").write_text('[term.card]\nname = "卡"\nwords = ["卡"]\n', encoding="utf-8")
    (tmp_path / "more.toml").write_text('[term.rain]\nname = "雨"\nwords = 1\n', encoding="utf-8")
    (tmp_path / "said.toml").write_text("[said]\nR01 = 1\n", encoding="utf-8")
    found = {(problem.where, problem.path) for problem in problems(tmp_path)}
    assert {("more.toml", "term.rain.words"), ("said.toml", "said.R01")} <= found
    assert {where for where, _ in found} == {"more.toml", "said.toml"}


def test_the_list_of_published_ids(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    assert load(tmp_path).published == frozenset()
    (tmp_path / PUBLISHED).write_text("# 注\nquestion.age\n\nquestion.age.child  # 注\n", encoding="utf-8")
    assert load(tmp_path).published == {"question.age", "question.age.child"}
    (tmp_path / PUBLISHED).write_bytes(b"\xff")
    assert [problem.where for problem in problems(tmp_path)] == [PUBLISHED]


def test_an_id_in_two_files(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.toml").write_text(GOOD, encoding="utf-8")
    (only,) = problems(tmp_path)
    assert (only.where, only.path) == ("b.toml", "question.age")
    assert "a.toml" in only.expected


def test_no_files_at_all(tmp_path: Path) -> None:
    assert len(problems(tmp_path)) == 1
    assert len(problems(tmp_path / "nowhere")) == 1


def test_the_real_files_are_plain_toml() -> None:
    for path in KNOWLEDGE.rglob("*.toml"):
        tomllib.loads(path.read_text(encoding="utf-8"))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(seed=st.integers(), cuts=st.integers(1, 4))
def test_mutated_files_load_or_say_why(tmp_path: Path, seed: int, cuts: int) -> None:
    (tmp_path / "a.toml").write_bytes(mutated(TINY, random.Random(seed), cuts))  # noqa: S311
    try:
        load(tmp_path)
    except KnowledgeError:
        for problem in problems(tmp_path):
            str(problem).encode()


def mutated(text: str, chance: random.Random, cuts: int) -> bytes:
    """Lines dropped, doubled, swapped; characters replaced by what breaks things; values exchanged."""
    lines = text.splitlines()
    for _ in range(cuts):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[other])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = lines[at].replace(chance.choice('"=[],{} '), chance.choice('"=[]{},＝“\\\n\x00'), 1)
            case 4:
                wrong = ["1", "true", "[]", "{}", "[[1]]", "2026-01-01", "inf", '""', '["a", "a"]', "{ a = { b = 1 } }"]
                lines[at] = f"{lines[at].partition('=')[0]}= {chance.choice(wrong)}"
            case _:
                place = chance.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:place] + chance.choice("\u202e\ufeff一\t'") + lines[at][place:]
    content = "\n".join(lines).encode()
    if chance.random() < 0.1:
        place = chance.randrange(len(content))
        content = content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]
    return content

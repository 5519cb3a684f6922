"""The template for a new reason: the next id, at the right place, and no audit lets it through unfilled."""

from __future__ import annotations

import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest

from checker.audit import audit
from checker.loading import load
from checker.model import Knowledge
from checker.problems import KnowledgeError
from publishing.paths import ROOT
from tools.new_reason import CASE, add, main


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "checker" / "knowledge", tmp_path / "checker" / "knowledge")
    return tmp_path


def test_it_adds_one_that_has_to_be_filled_in(copy: Path, knowledge: Knowledge) -> None:
    file, id_, cases = add("entry", copy)
    assert id_ not in knowledge.reasons
    written = tomllib.loads(file.read_text(encoding="utf-8"))["reason"][id_]
    assert (written["family"], written["station"]) == ("entry", "entry")
    assert id_ in cases
    with pytest.raises(KnowledgeError, match="〔"):
        audited(copy)


def audited(root: Path) -> None:
    found = audit(load(root / "checker" / "knowledge"), date(2100, 1, 1))
    if found.problems:
        raise KnowledgeError(found.problems)


def test_a_family_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == main(["nothing"]) == 2
    assert "entry" in capsys.readouterr().err


def test_the_cases_are_toml_once_they_are_filled_in() -> None:
    filled = CASE.format(id="R99", slug="r99").replace("〔问题〕", "prompt").replace("〔选项〕", "busy")
    assert len(tomllib.loads(filled)) == 2

"""What `make release` refuses, and what its notes say."""

from __future__ import annotations

from pathlib import Path

import pytest

import checker
from publishing import release
from publishing.errors import StepError
from publishing.settings import Settings


def test_a_changed_tree_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "commit", lambda: "abc")
    monkeypatch.setattr(release, "git", lambda *_: " M README.md\n?? new.txt\n")
    with pytest.raises(StepError, match=r"有 2 处改动.*README\.md、new\.txt"):
        release.require_clean_tree()


def test_a_tree_without_git_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "commit", lambda: None)
    with pytest.raises(StepError, match="没有提交"):
        release.require_clean_tree()


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:8000/"])
def test_a_site_without_an_address_is_refused_in_one_sentence(address: str) -> None:
    with pytest.raises(StepError, match=r"site\.toml") as error:
        release.require_address(Settings(address=address))
    assert len(str(error.value).splitlines()) == 1
    release.require_address(Settings(address="https://example.org/"))


def test_a_version_without_notes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert release.notes().startswith(f"## {checker.__version__}")
    monkeypatch.setattr(checker, "__version__", "99.0.0")
    with pytest.raises(StepError, match=r"99\.0\.0"):
        release.notes()


def test_the_data_is_handed_out_by_itself(tmp_path: Path) -> None:
    for name in ("claims.csv", "claims.csv.br", "claims.json", "index.html", "index.md", "schema/claims.json"):
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert sorted(release.data_files(tmp_path)) == ["claims.csv", "claims.json", "schema/claims.json"]

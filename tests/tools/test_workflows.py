"""What runs on the project's host: pinned, without rights that it does not need, and calling what there is."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from publishing.paths import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))

FORMS = sorted(set((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")) - {ROOT / ".github/ISSUE_TEMPLATE/config.yml"})

PINNED = re.compile(r"uses: (\./\S+|[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)")


def read(path: Path) -> dict[Any, Any]:
    """The YAML of `path`."""
    data: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_by_its_commit(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if re.search(r"\buses:", line)]
    assert [line for line in lines if not PINNED.search(line)] == []
    commits: dict[str, set[str]] = {}
    for other in WORKFLOWS:
        for name, commit in re.findall(r"uses: ([\w/-]+)@(\w+)", other.read_text(encoding="utf-8")):
            commits.setdefault(name, set()).add(commit)
    assert [name for name, used in commits.items() if len(used) > 1] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_job_gets_the_rights_that_it_names_and_no_others(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    assert [name for name, job in workflow["jobs"].items() if "permissions" not in job] == []
    steps = [step for job in workflow["jobs"].values() for step in job.get("steps", ())]
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert [step for step in checkouts if step["with"]["persist-credentials"] is not False] == []
    assert [step for step in steps if "${{" in step.get("run", "")] == []  # what others wrote never becomes a command


def called(path: Path) -> set[str]:
    """The targets of `make` that a workflow or a script calls."""
    lines = re.findall(r"^(?:.*run: )?make ((?:[a-z-]+ ?)+)", path.read_text(encoding="utf-8"), re.M)
    return {word for words in lines for word in words.split()}


@pytest.mark.parametrize("path", [ROOT / ".github/workflows/tests.yml", ROOT / ".ci/run"], ids=lambda path: path.name)
def test_every_check_is_called(path: Path) -> None:
    assert {"lint", "audit", "dead-code", "test"} <= called(path)


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / ".ci" / "run"], ids=lambda path: path.name)
def test_every_target_that_is_called_exists(path: Path) -> None:
    for target in called(path):
        done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_in_chinese_and_warns_of_private_things(path: Path) -> None:
    form = read(path)
    assert {"name", "description", "title", "labels", "body"} == form.keys()
    warning, *fields = form["body"]
    assert "所有人都看得见" in warning["attributes"]["value"]
    assert len({field["id"] for field in fields}) == len(fields) >= 3
    assert all(field["type"] in ("input", "textarea") for field in fields)
    assert all(re.search(r"[\u3400-\u9fff]", field["attributes"]["label"]) for field in fields)


def test_what_is_mutated_and_what_should_notice_are_there() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    named = [*settings["only_mutate"], *settings["also_copy"], *settings["pytest_add_cli_args_test_selection"]]
    assert [name for name in named if not (ROOT / name).exists()] == []

"""One direction only: who may import what, and where Chinese may stand."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from publishing.paths import ROOT

OURS = {"checker", "macros", "runtime", "publishing", "tools", "site_build", "bench", "tests"}

CLOCKS_AND_NETWORKS = {
    *("time", "zoneinfo", "random", "secrets", "uuid"),
    *("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "subprocess", "multiprocessing"),
}

PURE = {"urllib.parse"}
"""Takes addresses apart and reaches none."""

FILES = {"loading.py", "files.py", "command_line.py", "commands.py"}
"""The modules of `checker` that may open a file."""


def modules(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found, folder
    return found


def imported(path: Path) -> Iterator[str]:
    """The name of everything that the module imports; an import from within its own package is that package."""
    package = path.relative_to(ROOT).parts[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield package if node.level else str(node.module)


def calls(path: Path) -> Iterator[str]:
    """``name`` or ``thing.name`` of every call."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize("path", modules("checker"), ids=lambda path: path.stem)
def test_the_checker_stands_alone(path: Path) -> None:
    names = set(imported(path)) - PURE
    tops = {name.partition(".")[0] for name in names}
    assert tops <= {"checker"} | sys.stdlib_module_names
    assert not tops & CLOCKS_AND_NETWORKS
    if path.name != "command_line.py":  # the command line alone knows what day it is
        assert [call for call in calls(path) if re.search(r"\b(today|now|utcnow)$", call)] == []
    if path.name not in FILES:
        assert [call for call in calls(path) if re.search(r"(^|\.)(open|read_text|read_bytes|write_text)$", call)] == []


@pytest.mark.parametrize(
    ("folder", "allowed"),
    [
        ("macros", {"checker"}),
        ("runtime", set()),
        ("publishing", {"checker", "runtime"}),
        ("tools", {"checker", "runtime", "publishing"}),
        ("bench", {"checker", "runtime", "publishing", "tests"}),
    ],
)
def test_each_room_imports_only_what_stands_before_it(folder: str, allowed: set[str]) -> None:
    for path in modules(folder):
        assert {name.partition(".")[0] for name in imported(path)} & OURS <= allowed | {folder}, path


def test_the_runtime_could_be_lifted_out() -> None:
    """Itself and the standard library; pyodide-build, node and npm are programs that it runs."""
    for path in modules("runtime"):
        assert {name.partition(".")[0] for name in imported(path)} <= {"runtime"} | sys.stdlib_module_names, path


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.js")), ids=lambda path: path.name)
def test_scripts_know_no_chinese(path: Path) -> None:
    assert re.findall(r"[\u3400-\u9fff\uff00-\uffef]+", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", modules("macros"), ids=lambda path: path.stem)
def test_presenters_know_no_sentence(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    to_builders = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.Raise) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in to_builders:
            assert not re.search(r"[\u3400-\u9fff].*[。！？]", node.value), node.value

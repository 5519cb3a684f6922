"""The picture of the data flow and the glossary say what the code says; every public name says what it is."""

from __future__ import annotations

import ast
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from publishing.paths import ROOT

from .modules import SCRIPTS
from .modules import imported as imported_modules

PAGE = (ROOT / "decisions" / "architecture.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PICTURE = PAGE.partition("```mermaid")[2].partition("```")[0]

NODE = re.compile(r'(\w+)(?:\["([^"]+)"\])?')
ARROW = re.compile(r" (-->|-\.->) ")


def nodes() -> dict[str, str]:
    """Name in the picture → the file or files that it stands for."""
    return {name: path for name, path in NODE.findall(PICTURE) if path}


def arrows() -> list[tuple[str, str, str]]:
    """Each arrow as where from, its kind, and where to."""
    found = []
    for line in PICTURE.splitlines()[2:]:
        names = [NODE.match(part.strip())[1] for part in ARROW.split(line)[::2] if part.strip()]  # type: ignore[index]
        found += [(a, kind, b) for (a, b), kind in zip(pairwise(names), ARROW.findall(line), strict=True)]
    return found


@cache
def imported(path: Path) -> set[str]:
    """The modules of ours that `path` imports, as paths without a suffix."""
    package = path.relative_to(ROOT).parent
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            above = [*package.parents][node.level - 2] if node.level > 1 else package if node.level else Path()
            base = above.joinpath(*(node.module or "").split("."))
            found |= {_module(base, alias.name) for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.replace(".", "/") for alias in node.names}
    return found


def _module(base: Path, name: str) -> str:
    """What ``from base import name`` imports from: the module `name` in `base` if there is one, else `base` itself."""
    inner = base / name
    is_module = (ROOT / inner).with_suffix(".py").exists() or (ROOT / inner / "__init__.py").exists()
    return (inner if is_module else base).as_posix()


def uses(one: str, other: str) -> bool:
    """Whether the file `one` uses the file `other`."""
    user, used = ROOT / one, ROOT / other
    if "*" in one:
        return any(uses(path.relative_to(ROOT).as_posix(), other) for path in ROOT.glob(one))
    if "*" in other:
        return any(uses(one, path.relative_to(ROOT).as_posix()) for path in ROOT.glob(other))
    if one.endswith(".py"):
        return used.relative_to(ROOT).with_suffix("").as_posix().removesuffix("/__init__") in imported(user)
    text = user.read_text(encoding="utf-8")
    if other.endswith(".py"):
        return ".".join(Path(other).with_suffix("").parts) in text
    return used.resolve() in {SCRIPTS / module for module in imported_modules(user.relative_to(SCRIPTS).as_posix())}


def test_the_picture_is_read_whole() -> None:
    assert len(arrows()) == len(ARROW.findall(PICTURE)) > 30
    assert {name for a, _, b in arrows() for name in (a, b)} == nodes().keys()


@pytest.mark.parametrize("path", nodes().values())
def test_everything_in_the_picture_is_there(path: str) -> None:
    assert list(ROOT.glob(path) if "*" in path else [ROOT / path] if (ROOT / path).exists() else ROOT.rglob(path))


@pytest.mark.parametrize("arrow", [arrow for arrow in arrows() if arrow[1] == "-->"], ids=" ".join)
def test_every_arrow_is_in_the_code_and_points_the_right_way(arrow: tuple[str, str, str]) -> None:
    one, other = nodes()[arrow[0]], nodes()[arrow[2]]
    assert uses(other, one)
    assert other == "macros/*.py" or not uses(one, other)


def downstream() -> dict[str, set[str]]:
    """File → every file that arrows lead to from it."""
    following: dict[str, set[str]] = {path: set() for path in nodes().values()}
    for one, _, other in arrows():
        following[nodes()[one]].add(nodes()[other])
    reached: dict[str, set[str]] = {}
    for path, direct in following.items():
        reached[path], waiting = set(), [*direct]
        while waiting:
            reached[path].add(waiting[-1])
            waiting += following[waiting.pop()] - reached[path]
    return reached


def test_nothing_flows_in_a_circle() -> None:
    assert [path for path, reached in downstream().items() if path in reached] == []


def test_every_import_between_two_files_of_the_picture_follows_its_arrows() -> None:
    files = [path for path in nodes().values() if path.endswith(".py") and path != "macros/*.py"]
    reached = downstream()
    against = [(user, used) for user in files for used in files if user != used and uses(user, used)]
    assert [(user, used) for user, used in against if user not in reached[used]] == []


def test_every_module_of_the_package_is_described() -> None:
    described = re.findall(r"^\| `(\w+\.py)` \| \S", PAGE, re.M)
    assert sorted(described) == sorted(path.name for path in (ROOT / "checker").glob("*.py"))


def glossary() -> list[tuple[str, str]]:
    """Chinese name and identifier, one pair for each identifier."""
    table = GUIDE.partition("## 词汇表")[2]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]*`[^|]+) \|", table, re.M)
    return [(name, id_) for name, ids in rows for id_ in re.findall(r"`([^`]+)`", ids)]


@pytest.mark.parametrize(("name", "id_"), glossary(), ids=lambda value: value)
def test_the_glossary_names_what_is_in_the_code(name: str, id_: str) -> None:
    """As a field, a class, a function or a value of the package, or as a key of the knowledge."""
    files = [*(ROOT / "checker").rglob("*.py"), *(ROOT / "checker").rglob("*.toml")]
    whole = re.compile(rf"(?i)(?<![\w-]){id_}s?(?![\w-])")
    assert any(whole.search(path.read_text(encoding="utf-8")) for path in files), name


def test_the_glossary_is_not_empty() -> None:
    assert len(glossary()) > 30


def without_words(node: ast.AST, name: str) -> list[str]:
    """Public names inside `node` that say nothing of themselves; what a base class describes need not be said again."""
    found = []
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not inner.name.startswith("_"):
            if not ast.get_docstring(inner):
                found.append(f"{name}:{inner.name}")
            if isinstance(inner, ast.ClassDef):
                found += without_words(inner, f"{name}:{inner.name}")
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "checker").rglob("*.py")), ids=lambda path: path.stem)
def test_every_public_name_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert without_words(tree, path.name) == []

"""The package as others get it: built, installed far from here, and tried on every Python that can be had."""

from __future__ import annotations

import doctest
import email
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from flit_core import buildapi  # type: ignore[import-untyped]

import checker
from publishing.paths import ROOT

VERSIONS = ("3.11", "3.12", "3.13", "3.14")

GUIDE = ROOT / "checker" / "README.md"

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_examples_of_the_guide_run() -> None:
    assert doctest.testfile(str(GUIDE), module_relative=False, encoding="utf-8").failed == 0


def test_the_guide_names_all_that_is_public() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    classes = {name for name in checker.__all__ if name[0].isupper()}
    assert [name for name in checker.__all__ if name not in classes and f"checker.{name}" not in guide] == []
    assert {"AnswersError", "KnowledgeError", "ProblemsError", "Diagnosis"} <= {*re.findall(r"\w+", guide)}


def test_the_licence_is_that_of_what_is_in_it() -> None:
    given = {file.stem for file in (ROOT / "LICENSES").iterdir()}
    assert set(PROJECT["license"].split(" AND ")) == given
    annotations = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]
    assert {entry["SPDX-License-Identifier"] for entry in annotations} == given


def test_addresses_are_those_of_the_site() -> None:
    repository = tomllib.loads((ROOT / "site.toml").read_text(encoding="utf-8"))["site"]["repository"]
    assert {*PROJECT.get("urls", {}).values()} >= ({repository} if repository else set())
    assert bool(PROJECT.get("urls")) == bool(repository)


# ---------- built, installed, tried ----------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Wheel and sdist."""
    out, before = tmp_path_factory.mktemp("dist"), Path.cwd()
    os.chdir(ROOT)
    try:
        return out / str(buildapi.build_wheel(str(out))), out / str(buildapi.build_sdist(str(out)))
    finally:
        os.chdir(before)


@pytest.mark.package
def test_the_wheel_says_what_it_is(built: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(built[0]) as wheel:
        [name] = [name for name in wheel.namelist() if name.endswith("METADATA")]
        said = email.message_from_bytes(wheel.read(name))
        held = wheel.namelist()
    assert (said["Name"], said["Version"]) == ("huabei-check", checker.__version__)
    assert said["License-Expression"] == PROJECT["license"]
    assert {"checker/py.typed", "checker/knowledge/questions.toml"} <= {*held}
    assert sorted(Path(name).name for name in held if "/licenses/" in name) == ["CC-BY-4.0.txt", "MIT.txt"]
    assert [name for name in held if not name.startswith(("checker/", f"huabei_check-{checker.__version__}"))] == []


@pytest.mark.package
def test_the_sdist_makes_the_same_wheel(built: tuple[Path, Path], tmp_path: Path) -> None:
    with tarfile.open(built[1]) as sdist:
        sdist.extractall(tmp_path, filter="data")
    [source] = tmp_path.iterdir()
    code = "from flit_core import buildapi; print(buildapi.build_wheel('.'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=source, capture_output=True, text=True, check=True)
    assert contents(source / done.stdout.split()[-1]) == contents(built[0])


def contents(wheel: Path) -> dict[str, bytes]:
    """Everything in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def python_of(version: str) -> str | None:
    """An interpreter of `version`: one that is here, or one that uv fetches; None where neither can be had."""
    pyenv = sorted(Path.home().glob(f".pyenv/versions/{version}*/bin/python"))
    for candidate in [f"python{version}", *map(str, pyenv), sys.executable]:
        found = shutil.which(candidate)
        if found and said_by(found) == version:
            return found
    uv = ROOT / ".tools" / "lock" / "bin" / "uv"
    command = [str(uv), "python", "find", version]
    subprocess.run([str(uv), "python", "install", version], capture_output=True, check=False)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def said_by(python: str) -> str:
    """The version that an interpreter says it is; "" for one that does not run."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip()


@pytest.fixture(scope="module", params=VERSIONS)
def installed(
    request: pytest.FixtureRequest, built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folder of the programs of an environment that holds the wheel and nothing else."""
    python = python_of(request.param)
    if python is None:
        assert os.environ.get("PYTHONS") != "all", f"CPython {request.param} cannot be had here"
        pytest.skip(f"CPython {request.param} cannot be had here")
    home = tmp_path_factory.mktemp(f"python{request.param}")
    subprocess.run([python, "-m", "venv", str(home)], check=True)
    programs = home / "bin"
    install = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(built[0])]
    subprocess.run([*install, "--disable-pip-version-check"], check=True)
    return programs


def run(programs: Path, *command: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run a program of the environment, in its own folder and in nobody's language."""
    env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": str(programs.parent)}
    whole = [str(programs / command[0]), *command[1:]]
    return subprocess.run(
        whole, input=stdin, capture_output=True, encoding="utf-8", cwd=programs.parent, env=env, check=False
    )


@pytest.mark.package
def test_it_works_elsewhere(installed: Path) -> None:
    assert run(installed, "huabei-check", "--version").stdout == f"huabei-check {checker.__version__}\n"
    assert run(installed, "huabei-check", "audit").returncode == 0
    where = run(installed, "python", "-c", "import checker; print(checker.__file__)").stdout
    assert where.startswith(str(installed.parent))
    guide = shutil.copy(GUIDE, installed.parent)
    assert run(installed, "python", "-X", "utf8", "-m", "doctest", str(guide)).stdout == ""


@pytest.mark.package
@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (["ask", "--json", "提示另一个支付宝账户已开通花呗"], ""),
        (["ask", "-花呗打不开"], ""),
        (["diagnose", "-", "--json"], '{"version": 1, "answers": {"age": "under_18", "environment": ["vpn"]}}'),
        (["diagnose", "-"], '{"version": 1, "answers": {"environment": ["vpn", "none"]}}'),
        (["interview"], "1\n1\n1\nq\n"),
        (["--help"], ""),
        (["nothing"], ""),
        (["diagnose"], ""),
        (["audit", "--within", "x"], ""),
        (["ask", "--json=1", "x"], ""),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_it_says_the_same_as_here(installed: Path, arguments: list[str], stdin: str) -> None:
    here = run(Path(sys.executable).parent, "python", "-P", "-c", HERE, *arguments, stdin=stdin)
    there = run(installed, "huabei-check", *arguments, stdin=stdin)
    assert (there.returncode, there.stderr) == (here.returncode, here.stderr)
    if arguments == ["--help"]:  # each Python has its own way of breaking these lines
        assert there.stdout.split() == here.stdout.split()
    else:
        assert there.stdout == here.stdout


HERE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
sys.argv[0] = "huabei-check"
from checker.__main__ import main
sys.exit(main())
"""

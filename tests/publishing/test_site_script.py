"""`deploy/site.sh` where no server runs: what it keeps, what it refuses, and who may read what it puts up."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.releases import SCRIPT, release


class Machine:
    """A server's disk: the script run as an administrator with umask 077 runs it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "srv"
        self.zips = {version: release(version, folder, "") for version in "123456"}

    def run(self, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        given = {**os.environ, "HUABEI_HOME": str(self.home), "HUABEI_RELOAD": "true", **environment}
        command = ["sh", str(SCRIPT), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=given, umask=0o077)

    def update(self, version: str, **environment: str) -> str:
        """Put up `version`; the name of its folder."""
        done = self.run("update", self.zips[version], **environment)
        assert done.returncode == 0, done.stderr
        return self.current()

    def current(self) -> str:
        return (self.home / "current").readlink().name

    def releases(self) -> set[str]:
        return {path.name for path in (self.home / "releases").iterdir()}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine on which nothing of ours was."""
    return Machine(tmp_path)


def complaint(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that is said of what was refused."""
    assert done.returncode == 1, done
    return done.stderr.splitlines()[-1]


def test_releases_stand_side_by_side_and_a_link_names_one(machine: Machine) -> None:
    first, second = machine.update("1"), machine.update("2")
    assert machine.releases() == {first, second}
    assert (machine.home / "current/site/check/index.html").read_text(encoding="utf-8").endswith(" 2")
    listed = machine.run("list").stdout.splitlines()
    assert [re.split("  ", line)[0] for line in listed] == [second, first]
    assert ["现在" in line for line in listed] == [True, False]


def test_rolling_back_twice_is_where_one_was(machine: Machine) -> None:
    first, second = machine.update("1"), machine.update("2")
    for expected in (first, second, first):
        assert machine.run("rollback").returncode == 0
        assert machine.current() == expected
    assert machine.run("rollback", second).returncode == 0
    assert machine.current() == second


def test_everything_can_be_read_by_the_server(machine: Machine) -> None:
    """Whatever the umask: a page that the server may not read is a page that says 403."""
    machine.update("1")
    machine.update("2")
    for path in [machine.home, *machine.home.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode & 0o777
            assert mode == (0o755 if path.is_dir() else 0o644), (path, oct(mode))


def test_recipes_name_the_place_where_the_site_stands(machine: Machine) -> None:
    machine.update("1")
    for name in ("nginx/site.conf", "caddy/site.conf"):
        text = (machine.home / "current/hosting" / name).read_text(encoding="utf-8")
        assert f"{machine.home}/current/site" in text
        assert "/srv/huabei-check" not in text.replace(str(machine.home), "")


def test_folders_named_by_content_stay_for_pages_that_are_still_open(machine: Machine) -> None:
    for version in "12":
        machine.update(version)
    assert {path.name for path in (machine.home / "current/site/runtime").iterdir()} == {"of-1", "of-2"}
    machine.run("rollback")
    assert {path.name for path in (machine.home / "current/site/engine").iterdir()} == {"of-1", "of-2"}


def test_old_releases_go_with_all_that_was_theirs(machine: Machine) -> None:
    names = [machine.update(version) for version in "12345"]
    assert machine.releases() == set(names[-3:])
    assert {path.name for path in (machine.home / "current/site/runtime").iterdir()} == {"of-3", "of-4", "of-5", "of-2"}
    machine.run("rollback", names[2])
    assert machine.run("prune", "0").returncode == 0
    assert machine.releases() == {names[2], names[4]}  # the one that is up, and the one before it
    assert "数字" in complaint(machine.run("prune", "all"))


def test_what_is_no_release_is_refused_and_leaves_nothing(machine: Machine) -> None:
    first = machine.update("1")
    other = machine.folder / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("notes/readme.txt", "x")
    torn = machine.folder / "torn.zip"
    torn.write_bytes(machine.zips["2"].read_bytes()[:700])
    for path, expected in ((other, "不是网站的发布包"), (torn, "解不开"), (machine.folder / "none.zip", "用法")):
        assert expected in complaint(machine.run("update", path))
    assert machine.releases() == {first}
    assert machine.current() == first
    assert not (machine.home / ".lock").exists()


def test_a_zip_that_is_not_what_its_list_says_is_refused(machine: Machine) -> None:
    sums = machine.folder / "SHA256SUMS"
    digest = hashlib.sha256(machine.zips["1"].read_bytes()).hexdigest()
    sums.write_text(f"{digest}  {machine.zips['1'].name}\n{'0' * 64}  {machine.zips['2'].name}\n", encoding="ascii")
    first = machine.update("1")
    assert "对不上" in complaint(machine.run("update", machine.zips["2"]))
    assert "没有" in complaint(machine.run("update", machine.zips["3"]))
    assert machine.releases() == {first}


def test_one_update_at_a_time(machine: Machine) -> None:
    first = machine.update("1")
    (machine.home / ".lock").mkdir()
    for arguments in (("update", machine.zips["2"]), ("rollback",), ("prune",)):
        assert "正在进行" in complaint(machine.run(*arguments))
    assert machine.current() == first
    assert (machine.home / ".lock").exists()


def test_a_refusal_by_the_server_puts_the_link_back(machine: Machine) -> None:
    assert "没有上一版" in complaint(machine.run("rollback"))
    first = machine.update("1")
    assert "已经换回" in complaint(machine.run("update", machine.zips["2"], HUABEI_RELOAD="false"))
    assert machine.current() == first
    assert "没有 9" in complaint(machine.run("rollback", "9"))


def test_without_a_command_it_says_what_there_is() -> None:
    done = subprocess.run(["sh", str(SCRIPT)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert all(f"site.sh {name}" in done.stderr for name in ("update", "rollback", "list", "prune", "probe"))

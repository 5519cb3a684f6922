"""What befell other sites on their way to a host: line ends, zips, slashes, umasks, addresses of nobody's."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from publishing import offline, release, sbom, serve
from publishing.packing import write_packed
from publishing.paths import ROOT
from publishing.serve import server

# ---------- a checkout whose git writes CRLF ----------

BINARY = re.compile(r"\.(png|ico|wasm|zip|whl)$")


@pytest.fixture(scope="module", params=["core.autocrlf=true", "core.eol=crlf", "core.autocrlf=true core.eol=crlf"])
def foreign(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone as git makes it for somebody on Windows."""
    if not (ROOT / ".git").exists():
        pytest.skip("no checkout")
    folder = tmp_path_factory.mktemp("crlf") / "clone"
    options = [part for setting in request.param.split() for part in ("-c", setting)]
    subprocess.run(["git", "clone", "-q", *options, str(ROOT), str(folder)], check=True)
    return folder


def test_no_file_comes_with_other_line_ends(foreign: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=foreign, capture_output=True, text=True, check=True).stdout
    files = [foreign / name for name in listed.split("\0") if name and not BINARY.search(name)]
    assert len(files) > 300
    assert [file for file in files if b"\r\n" in file.read_bytes()] == []


def test_its_scripts_and_its_audit_run(foreign: Path) -> None:
    for script in [*foreign.glob("tools/*.sh"), *foreign.glob("deploy/*.sh"), foreign / ".ci/run"]:
        subprocess.run(["bash" if script.name == "run" else "sh", "-n", str(script)], check=True)
    venv = foreign / ".venv"
    venv.mkdir()
    (venv / "bin").symlink_to(Path(sys.executable).parent)
    done = [part for name in ("base", "site") for part in ("-o", f".venv/{name}.done")]  # what is installed already
    for name in ("base", "site"):
        (venv / f"{name}.done").touch()
    command = ["make", *done, "audit"]
    said = subprocess.run(command, cwd=foreign, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr


# ---------- a zip unpacked among other files ----------


def folders(path: Path) -> set[str]:
    """What a zip or a source distribution would put beside what is there."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return {name.partition("/")[0] for name in archive.namelist()}
    listed = subprocess.run(["tar", "-tzf", str(path)], capture_output=True, text=True, check=True).stdout
    return {line.partition("/")[0] for line in listed.splitlines()}


def test_everything_handed_out_is_one_folder_of_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, out = tmp_path / "site", tmp_path / "dist"
    for name in ("index.html", "assets/site.css", "data/claims.csv", sbom.NAME):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name, encoding="utf-8")
    for module in (offline, release):
        monkeypatch.setattr(module, "DIST", out)
    offline.write_zip(site)
    release.write_release(site)
    archives = [path for path in out.iterdir() if path.suffix in (".zip", ".gz")]
    assert len(archives) == 4
    for path in archives:
        assert folders(path) == {re.sub(r"\.(zip|tar\.gz)$", "", path.name)}


# ---------- a umask that lets nobody else read ----------


@pytest.mark.parametrize("umask", [0o077, 0o027, 0o777 & ~0o700, 0o022])
def test_what_is_packed_can_be_read_whoever_packed_it(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        (tmp_path / "page.html").write_text("page", encoding="utf-8")
        write_packed(tmp_path / "a.zip", {"a/page.html": tmp_path / "page.html"})
    finally:
        os.umask(before)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert [info.external_attr >> 16 & 0o777 for info in archive.infolist()] == [0o644]


# ---------- a slash too many, on this machine ----------


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """`make serve` with two pages."""
    site = tmp_path_factory.mktemp("local")
    for name in ("index.html", "check/index.html", "assets/site.css"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name, encoding="utf-8")
    running = server(site, 0)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield int(running.server_address[1])
    running.shutdown()
    running.server_close()
    thread.join()
    serve.read_headers.cache_clear()


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("//check/", "/check/"),
        ("/check//", "/check/"),
        ("////check///?a=//b", "/check/?a=//b"),
        ("//", "/"),
        ("/assets//site.css", "/assets/site.css"),
    ],
)
def test_a_page_is_shown_only_at_its_own_address(local: int, path: str, right: str) -> None:
    def get(address: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", local, timeout=10)
        connection.request("GET", address)
        response = connection.getresponse()
        response.read()
        connection.close()
        return response

    response = get(path)
    assert (response.status, response.headers["Location"]) == (301, right)
    assert get(right).status == 200

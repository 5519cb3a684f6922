"""Both editions as files: what is in them, what is not, and that the same input gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import re
import struct
import zipfile
from pathlib import Path

import pytest

from checker.model import Knowledge
from publishing import offline, policy, service_worker
from publishing.paths import DIST, OFFLINE, SITE
from tests.pages import Page

MB = 1_000_000
pytestmark = pytest.mark.site


@pytest.fixture(scope="module", autouse=True)
def _built(built_site: Path) -> None:
    """Both forms, built together."""


def loads(page: Path) -> list[str]:
    """What a page loads by itself, in order; its policy as ``policy``."""
    found = []
    for element in Page(page, OFFLINE).elements:
        if element.attributes.get("http-equiv") == "Content-Security-Policy":
            found.append("policy")
        elif element.tag == "link" and element.attributes.get("rel") not in ("prev", "next"):
            found.append(element.attributes["href"])
        elif source := element.attributes.get("src"):
            found.append(source)
    return found


def pages() -> list[Path]:
    found = sorted(OFFLINE.rglob("*.html"))
    assert OFFLINE / "check.html" in found
    return found


@pytest.mark.skipif(os.environ.get("RUNTIME") == "stock", reason="as published it is as large as it is")
def test_sizes() -> None:
    engine = sum(path.stat().st_size for path in (OFFLINE / "assets/engine").iterdir())
    assert engine <= 5.4 * MB
    assert next(DIST.glob("*.zip")).stat().st_size <= 7 * MB


@pytest.mark.parametrize("page", ["index.html", "check.html", "offline.html"])
def test_paths_that_others_rely_on(page: str) -> None:
    with zipfile.ZipFile(DIST / f"{offline.NAME}.zip") as archive:
        assert f"{offline.NAME}/{page}" in archive.namelist()


def test_unpacked_among_other_files_it_overwrites_none(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with zipfile.ZipFile(DIST / f"{offline.NAME}.zip") as archive:
        archive.extractall(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [offline.NAME, "index.html"]
    assert (tmp_path / "index.html").read_text() == "mine"


def test_every_page_loads_only_files_of_the_copy_and_the_policy_comes_first() -> None:
    for page in pages():
        first, *others = loads(page)
        assert first == "policy", page
        assert others, page
        for source in others:
            assert (page.parent / source).is_file(), f"{page}: {source}"


def test_every_inline_script_is_allowed_by_its_hash() -> None:
    for page in pages():
        html = page.read_text(encoding="utf-8")
        assert "unsafe-inline" not in html
        assert html.count("'sha256-") == len(policy.inline_hashes(html)) >= 1
        assert not re.search(r"<style|<[a-z][^<>]*\s(?:style=|on[a-z]+=\")", html), page


def test_links_lead_to_files() -> None:
    followed = 0
    for page in pages():
        for href in re.findall(r'<a [^>]*href="([^"#?]+)', page.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", href):
                assert (page.parent / href).is_file(), f"{page}: {href}"
                followed += 1
    assert followed > 1000


def test_every_page_says_which_version_it_is(knowledge: Knowledge) -> None:
    reviewed = knowledge.last_reviewed.isoformat()
    for page in pages():
        line = re.search(r'<p class="edition">(.*?)</p>', page.read_text(encoding="utf-8"))
        assert line
        assert reviewed in line[1]


def test_the_same_pages_make_the_same_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline, "DIST", tmp_path)
    packed = (DIST / f"{offline.NAME}.zip").read_bytes()
    assert (tmp_path / offline.write_zip(OFFLINE).file).read_bytes() == packed


def test_the_site_offers_the_zip_with_its_hash() -> None:
    page = (SITE / "offline/index.html").read_text(encoding="utf-8")
    path = SITE / "download" / f"{offline.NAME}.zip"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest in page
    assert path.with_suffix(".zip.sha256").read_text(encoding="ascii") == f"{digest}  {path.name}\n"


def test_the_service_worker_keeps_every_file_a_page_can_ask_for() -> None:
    text = (SITE / "sw.js").read_text(encoding="utf-8")
    files = json.loads(text[text.index("{") : text.index(";\n")])["FILES"]
    there = {path.relative_to(SITE).as_posix() for path in SITE.rglob("*") if path.is_file()}
    left_out = {path for path in there - set(files) if not path.endswith((".br", ".gz"))}
    assert not set(files) - there
    taken_away = re.compile(r"download/.+|data/.+\.(csv|json|jsonld)|(.+/)?index\.md")
    assert {path for path in left_out if not taken_away.fullmatch(path)} <= service_worker.NOT_CACHED
    assert not [path for path in files if taken_away.fullmatch(path)]


def test_the_manifest_names_icons_of_their_sizes() -> None:
    manifest = json.loads((SITE / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert {icon["sizes"] for icon in manifest["icons"]} >= {"192x192", "512x512"}
    for icon in manifest["icons"]:
        content = (SITE / icon["src"]).read_bytes()
        width, height = struct.unpack(">II", content[16:24])
        assert f"{width}x{height}" == icon["sizes"]


def test_the_kill_switch_takes_the_place_of_the_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVICE_WORKER", "off")
    service_worker.write(tmp_path)
    assert "unregister" in (tmp_path / "sw.js").read_text(encoding="utf-8")
    assert "FILES" not in (tmp_path / "sw.js").read_text(encoding="utf-8")

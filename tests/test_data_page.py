"""The page on the data: every file that it names is there, and each documented way to read them works as written."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import urllib.request
import zipfile
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pytest

from checker.model import Knowledge

from .pages import Page, read_pages
from .test_data import NAMES

pytestmark = pytest.mark.site

NOWHERE = {"remedies", "contradictions"}
"""Kinds whose entries have no page of their own."""


@pytest.fixture(scope="module")
def page(built_site: Path) -> Page:
    return read_pages(built_site)["data/"]


@pytest.fixture(scope="module")
def wrong(knowledge: Knowledge) -> list[str]:
    """What each example prints: number and text of every claim that is wrong as worded."""
    return [f"{claim.id} {claim.text}" for claim in knowledge.claims.values() if claim.grade == "D"]


def example(page: Page, language: str, site_url: str) -> str:
    """The code of the page in that language, at this machine's address in place of the site's."""
    [code] = page.all("code", class_=f"language-{language}")
    return re.sub(r"https?://[^\s\"]+?/(?=data/)", f"{site_url}/", "".join(code.text))


def test_every_dataset_is_linked_in_every_form(page: Page, built_site: Path) -> None:
    linked = {page.resolve(href)[0] for href in page.links()}
    for name in NAMES:
        for file in (f"data/{name}.json", f"data/{name}.csv", f"data/schema/{name}.json"):
            assert file in linked
            assert (built_site / file).is_file()
        fields = json.loads((built_site / f"data/schema/{name}.json").read_bytes())["$defs"]["entry"]["properties"]
        table = page.text_at(name)
        for field, said in fields.items():
            assert field in table, (name, field)
            assert said["title"] in table, (name, field)


def test_where_an_entry_is_printed_it_is(built_site: Path, page: Page) -> None:
    pages = read_pages(built_site)
    for name in NAMES:
        for entry in json.loads((built_site / f"data/{name}.json").read_bytes())["entries"]:
            if name in NOWHERE:
                assert "printed_at" not in entry, (name, entry["id"])
                continue
            url, _, anchor = entry["printed_at"].partition("#")
            assert not anchor or anchor in pages[url].ids, (name, entry["id"])
            assert url in pages, (name, entry["id"])


@pytest.mark.skipif(not which("curl") or not which("python3"), reason="needs curl and python3")
def test_on_the_command_line(page: Page, site_url: str, wrong: list[str]) -> None:
    done = subprocess.run(["sh", "-c", example(page, "sh", site_url)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == wrong
    assert wrong


def test_with_pandas_or_as_pandas_reads_it(page: Page, site_url: str, wrong: list[str]) -> None:
    """pandas weighs more than all else that the tests need; without it the same file is read as it would be."""
    code = example(page, "python", site_url)
    compile(code, "docs/data.md", "exec")
    if find_spec("pandas"):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines() == wrong
    [url] = re.findall(r'^address = "([^"]+)"', code, re.M)
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - this machine's own server
        rows = list(csv.DictReader(io.StringIO(answer.read().decode("utf-8-sig"), newline="")))
    assert [f"{row['id']} {row['text']}" for row in rows if row["grade"] == "D"] == wrong
    assert {"sources", "grade", "id", "text"} <= rows[0].keys()
    assert any(len(row["sources"].split("|")) > 1 for row in rows)


def test_in_a_spreadsheet(page: Page, site_url: str, wrong: list[str]) -> None:
    """What a spreadsheet goes by: the type that the host sends, the mark at the beginning, and a plain header."""
    link = next(href for href in page.links() if href.endswith("/claims.csv"))
    with urllib.request.urlopen(f"{site_url}/" + page.resolve(link)[0]) as answer:  # noqa: S310
        assert answer.headers.get_content_type() == "text/csv"
        content = answer.read()
    assert content.startswith("\ufeffid,".encode())
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), csv.excel, strict=True)
    header, *entries = rows
    grade, id_, text = (header.index(name) for name in ("grade", "id", "text"))
    assert [f"{entry[id_]} {entry[text]}" for entry in entries if entry[grade] == "D"] == wrong


def test_the_offline_copy_comes_without_them(built_site: Path) -> None:
    [archive] = built_site.glob("download/*.zip")
    with zipfile.ZipFile(archive) as copy:
        names = copy.namelist()
        page = copy.read(f"{archive.stem}/data.html").decode()
    assert [
        name for name in names if re.search(r"^[^/]+/data/|\.(md|csv|jsonld)$|(^|/)(feed\.xml|llms\.txt)$", name)
    ] == []
    assert not re.search(r'href="[^"]*(data/|feed\.xml|\.md")|application/ld\+json', page)

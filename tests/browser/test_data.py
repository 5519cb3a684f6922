"""The data in the browser: a page of another site may read it as documented, and nothing else of ours."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from checker.model import Knowledge
from publishing import serve
from tests.pages import read_pages

pytestmark = pytest.mark.site

READ = """async ([url, mode]) => {
  const answer = await fetch(url, { mode }).catch(() => null);
  return answer !== null && (mode === "no-cors" || (await answer.text()).length > 100);
}"""
"""Whether the page gets hold of what stands at `url`."""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page of another site."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "index.html").write_text("<!doctype html><title>A</title><h1>A</h1>", encoding="utf-8")
    server = serve.server(folder, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_address[1]}/"  # by another name, too: another site, not only another port
    server.shutdown()
    server.server_close()


def test_the_documented_script_works_in_a_page_of_another_site(
    page: Page, elsewhere: str, site_url: str, built_site: Path, knowledge: Knowledge
) -> None:
    [code] = read_pages(built_site)["data/"].all("code", class_="language-js")
    script = re.sub(r'"[^"]+?(?=data/)', f'"{site_url}/', "".join(code.text))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "log" else None)
    page.goto(elsewhere)
    page.evaluate(f"(async () => {{ {script} }})()")
    assert said == [f"{claim.id} {claim.text}" for claim in knowledge.claims.values() if claim.grade == "D"]


@pytest.mark.parametrize("path", ["data/claims.csv", "data/datapackage.json", "feed.xml?now"])
def test_what_is_open_can_be_read_and_loaded(page: Page, elsewhere: str, site_url: str, path: str) -> None:
    page.goto(elsewhere)
    assert [page.evaluate(READ, [f"{site_url}/{path}", mode]) for mode in ("cors", "no-cors")] == [True, True]


@pytest.mark.parametrize("path", ["BUILD.json", "check/", "search/search_index.json"])
def test_nothing_else_can(page: Page, elsewhere: str, site_url: str, path: str) -> None:
    page.goto(elsewhere)
    assert [page.evaluate(READ, [f"{site_url}/{path}", mode]) for mode in ("cors", "no-cors")] == [False, False]

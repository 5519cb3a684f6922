"""The site below a path of somebody's host: every link, the search and the check work there, too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.hosts import free_port, nginx, nginx_server

from .conftest import Check

pytestmark = [pytest.mark.host, pytest.mark.keeps]

BELOW = "/x/y"


@pytest.fixture(scope="module")
def below(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site below a path, on the real nginx."""
    folder, port = tmp_path_factory.mktemp("below"), free_port()
    with nginx(nginx_server(built_site, port, folder, BELOW), folder, port):
        yield f"http://127.0.0.1:{port}{BELOW}"


def test_the_check_and_the_search_work_below_a_path(page: Page, below: str) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: wrong.extend([response.url] if response.status >= 400 else []))
    page.on("console", lambda message: wrong.extend([message.text] if message.type == "error" else []))
    check = Check(page, below).open()
    check.choose("prompt", "other")
    check.until("document.querySelector('#findings article')?.id === 'R04'")
    page.goto(f"{below}/")
    page.locator("label[for=__search]").first.click()
    page.locator("input[name=query]").fill("学生")
    page.locator("input[name=query]").press("End")  # the theme listens for keys, not for text
    found = check.until("document.querySelector('.md-search-result__item a')?.href", seconds=30)
    page.goto(str(found))
    assert page.url.startswith(f"{below}/")
    assert [url for url in asked if not url.startswith((f"{below}/", "data:"))] == []
    assert wrong == []

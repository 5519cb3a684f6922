"""`make preview`: what is changed is seen, and what is wrong is said, in the page and in the terminal."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.copies import copy_project
from tests.hosts import free_port

pytestmark = pytest.mark.site

PROBLEMS = 'id="preview-problems"'
PATIENCE_S = 120
"""A limit for a machine that is busy; each wait ends as soon as there is something to see."""


class Preview:
    """A preview of a fresh checkout, which a test may change."""

    def __init__(self, tree: Path, port: int) -> None:
        self.tree = tree
        self.url = f"http://127.0.0.1:{port}"
        self.said: list[str] = []
        command = [sys.executable, "site_build.py", "preview", "--port", str(port)]
        self.process = subprocess.Popen(
            command, cwd=tree, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stderr
        self.said.extend(iter(self.process.stderr.readline, ""))

    def page(self, path: str = "/") -> str:
        """The page as a browser gets it; empty as long as nobody answers."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=PATIENCE_S) as answer:  # noqa: S310 - our own address
                return str(answer.read().decode())
        except OSError:
            return ""

    def until(self, wanted: Callable[[str], bool], path: str = "/") -> str:
        """The page, as soon as it is as `wanted`."""
        end = time.monotonic() + PATIENCE_S
        while not wanted(page := self.page(path)):
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.1)
        return page

    def change(self, name: str, before: str, after: str) -> None:
        """Save the file `name` with the first `before` replaced."""
        path = self.tree / name
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    started = Preview(copy_project(tmp_path_factory.mktemp("preview") / "tree"), free_port())
    started.until(bool)
    yield started
    started.process.terminate()
    started.process.wait()
    assert started.process.stderr
    started.process.stderr.close()


MARK = "!data-tried!"

CHANGES = [
    ("checker/knowledge/reasons/entry.toml", 'title = "', 'title = "' + MARK, "/reasons/entry/"),
    ("docs/limits.md", "# ", "# " + MARK, "/limits/"),
    ("docs/assets/scripts/ask.js", "", f'globalThis.tried = "{MARK}";', "/assets/ask.js"),
    ("docs/assets/styles/components.css", "", f'body {{ --tried: "{MARK}" }}', "/assets/site.css"),
    ("macros/templates/ask.html", 'id="ask"', f'id="ask" title="{MARK}"', "/"),
    (
        "publishing/overrides/main.html",
        '<meta property="og:type"',
        f'<meta title="{MARK}" property="og:type"',
        "/scams/",
    ),
    ("macros/licences.py", '"、".join', f'"{MARK}".join', "/licences/"),
]
"""A file of each kind, what is changed in it, and where that is seen."""


def test_changes_are_seen(preview: Preview) -> None:
    for name, before, after, _ in CHANGES:
        preview.change(name, before, after)
    for _, _, _, path in CHANGES:
        assert PROBLEMS not in preview.until(lambda page: MARK in page, path)
    for name, before, after, _ in CHANGES:
        preview.change(name, after, before)
    preview.until(lambda page: bool(page) and MARK not in page)


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("checker/knowledge/reasons/entry.toml", 'family = "entry"', 'family = "nowhere"', "entry.toml"),
        ("checker/knowledge/scams.toml", 'title = "', "title = ", "scams.toml"),
        ("docs/assets/scripts/ask.js", "import", "impart", "ask.js"),
        ("docs/index.md", "{{ ask_box() }}", "{{ ask_bax() }}", "ask_bax"),
        ("macros/scams.py", "from __future__", "form __future__", "macros/scams.py"),
        ("publishing/overrides/main.html", "{% block", "{% blick", "blick"),
        ("docs/index.md", "(check.md)", "(chock.md)", "chock.md"),
    ],
    ids=["fact", "toml", "script", "macro", "module", "template", "link"],
)
def test_what_is_wrong_is_said_above_the_last_good_page(
    preview: Preview, name: str, before: str, after: str, said: str
) -> None:
    preview.change(name, before, after)
    page = preview.until(lambda page: said in problems(page))
    preview.change(name, after, before)
    assert "Traceback" not in problems(page)
    assert any(said in line for line in preview.said)
    assert '<form id="ask"' in page


def problems(page: str) -> str:
    """What is said to be wrong at the top of `page`."""
    return page[page.index(PROBLEMS) :].partition("</div>")[0] if PROBLEMS in page else ""


def test_a_taken_port_is_said_before_anything_is_built(preview: Preview) -> None:
    port = preview.url.rpartition(":")[2]
    command = [sys.executable, "site_build.py", "preview", "--port", port]
    done = subprocess.run(command, cwd=preview.tree, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert port in done.stderr

"""Show a change in the browser: what `mkdocs serve` watches, and what it shows when something is wrong.

MkDocs rebuilds in one process and empties the folder that it serves. Here each build goes to the other one of two
folders, so that a build that fails leaves the last good pages standing, with what is wrong written above them; and
our own modules are imported anew after one of them was changed, so that a changed macro or rule is seen too.

The state of the running preview lives in this module, which alone is not imported anew.
"""

from __future__ import annotations

import html
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from jinja2 import TemplateError
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config.config_options import Hooks
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer

from runtime.progress import step

from .errors import StepError
from .messages import Messages, shown, template_error
from .paths import BUILD, ROOT
from .serve import require_free_port

WATCHED = ("checker", "macros", "publishing", "runtime", "site_build.py")
"""What pages are made of, beside ``docs`` and ``mkdocs.yml``, which MkDocs watches by itself."""

FOLDERS = (BUILD / "preview" / "a", BUILD / "preview" / "b")

OURS = {Path(name).stem for name in WATCHED} | {"site_build.py"}
"""The packages, and the name under which MkDocs imports its hooks."""

FAILED = "没有生成，先改好这里；下面还是改之前的页面："
WARNED = "已经生成，但还有要改的："

BANNER = (
    '<div role="alert" id="preview-problems" style="position:sticky;top:0;z-index:99;padding:1rem;background:#7a1f1f;'
    'color:#fff;font:16px/1.6 system-ui;white-space:pre-wrap;overflow-wrap:anywhere">{}</div>'
)


class _State:
    """The one preview of this process."""

    on = False
    shown = FOLDERS[0]
    """The folder that is served."""


def serve(port: int) -> None:
    """Run MkDocs' own server on 127.0.0.1 until Ctrl-C; raises `StepError` where the first build fails."""
    require_free_port("127.0.0.1", port)  # first: it should not cost a build
    with Messages() as said:
        try:
            mkdocs_serve(str(ROOT / "mkdocs.yml"), dev_addr=f"127.0.0.1:{port}")
        except SystemExit as error:
            raise StepError("\n".join(said.lines) or str(error)) from None


def enable() -> None:
    """From now on every build in this process is a preview."""
    _State.on = True
    sys.dont_write_bytecode = True  # it would be seen as a change
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"


def is_enabled() -> bool:
    """Whether `enable` was called."""
    return _State.on


def next_folder() -> Path:
    """Where the next build goes: the folder that is not being served."""
    return next(folder for folder in FOLDERS if folder != _State.shown)


def watch(server: LiveReloadServer, config: MkDocsConfig) -> LiveReloadServer:
    """Let `server` show the build of `config`, rebuild after every change, and show what is wrong."""
    shown = PreviewServer(server)
    shown.show(Path(config.site_dir))
    build = server.builder
    server.builder = lambda: shown.rebuild(build)
    server.set_app(shown.answer)
    server.error_handler = shown.error_page
    for name in WATCHED:
        server.watch(str(ROOT / name))
    step(f"预览在 {server.url} ，改了什么，几秒后就能看到。按 Ctrl-C 停下。")
    return server


class PreviewServer:
    """What the browser gets: the last build that worked, and what was wrong with the one after it."""

    def __init__(self, server: LiveReloadServer) -> None:
        self.server = server
        self.problems = ""
        self._modules = _module_times()

    def show(self, folder: Path) -> None:
        """Serve `folder` from now on."""
        _State.shown = folder
        self.server.root = str(folder)

    def rebuild(self, build: Callable[[], None]) -> None:
        """Build with our modules as they stand now; remember what is wrong instead of raising it."""
        folder = next_folder()
        if self._modules != (now := _module_times()):
            _forget_modules()
            self._modules = now
        with Messages() as said:
            try:
                build()
            except (Exception, SystemExit) as error:  # the macros leave by SystemExit
                self.problems = "\n".join([FAILED, *(said.lines or [_described(error)])])
            else:
                self.show(folder)
                self.problems = "\n".join([WARNED, *said.lines]) if said.lines else ""
        step(self.problems or "已经更新")

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """What MkDocs answers, with the problems at the top of every page."""
        problems = self.problems
        if not problems:
            return self.server.serve_request(environ, start_response)
        answered: dict[str, Any] = {}

        def remember(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Callable[[bytes], object]:
            answered.update(status=status, headers=headers)
            return lambda content: None

        body = b"".join(self.server.serve_request(environ, remember))
        headers = dict(answered["headers"])
        if headers.get("Content-Type") == "text/html":
            body = _with_banner(body, problems)
            headers["Content-Length"] = str(len(body))
        start_response(answered["status"], list(headers.items()))
        return [body]

    def error_page(self, code: int) -> bytes | None:
        """The site's own page for what is not there."""
        page = Path(self.server.root) / f"{code}.html"
        return page.read_bytes() if page.exists() else None


def _with_banner(page: bytes, problems: str) -> bytes:
    at = page.find(b">", page.find(b"<body")) + 1
    return page[:at] + BANNER.format(html.escape(problems)).encode() + page[at:]


def _module_times() -> dict[Path, int]:
    """When each of our modules was last changed."""
    paths = (path for name in WATCHED for path in (ROOT / name, *(ROOT / name).rglob("*.py")) if path.suffix == ".py")
    return {path: path.stat().st_mtime_ns for path in paths}


def _forget_modules() -> None:
    kept = {__name__, __package__, f"{__package__}.paths"}
    for name in list(sys.modules):
        if (name in OURS or name.partition(".")[0] in OURS) and name not in kept:
            del sys.modules[name]
    Hooks._load_hook.cache_clear()


def _described(error: BaseException) -> str:
    """What went wrong and the last place of ours where it did; MkDocs' own errors say enough."""
    if isinstance(error, MkDocsException):
        return str(error)
    if isinstance(error, TemplateError):
        return template_error(error)
    files = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(ROOT)]
    places = [f"{shown(frame.filename)}:{frame.lineno}" for frame in files if ".venv" not in frame.filename]
    said = "".join(traceback.format_exception_only(error)).strip()
    return "\n".join([*places[-1:], said])

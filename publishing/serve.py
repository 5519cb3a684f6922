"""Serve the built site on this machine, with the types and siblings that a good host sends."""

from __future__ import annotations

import errno
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .errors import StepError

ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


class Handler(SimpleHTTPRequestHandler):
    """Static files; a precompressed sibling where the browser takes it."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 - the base class's own name and type
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript; charset=utf-8",
        ".wasm": "application/wasm",
        ".html": "text/html; charset=utf-8",
        ".whl": "application/zip",
        ".webmanifest": "application/manifest+json",
        ".csv": "text/csv; charset=utf-8",
        ".md": "text/markdown; charset=utf-8",
        ".jsonld": "application/ld+json",
    }

    def parse_request(self) -> bool:
        """A slash too many is kept: the base class would hide it, and `send_head` takes it away in the open."""
        understood = super().parse_request()
        if understood:
            self.path = self.requestline.split()[1]
        return understood

    def handle(self) -> None:
        """A browser that leaves before the end is no error."""
        with suppress(ConnectionError):
            super().handle()

    def send_head(self):  # type: ignore[no-untyped-def]
        """Answer with the smallest sibling that the browser accepts, else with the file itself."""
        address, mark, query = self.path.partition("?")
        if "//" in address:  # a page there would take its own folder for a host
            return self._redirect(re.sub("/{2,}", "/", address) + mark + query)
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.endswith("/"):
            path /= "index.html"
        accepted = self.headers.get("Accept-Encoding", "")
        for encoding, suffix in ENCODINGS:
            sibling = path.with_name(path.name + suffix)
            if encoding in accepted and sibling.is_file() and path.is_file():
                return self._send(sibling, self.guess_type(str(path)), encoding)
        return super().send_head()

    def _redirect(self, address: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, file: Path, content_type: str, encoding: str):  # type: ignore[no-untyped-def]
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(file.stat().st_size))
        self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        return file.open("rb")

    def end_headers(self) -> None:
        """What `_headers` says of the path; what it does not call immutable is asked for again."""
        headers = {"Cache-Control": "no-cache"}
        for pattern, said in read_headers(Path(self.directory)):
            if fnmatch(self.path.partition("?")[0], pattern):
                headers |= said
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Silence: what a person reads is nobody's business, not even on their own terminal."""


@cache
def read_headers(site: Path) -> list[tuple[str, dict[str, str]]]:
    """The rules of `site/_headers`, in order; none where the folder has no such file.

    A header that a rule takes back is empty.
    """
    file = site / "_headers"
    rules: list[tuple[str, dict[str, str]]] = []
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        if line.startswith("/"):
            rules.append((line, {}))
        else:
            name, _, value = line.strip().removeprefix("! ").partition(": ")
            rules[-1][1][name] = value
    return rules


def server(site: Path, port: int, host: str = "127.0.0.1") -> ThreadingHTTPServer:
    """A server for `site`; port 0 takes any free one. Raises `StepError` where the port is taken."""
    read_headers.cache_clear()  # the site may have been built anew
    with _naming_a_taken_port(host, port):
        return ThreadingHTTPServer((host, port), partial(Handler, directory=str(site)))


def require_free_port(host: str, port: int) -> None:
    """Raise `StepError` where another program listens at `port`."""
    with _naming_a_taken_port(host, port), socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


@contextmanager
def _naming_a_taken_port(host: str, port: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise StepError(f"{host}:{port} 已经被别的程序占用。换一个端口，例如 PORT={port + 1}。") from None
        raise

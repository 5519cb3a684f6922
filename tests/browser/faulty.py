"""A host that breaks on purpose: files of the built site, some of them missing, damaged, slow or never sent."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from publishing.serve import Handler

SLOW_SECONDS = 12
"""How long a slow file takes: longer than a person should wait for a sentence."""


@dataclass
class Host:
    """Where it listens, and what is wrong with it now."""

    url: str = ""
    wrong: dict[str, Fault] = field(default_factory=dict)  #: pattern of a path → how its answer is broken
    mended: threading.Event = field(default_factory=threading.Event)  #: lets go of answers that never come

    def mend(self) -> None:
        """Everything is as it should be from now on."""
        self.wrong.clear()
        self.mended.set()


Fault = Callable[["Broken", bytes], None]


class Broken(Handler):
    """Answers as `Handler` does, unless something is wrong with the file."""

    def __init__(self, host: Host, *args: object, **kwargs: object) -> None:
        self.host = host
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:  # noqa: N802 - the base class's own name
        path = self.path.partition("?")[0]
        fault = next((fault for pattern, fault in self.host.wrong.items() if fnmatch(path, pattern)), None)
        if fault is None:
            return super().do_GET()
        file = Path(self.translate_path(path))
        fault(self, (file / "index.html" if file.is_dir() else file).read_bytes())
        return None

    def answer(self, body: bytes, type_: str = "", length: int | None = None, **headers: str) -> None:
        """A whole answer; with another `length` the connection ends before or after it."""
        self.start(len(body) if length is None else length, type_, **headers)
        self.wfile.write(body)
        if length is not None and length > len(body):
            self.close_connection = True

    def start(self, length: int, type_: str = "", **headers: str) -> None:
        """The headers alone."""
        self.send_response(200)
        path = self.path if not self.path.endswith("/") else "index.html"
        self.send_header("Content-Type", type_ or self.guess_type(path))
        self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()


def status(code: int) -> Fault:
    return lambda handler, _: handler.send_error(code)


def wrong_type(handler: Broken, body: bytes) -> None:
    handler.answer(body, "text/html")


def page_instead(handler: Broken, _: bytes) -> None:
    """A page with status 200 in the file's place, as hosts and hotel networks do."""
    handler.answer(b"<!doctype html><title>Sign in</title>", "text/html")


def truncated(handler: Broken, body: bytes) -> None:
    handler.answer(body[: len(body) // 2])


def cut_off(handler: Broken, body: bytes) -> None:
    """The connection ends half-way."""
    handler.answer(body[: len(body) // 2], length=len(body))


def changed(handler: Broken, body: bytes) -> None:
    middle = len(body) // 2
    handler.answer(body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :])


def stalled(handler: Broken, _: bytes) -> None:
    """Never answered, as when the network is gone without a word."""
    handler.host.mended.wait(60)
    handler.close_connection = True


def stalled_half_way(handler: Broken, body: bytes) -> None:
    handler.start(len(body))
    handler.wfile.write(body[: len(body) // 2])
    handler.wfile.flush()
    stalled(handler, body)


def slow(handler: Broken, body: bytes) -> None:
    """A little at a time, for longer than anybody should wait without a word."""
    handler.start(len(body))
    steps = SLOW_SECONDS * 5
    for step in range(steps):
        handler.wfile.write(body[len(body) * step // steps : len(body) * (step + 1) // steps])
        handler.wfile.flush()
        handler.host.mended.wait(SLOW_SECONDS / steps)


def begun_with(script: str) -> Fault:
    """A script with another before it."""
    return lambda handler, body: handler.answer(script.encode() + body)


class Server(ThreadingHTTPServer):
    """Says nothing of a browser that hangs up: that is the point here."""

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def serving(site: Path) -> Iterator[Host]:
    """`site` on a host whose faults can be chosen; ends with the block."""
    host = Host()
    server = Server(("127.0.0.1", 0), partial(Broken, host, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield host
    finally:
        host.mend()
        server.shutdown()
        server.server_close()


def until(condition: Callable[[], object], seconds: float) -> bool:
    """Whether `condition` came true in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True

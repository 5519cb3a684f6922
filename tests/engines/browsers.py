"""Three real browsers behind one small interface, by the standard library alone.

Chromium and WebKitGTK speak WebDriver over HTTP, through the drivers that Debian packages beside them.
Firefox speaks Marionette, the socket that its own driver would translate to.

Selenium would not replace this: it drives Firefox through geckodriver alone, which Debian does not package, and of the
other two it would spare `WebDriver._send`, one request by HTTP.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, Self

from tests.browser.chromium import ADDRESS_BAR

QUIET = [
    "--headless=new",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
    f"--disable-features={','.join(ADDRESS_BAR)}",
]
"""Chromium without its own traffic, so that a log shows the pages' alone."""

SILENT = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "media.gmp-manager.updateEnabled": False,
    "media.gmp-provider.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.server": "data:,",
}
"""The same for Firefox."""


WITH_US = ("setpriv", "--pdeathsig", "KILL")
"""The kernel ends what is started so when the tests end, however they do: killed, they clear up nothing themselves."""


class Browser(ABC):
    """One browser with an empty profile; as a context manager it ends whatever it started, even if the start failed."""

    name: str

    def __init__(self) -> None:
        self.scratch = Path(tempfile.mkdtemp(prefix="engines-"))
        self.processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        try:
            self.launch()
        except BaseException:
            self.quit()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.quit()

    @abstractmethod
    def launch(self) -> None:
        """Start the browser and open its one page."""

    @abstractmethod
    def say_goodbye(self) -> None:
        """Ask it to end by itself. May raise: nothing depends on it, and it may never have been up."""

    @abstractmethod
    def command(self, method: str, path: str, **parameters: Any) -> Any:
        """One WebDriver command; `path` is below the session."""

    def open(self, url: str) -> None:
        """Go to `url` and wait until it has loaded."""
        self.command("POST", "url", url=url)

    def run(self, function: str, *arguments: object) -> Any:
        """What the JavaScript `function` returns in the page."""
        return self.command("POST", "execute/sync", script=f"return ({function})(...arguments)", args=list(arguments))

    def wait(self, function: str, *arguments: object, seconds: float = 60) -> Any:
        """The first true value of `function`. Asked from outside: a strict CSP stops polling inside."""
        end = time.monotonic() + seconds
        while not (value := self.run(function, *arguments)):
            if time.monotonic() > end:
                raise TimeoutError(f"{self.name}: {function} {arguments}")
            time.sleep(0.05)
        return value

    def new_tab(self) -> str:
        """Open a tab and go on in it; returns its handle."""
        handle: str = self.command("POST", "window/new", type="tab")["handle"]
        self.switch(handle)
        return handle

    def switch(self, handle: str) -> None:
        """Go on in the tab `handle`."""
        self.command("POST", "window", handle=handle, name=handle)

    def tab(self) -> str:
        """The handle of the tab in use."""
        handle: str = self.command("GET", "window")
        return handle

    def close_tab(self) -> None:
        """Close the tab in use; `switch` says which one is next."""
        self.command("DELETE", "window")

    def quit(self) -> None:
        """End what was started here, and nothing else."""
        try:
            with contextlib.suppress(OSError, RuntimeError, AttributeError):
                self.say_goodbye()
        finally:
            for process in reversed(self.processes):
                for number in (signal.SIGTERM, signal.SIGKILL):  # with its children
                    with contextlib.suppress(ProcessLookupError):
                        os.killpg(process.pid, number)
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.wait(10)
            for pid in self.left_behind():  # a driver gives its browser a process group of its own
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            shutil.rmtree(self.scratch, ignore_errors=True)

    def left_behind(self) -> list[int]:
        """The processes whose home is this browser's profile: they were started here, whoever their parent is now."""
        mark = f"HOME={self.scratch}".encode()
        return [int(one.parent.name) for one in Path("/proc").glob("[0-9]*/environ") if mark in _content(one)]

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a program whose output nobody reads; `quit` ends it."""
        environ = {**os.environ, "HOME": str(self.scratch), **environment}
        with (self.scratch / f"{Path(command[0]).name}.log").open("wb") as log:
            process = subprocess.Popen(
                [*WITH_US, *command], stdout=log, stderr=log, env=environ, start_new_session=True
            )
        self.processes.append(process)
        return process


class WebDriver(Browser):
    """A browser whose driver listens on HTTP."""

    driver: str

    def drive(self, capabilities: dict[str, object], **environment: str) -> None:
        """Start the driver and, through it, the browser."""
        port = free_port()
        self.start(self.driver, f"--port={port}", **environment)
        self.base = f"http://127.0.0.1:{port}/session"
        session = patiently(lambda: self._send("POST", "", {"capabilities": {"alwaysMatch": capabilities}}))
        self.base += f"/{session['sessionId']}"
        self.capabilities = session["capabilities"]

    def command(self, method: str, path: str, **parameters: Any) -> Any:
        return self._send(method, f"/{path}", parameters)

    def say_goodbye(self) -> None:
        self._send("DELETE", "", {})

    def _send(self, method: str, path: str, parameters: dict[str, Any]) -> Any:
        body = json.dumps(parameters).encode() if method == "POST" else None
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.base + path, body, headers, method=method)  # noqa: S310 - our own driver
        try:
            with urllib.request.urlopen(request, timeout=90) as response:  # noqa: S310
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            with error:
                raise RuntimeError(f"{self.name}: {json.load(error)['value']}") from None


class Chromium(WebDriver):
    """Debian's Chromium."""

    name = "chromium"
    driver = "/usr/bin/chromedriver"

    def __init__(self, *arguments: str) -> None:
        super().__init__()
        self.arguments = arguments

    def launch(self) -> None:
        options = {"binary": "/usr/bin/chromium", "args": [*QUIET, *self.arguments]}
        self.drive({"browserName": "chrome", "goog:chromeOptions": options})


class WebKit(WebDriver):
    """Debian's WebKitGTK in its MiniBrowser, on a screen that nobody sees."""

    name = "webkit"
    driver = "/usr/bin/WebKitWebDriver"

    def launch(self) -> None:
        display, screen = virtual_screen()
        self.processes.append(screen)
        binary = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
        options = {"binary": str(binary), "args": ["--automation"]}
        # Its sandbox needs rights that containers seldom have.
        environment = {"DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        self.drive({"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}, **environment)


class Firefox(Browser):
    """Debian's Firefox ESR."""

    name = "firefox"
    NAMES = {  # noqa: RUF012 - a table, never changed
        ("POST", "url"): "WebDriver:Navigate",
        ("POST", "back"): "WebDriver:Back",
        ("POST", "execute/sync"): "WebDriver:ExecuteScript",
        ("POST", "window/new"): "WebDriver:NewWindow",
        ("POST", "window"): "WebDriver:SwitchToWindow",
        ("POST", "frame"): "WebDriver:SwitchToFrame",
        ("GET", "window"): "WebDriver:GetWindowHandle",
        ("DELETE", "window"): "WebDriver:CloseWindow",
        ("POST", "print"): "WebDriver:Print",
    }

    def __init__(self, preferences: dict[str, object] | None = None) -> None:
        super().__init__()
        self.numbers = itertools.count()
        self.preferences = preferences or {}

    def launch(self) -> None:
        port = free_port()
        preferences = {**SILENT, "marionette.port": port, **self.preferences}
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in preferences.items()]
        (self.scratch / "user.js").write_text("\n".join(lines))
        profile = ("--profile", str(self.scratch))
        self.start("/usr/bin/firefox-esr", "--headless", "--marionette", "--no-remote", *profile)
        self.socket = patiently(lambda: socket.create_connection(("127.0.0.1", port), timeout=90))
        self._read()  # its greeting
        self.capabilities = self._send("WebDriver:NewSession", {})["capabilities"]

    def command(self, method: str, path: str, **parameters: Any) -> Any:
        answer = self._send(self.NAMES[method, path], parameters)
        return answer["value"] if isinstance(answer, dict) and set(answer) == {"value"} else answer

    def say_goodbye(self) -> None:
        with self.socket:
            self._send("Marionette:Quit", {"flags": ["eForceQuit"]})

    def _send(self, name: str, parameters: dict[str, Any]) -> Any:
        message = json.dumps([0, next(self.numbers), name, parameters]).encode()
        self.socket.sendall(f"{len(message)}:".encode() + message)
        _, _, error, value = self._read()
        if error:
            raise RuntimeError(f"firefox: {error}")
        return value

    def _read(self) -> Any:
        length = b""
        while (digit := self.socket.recv(1)) != b":":
            length += digit
        content = b""
        while len(content) < int(length):
            content += self.socket.recv(65536)
        return json.loads(content)


ALL: dict[str, type[Browser]] = {"chromium": Chromium, "firefox": Firefox, "webkit": WebKit}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def patiently(attempt: Any, seconds: float = 60) -> Any:
    """What `attempt` returns, once the program that it talks to is up."""
    end = time.monotonic() + seconds
    while True:
        try:
            return attempt()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def virtual_screen() -> tuple[str, subprocess.Popen[bytes]]:
    """An X server for one browser; it chooses its number itself."""
    read, write = os.pipe()
    command = [*WITH_US, "/usr/bin/Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    process = subprocess.Popen(
        command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        return f":{pipe.readline().strip()}", process


def browser(name: str, *arguments: str) -> Browser:
    """The browser `name`, to be used as a context manager."""
    return Chromium(*arguments) if name == "chromium" else ALL[name]()


def _content(environment: Path) -> list[bytes]:
    """What a process was started with; nothing of one that has ended meanwhile."""
    try:
        return environment.read_bytes().split(b"\0")
    except OSError:
        return []

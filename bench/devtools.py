"""A Chromium that is spoken to over DevTools' pipe, with nothing switched on that the page would hold memory for.

Playwright switches on the domain that keeps the body of every response in the memory of its page, as base64: the
engine's 7 MB as 10, and whatever a service worker puts by. A reader's browser keeps none of that.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import time
from types import TracebackType
from typing import Any, Self

from tests.browser.chromium import LAUNCH

from .visit import LOOK_S

QUIET = ("--headless=new", "--no-first-run", "--no-default-browser-check", "--remote-debugging-pipe")

ABOVE_ITS_OWN = 10
"""The first number for our ends of the pipes: Chromium wants its own to be 3 and 4."""

ENDING_S = 30


class Chromium:
    """One browser with a profile of its own, from ``with`` to its end."""

    def __init__(self, executable: str, profile: str) -> None:
        commands, self._out = os.pipe()
        self._in, answers = os.pipe()
        given = [fcntl.fcntl(end, fcntl.F_DUPFD, ABOVE_ITS_OWN) for end in (commands, answers)]
        line = [executable, *QUIET, f"--user-data-dir={profile}", *LAUNCH, "about:blank"]
        self._process = subprocess.Popen(
            ["bash", "-c", f'exec "$0" "$@" 3<&{given[0]} 4>&{given[1]}', *line],
            pass_fds=given,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in (commands, answers, *given):
            os.close(end)
        self._rest = b""
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self.send("Browser.close")
            self._process.wait(ENDING_S)
        except (OSError, subprocess.TimeoutExpired):
            self._process.kill()
        os.close(self._out)
        os.close(self._in)

    def open(self, before: str = "") -> Tab:
        """An empty tab; the script `before` runs in each of its pages ahead of the page's own."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.send("Page.enable", session)
        self.send("Page.addScriptToEvaluateOnNewDocument", session, source=before)
        return Tab(self, target, session)

    def send(self, method: str, session: str | None = None, **params: object) -> dict[str, Any]:
        """What the browser answers; raises `RuntimeError` where it refuses, `OSError` where it is gone."""
        self._number += 1
        command = {"id": self._number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        os.write(self._out, json.dumps(command).encode() + b"\0")
        while (answer := self._read()).get("id") != self._number:
            pass  # an event, which nobody waits for
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self._in, 1 << 16)
            if not piece:
                raise ConnectionError("Chromium has ended")
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        read: dict[str, Any] = json.loads(message)
        return read


class Tab:
    """One tab of `Chromium`."""

    def __init__(self, browser: Chromium, target: str, session: str) -> None:
        self.url = "about:blank"
        self._browser, self._target, self._session = browser, target, session

    def goto(self, url: str) -> None:
        """Go there and wait until all of it is loaded; raises `RuntimeError` where nothing is."""
        self.url = url
        said = self._browser.send("Page.navigate", self._session, url=url)
        if error := said.get("errorText"):
            raise RuntimeError(f"{url}: {error}")
        while not self._is_loaded():
            time.sleep(LOOK_S)

    def _is_loaded(self) -> bool:
        try:
            return bool(self.evaluate("document.readyState === 'complete'"))
        except RuntimeError:
            return False  # between two pages there is nothing to ask

    def evaluate(self, expression: str) -> Any:
        """The plain value of JavaScript in the page."""
        said = self._browser.send("Runtime.evaluate", self._session, expression=expression, returnByValue=True)
        if "exceptionDetails" in said:
            raise RuntimeError(f"{self.url}: {said['exceptionDetails']}")
        return said["result"].get("value")

    def close(self) -> None:
        """Close it."""
        self._browser.send("Target.closeTarget", targetId=self._target)

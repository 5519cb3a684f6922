"""Real Chromiums of earlier years, as browsers inside chat apps still carry them.

They come from the npm registry, where they are published for functions in the cloud; ``old/`` pins versions and hashes.
They are older than any WebDriver of today, so they are driven by the messages of DevTools.
"""

from __future__ import annotations

import base64
import json
import tempfile
import time
import urllib.request
from functools import cache
from pathlib import Path
from typing import Any

import brotli

from runtime import node_tools

from .browsers import Browser, free_port, patiently
from .devtools import DevTools

FOLDER = Path(__file__).with_name("old")

VERSIONS = (67, 78, 83, 88, 92, 103, 116)

FIRST_WITH_ENGINE = 97
"""The first Chromium that knows `'wasm-unsafe-eval'`: earlier ones compile nothing under our policy."""

SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-zygote",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
)


@cache
def program(version: int) -> Path:
    """The browser of that version, fetched and unpacked once. Raises `RuntimeBuildError` where it cannot be had."""
    folder = node_tools.installed(FOLDER)
    found = folder / f"chromium-{version}"
    if not found.exists():
        packed = folder / "node_modules" / f"chromium-{version}" / "bin" / "chromium.br"
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as scratch:
            scratch.write(brotli.decompress(packed.read_bytes()))
        Path(scratch.name).chmod(0o755)
        Path(scratch.name).replace(found)
    return found


class OldChromium(Browser):
    """One of them, with one page as wide as a phone and an empty profile."""

    name = "old chromium"

    def __init__(self, version: int) -> None:
        super().__init__()
        self.version = version

    def launch(self) -> None:
        port = free_port()
        arguments = [*SWITCHES, f"--remote-debugging-port={port}", f"--user-data-dir={self.scratch / 'profile'}"]
        self.start(str(program(self.version)), *arguments, "about:blank")
        self.page = DevTools(patiently(lambda: _page(port)))
        for domain in ("Page", "Runtime"):
            self.page.tell(f"{domain}.enable")
        self.page.tell("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=1, mobile=True)

    @property
    def errors(self) -> list[str]:
        """What scripts of its pages threw so far."""
        return self.page.errors

    def command(self, method: str, path: str, **parameters: Any) -> Any:
        raise NotImplementedError("no driver speaks to these")

    def open(self, url: str) -> None:
        self.page.tell("Page.navigate", url=url)
        end = time.monotonic() + 60
        there = [url.split("#", maxsplit=1)[0], "complete"]
        while self.run("() => [location.href.split('#')[0], document.readyState]") != there:
            if time.monotonic() > end:
                raise TimeoutError(url)
            time.sleep(0.1)

    def run(self, function: str, *arguments: object) -> Any:
        expression = f"({function})(...{json.dumps(list(arguments))})"
        answer = self.page.tell("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"Chromium {self.version}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def picture(self) -> bytes:
        """What is to be seen, as PNG."""
        return base64.b64decode(self.page.tell("Page.captureScreenshot", format="png")["data"])

    def say_goodbye(self) -> None:
        self.page.close()


def _page(port: int) -> str:
    """The address of the page's DevTools. Raises `OSError` until there is one."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=5) as answer:
        pages = [one["webSocketDebuggerUrl"] for one in json.load(answer) if one["type"] == "page"]
    if not pages:
        raise OSError("no page yet")
    return str(pages[0])

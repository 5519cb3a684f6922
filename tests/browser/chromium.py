"""A real Chromium: found on the machine, or installed; never skipped in silence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Browser, sync_playwright

from .phone import ONE_PROCESS

ADDRESS_BAR = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
"""Features of Chromium's own address bar: two pages of its own load with every window, in a process that costs three of ours."""

PLAYWRIGHTS = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "AvoidCorsURLLoaderRestartOnRedirect", "DestroyProfileOnBrowserClose"),
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *(
        "LensOverlay",
        "MediaRouter",
        "OptimizationHints",
        "NetworkTimeServiceQuerying",
        "AimEnabled",
        "PreconnectToSearch",
    ),
)
"""Features that Playwright turns off. Chromium hears only the last switch of a name, so a second one has to repeat the first."""

LAUNCH = [
    "--no-sandbox",  # as root, in a container
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join([*PLAYWRIGHTS, *ADDRESS_BAR])}",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")


_shared: list[tuple[Browser, ExitStack]] = []
_users = 0


@contextmanager
def launched() -> Iterator[Browser]:
    """The one Chromium of this run: whoever asks first starts it, the last one ends it. Playwright allows no second."""
    global _users  # noqa: PLW0603
    if not _shared:
        stack = ExitStack()
        browsers = stack.enter_context(sync_playwright()).chromium
        _shared.append((browsers.launch(executable_path=find(), args=[*LAUNCH, ONE_PROCESS]), stack))
    _users += 1
    browser, stack = _shared[0]
    try:
        yield browser
    finally:
        _users -= 1
        if not _users:
            _shared.clear()
            browser.close()
            stack.close()


def find() -> str:
    """The path of a Chromium, Chrome or Edge; installs one where there is none.

    Raises `RuntimeError` with one sentence if none can be had.
    """
    given = os.environ.get("CHROME")
    if given:
        if shutil.which(given):
            return given
        raise RuntimeError(f"CHROME 指的 {given} 不能运行。")
    found = _on_path() or _playwrights_own() or _debians()
    if found is None:
        raise RuntimeError("找不到 Chromium、Chrome 或 Edge，也没能装上一个；装好以后再试，或用 CHROME= 指明它在哪里。")
    return found


def _on_path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _playwrights_own() -> str | None:
    """Playwright's own download, where it arrives."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    except (subprocess.SubprocessError, OSError):
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if shutil.which(path) else None


def _debians() -> str | None:
    """The distribution's package, with the glyphs that Chinese pages need."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-qy", "--no-install-recommends", "chromium", "fonts-noto-cjk"],
    ):
        try:
            subprocess.run(command, check=True, capture_output=True, env=environment, timeout=420)
        except (subprocess.SubprocessError, OSError):
            return None
    return _on_path()

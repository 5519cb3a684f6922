"""Known vulnerabilities in what the site is built and tested with: pip-audit and npm audit, over the locks."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from publishing.errors import StepError
from publishing.lock import LOCK
from publishing.paths import ROOT
from publishing.sbom import NPM_LOCKS
from runtime.node_tools import npm

NO_ANSWER = (
    "could not be audited",
    "ConnectionError",
    "ServiceError",
    "ENOTFOUND",
    "ECONNREFUSED",
    "EAI_AGAIN",
    "ENETUNREACH",
    "endpoint",
)


def main() -> int:
    """Ask both; 1 if anything was found, 2 with one sentence for each that could not be asked."""
    worst = 0
    for ask in (_python, _npm):
        try:
            worst = max(worst, ask())
        except StepError as error:
            print(error, file=sys.stderr)
            worst = 2
    return worst


def _python() -> int:
    if importlib.util.find_spec("pip_audit") is None:
        raise StepError("没有装 pip-audit：请用 make audit-deps，它会先装好。")
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--require-hashes",
        "--disable-pip",
        "--progress-spinner=off",
        "--strict",
    ]
    return _ask("pip-audit", [*command, "-r", str(LOCK)], ROOT)


def _npm() -> int:
    return max(_npm_of(lock.parent) for lock in NPM_LOCKS)


def _npm_of(folder: Path) -> int:
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copyfile(folder / name, Path(scratch) / name)
        return _ask(f"npm audit（{folder.relative_to(ROOT)}）", [npm(), "audit"], Path(scratch))


def _ask(name: str, command: list[str], folder: Path) -> int:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    if any(word in said for word in NO_ANSWER):
        raise StepError(f"没能问到 {name} 的漏洞库，多半是网络不通：什么也没有查，连上以后再试。")
    print(f"{name}：{said.strip() or '没有说什么'}")
    return min(done.returncode, 1)


if __name__ == "__main__":
    sys.exit(main())

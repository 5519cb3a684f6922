"""Install a dependency group as it is locked: python tools/install.py GROUP [--target FOLDER].

Run by the Python of the environment that it is for; with ``--print`` the group is printed as a requirements file, for
an installer of one's own. Needs nothing but pip.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a file, before anything is installed

from publishing import lock
from runtime.progress import bar

TAKEN_UP = ("Collecting ", "Requirement already satisfied: ", "Ignoring ")
"""How pip begins the line on each package."""


def main(arguments: list[str]) -> int:
    """Install; 2 with one sentence where that fails."""
    parser = argparse.ArgumentParser(description="照着锁安装一组依赖")
    parser.add_argument("group", help="pyproject.toml 里的一组")
    parser.add_argument("--target", help="装进一个单独的文件夹，不装进环境")
    parser.add_argument("--print", action="store_true", help="只打印，格式同 requirements.txt")
    given = parser.parse_args(arguments)
    try:
        entries = lock.of_group(given.group)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if given.print:
        print(lock.requirements(entries), end="")
        return 0
    return _install(given.group, entries, ["--upgrade", "--target", given.target] if given.target else [])


def _install(group: str, entries: list[lock.Locked], options: list[str]) -> int:
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / f"{group}.txt"
        file.write_text(lock.requirements(entries), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
        command += ["--require-hashes", "--no-deps", *options, "-r", str(file)]
        said = []
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
            assert pip.stdout  # noqa: S101 - asked for above
            done = 0
            bar(f"安装依赖（{group}）", done, len(entries))
            for line in pip.stdout:
                said.append(line.strip())
                if line.startswith(TAKEN_UP):
                    done = min(done + 1, len(entries) - 1)  # the last step is the installation itself
                    bar(f"安装依赖（{group}）", done, len(entries))
        if pip.returncode == 0:
            bar(f"安装依赖（{group}）", len(entries), len(entries))
            return 0
    reasons = [line for line in said if line.startswith("ERROR")] or ["pip 没有说原因"]
    print(f"\n没能装好 {group} 这一组：{reasons[-1]}。多半是网络不通，连上以后再试一次。", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

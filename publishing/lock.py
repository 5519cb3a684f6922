"""The one lock of all dependency groups: which package, which version, which bytes, and for which groups.

``requirements.txt`` in pip's own format, so that every installer and every scanner reads it; a comment above each
entry names the groups of ``pyproject.toml`` that need it. Nothing but the standard library is needed here: a group
is installed from it before anything else is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements.txt"

GROUPS = "# groups: "
"""Begins the line above an entry."""

ENTRY = re.compile(
    rf"^{GROUPS}(?P<groups>.+)\n(?P<text>(?P<name>[\w.-]+)==(?P<version>[^\s;]+).*\n(?:    --hash=.*\n)+)", re.M
)


@dataclass(frozen=True, slots=True)
class Locked:
    """One package."""

    name: str
    version: str
    groups: tuple[str, ...]
    text: str  #: the entry as pip reads it: name, version, marker, hashes

    @property
    def hashes(self) -> list[str]:
        """SHA-256 of every file of this version, for every platform; hexadecimal."""
        return re.findall(r"--hash=sha256:(\w+)", self.text)


def read(text: str) -> list[Locked]:
    """The entries of a lock."""
    return [
        Locked(found["name"], found["version"], tuple(found["groups"].split(", ")), found["text"])
        for found in ENTRY.finditer(text)
    ]


def of_group(group: str, lock: Path = LOCK) -> list[Locked]:
    """The packages of a group; raises `ValueError` that names the groups for one that there is not."""
    entries = read(lock.read_text(encoding="utf-8"))
    found = [entry for entry in entries if group in entry.groups]
    if not found:
        known = sorted({name for entry in entries for name in entry.groups})
        raise ValueError(f"{lock.name} 里没有 {group} 这一组，有的是：{'、'.join(known)}。")
    return found


def requirements(entries: Iterable[Locked]) -> str:
    """`entries` as a requirements file."""
    return "".join(entry.text for entry in entries)

"""The one lock: what pyproject.toml asks for, with hashes, for every group, and without an address."""

from __future__ import annotations

import re
import tomllib

import pytest

from publishing import lock
from publishing.paths import ROOT

TEXT = lock.LOCK.read_text(encoding="utf-8")
GROUPS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]


@pytest.mark.parametrize("group", GROUPS)
def test_what_a_group_asks_for_is_locked(group: str) -> None:
    locked = {entry.name: entry.version for entry in lock.of_group(group)}
    for wanted in GROUPS[group]:
        if isinstance(wanted, dict):
            included = {entry.name for entry in lock.of_group(wanted["include-group"])}
            assert included <= locked.keys()
        else:
            name, _, version = wanted.partition("==")
            assert locked[name] == version


def test_every_line_is_read_and_every_entry_has_hashes() -> None:
    entries = lock.read(TEXT)
    assert len(entries) == len(re.findall("(?m)^[^# \\n]", TEXT))
    assert all(entry.hashes for entry in entries)
    assert {group for entry in entries for group in entry.groups} == GROUPS.keys()


def test_no_address_stands_in_it() -> None:
    assert "://" not in TEXT


def test_an_unknown_group_is_named() -> None:
    with pytest.raises(ValueError, match=r"nothing.*site"):
        lock.of_group("nothing")

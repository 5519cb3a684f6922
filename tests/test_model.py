"""Every kind of entry is registered once, and what its ids refer to is a kind as well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import get_args, get_origin, get_type_hints

import pytest

from checker.audit.references import REFERENCES
from checker.loading import KNOWLEDGE
from checker.message.vocabulary import Vocabulary
from checker.model import ENTRIES, Entry, Knowledge

GUIDE = KNOWLEDGE / "README.md"

SAID_FOR_ALL = {"id", "reviewed", "review_days", "retired", "unsourced", "sources", "in_force", "until", "replaced_by"}
"""What the guide explains once, for all kinds."""


def test_every_field_of_the_knowledge_that_holds_entries_is_registered() -> None:
    hints = get_type_hints(Knowledge, localns={"Vocabulary": Vocabulary})
    held = {
        name: get_args(hint)[1]
        for name, hint in hints.items()
        if get_origin(hint) is Mapping and is_dataclass(get_args(hint)[1])
    }
    assert held == dict(ENTRIES.values())
    assert all(issubclass(cls, Entry) for cls in held.values())


def test_references_name_registered_kinds() -> None:
    assert {target for _, _, target in REFERENCES} <= ENTRIES.keys()
    assert ("reason", "sources", "source") in REFERENCES
    assert ("clock", "replaced_by", "clock") in REFERENCES


@pytest.mark.parametrize("kind", ENTRIES)
def test_the_guide_for_maintainers_names_every_field_of_a_kind(kind: str) -> None:
    [paragraph] = re.findall(rf"^\*\*{kind}\*\* .*(?:\n.+)*", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    named = set(re.findall(r"\w+", " ".join(re.findall("`[^`]+`", paragraph)))) | SAID_FOR_ALL
    assert [field.name for field in fields(ENTRIES[kind][1]) if field.name not in named] == []

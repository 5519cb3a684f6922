"""The policy's element: where it stands, and which scripts it lets in."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from publishing.policy import (
    EMBED,
    EVERYWHERE,
    FRAMING,
    HOSTED,
    OFFLINE,
    POLICY,
    apply_policy,
    element,
    inline_hashes,
    write_headers,
)
from publishing.serve import read_headers

PAGE = """<!doctype html><html><head><meta charset="utf-8">{}<script>one()</script>
<script type="application/json">{{"two": 1}}</script><script src="three.js"></script></head>
<body><script type="module">four("<b>")</script><script>one()</script><p>&lt;script&gt;five()</p></body></html>"""


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_every_inline_script_that_runs_is_let_in_once() -> None:
    assert inline_hashes(PAGE.format("")) == [hash_of("one()"), hash_of('four("<b>")')]


@pytest.mark.parametrize("directives", [HOSTED, OFFLINE])
def test_the_element_is_filled_in_where_it_stands(directives: dict[str, str]) -> None:
    page = apply_policy(PAGE.format(element(directives)), directives)
    before, _, after = page.partition("<meta http-equiv")
    assert before.endswith('<meta charset="utf-8">')
    content = after.partition('content="')[2].partition('"')[0]
    rules = dict(rule.split(" ", 1) for rule in content.split("; "))
    assert rules.keys() == directives.keys()
    assert rules["script-src"].split() == [*directives["script-src"].split(), hash_of("one()"), hash_of('four("<b>")')]
    assert {name: rules[name] for name in rules if name != "script-src"} == {
        name: directives[name] for name in directives if name != "script-src"
    }


def test_a_page_without_the_element_is_refused() -> None:
    with pytest.raises(ValueError, match="element"):
        apply_policy(PAGE.format(""), HOSTED)


def test_nobody_may_frame_a_page_unless_the_operator_says_so(tmp_path: Path) -> None:
    write_headers(tmp_path, [])
    rules = dict(read_headers(tmp_path))
    assert EMBED not in rules
    assert rules[EVERYWHERE][POLICY].endswith("; frame-ancestors 'none'")
    assert rules[EVERYWHERE][FRAMING] == "DENY"


def test_only_the_page_for_frames_is_opened_and_only_to_those_named(tmp_path: Path) -> None:
    origins = ["https://aid.example.edu.cn", "https://*.example.org:8443"]
    write_headers(tmp_path, [hash_of("one()")], origins)
    rules = dict(read_headers(tmp_path))
    assert rules[EVERYWHERE][POLICY].endswith("; frame-ancestors 'none'")
    assert rules[EMBED] == {
        FRAMING: "",
        POLICY: rules[EVERYWHERE][POLICY].replace("frame-ancestors 'none'", f"frame-ancestors {' '.join(origins)}"),
    }

"""Blanking: only what is exactly what it was, and all of what is not is named."""

from __future__ import annotations

import itertools
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from publishing import wheel
from publishing.paths import ROOT
from runtime import unused_tables
from runtime.errors import RuntimeBuildError
from runtime.fetch import fetch
from runtime.unused_tables import Table, blank, tables

CONTENT = b"\x01head-TABLE-ONE-between-TABLE-TWO-tail"
CUSTOM = b"\x00\x03abc"
WASM = b"\0asm\x01\0\0\0" + CUSTOM + bytes([11, len(CONTENT)]) + CONTENT


def table(words: bytes, fill: int = 0) -> Table:
    return Table("c", words.decode(), CONTENT.index(words), len(words), sha256(words).hexdigest(), fill)


def test_a_table_is_filled_and_nothing_else_is_touched() -> None:
    made = blank(WASM, [table(b"TABLE-ONE"), table(b"TABLE-TWO", fill=255)])
    assert made == WASM.replace(b"TABLE-ONE", bytes(9)).replace(b"TABLE-TWO", b"\xff" * 9)


def test_every_table_that_is_not_what_it_was_is_named() -> None:
    one, two = table(b"TABLE-ONE"), table(b"TABLE-TWO")
    with pytest.raises(RuntimeBuildError, match=r"c\.TABLE-ONE、c\.TABLE-TWO"):
        blank(WASM, [replace(one, at=one.at + 1), replace(two, sha256="0" * 64)])


def test_an_emptied_list_blanks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "none.toml").write_text("# 还没找\n", encoding="utf-8")
    monkeypatch.setattr(unused_tables, "LIST", tmp_path / "none.toml")
    assert blank(WASM, unused_tables.tables()) == WASM


def test_a_file_without_data_is_refused() -> None:
    with pytest.raises(RuntimeBuildError, match="data"):
        blank(WASM[: 8 + len(CUSTOM)], [])


def test_the_list_fits_the_pinned_runtime_and_no_two_overlap() -> None:
    wasm, unused = (fetch() / "pyodide.asm.wasm").read_bytes(), sorted(tables(), key=lambda one: one.at)
    assert len(blank(wasm, unused)) == len(wasm)
    assert all(one.at + one.size <= two.at for one, two in itertools.pairwise(unused))


def test_nothing_that_the_engine_runs_asks_for_the_blanked() -> None:
    """The names of characters, and the codecs of other encodings: neither in the checker nor in the library's list."""
    browser = [ROOT / path for path in wheel.modules()]
    text = "\n".join(path.read_text(encoding="utf-8") for path in browser)
    assert browser
    assert not [word for word in ("unicodedata.name", "unicodedata.lookup", "\\N{", "namereplace") if word in text]
    library = (ROOT / "publishing" / "stdlib.txt").read_text(encoding="utf-8")
    assert not [
        word
        for word in ("gb", "big5", "shift", "euc", "iso2022", "johab", "cp9", "idna")
        if f"encodings/{word}" in library
    ]

"""Blank the large tables inside the wasm that the checker never reads (``unused_tables.toml`` names them).

They stay where they are, as so many equal bytes: no address moves, and a compressed file has no use for them.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from .failure import StepError

LIST = Path(__file__).with_suffix(".toml")

HEADER = 8
"""Bytes before the first section of a WebAssembly module: its magic number and version."""

DATA = 11
"""The id of the data section (WebAssembly core specification, 5.5.2)."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table, as it is found before it is blanked."""

    of: str  #: the C module that reads it
    name: str
    at: int  #: bytes from the start of the data section's content
    size: int
    sha256: str
    fill: int = 0


def tables() -> list[Table]:
    """What `LIST` names; none where it was emptied."""
    return [Table(**entry) for entry in tomllib.loads(LIST.read_text(encoding="utf-8")).get("table", [])]


def blank(wasm: bytes, unused: list[Table]) -> bytes:
    """`wasm` with every table of `unused` filled; raises `StepError` naming all that are not what they were."""
    start = _data_section(wasm)
    blanked = bytearray(wasm)
    strange = []
    for table in unused:
        place = slice(start + table.at, start + table.at + table.size)
        if hashlib.sha256(wasm[place]).hexdigest() == table.sha256:
            blanked[place] = bytes([table.fill]) * table.size
        else:
            strange.append(f"{table.of}.{table.name}")
    if strange:
        raise StepError(
            f"{LIST.name} 里的这些表，位置上的内容不是登记的：{'、'.join(strange)}。文件开头写着怎样重新找。"
        )
    return bytes(blanked)


def _data_section(wasm: bytes) -> int:
    """Where the content of the data section begins."""
    at = HEADER
    while at < len(wasm):
        kind = wasm[at]
        size, content = _leb128(wasm, at + 1)
        if kind == DATA:
            return content
        at = content + size
    raise StepError("wasm 里没有 data 段。")


def _leb128(wasm: bytes, at: int) -> tuple[int, int]:
    """An unsigned integer in LEB128 and where it ends (WebAssembly core specification, 5.2.2)."""
    value = shift = 0
    while True:
        byte = wasm[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at

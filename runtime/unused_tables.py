"""Blank large tables inside the wasm that pure Python without other encodings never reads.

``unused_tables.toml`` names them. They stay where they are, as so many equal bytes: no address moves, and a compressed
file has no use for them.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from . import data_section
from .errors import RuntimeBuildError

LIST = Path(__file__).with_suffix(".toml")


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
    """`wasm` with every table of `unused` filled; raises `RuntimeBuildError` naming all that are not what they were."""
    start = data_section.start(wasm)
    blanked = bytearray(wasm)
    strange = []
    for table in unused:
        place = slice(start + table.at, start + table.at + table.size)
        if hashlib.sha256(wasm[place]).hexdigest() == table.sha256:
            blanked[place] = bytes([table.fill]) * table.size
        else:
            strange.append(f"{table.of}.{table.name}")
    if strange:
        raise RuntimeBuildError(
            f"{LIST.name} 里的这些表，位置上的内容不是登记的：{'、'.join(strange)}。文件开头写着怎样重新找。"
        )
    return bytes(blanked)

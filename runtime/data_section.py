"""The data section of a WebAssembly module: where it is, and how to write it anew.

The numbers in brackets are sections of the WebAssembly core specification.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .errors import RuntimeBuildError

HEADER = 8
"""Bytes before the first section of a module: its magic number and version (5.5.16)."""

DATA, DATA_COUNT = 11, 12
"""The ids of the sections that hold the data segments and, for one pass over the code, their number (5.5.2)."""

GAP = 1024
"""So many zeros in a row are left out. Shorter gaps cost more compressed bytes for their addresses than they spare."""

ACTIVE, I32_CONST, END = b"\0", b"\x41", b"\x0b"
"""A segment copied into memory 0 when the module starts, and the two instructions of its address (5.5.14, 5.4)."""


def start(wasm: bytes) -> int:
    """Where the content of the data section begins; raises `RuntimeBuildError` where there is none."""
    for section, _, content, _ in _sections(wasm):
        if section == DATA:
            return content
    raise RuntimeBuildError("wasm 里没有 data 段。")


def write(wasm: bytes, memory: bytes) -> bytes:
    """`wasm` with a data section that fills a memory of zeros to be `memory`, from address 0 on."""
    segments = [
        ACTIVE + I32_CONST + _signed(at) + END + _unsigned(len(content)) + content for at, content in pieces(memory)
    ]
    count = _unsigned(len(segments))
    anew = {DATA: count + b"".join(segments), DATA_COUNT: count}
    written = bytearray(wasm[:HEADER])
    for section, begin, _, end in _sections(wasm):
        if section in anew:
            written += bytes([section]) + _unsigned(len(anew[section])) + anew[section]
        else:
            written += wasm[begin:end]
    return bytes(written)


def pieces(memory: bytes) -> Iterator[tuple[int, bytes]]:
    """What is between gaps of zeros, with where it begins."""
    at = 0
    for gap in re.finditer(rb"\0{%d,}" % GAP, memory):
        if gap.start() > at:
            yield at, memory[at : gap.start()]
        at = gap.end()
    if at < len(memory):
        yield at, memory[at:]


def _sections(wasm: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Of every section its id, and where it, its content and the next section begin."""
    at = HEADER
    while at < len(wasm):
        size, content = _leb128(wasm, at + 1)
        yield wasm[at], at, content, content + size
        at = content + size


def _leb128(wasm: bytes, at: int) -> tuple[int, int]:
    """An unsigned integer in LEB128 and where it ends (5.2.2)."""
    value = shift = 0
    while True:
        byte = wasm[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def _unsigned(value: int) -> bytes:
    """An integer that is not negative, in unsigned LEB128."""
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _unsigned(rest) if rest else bytes([low])


def _signed(value: int) -> bytes:
    """An integer that is not negative, in signed LEB128: its highest bit must not look like a sign."""
    low, rest = value & 0x7F, value >> 7
    return bytes([low]) if not rest and low < 0x40 else bytes([low | 0x80]) + _signed(rest)

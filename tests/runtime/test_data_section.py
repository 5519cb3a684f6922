"""The data section written anew fills the memory exactly, and touches nothing else."""

from __future__ import annotations

import base64
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime import data_section
from runtime.data_section import GAP
from runtime.errors import RuntimeBuildError
from runtime.node_tools import node

MAGIC = b"\0asm\x01\0\0\0"
MEMORY = bytes([5, 3, 1, 0, 16])
"""A memory section: one memory of at least 16 pages."""

EXPORT = bytes([7, 7, 1, 3]) + b"mem" + bytes([2, 0])
PAGES = 16 * 65536

filled = st.binary(min_size=1, max_size=40)
gap = st.integers(0, 3 * GAP).map(bytes)
memories = st.lists(filled | gap, max_size=12).map(b"".join)


def module(*after: bytes) -> bytes:
    return MAGIC + MEMORY + EXPORT + b"".join(after)


OLD = bytes([11, 6, 1, 0, 0x41, 0, 0x0B, 0])
COUNTED = bytes([12, 1, 1])


@given(memories)
def test_the_pieces_are_the_memory_without_its_gaps(memory: bytes) -> None:
    made = bytearray(len(memory))
    for at, piece in data_section.pieces(memory):
        assert bytes(GAP) not in piece
        made[at : at + len(piece)] = piece
    assert bytes(made) == memory


@given(memories, st.booleans())
def test_sections_other_than_data_stay_as_they_are(memory: bytes, counted: bool) -> None:
    before = module(COUNTED) if counted else module()
    written = data_section.write(before + OLD, memory)
    assert written.startswith(module())
    assert (bytes([12]) in written[len(module()) : len(module()) + 1]) == counted
    assert data_section.write(written, memory) == written


FILL = """
const { mem } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(process.argv[1], "base64"))).exports;
process.stdout.write(Buffer.from(mem.buffer));
"""


def test_a_real_engine_fills_its_memory_so() -> None:
    memory = b"one" + bytes(GAP) + b"two" + bytes(GAP - 1) + b"three" + bytes(200_000) + b"\xff" * 300
    wasm = data_section.write(module(COUNTED, OLD), memory)
    command = [node(), "--eval", FILL, base64.b64encode(wasm).decode()]
    assert subprocess.run(command, capture_output=True, check=True).stdout == memory.ljust(PAGES, b"\0")


def test_a_file_without_data_is_refused() -> None:
    with pytest.raises(RuntimeBuildError, match="data"):
        data_section.start(module())

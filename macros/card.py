"""The picture beside a shared link: the station line with one station lit, drawn without fonts or libraries."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from math import hypot

WIDTH, HEIGHT = 1200, 630
PAPER, LINE, EDGE, ACCENT, WHITE = (251, 250, 247), (226, 224, 216), (138, 143, 140), (11, 101, 85), (255, 255, 255)
STOPS = [150 + 150 * number for number in range(7)]
HERE, RAIL = 2, 460

Colour = tuple[int, int, int]
Shape = Callable[[float, float], float]
"""How far a point lies outside a shape, in pixels; negative inside."""


def card() -> bytes:
    """The picture as PNG, the same bytes every time."""
    rows = [bytearray(bytes(PAPER) * WIDTH) for _ in range(HEIGHT)]
    _paint(rows, (90, 100, 350, 360), _box(100, 110, 340, 350, 60), ACCENT)
    for start, end in (((160, 237), (202, 279)), ((202, 279), (288, 184))):
        _paint(rows, (130, 150, 320, 310), _stroke(start, end, 14), WHITE)
    for number, width in enumerate((640, 520, 580)):
        y = 150 + 66 * number
        _paint(
            rows, (420, y - 20, 1110, y + 40), _box(430, y, 430 + width, y + 26, 13), ACCENT if number == 0 else LINE
        )
    _paint(rows, (140, RAIL - 10, 1060, RAIL + 10), _stroke((STOPS[0], RAIL), (STOPS[-1], RAIL), 3), LINE)
    for number, x in enumerate(STOPS):
        around = (x - 50, RAIL - 50, x + 50, RAIL + 50)
        if number == HERE:
            _paint(rows, around, _disc(x, RAIL, 44), ACCENT)
            _paint(rows, around, _disc(x, RAIL, 37), PAPER)
            _paint(rows, around, _disc(x, RAIL, 25), ACCENT)
        else:
            _paint(rows, around, _disc(x, RAIL, 24), EDGE)
            if number > HERE:
                _paint(rows, around, _disc(x, RAIL, 18), PAPER)
    return _png(rows)


def _disc(x: float, y: float, radius: float) -> Shape:
    return lambda px, py: hypot(px - x, py - y) - radius


def _box(left: float, top: float, right: float, bottom: float, radius: float) -> Shape:
    x, y, half_x, half_y = (
        (left + right) / 2,
        (top + bottom) / 2,
        (right - left) / 2 - radius,
        (bottom - top) / 2 - radius,
    )
    return lambda px, py: hypot(max(abs(px - x) - half_x, 0), max(abs(py - y) - half_y, 0)) - radius


def _stroke(start: tuple[float, float], end: tuple[float, float], radius: float) -> Shape:
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    square = dx * dx + dy * dy

    def outside(px: float, py: float) -> float:
        along = min(1.0, max(0.0, ((px - x) * dx + (py - y) * dy) / square))
        return hypot(px - x - along * dx, py - y - along * dy) - radius

    return outside


def _paint(rows: list[bytearray], within: tuple[int, int, int, int], shape: Shape, colour: Colour) -> None:
    """Blend `colour` over every pixel inside `shape`, half over those on its edge."""
    left, top, right, bottom = within
    for y in range(top, bottom):
        row = rows[y]
        for x in range(left, right):
            share = min(1.0, max(0.0, 0.5 - shape(x + 0.5, y + 0.5)))
            if share:
                for channel in range(3):
                    place = 3 * x + channel
                    row[place] = round(row[place] + (colour[channel] - row[place]) * share)


def _png(rows: list[bytearray]) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")

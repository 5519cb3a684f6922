"""The picture beside a shared link: name, one sentence, the station line. Drawn without fonts or libraries."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from math import ceil, hypot
from pathlib import Path

WIDTH, HEIGHT = 1200, 630
PAPER, LINE, EDGE, ACCENT, WHITE = (251, 250, 247), (226, 224, 216), (138, 143, 140), (11, 101, 85), (255, 255, 255)
COLOURS = {"accent": ACCENT, "ink": (28, 38, 40), "soft": (86, 97, 101)}
STOPS = [150 + 150 * number for number in range(7)]
HERE, RAIL = 2, 460

WORDS = Path(__file__).with_name("card.svg")
"""What the picture says, as outlines."""

FINE = 4
"""Scan lines in one row of pixels."""

Colour = tuple[int, int, int]
Point = tuple[float, float]
Shape = Callable[[float, float], float]
"""How far a point lies outside a shape, in pixels; negative inside."""


@cache
def card() -> bytes:
    """The picture as PNG, the same bytes every time."""
    rows = [bytearray(bytes(PAPER) * WIDTH) for _ in range(HEIGHT)]
    _paint(rows, (90, 100, 350, 360), _box(100, 110, 340, 350, 60), ACCENT)
    for start, end in (((160, 237), (202, 279)), ((202, 279), (288, 184))):
        _paint(rows, (130, 150, 320, 310), _stroke(start, end, 14), WHITE)
    for name, path in re.findall(r'<path class="(\w+)".*? d="([^"]+)"', WORDS.read_text(encoding="utf-8")):
        _fill(rows, list(_outlines(path)), COLOURS[name])
    _paint(rows, (140, RAIL - 10, 1060, RAIL + 10), _stroke((STOPS[0], RAIL), (STOPS[-1], RAIL), 3), LINE)
    for number, x in enumerate(STOPS):
        around = (x - 50, RAIL - 50, x + 50, RAIL + 50)
        if number == HERE:
            _paint(rows, around, _disc(x, RAIL, 44), ACCENT)
            _paint(rows, around, _disc(x, RAIL, 37), PAPER)
            _paint(rows, around, _disc(x, RAIL, 25), ACCENT)
        else:
            _paint(rows, around, _disc(x, RAIL, 24), EDGE)
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
            share = 0.5 - shape(x + 0.5, y + 0.5)
            if share > 0:
                _blend(row, 3 * x, colour, share)


def _outlines(path: str) -> Iterator[list[Point]]:
    """The closed lines of an SVG path of absolute M, L, H, V, C and Z; a curve becomes six straight pieces."""
    line: list[Point] = []
    for letter, text in re.findall(r"([MLHVCZ])([^MLHVCZ]*)", path):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", text)]
        match letter:
            case "M":
                line = list(zip(numbers[::2], numbers[1::2], strict=True))
            case "H":
                line.append((numbers[0], line[-1][1]))
            case "V":
                line.append((line[-1][0], numbers[0]))
            case "L":
                line += zip(numbers[::2], numbers[1::2], strict=True)
            case "C":
                for at in range(0, len(numbers), 6):
                    xs, ys = numbers[at : at + 6 : 2], numbers[at + 1 : at + 6 : 2]
                    (x, y), steps = line[-1], [step / 6 for step in range(1, 7)]
                    line += [(_bend([x, *xs], t), _bend([y, *ys], t)) for t in steps]
            case _:
                yield [*line, line[0]]


def _bend(values: list[float], t: float) -> float:
    """A point of a curve, from those that bend it (de Casteljau)."""
    while len(values) > 1:
        values = [a + (b - a) * t for a, b in pairwise(values)]
    return values[0]


def _fill(rows: list[bytearray], outlines: list[list[Point]], colour: Colour) -> None:
    """Blend `colour` over the inside of `outlines`: wherever they wind around a point."""
    crossings: dict[int, list[tuple[float, int]]] = {}
    for outline in outlines:
        for (x1, y1), (x2, y2) in pairwise(outline):
            low, high, turn = (y1, y2, 1) if y1 < y2 else (y2, y1, -1)
            for scan in range(ceil(low * FINE - 0.5), ceil(high * FINE - 0.5)):
                y = (scan + 0.5) / FINE
                crossings.setdefault(scan, []).append((x1 + (x2 - x1) * (y - y1) / (y2 - y1), turn))
    shares: dict[tuple[int, int], float] = {}
    for scan, found in crossings.items():
        winding = 0
        for (left, turn), (right, _) in pairwise(sorted(found)):
            winding += turn
            for x in range(int(left), int(right) + 1) if winding else ():
                covered = min(right, x + 1) - max(left, x)
                shares[scan // FINE, x] = shares.get((scan // FINE, x), 0) + covered / FINE
    for (y, x), share in shares.items():
        _blend(rows[y], 3 * x, colour, share)


def _blend(row: bytearray, place: int, colour: Colour, share: float) -> None:
    for channel, full in enumerate(colour, place):
        row[channel] = round(row[channel] + (full - row[channel]) * min(1.0, share))


def _png(rows: list[bytearray]) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")

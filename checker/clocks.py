"""A legal period as a file for a calendar (RFC 5545).

Only periods that a law sets; from when it runs is for the person to say. The time of writing is
passed in: this package has no clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Literal

LONGEST = 75
"""Octets after which a line is folded (RFC 5545, 3.1)."""

BACKWARDS = frozenset({"id-60d"})
"""Periods that end, not start, on the day that the person names: so many days before a document expires."""

Unit = Literal["calendar", "working", "year"]


def ends(id_: str, days: int, unit: Unit, start: date) -> date:
    """The last day of the period that is counted from `start`, which itself does not count."""
    if unit == "working":
        raise ValueError(f"{id_}: 工作日要看放假安排，算不出日期")
    if unit == "year":
        return _years_later(start, days)
    return start - timedelta(days=days) if id_ in BACKWARDS else start + timedelta(days=days)


def _years_later(start: date, years: int) -> date:
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # 29 February: the last day of that month (民法典 § 202 counts the same way)
        return start.replace(year=start.year + years, day=28)


def calendar(*, id_: str, title: str, note: str, end: date, stamp: datetime) -> str:
    """A calendar with one all-day event on `end`; the same period and day have the same UID."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//huabei-check//clocks//ZH",
        "BEGIN:VEVENT",
        f"UID:{id_}-{end:%Y%m%d}@huabei-check.invalid",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{end:%Y%m%d}",
        f"DTEND;VALUE=DATE:{end + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escape(title)}",
        f"DESCRIPTION:{_escape(note)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _fold(line))


def _escape(text: str) -> str:
    for char in ("\\", ";", ","):
        text = text.replace(char, f"\\{char}")
    return "\\n".join(text.splitlines())


def _fold(line: str) -> Iterator[str]:
    """`line` in pieces of at most `LONGEST` octets, none of which cuts a character in two."""
    piece, room = "", LONGEST
    for char in line:
        size = len(char.encode())
        if size > room:
            yield piece
            piece, room = " ", LONGEST - 1
        piece += char
        room -= size
    yield piece

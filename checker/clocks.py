"""Legal periods as calendar files (iCalendar, RFC 5545).

The person names the day from which a period runs. The time of writing is a parameter, as this package
never reads the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from .model import Clock

MAX_OCTETS = 75
"""Octets after which a line is folded (RFC 5545, 3.1)."""


EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
"""Days that a person can mean: another one is a slip of the finger, such as the year 26 or 20260."""


def last_day(clock: Clock, named: date) -> date:
    """The last day of the period that is counted from the day `named`, which itself does not count.

    A period that counts backwards ends on the day `named`; then it is the first day. Raises `ValueError` for working
    days, which depend on public holidays, and for a day before `EARLIEST` or after `LATEST`.
    """
    if not EARLIEST <= named <= LATEST:
        raise ValueError(f"{clock.id}: {named} 不在 {EARLIEST} 到 {LATEST} 之间")
    if clock.unit == "working":
        raise ValueError(f"{clock.id}: 工作日要看放假安排，算不出日期")
    if clock.unit == "year":
        return _years_later(named, clock.days)
    period = timedelta(days=clock.days)
    return named - period if clock.backwards else named + period


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
    """`line` in pieces of at most `MAX_OCTETS` octets, none of which cuts a character in two."""
    piece, room = "", MAX_OCTETS
    for char in line:
        size = len(char.encode())
        if size > room:
            yield piece
            piece, room = " ", MAX_OCTETS - 1
        piece += char
        room -= size
    yield piece

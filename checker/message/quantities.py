"""Numbers with their units: how old, how long ago, how many times; in digits or in Chinese, exact or about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2, "仨": 3, "〇": 0}

HALF, SEVERAL, TEN, HUNDRED, VAGUE, ZEROS = "半", "几", "十", "百", "多来几好", "零〇"

YEAR = "年"
"""After a number that begins with a zero (``零三年``, ``09年``) it names a year of the calendar, no length of time."""

FEW = 5
"""What 几 counts as: more than three and less than ten, the way people use it."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts."""

    start: int
    end: int
    unit: str
    value: float  #: in the smallest unit of its kind: days for durations


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """The units to look for, ready for use."""

    pattern: re.Pattern[str] | None
    sizes: Mapping[str, tuple[str, float]]  #: word → kind and size


def units(kinds: Mapping[str, Mapping[str, int]]) -> Units:
    """Kind → word → how many of the smallest unit."""
    sizes = {word: (kind, float(size)) for kind, words in kinds.items() for word, size in words.items()}
    if not sizes:
        return Units(None, {})
    number = rf"(\d{{1,4}}(?!\d)|(?:好?几|[{''.join(DIGITS)}{TEN}{HUNDRED}{HALF}])+{SEVERAL}?)[{VAGUE}]?"
    words = "|".join(map(re.escape, sorted(sizes, key=lambda word: (-len(word), word))))
    return Units(re.compile(rf"(?<![\d.]){number}({words})"), sizes)


def quantities(text: str, how: Units) -> Iterator[Quantity]:
    """Every number with a known unit, from left to right."""
    for found in how.pattern.finditer(text) if how.pattern else ():
        value = value_of(found.group(1))
        if value is not None and not _names_year(*found.groups()):
            kind, size = how.sizes[found.group(2)]
            yield Quantity(found.start(), found.end(), kind, value * size)


def _names_year(number: str, unit: str) -> bool:
    return len(number) > 1 and number[0] in f"0{ZEROS}" and unit.startswith(YEAR)


@lru_cache(maxsize=256)
def value_of(written: str) -> float | None:
    """``17``, ``一百零五``, ``一百五`` (150), ``半``, ``七八`` (the lower), ``十几``; None for what is no number.

    >>> value_of("二十三"), value_of("一百零五"), value_of("一百五"), value_of("七八"), value_of("十几")
    (23.0, 105.0, 150.0, 7.0, 15.0)
    """
    if written.isdecimal():
        return float(int(written))
    if written == HALF:
        return 0.5
    plain = written.replace("好" + SEVERAL, SEVERAL)
    hundreds, hundred, rest = plain.rpartition(HUNDRED)
    if hundred and len(rest) == 1 and rest in DIGITS:
        rest += TEN  # 一百五 is short for 一百五十
    tens, ten, ones = rest.rpartition(TEN)
    parts = ((hundreds, 100.0 if hundred else 0.0), (tens, 10.0 if ten else 0.0), (ones, 1.0))
    total = 0.0
    for digits, size in parts:
        if size == 0.0:
            if digits:
                return None
            continue
        digit = _digit(digits, missing=1.0 if size > 1 else 0.0)
        if digit is None:
            return None
        total += digit * size
    return total


def _digit(written: str, *, missing: float) -> float | None:
    """One digit; of two neighbours (``七八``) the lower. Zeros before a digit (``一百零五``) only fill places."""
    if not written:
        return missing
    digits = written.lstrip(ZEROS) or ZEROS[0]
    longest = 2 if digits == written else 1
    if len(digits) > longest or any(char != SEVERAL and char not in DIGITS for char in digits):
        return None
    return float(FEW) if digits[0] == SEVERAL else float(DIGITS[digits[0]])

"""Numbers with their units, as people write them."""

from __future__ import annotations

import pytest

from checker.message.quantities import Quantity, Units, quantities, units, value_of

KINDS = {"time": {"天": 1, "个月": 30, "年": 365}, "age": {"岁": 1}, "times": {"次": 1, "个": 1}}


@pytest.fixture(autouse=True)
def _forgetful() -> None:
    """Nothing is known from earlier."""
    value_of.cache_clear()


@pytest.fixture
def how() -> Units:
    return units(KINDS)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(("0", 0), ("17", 17), ("2026", 2026)),
        *(("零", 0), ("〇", 0), ("一", 1), ("九", 9), ("两", 2), ("俩", 2), ("仨", 3)),
        *(("十", 10), ("十七", 17), ("二十", 20), ("二十三", 23), ("九十九", 99)),
        *(("百", 100), ("一百", 100), ("三百二十一", 321), ("两百", 200), ("一百五", 150), ("两百零", 200)),
        *(("零三", 3), ("〇三", 3), ("零零", 0), ("一百零五", 105), ("一百〇五", 105), ("一百零几", 105)),
        *(("半", 0.5), ("几", 5), ("好几", 5), ("十几", 15), ("几十", 50), ("七八", 7), ("十七八", 17)),
    ],
)
def test_what_a_number_says(written: str, value: float) -> None:
    assert value_of(written) == value


@pytest.mark.parametrize("written", ["半半", "七八九", "零七八", "二零二五", "十半", "甲", "一甲", "甲一", "半百"])
def test_what_is_no_number_has_no_value(written: str) -> None:
    assert value_of(written) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我17岁", [Quantity(1, 4, "age", 17)]),
        ("十七岁三天", [Quantity(0, 3, "age", 17), Quantity(3, 5, "time", 3)]),
        ("开了三个月", [Quantity(2, 5, "time", 90)]),  # not three of something
        ("试了三个", [Quantity(2, 4, "times", 3)]),
        ("半年", [Quantity(0, 2, "time", 182.5)]),
        ("十多年", [Quantity(0, 3, "time", 3650)]),
        ("好几年了", [Quantity(0, 3, "time", 1825)]),
        ("一百零五天", [Quantity(0, 5, "time", 105)]),
        ("零年", [Quantity(0, 2, "time", 0)]),
        ("零三天", [Quantity(0, 3, "time", 3)]),
        ("十来次", [Quantity(0, 3, "times", 10)]),
        ("2026年", [Quantity(0, 5, "time", 2026 * 365)]),
    ],
)
def test_a_number_and_its_unit_are_found_where_they_stand(how: Units, text: str, found: list[Quantity]) -> None:
    assert list(quantities(text, how)) == found


@pytest.mark.parametrize(
    "text", ["", "很多年", "1.5年", "20261年", "三小时", "七八九年", "岁", "零三年", "〇三年", "09年"]
)
def test_what_is_no_quantity_is_not_found(how: Units, text: str) -> None:
    assert list(quantities(text, how)) == []


@pytest.mark.parametrize("kinds", [{}, {"time": {}}])
def test_without_units_there_are_no_quantities(kinds: dict[str, dict[str, int]]) -> None:
    assert list(quantities("17岁", units(kinds))) == []


def test_a_unit_is_text_and_no_pattern() -> None:
    assert [found.unit for found in quantities("3.", units({"dots": {".": 1}}))] == ["dots"]
    assert list(quantities("3x", units({"dots": {".": 1}}))) == []

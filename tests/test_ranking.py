"""The linear ranking, on weights made up for it: which features a message has, and what they add up to."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.message.ranking import (
    FIRST_LABEL,
    FIRST_WEIGHT,
    LONGEST,
    SHARED,
    Weights,
    decode,
    encode,
    features,
    pack,
    runs,
    unpack,
    weigh,
)

LEVELS = 10


def weights(**features_: dict[int, int]) -> Weights:
    """Three labels; one level is worth 60 parts."""
    written = {name: encode(pairs, LEVELS) for name, pairs in features_.items()}
    return Weights(("in", "out", "R01"), (5, -7, 0), written, LEVELS, 60, 0, 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", set()),
        ("开", {"开", "|开", "开|", "|开|"}),
        ("开通", {"开", "通", "|开", "开通", "通|", "|开通", "开通|"}),
        ("开，通", {"开", "通", "|开", "开|", "|通", "通|", "|开|", "|通|"}),
        ("开+通", {"开", "通", "|开", "开|", "|通", "通|", "|开|", "|通|"}),
        ("，。", set()),
    ],
)
def test_runs_cross_no_punctuation(text: str, found: set[str]) -> None:
    assert runs(text) == found


def test_features_of_each_sort_stand_in_order_once() -> None:
    assert features("开", ["b", "a", "b"], ["q=y", "q=x", "q=y"]) == [
        "|开",
        "|开|",
        "开",
        "开|",
        "@a",
        "@b",
        "=q=x",
        "=q=y",
    ]


@given(st.dictionaries(st.integers(0, 40), st.integers(-LEVELS, LEVELS), max_size=6))
def test_weights_are_read_as_they_were_written(pairs: dict[int, int]) -> None:
    written = encode(pairs, LEVELS)
    assert [(label, size - LEVELS) for label, size in decode(written)] == sorted(pairs.items())


def test_a_pair_is_two_characters_that_json_leaves_alone() -> None:
    assert encode({1: -LEVELS, 0: 2}, LEVELS) == chr(FIRST_LABEL) + chr(FIRST_WEIGHT + 12) + chr(FIRST_LABEL + 1) + "0"
    assert decode("#0") == [(0, 0)]
    assert decode("") == []


names = st.text(alphabet="开通花呗ab@=|", min_size=1, max_size=14)
stored = st.dictionaries(
    names, st.dictionaries(st.integers(0, 40), st.integers(0, 20), min_size=1, max_size=4), min_size=1
)


@given(stored)
def test_what_is_packed_comes_back(found: dict[str, dict[int, int]]) -> None:
    written = {name: encode(pairs, 0) for name, pairs in sorted(found.items())}
    back = unpack(pack(written))
    assert back == written
    assert list(back) == list(written)


def test_names_share_what_they_begin_with_and_labels_say_how_far_apart() -> None:
    packed = pack({"开": "#1", "开不": "#2$3", "开不了": "%4", "通": "&5"})
    assert packed == {"names": "A开B不C了A通", "for": "##!$!%!&", "sizes": "12345"}


@pytest.mark.parametrize("length", [len(SHARED) - 2, len(SHARED) - 1, len(SHARED), len(SHARED) + 3])
def test_names_share_no_more_than_can_be_said(length: int) -> None:
    written = {"开" * length: "#1", "开" * length + "通": "#2", "开": "#3"}
    assert unpack(pack(written)) == written
    assert pack(written)["names"].count("开") == length + max(0, length - len(SHARED) + 1)


@pytest.mark.parametrize(
    "packed",
    [
        {"names": "A开B不", "for": "#", "sizes": "1"},
        {"names": "A开", "for": "##", "sizes": "11"},
        {"names": "A开", "for": "$", "sizes": "1"},
        {"names": "A开", "for": '"', "sizes": "1"},
        {"names": "A开", "for": "#!#", "sizes": "1"},
        {"names": "A开", "for": '#"', "sizes": "11"},
        {"names": "A开", "for": "#", "sizes": "12"},
    ],
)
def test_what_was_not_packed_is_refused(packed: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"feature|zip"):
        unpack(packed)


def test_without_features_the_bias_decides() -> None:
    scores = weigh(weights(), ["开", "@shop"])
    assert scores.total == {"in": 5, "out": -7, "R01": 0}
    assert scores.parts == {}


def test_a_feature_gives_its_weights_to_their_labels() -> None:
    scores = weigh(weights(开={0: 2, 2: -3}), ["开"])
    assert scores.total == {"in": 5 + 120, "out": -7, "R01": -180}
    assert scores.parts == {"开": {"in": 120, "R01": -180}}


def test_the_sum_is_divided_by_the_root_of_how_many_are_known() -> None:
    known = weights(开={0: 2}, 通={0: 4}, 花={0: 1}, 呗={0: 1})
    assert weigh(known, ["开", "通", "花", "呗", "未知"]).total["in"] == 5 + 8 * 60 // 2
    two = weigh(known, ["开", "通"])
    assert two.total["in"] == 5 + 6 * 60 * 1000 // 1414  # the root of two in thousandths
    assert two.parts == {"开": {"in": 2 * 60 * 1000 // 1414}, "通": {"in": 4 * 60 * 1000 // 1414}}


def test_runs_are_counted_apart_from_groups_and_what_is_said() -> None:
    known = weights(**{"开": {0: 2}, "@shop": {0: 3}, "=age=x": {0: 5}, "通": {2: 1}})
    scores = weigh(known, ["开", "@shop", "=age=x"])
    assert scores.total["in"] == 5 + 120 + 8 * 60 * 1000 // 1414
    assert scores.parts["开"] == {"in": 120}
    assert scores.parts["@shop"] == {"in": 3 * 60 * 1000 // 1414}
    assert scores.parts["=age=x"] == {"in": 5 * 60 * 1000 // 1414}


def test_negative_sums_are_rounded_down_as_everywhere() -> None:
    scores = weigh(weights(开={0: -1}, 通={0: -1}), ["开", "通"])
    assert scores.total["in"] == 5 + (-2 * 60 * 1000) // 1414


def test_a_longer_message_of_the_same_has_more_features() -> None:
    counts = [len(runs("开通花呗"[:length])) for length in range(5)]
    assert all(before < after for before, after in pairwise(counts))
    assert max(map(len, runs("开通花呗"))) == LONGEST

"""`ask --explain` names the place where each weight and each word stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.loading import KNOWLEDGE
from checker.message.explanation import explain
from checker.model import Knowledge

SHARE = re.compile(r"^ +[+-]\d+ (\S+)  \((.+)\)$")

MESSAGES = ["花呗系统繁忙", "我妈身份证过期了，花呗开不了", "有人说能帮我强开，让我先转钱", "明天会下雨吗"]


@pytest.fixture(scope="module")
def lines() -> dict[str, list[str]]:
    files: list[Path] = sorted((KNOWLEDGE / "vocabulary").glob("*.toml"))
    return {path.name: path.read_text(encoding="utf-8").splitlines() for path in files}


@pytest.mark.parametrize("message", MESSAGES)
def test_each_share_names_the_line_of_its_weights_and_words(
    knowledge: Knowledge, lines: dict[str, list[str]], message: str
) -> None:
    shares = [found for line in explain(knowledge, message, lines).splitlines() if (found := SHARE.match(line))]
    assert shares
    for share in shares:
        feature, places = share[1], [place.split(":") for place in share[2].split(", ")]
        named = [(name, lines[name][int(number) - 1]) for name, number in places]
        expected = [("weights.toml", f'"{feature}" =')]
        if feature.startswith("@"):
            expected.append((named[-1][0], f"[term.{feature[1:]}]"))
        assert [name for name, _ in named] == [name for name, _ in expected]
        assert all(written in line for (_, line), (_, written) in zip(named, expected, strict=True))

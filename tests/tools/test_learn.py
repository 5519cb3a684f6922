"""The weights are those of the messages in the repository, and the same messages always give the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import checker
from tools.learn.__main__ import WRITTEN, fingerprint, weighable
from tools.learn.messages import read_all

LEARN_A_LITTLE = """
import checker
from tools.learn.__main__ import fingerprint, weighable, written
from tools.learn.messages import read_all
from tools.learn.ranking import learn
rows, clauses = weighable(checker.load(), read_all()[::40])
print(written(learn(rows, clauses, room=2000), fingerprint(rows, clauses)))
"""


def test_the_weights_were_learned_from_what_stands_here() -> None:
    mark = fingerprint(*weighable(checker.load(), read_all()))
    assert mark in WRITTEN.read_text(encoding="utf-8"), "运行 make learn，把权重文件一起提交"


@pytest.fixture(scope="module")
def learned() -> list[str]:
    """What is learned of a few messages, under different orders of sets."""
    return [
        subprocess.run(
            [sys.executable, "-c", LEARN_A_LITTLE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout
        for seed in ("0", "12345")
    ]


def test_the_same_messages_give_the_same_bytes(learned: list[str]) -> None:
    first, second = learned
    assert first == second
    assert first.count("=") > 200

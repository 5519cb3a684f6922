"""Check the texts: forbidden words, Chinese typography, unfilled places, repeated sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Knowledge
from ..problems import Problem
from .walk import Check, problem_at, written_texts

FORBIDDEN = re.compile(
    "通过率|[%％]|百分之|百分百|分数门槛|包过|包开|包下款|一定能|一定会开|强开方法|养号|刷流水"
    "|保证能?(?:开|通过|下款)"
    r"|天[之以]?后(?:就|便)?(?:[能可]以?|会)开"
    r"|分(?:以上|及以上)(?:就|便|才)?[能可会]以?开"
    r"|(?:改善|做到|照做)了?(?:就|便)(?:会)?(?:加分|能开)"
)
"""Words that stand nowhere, not even denied: promises, thresholds, recipes for tricking the review."""

UNFILLED = re.compile(r"〔(?!\d{4}〕)[^〔〕]*〕?")
"""A place to fill in; 〔2026〕 is the year in the number of an official document."""

HALF_WIDTH = re.compile(r"(?<=[\u3400-\u9fff])[,;:?!](?=[\u3400-\u9fff])")
SPACING = re.compile(
    r"[\u3400-\u9fff][A-Za-z\d]|[A-Za-z\d][\u3400-\u9fff]|[，。：；？！、“”‘’《》（）] | [，。：；？！、”’》（）]"
)
HAN = re.compile(r"[\u3400-\u9fff]")
SENTENCE_END = re.compile(r"[。！？]")
MIN_REPEATED = 12
"""Sentences of fewer 汉字 may well stand in two entries; longer ones are written once."""


def forbidden_words(knowledge: Knowledge) -> Iterator[Problem]:
    """Texts that match `FORBIDDEN`."""
    for entry, place, text in written_texts(knowledge):
        for found in FORBIDDEN.finditer(text):
            yield problem_at(knowledge, entry, place, found[0], "换一种说法：承诺、比例、门槛、窍门都不写")


def unfilled(knowledge: Knowledge) -> Iterator[Problem]:
    """Placeholders 〔…〕 outside letters."""
    for entry, place, text in written_texts(knowledge):
        if not entry.startswith(("letter.", "label.")):
            for found in UNFILLED.finditer(text):
                yield problem_at(knowledge, entry, place, found[0], "填好的内容：〔…〕只留在信里，给人自己填")


def half_width(knowledge: Knowledge) -> Iterator[Problem]:
    """Half-width punctuation between 汉字."""
    for entry, place, text in written_texts(knowledge):
        for found in HALF_WIDTH.finditer(text):
            around = text[max(0, found.start() - 4) : found.end() + 4]
            yield problem_at(knowledge, entry, place, around, "汉字之间用全角标点")


def spacing(knowledge: Knowledge) -> Iterator[Problem]:
    """Missing spaces between 汉字 and letters or digits, and spaces beside full-width punctuation."""
    for entry, place, text in written_texts(knowledge):
        for found in SPACING.finditer(text):
            around = text[max(0, found.start() - 4) : found.end() + 4]
            yield problem_at(knowledge, entry, place, around, "汉字和字母数字之间空一格，全角标点旁边不空")


def repeated_sentences(knowledge: Knowledge) -> Iterator[Problem]:
    """Sentences of at least `MIN_REPEATED` 汉字 that stand in two entries."""
    first: dict[str, str] = {}
    for entry, place, text in written_texts(knowledge):
        for sentence in SENTENCE_END.split(text):
            if len(HAN.findall(sentence)) >= MIN_REPEATED and first.setdefault(sentence.strip(), entry) != entry:
                expected = f"一句话只写一次；{first[sentence.strip()]} 里已经有它"
                yield problem_at(knowledge, entry, place, sentence.strip(), expected)


CHECKS: tuple[Check, ...] = (
    forbidden_words,
    unfilled,
    half_width,
    spacing,
    repeated_sentences,
)

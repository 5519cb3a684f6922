"""One sentence in the person's words: what it points to, what it already answers, or that it is
about something else.

No model and no network: the words and the signs are data (:mod:`checker.vocabulary`), every match
names the phrases that made it. The strongest sign decides the scope, and only signs of that scope
are listed:

* ``in``: something stands in the way; ``matches`` are the reasons it may be, best first. Where the
  sentence names fewer than three, those follow that other signs name beside the first: people take
  one for the other, and the sentence does not tell them apart.
* ``general``: whether, how or why in general. ``matches`` may name an entry that answers it, such
  as the one about score and age limits.
* ``out``: about something other than opening. ``matches`` may still name an entry that answers it,
  such as the one about what opening costs.

In the latter two, a reason that was only just outdone is named after those.

Of a paste longer than a few thousand characters only both ends are read (:mod:`checker.fold`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from .fold import Folded, Spelling, fold, fold_word, spelling
from .vocabulary import GAP, MANY, Counted, Sign, Term, Vocabulary

MOST = 5
"""Matches shown at most; more would be a list, not an answer."""

FEWEST = 3
"""Matches offered at least, as far as the signs know so many, when something stands in the way."""

WARNING = 90
"""Points of a sign that warns of harm: what it says stands alone, with nothing akin beside it."""

CLOSE = 10
"""Points by which a sign of something in the way may fall short of another scope's and still be named."""

REACH = 8
"""Characters that a gap inside a word may span."""

_ENDS = frozenset("\n。!?;")
"""A gap never reaches into the next sentence."""

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}

Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that the sentence points to."""

    id: str
    because: tuple[str, ...]  #: phrases as they stand in the person's text


@dataclass(frozen=True, slots=True)
class Asked:
    """What was understood."""

    text: str
    scope: str
    matches: tuple[Match, ...]
    answers: Mapping[str, tuple[str, ...]]
    prompt: str | None


@dataclass(frozen=True, slots=True)
class _Needle:
    """A term ready to be looked for: words as runs of characters with gaps between them."""

    words: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]
    number: re.Pattern[str] | None
    counted: Counted | None


@dataclass(frozen=True, slots=True)
class _Compiled:
    how: Spelling
    needles: Mapping[str, _Needle]
    signs: tuple[Sign, ...]
    akin: Mapping[str, tuple[str, ...]]


def ask(vocabulary: Vocabulary, text: str) -> Asked:
    """Understand one sentence as far as it goes, and never further."""
    compiled = _compile(vocabulary)
    folded = fold(text, compiled.how)
    spans = {name: span for name, needle in compiled.needles.items() if (span := _find(needle, folded.text))}
    seen = [sign for sign in compiled.signs if _stands(sign, spans)]
    seen.sort(key=lambda sign: -sign.points)
    scope = next((sign.scope for sign in seen if sign.scope), "general")
    answers = _answers(seen)
    matches = _matches([sign for sign in seen if sign.scope == scope], spans, folded)
    beside = _akin(matches, seen, compiled.akin) if scope == "in" else _matches(_close(seen), spans, folded)
    matches |= {reason: phrases for reason, phrases in beside.items() if reason not in matches}
    named = tuple(Match(*match) for match in matches.items())
    return Asked(text, scope, named[:MOST], answers, next(iter(answers.get("prompt", ())), None))


def to_dict(asked: Asked) -> dict[str, object]:
    """The public shape, ready for JSON."""
    return {
        "text": asked.text,
        "scope": asked.scope,
        "matches": [{"id": match.id, "because": list(match.because)} for match in asked.matches],
        "answers": {
            question: list(options) if question in MANY else options[0] for question, options in asked.answers.items()
        },
    }


def signs_seen(vocabulary: Vocabulary, text: str) -> tuple[str, ...]:
    """The ids of the signs in a sentence, for whoever tends the vocabulary."""
    compiled = _compile(vocabulary)
    folded = fold(text, compiled.how)
    spans = {name: span for name, needle in compiled.needles.items() if (span := _find(needle, folded.text))}
    return tuple(sign.id for sign in compiled.signs if _stands(sign, spans))


@lru_cache(maxsize=4)
def _compile(vocabulary: Vocabulary) -> _Compiled:
    """Only when the first sentence comes: a page that is never asked pays nothing."""
    how = spelling(vocabulary.chars, vocabulary.slips)
    needles = {term.id: _needle(term, how) for term in vocabulary.terms.values()}
    return _Compiled(how, needles, vocabulary.signs, _beside(vocabulary.signs))


def _beside(signs: Iterable[Sign]) -> dict[str, tuple[str, ...]]:
    """Reason → those that signs name beside it, most often first."""
    beside: dict[str, Counter[str]] = {}
    for sign in signs:
        for reason in sign.reasons if sign.scope == "in" and sign.points < WARNING else ():
            beside.setdefault(reason, Counter()).update(other for other in sign.reasons if other != reason)
    return {reason: tuple(other for other, _ in others.most_common()) for reason, others in beside.items()}


def _needle(term: Term, how: Spelling) -> _Needle:
    """Words are folded like the text, so that they may be written in any spelling."""
    words = {tuple(fold_word(part, how) for part in word.split(GAP)) for word in term.words}
    number = None if term.counted is None else _number(term.counted)
    longest_first = sorted(words, key=lambda word: (-sum(map(len, word)), word))
    return _Needle(tuple(longest_first), tuple(fold_word(word, how) for word in term.unless), number, term.counted)


def _number(counted: Counted) -> re.Pattern[str]:
    """``17岁``, ``十七岁``, and after one of the words before it ``今年17`` alone."""
    digits = r"(\d{1,3}|[零一二两三四五六七八九十]{1,3})"
    found = rf"(?<![\d.]){digits}[多来几]?(?:{'|'.join(map(re.escape, counted.units))})"
    if counted.before:
        words = "|".join(map(re.escape, counted.before))
        found += rf"|(?:{words}){digits}(?![\d年月天个次号点元块期分百千万])"
    return re.compile(found)


def _find(needle: _Needle, text: str) -> Span | None:
    """Where a term first stands in the text, by its longest word."""
    barred: list[Span] | None = None
    for word in needle.words:
        if word[0] not in text:
            continue
        length = sum(map(len, word))
        for span in _word_spans(word, text):
            if barred is None:
                barred = [spot for unless in needle.unless for spot in _word_spans((unless,), text)]
            if not _bars(barred, (span[0], span[0] + len(word[0])), length):
                return span
    return _find_number(needle, text)


def _bars(barred: list[Span], run: Span, length: int) -> bool:
    """A word does not count inside what is no shorter, nor, without a gap, where another begins in it and runs on."""
    first, last = run
    inside = any(start <= first and last <= end and length <= end - start for start, end in barred)
    return inside or (length == last - first and any(first < start < last - 1 and last < end for start, end in barred))


def _word_spans(word: tuple[str, ...], text: str) -> Iterator[Span]:
    start = text.find(word[0])
    while start >= 0:
        end = start + len(word[0])
        for part in word[1:]:
            end = _after_gap(part, text, end)
            if end < 0:
                break
        else:
            yield start, end
        start = text.find(word[0], start + 1)


def _after_gap(part: str, text: str, end: int) -> int:
    """The end of the next run of a word with gaps, or -1."""
    place = text.find(part, end, end + REACH + len(part))
    return place + len(part) if place >= 0 and _ENDS.isdisjoint(text[end:place]) else -1


def _find_number(needle: _Needle, text: str) -> Span | None:
    if needle.number is None or needle.counted is None:
        return None
    for found in needle.number.finditer(text):
        if needle.counted.low <= _value(found.group(found.lastindex or 0)) <= needle.counted.high:
            return found.span()
    return None


def _value(number: str) -> int:
    """``17``, ``十七`` and ``二十三`` as numbers; what is no number counts as out of bounds."""
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return _DIGITS[number] if len(number) == 1 else -1
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return -1
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


def _stands(sign: Sign, spans: Mapping[str, Span]) -> bool:
    return all(any(name in spans for name in group) for group in sign.all) and not any(
        name in spans for name in sign.none
    )


def _answers(seen: Iterable[Sign]) -> dict[str, tuple[str, ...]]:
    """Single answers from the strongest sign that gives one; several answers from all of them.

    Two equally strong signs that disagree leave the question open: better asked than guessed.
    """
    many: dict[str, dict[str, None]] = {}
    one: dict[str, tuple[int, set[str]]] = {}
    for sign in seen:
        for question, options in sign.answers.items():
            if question in MANY:
                many.setdefault(question, {}).update(dict.fromkeys(options))
            elif sign.points >= one.setdefault(question, (sign.points, set()))[0]:
                one[question][1].update(options)
    sure = {question: tuple(options) for question, (_, options) in one.items() if len(options) == 1}
    return sure | {question: tuple(options) for question, options in many.items()}


def _close(seen: list[Sign]) -> list[Sign]:
    """Signs of something in the way that all but decided the scope."""
    return [sign for sign in seen if sign.scope == "in" and sign.points >= seen[0].points - CLOSE]


def _matches(seen: list[Sign], spans: Mapping[str, Span], folded: Folded) -> dict[str, tuple[str, ...]]:
    """Entries by their strongest sign, each with its phrases; a sign's later entries stand just behind its first."""
    best: dict[str, int] = {}
    terms: dict[str, set[str]] = {}
    for sign in seen:
        for place, reason in enumerate(sign.reasons):
            best[reason] = max(best.get(reason, -1), sign.points - place)
            terms.setdefault(reason, set()).update(_terms_of(sign, spans))
    ranked = sorted(best, key=lambda reason: -best[reason])
    places = {reason: sorted({spans[name] for name in terms[reason]}) for reason in ranked}
    return {reason: tuple(dict.fromkeys(folded.quote(*place) for place in places[reason])) for reason in ranked}


def _akin(
    matches: Mapping[str, tuple[str, ...]], seen: list[Sign], akin: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """What fills up to :data:`FEWEST`, by the phrases of the first match; nothing beside a warning."""
    first = next(iter(matches), "")
    others = [other for other in akin.get(first, ()) if other not in matches]
    lacking = 0 if seen[0].points >= WARNING else max(0, FEWEST - len(matches))
    return dict.fromkeys(others[:lacking], matches.get(first, ()))


def _terms_of(sign: Sign, spans: Mapping[str, Span]) -> Iterator[str]:
    return (name for group in sign.all for name in group if name in spans)

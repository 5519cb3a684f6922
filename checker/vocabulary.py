"""What people really type, as data: spellings, groups of words, and what they are a sign of.

``parse`` turns the plain dict of the TOML files (or of the same thing as JSON in the browser) into
a frozen :class:`Vocabulary`, or raises one error that holds every problem. It knows no reason and
no question: whether the ids exist is for the audit, which knows both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .problems import KnowledgeError, Problem, quote

SCOPES = ("in", "general", "out")
MANY = frozenset({"environment", "tried", "offers", "given", "concern"})
"""Questions that take several answers; a sentence may give more than one of them."""

GAP = "…"
"""Inside a word: here a few other characters may stand, in the same sentence."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A number before a unit or after a word, within bounds: how old someone says they are."""

    units: tuple[str, ...]
    before: tuple[str, ...]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Term:
    """Words that mean the same thing here."""

    id: str
    name: str  #: the plain word for all of them, in Chinese
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()  #: other words: a hit inside one, or running over into one, does not count
    counted: Counted | None = None
    search: bool = False  #: true synonyms, which the site search may swap for one another


@dataclass(frozen=True, slots=True)
class Sign:
    """Terms that, standing together, say something.

    ``all`` holds groups; of each group one term must be there. ``none`` holds terms that must not.
    """

    id: str
    points: int  #: 1 to 100; the strongest sign in a sentence decides its scope
    scope: str | None  #: None: the sign only answers questions of the form
    reasons: tuple[str, ...]  #: best first
    all: tuple[tuple[str, ...], ...]
    none: tuple[str, ...]
    answers: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Everything ``ask`` knows. Compared by identity, so that it can be compiled once."""

    chars: Mapping[str, str]
    slips: Mapping[str, str]
    terms: Mapping[str, Term]
    signs: tuple[Sign, ...]
    said: Mapping[str, tuple[str, ...]]  #: reason → short ways in which people put it, for the pages and their search


def parse(data: Mapping[str, object], where: str) -> Vocabulary:
    """Read the merged vocabulary tables; every problem is collected before any is raised."""
    reader = _Reader(where)
    top = reader.table(data, "", {"fold", "term", "sign", "said", "reviewed"})
    folds = reader.table(top.get("fold", {}), "fold", {"chars", "words"})
    chars = reader.spellings(folds.get("chars", {}), "fold.chars")
    slips = reader.spellings(folds.get("words", {}), "fold.words")
    terms = {term.id: term for term in reader.terms(top.get("term", {}))}
    signs = tuple(reader.signs(top.get("sign", {}), frozenset(terms)))
    said = reader.said(top.get("said", {}))
    if reader.problems:
        raise KnowledgeError(reader.problems)
    return Vocabulary(chars, slips, terms, signs, said)


def reasons_named(vocabulary: Vocabulary) -> frozenset[str]:
    """Every reason id a sign points to, for the audit."""
    return frozenset(reason for sign in vocabulary.signs for reason in sign.reasons)


def answers_named(vocabulary: Vocabulary) -> frozenset[tuple[str, str]]:
    """Every (question, option) a sign answers, for the audit."""
    return frozenset(
        (question, option)
        for sign in vocabulary.signs
        for question, options in sign.answers.items()
        for option in options
    )


class _Reader:
    """Reads plain values; what is wrong is written down and replaced by something harmless."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.problems: list[Problem] = []

    def wrong(self, path: str, found: object, expected: str) -> None:
        self.problems.append(Problem(self.where, path, quote(found), expected))

    def table(self, value: object, path: str, keys: set[str] | None = None) -> Mapping[str, object]:
        if not isinstance(value, Mapping):
            self.wrong(path, value, "一张表")
            return {}
        if keys is not None:
            for key in value.keys() - keys:
                self.wrong(f"{path}.{key}".lstrip("."), key, "其中之一：" + "、".join(sorted(keys)))
        return value

    def strings(self, value: object, path: str) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
            if len(set(value)) < len(value):
                self.wrong(path, [item for item in value if value.count(item) > 1], "不重复的字符串")
            return tuple(value)
        self.wrong(path, value, "一组不为空的字符串")
        return ()

    def number(self, value: object, path: str, low: int, high: int) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.wrong(path, value, f"{low} 到 {high} 的整数")
        return low

    def said(self, value: object) -> dict[str, tuple[str, ...]]:
        """Reason → phrases; no phrase under two reasons."""
        said = {reason: self.strings(words, f"said.{reason}") for reason, words in self.table(value, "said").items()}
        owners: dict[str, str] = {}
        for reason, words in said.items():
            for word in words:
                if owners.setdefault(word, reason) != reason:
                    self.wrong(f"said.{reason}", word, f"没有写在 {owners[word]} 下的说法")
        return said

    def spellings(self, value: object, path: str) -> dict[str, str]:
        """Right spelling → the wrong ones, in TOML; turned round for use."""
        turned: dict[str, str] = {}
        for right, wrongs in self.table(value, path).items():
            spelt = tuple(wrongs) if isinstance(wrongs, str) else self.strings(wrongs, f"{path}.{right}")
            for wrong in spelt:
                if wrong in turned or wrong == right:
                    self.wrong(f"{path}.{right}", wrong, "别处没有写过的写法")
                turned[wrong] = right
        return turned

    def terms(self, value: object) -> Iterator[Term]:
        for slug, body in self.table(value, "term").items():
            path = f"term.{slug}"
            term = self.table(body, path, {"name", "words", "unless", "counted", "search"})
            words = self.strings(term.get("words", []), f"{path}.words")
            counted = self.counted(term["counted"], f"{path}.counted") if "counted" in term else None
            if not words and counted is None:
                self.wrong(path, body, "words 或 counted 至少一样")
            for word in words:
                if not all(word.split(GAP)):
                    self.wrong(f"{path}.words", word, "“…”两边都有字")
            yield Term(
                slug,
                self.text(term.get("name"), f"{path}.name"),
                words,
                self.strings(term.get("unless", []), f"{path}.unless"),
                counted,
                self.flag(term.get("search", False), f"{path}.search"),
            )

    def text(self, value: object, path: str) -> str:
        if isinstance(value, str) and value:
            return value
        self.wrong(path, value, "不为空的字符串")
        return ""

    def flag(self, value: object, path: str) -> bool:
        if not isinstance(value, bool):
            self.wrong(path, value, "true 或 false")
        return value is True

    def counted(self, value: object, path: str) -> Counted:
        body = self.table(value, path, {"units", "before", "from", "to"})
        low = self.number(body.get("from"), f"{path}.from", 0, 999)
        high = self.number(body.get("to"), f"{path}.to", low, 999)
        units = self.strings(body.get("units"), f"{path}.units")
        return Counted(units, self.strings(body.get("before", []), f"{path}.before"), low, high)

    def signs(self, value: object, terms: frozenset[str]) -> Iterator[Sign]:
        for slug, body in self.table(value, "sign").items():
            path = f"sign.{slug}"
            sign = self.table(body, path, {"points", "scope", "reasons", "all", "none", "answers"})
            groups = tuple(
                tuple(name.strip() for name in group.split("|"))
                for group in self.strings(sign.get("all"), f"{path}.all")
            )
            none = tuple(
                name.strip()
                for group in self.strings(sign.get("none", []), f"{path}.none")
                for name in group.split("|")
            )
            self.known([name for group in groups for name in group], terms, f"{path}.all")
            self.known(none, terms, f"{path}.none")
            if not groups:
                self.wrong(f"{path}.all", sign.get("all"), "至少一组词")
            answers = self.answers(sign.get("answers", {}), f"{path}.answers")
            reasons = self.strings(sign.get("reasons", []), f"{path}.reasons")
            scope = self.scope(sign.get("scope", "in" if reasons else None), path)
            if scope is None and not answers:
                self.wrong(path, body, "reasons、scope、answers 至少一样")
            points = self.number(sign.get("points"), f"{path}.points", 1, 100)
            yield Sign(slug, points, scope, reasons, groups, none, answers)

    def known(self, names: list[str] | tuple[str, ...], terms: frozenset[str], path: str) -> None:
        for name in names:
            if name not in terms:
                self.wrong(path, name, "词表里有的 term")

    def scope(self, value: object, path: str) -> str | None:
        if value is not None and value not in SCOPES:
            self.wrong(f"{path}.scope", value, "、".join(SCOPES))
        return value if isinstance(value, str) and value in SCOPES else None

    def answers(self, value: object, path: str) -> dict[str, tuple[str, ...]]:
        answers: dict[str, tuple[str, ...]] = {}
        for question, options in self.table(value, path).items():
            several = isinstance(options, list)
            listed = self.strings(options if several else [options], f"{path}.{question}")
            if several != (question in MANY):
                self.wrong(f"{path}.{question}", options, "多选题写数组，单选题写一个选项")
            answers[question] = listed
        return answers

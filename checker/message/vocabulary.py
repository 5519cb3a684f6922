"""What people really type, as data: spellings, groups of words, patterns of facts, marks of clauses, learned weights.

``parse`` turns the plain dict of the TOML files (or of the same thing as JSON in the browser) into
a frozen :class:`Vocabulary`, or raises one error that holds every problem. It knows no reason and
no question: whether the ids exist is for the audit, which knows both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..problems import KnowledgeError, Problem, quote
from .clauses import LISTS, MARKS
from .facts import NEGATED, Fact, Group, Pattern
from .ranking import Weights

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


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Everything that a message is understood by. Compared by identity, so that it can be compiled once."""

    chars: Mapping[str, str]
    slips: Mapping[str, str]
    terms: Mapping[str, Term]
    facts: tuple[Fact, ...]
    marks: Mapping[str, tuple[str, ...]]  #: list of `clauses.LISTS` → its words
    negations: tuple[str, ...]
    breaks: tuple[str, ...]  #: conjunctions before which a clause begins
    units: Mapping[str, Mapping[str, int]]
    said: Mapping[str, tuple[str, ...]]  #: reason → short ways in which people put it, for the pages and their search
    weights: Weights


NOTHING = Weights((), (), {}, 1, 1, 0, 0)
"""Before anything was learned."""

TABLES = ("fold", "term", "word", "fact", "mark", "unit", "said", "weights")
"""The tables that `parse` reads; they may be spread over several files."""


def parse(data: Mapping[str, object], where: str) -> Vocabulary:
    """Read the merged vocabulary tables; every problem is collected before any is raised."""
    reader = _Reader(where)
    top = reader.table(data, "", {*TABLES, "reviewed"})
    folds = reader.table(top.get("fold", {}), "fold", {"chars", "words"})
    chars = reader.spellings(folds.get("chars", {}), "fold.chars")
    slips = reader.spellings(folds.get("words", {}), "fold.words")
    terms = {term.id: term for term in reader.terms(top.get("term", {}))}
    marks = reader.lists(top.get("mark", {}), "mark", {*LISTS, "negations", "breaks"})
    units = reader.units(top.get("unit", {}))
    words = reader.lists(top.get("word", {}), "word", None)
    facts = tuple(reader.facts(top.get("fact", {}), words, frozenset(units)))
    said = reader.said(top.get("said", {}))
    weights = reader.weights(top["weights"]) if "weights" in top else NOTHING
    if reader.problems:
        raise KnowledgeError(reader.problems)
    negations, breaks = marks.pop("negations", ()), marks.pop("breaks", ())
    return Vocabulary(chars, slips, terms, facts, marks, negations, breaks, units, said, weights)


def reasons_named(vocabulary: Vocabulary) -> frozenset[str]:
    """Every reason id that a fact warns of or a weight speaks for, for the audit."""
    alarms = {fact.alarm for fact in vocabulary.facts if fact.alarm}
    return frozenset(alarms | set(vocabulary.weights.labels) - set(SCOPES))


def answers_named(vocabulary: Vocabulary) -> frozenset[tuple[str, str]]:
    """Every (question, option) that a fact answers, for the audit."""
    return frozenset(pair for fact in vocabulary.facts for pair in fact.answers)


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

    def lists(self, value: object, path: str, keys: set[str] | None) -> dict[str, tuple[str, ...]]:
        """Name → words."""
        return {name: self.strings(words, f"{path}.{name}") for name, words in self.table(value, path, keys).items()}

    def units(self, value: object) -> dict[str, dict[str, int]]:
        """Kind of unit → word → how many of the smallest."""
        kinds = self.table(value, "unit")
        return {
            kind: {
                word: self.number(size, f"unit.{kind}.{word}", 1, 10_000)
                for word, size in self.table(words, f"unit.{kind}").items()
            }
            for kind, words in kinds.items()
        }

    def facts(self, value: object, words: Mapping[str, tuple[str, ...]], units: frozenset[str]) -> Iterator[Fact]:
        """``[fact."question=option"]``, several pairs joined by ``;``; ``!W03``: alarm, ``~question=option``: hint."""
        for name, body in self.table(value, "fact").items():
            path = f"fact.{name}"
            fact = self.table(body, path, {"says", "unless", "may"})
            pairs = [tuple(pair.split("=")) for pair in name.removeprefix("~").split(";") if not pair.startswith("!")]
            if any(len(pair) != 2 or not all(pair) for pair in pairs):
                self.wrong(path, name, "问题=选项，几个之间用 ; 隔开")
                continue
            says = self.strings(fact.get("says"), f"{path}.says")
            if not says:
                self.wrong(f"{path}.says", fact.get("says"), "至少一种说法")
            may = self.strings(fact.get("may", []), f"{path}.may")
            for mark in sorted(set(may) - {*MARKS, NEGATED}):
                self.wrong(f"{path}.may", mark, "其中之一：" + "、".join((*MARKS, NEGATED)))
            yield Fact(
                name,
                tuple((pair[0], pair[1]) for pair in pairs),
                name[1:] if name.startswith("!") else "",
                tuple(self.pattern(written, f"{path}.says", words, units) for written in says),
                self.strings(fact.get("unless", []), f"{path}.unless"),
                frozenset(may),
                hint=name.startswith("~"),
            )

    def pattern(self, written: str, path: str, words: Mapping[str, tuple[str, ...]], units: frozenset[str]) -> Pattern:
        """Groups apart by spaces, words by ``|``; ``@name`` a list, ``#unit:low-high``, ``+`` beside, ``-`` without."""
        groups: list[Group] = []
        beside: list[tuple[str, ...]] = []
        without: list[str] = []
        for item in written.split(" "):
            if item.startswith("#"):
                groups.append(self.quantity(item, path, units))
            elif item.startswith("+"):
                beside.append(self.alternatives(item[1:], path, words))
            elif item.startswith("-"):
                without += self.alternatives(item[1:], path, words)
            else:
                groups.append(Group(self.alternatives(item, path, words)))
        if not groups:
            self.wrong(path, written, "至少一组词")
            groups.append(Group((written,)))
        return Pattern(written, tuple(groups), tuple(beside), tuple(without))

    def alternatives(self, item: str, path: str, words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        found: list[str] = []
        for word in item.split("|"):
            if word.startswith("@"):
                if word[1:] not in words:
                    self.wrong(path, word, "[word] 里有的一组词")
                found += words.get(word[1:], ())
            elif word:
                found.append(word)
            else:
                self.wrong(path, item, "“|”两边都有字")
        return tuple(dict.fromkeys(found))

    def quantity(self, item: str, path: str, units: frozenset[str]) -> Group:
        unit, _, bounds = item[1:].partition(":")
        low, _, high = bounds.partition("-")
        if unit not in units or not low.isdecimal() or not high.isdecimal():
            self.wrong(path, item, "#单位:最少-最多")
            return Group((item,))
        return Group((), unit, float(low), float(high))

    def weights(self, value: object) -> Weights:
        """What ``make learn`` wrote."""
        table = self.table(value, "weights", {"labels", "bias", "features", "levels", "unit", "doubt", "floor"})
        features = table.get("features")
        try:
            if not isinstance(features, Mapping):
                raise TypeError
            return Weights(
                tuple(str(table["labels"]).split()),
                tuple(map(int, str(table["bias"]).split())),
                features,
                *(int(str(table[name])) for name in ("levels", "unit", "doubt", "floor")),
            )
        except (KeyError, TypeError, ValueError):
            self.wrong("weights", sorted(table), "make learn 写出的样子")
            return NOTHING

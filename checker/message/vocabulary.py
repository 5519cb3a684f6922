"""What people really type, as data: spellings, groups of words, patterns of facts, marks of clauses, learned weights.

``parse`` turns the plain dict of the TOML files (or of the same thing as JSON in the browser) into
a frozen :class:`Vocabulary`, or raises one error that holds every problem. It knows no reason and
no question: whether the ids exist is for the audit, which knows both.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..problems import KnowledgeError
from ..reading import Reader
from .clauses import LISTS, MARKS
from .facts import NEGATED, Fact, Group, Pair, Pattern
from .ranking import ASIDE, Weights, unpack

SCOPES = ("in", "general", "out")

GAP = "…"
"""Inside a word: here a few other characters may stand, in the same sentence."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A number before a unit or after a word, within bounds: how old someone says they are."""

    units: tuple[str, ...]
    low: int
    high: int
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """Words that mean the same thing here."""

    id: str
    name: str  #: the plain word for all of them, in Chinese
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()  #: other words: a hit inside one, or running over into one, does not count
    counted: Counted | None = None
    search: bool = False  #: true synonyms, which the site search may swap for one another


@dataclass(frozen=True, slots=True)
class _WrittenFact:
    """A fact as it stands in the file."""

    says: tuple[str, ...]
    unless: tuple[str, ...] = ()
    nowhere: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    calm: bool = False


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
    return frozenset(alarms | set(vocabulary.weights.labels) - {*SCOPES, ASIDE})


def answers_named(vocabulary: Vocabulary) -> frozenset[tuple[str, str]]:
    """Every (question, option) that a fact answers, for the audit."""
    return frozenset(pair for fact in vocabulary.facts for pair in fact.answers)


class _Reader(Reader):
    """Reads the tables of the vocabulary; what is wrong is written down and replaced by something harmless."""

    def table(self, value: object, path: str, keys: set[str] | None = None) -> Mapping[str, object]:
        if not isinstance(value, Mapping):
            self.add_problem(path, value, "一个表")
            return {}
        for key in value.keys() - keys if keys is not None else ():
            self.add_problem(f"{path}.{key}".lstrip("."), key, "这些之一：" + "、".join(sorted(keys or ())))
        return value

    def said(self, value: object) -> dict[str, tuple[str, ...]]:
        """Reason → phrases; no phrase under two reasons."""
        said = {reason: self.texts(f"said.{reason}", words) for reason, words in self.table(value, "said").items()}
        owners: dict[str, str] = {}
        for reason, words in said.items():
            for word in words:
                if owners.setdefault(word, reason) != reason:
                    self.add_problem(f"said.{reason}", word, f"没有写在 {owners[word]} 下的说法")
        return said

    def spellings(self, value: object, path: str) -> dict[str, str]:
        """Right spelling → the wrong ones, in TOML; turned round for use."""
        turned: dict[str, str] = {}
        for right, wrongs in self.table(value, path).items():
            spelt = tuple(wrongs) if isinstance(wrongs, str) else self.texts(f"{path}.{right}", wrongs)
            for wrong in spelt:
                if wrong in turned or wrong == right:
                    self.add_problem(f"{path}.{right}", wrong, "别处没有写过的写法")
                turned[wrong] = right
        return turned

    def terms(self, value: object) -> Iterator[Term]:
        for slug, body in self.table(value, "term").items():
            path = f"term.{slug}"
            term = self.record(Term, path, body, id=slug)
            if term is None:
                continue
            if not term.name:
                self.add_problem(f"{path}.name", "", "不为空的文字")
            if not term.words and term.counted is None:
                self.add_problem(path, body, "words 或 counted 至少一样")
            for word in term.words:
                if not all(word.split(GAP)):
                    self.add_problem(f"{path}.words", word, "“…”两边都有字")
            yield term

    def lists(self, value: object, path: str, keys: set[str] | None) -> dict[str, tuple[str, ...]]:
        """Name → words."""
        return {name: self.texts(f"{path}.{name}", words) for name, words in self.table(value, path, keys).items()}

    def units(self, value: object) -> dict[str, dict[str, int]]:
        """Kind of unit → word → how many of the smallest."""
        kinds = self.table(value, "unit")
        return {
            kind: {
                word: self.size(size, f"unit.{kind}.{word}") for word, size in self.table(words, f"unit.{kind}").items()
            }
            for kind, words in kinds.items()
        }

    def facts(self, value: object, words: Mapping[str, tuple[str, ...]], units: frozenset[str]) -> Iterator[Fact]:
        """``[fact."question=option"]``, several pairs joined by ``;``; ``!W03``: alarm, ``~``: hint, ``^``: loose.

        After a space stands a name, where an answer is written in several places.
        """
        for name, body in self.table(value, "fact").items():
            path = f"fact.{name}"
            fact = self.record(_WrittenFact, path, body)
            written = name.lstrip("~^").split(" ")[0].split(";")
            pairs = [tuple(pair.split("=")) for pair in written if not pair.startswith("!")]
            if any(len(pair) != 2 or not all(pair) for pair in pairs):
                self.add_problem(path, name, "问题=选项，几个之间用 ; 隔开")
            elif fact is not None:
                yield self.fact(name, tuple((pair[0], pair[1]) for pair in pairs), fact, words, units)

    def fact(
        self,
        name: str,
        answers: tuple[Pair, ...],
        fact: _WrittenFact,
        words: Mapping[str, tuple[str, ...]],
        units: frozenset[str],
    ) -> Fact:
        path = f"fact.{name}"
        if not fact.says:
            self.add_problem(f"{path}.says", [], "至少一种说法")
        for mark in sorted(set(fact.may) - {*MARKS, NEGATED}):
            self.add_problem(f"{path}.may", mark, "这些之一：" + "、".join((*MARKS, NEGATED)))
        return Fact(
            name,
            answers,
            name[1:] if name.startswith("!") else "",
            tuple(self.pattern(written, f"{path}.says", words, units) for written in fact.says),
            fact.unless,
            frozenset(fact.may),
            fact.nowhere,
            calm=fact.calm,
            hint=name.startswith("~"),
            loose=name.startswith("^"),
        )

    def size(self, value: object, path: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        self.add_problem(path, value, "一个大于 0 的整数")
        return 1

    def pattern(self, written: str, path: str, words: Mapping[str, tuple[str, ...]], units: frozenset[str]) -> Pattern:
        """Groups apart by spaces, words by ``|``; ``@name`` a list, ``#unit:low-high``, ``+`` beside, ``-`` without.

        ``&`` before a group: it follows directly. ``*``: these words stand somewhere in the message.
        """
        groups: list[Group] = []
        beside: list[tuple[str, ...]] = []
        without: list[str] = []
        anywhere: list[tuple[str, ...]] = []
        for item in written.split(" "):
            directly, item = item.startswith("&"), item.removeprefix("&")  # noqa: PLW2901 - the mark is off
            if item.startswith("#"):
                group = self.quantity(item, path, units)
                groups.append(replace(group, reach=0) if directly else group)
            elif item.startswith("+"):
                beside.append(self.alternatives(item[1:], path, words))
            elif item.startswith("*"):
                anywhere.append(self.alternatives(item[1:], path, words))
            elif item.startswith("-"):
                without += self.alternatives(item[1:], path, words)
            else:
                group = Group(self.alternatives(item, path, words))
                groups.append(replace(group, reach=0) if directly else group)
        if not groups:
            self.add_problem(path, written, "至少一组词")
            groups.append(Group((written,)))
        return Pattern(written, tuple(groups), tuple(beside), tuple(without), tuple(anywhere))

    def alternatives(self, item: str, path: str, words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        found: list[str] = []
        for word in item.split("|"):
            if word.startswith("@"):
                if word[1:] not in words:
                    self.add_problem(path, word, "[word] 里有的一组词")
                found += words.get(word[1:], ())
            elif word:
                found.append(word)
            else:
                self.add_problem(path, item, "“|”两边都有字")
        return tuple(dict.fromkeys(found))

    def quantity(self, item: str, path: str, units: frozenset[str]) -> Group:
        unit, _, bounds = item[1:].partition(":")
        low, _, high = bounds.partition("-")
        if unit not in units or not low.isdecimal() or not high.isdecimal():
            self.add_problem(path, item, "#单位:最少-最多")
            return Group((item,))
        return Group((), unit, float(low), float(high))

    def weights(self, value: object) -> Weights:
        """What ``make learn`` wrote; in the browser's copy the features come packed."""
        table = self.table(value, "weights", {"labels", "bias", "features", "levels", "unit", "doubt", "floor"})
        features = table.get("features")
        try:
            if not isinstance(features, Mapping):
                raise TypeError
            if "sizes" in features:
                features = unpack(features)
            return Weights(
                tuple(str(table["labels"]).split()),
                tuple(map(int, str(table["bias"]).split())),
                features,
                *(int(str(table[name])) for name in ("levels", "unit", "doubt", "floor")),
            )
        except (KeyError, TypeError, ValueError):
            self.add_problem("weights", sorted(table), "make learn 写出的样子")
            return NOTHING

"""Read a message: fold it, cut it into clauses, mark them, and find what they say. Nothing is weighed yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..model import Knowledge
from .clauses import DENIALS, Clause, Marker, clauses, is_elsewhere, marker
from .facts import HINT, NEGATED, Pair, Reader, Seen
from .fold import Folded, Spelling, fold, spelling
from .quantities import units
from .ranking import EDGE, features
from .terms import Span, Terms
from .vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything on the way from the words to what was understood, for explaining and for learning."""

    folded: Folded
    clauses: tuple[Clause, ...]
    seen: tuple[Seen, ...]
    groups: Mapping[str, Span]
    answers: Mapping[str, tuple[Seen, ...]]  #: ``question=option`` → where it is said
    elsewhere: bool = False  #: it names another product, and ours nowhere

    @property
    def has_known_words(self) -> bool:
        """Whether anything in it is known but its characters: a fact, a word of the vocabulary, letters or digits."""
        known = self.groups or any(not seen.fact.loose for seen in self.seen)
        return bool(known) or any(char.isascii() and char.isalnum() for char in self.folded.text)

    def features(self, without: Clause | None = None) -> list[str]:
        """What the ranking weighs: of clauses by which all is well only what they say, not the words."""
        alarms = {seen.fact.id for seen in self.seen if seen.fact.alarm and not seen.against}
        hints = {seen.fact.id for seen in self.seen if seen.against == (HINT,)}
        calm = [*self.calm(), *([without] if without else [])]
        text = list(self.folded.text)
        for clause in calm:
            text[clause.start : clause.end] = EDGE * (clause.end - clause.start)
        groups = self.groups.keys() - {name for clause in calm for name in self.groups_in(clause)}
        return features("".join(text), groups, alarms | hints | set(self.answers))

    def groups_in(self, clause: Clause) -> list[str]:
        """The groups of words that begin in a clause."""
        return [name for name, (start, _) in self.groups.items() if clause.start <= start < clause.end]

    def calm(self) -> list[Clause]:
        """Clauses that only say what is not so, or that all is well; none where there is no other clause."""
        weighed = [seen for seen in self.seen if not seen.fact.loose]
        loud = {seen.clause.start for seen in weighed if not (seen.fact.calm or NEGATED in seen.against)}
        told = {seen.clause.start for seen in weighed} - loud
        calm = [clause for clause in self.clauses if clause.start in told]
        return calm if len(calm) < len(self.clauses) else []


@dataclass(frozen=True, slots=True)
class Compiled:
    """The vocabulary, ready for use."""

    spelling: Spelling
    marker: Marker
    reader: Reader
    terms: Terms


def read(knowledge: Knowledge, vocabulary: Vocabulary, text: str) -> Reading:
    """Fold, cut, mark and read a message; nothing is weighed yet."""
    how = compiled(vocabulary)
    folded = fold(text, how.spelling)
    parts = clauses(folded, how.marker)
    seen = how.reader.read(folded.text, parts)
    elsewhere = is_elsewhere(folded.text, how.marker)
    groups = how.terms.find(folded.text)
    return Reading(folded, tuple(parts), tuple(seen), groups, stated(knowledge, seen), elsewhere)


@lru_cache(maxsize=4)
def compiled(vocabulary: Vocabulary) -> Compiled:
    """Only when the first message comes: a page that is never asked pays nothing."""
    folding = spelling(vocabulary.chars, vocabulary.slips)
    return Compiled(
        folding,
        marker(vocabulary.marks, vocabulary.breaks),
        Reader(vocabulary.facts, vocabulary.negations, vocabulary.marks.get(DENIALS, ()), units(vocabulary.units)),
        Terms(vocabulary.terms, folding),
    )


def stated(knowledge: Knowledge, seen: Iterable[Seen]) -> dict[str, tuple[Seen, ...]]:
    """What is said without contradiction: two options of a question that takes one leave it open.

    Of a question that takes several, “none of these” goes where another is said.
    """
    pairs: dict[Pair, list[Seen]] = {}
    options: dict[str, set[str]] = {}
    for item in seen:
        for question, option in item.fact.answers if not item.against else ():
            pairs.setdefault((question, option), []).append(item)
            options.setdefault(question, set()).add(option)
    contradicted = {pair for pair in pairs if len(options[pair[0]]) > 1 and not _goes_with_others(knowledge, *pair)}
    return {"=".join(pair): tuple(items) for pair, items in pairs.items() if pair not in contradicted}


def _goes_with_others(knowledge: Knowledge, question: str, option: str) -> bool:
    asked = knowledge.questions.get(question)
    exclusive = {item.id for item in asked.options if item.exclusive} if asked else set[str]()
    return asked is not None and asked.choice == "many" and option not in exclusive

"""How well ``ask`` understands real questions: ``python -m tests.triage_report [PATH]``.

The questions are read where they lie and are only ever shown in the terminal. Each line is the
acceptable ids (best first; ``G`` general, ``X`` about something else), a tab, the sentence.

A vocabulary made by hand cannot be trained again for each fold. The cross-check is the nearest
honest thing: a fold is scored without the signs and words that no other fold bears out. That is
harsh on a word that anybody would have thought of, so it is done once more with what the sentences
of our own bear out left in. What they scored when they were new stands beside them.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import process_time

from checker import triage
from checker.fold import Spelling, fold, spelling
from checker.vocabulary import GAP, Vocabulary, parse

ROOT = Path(__file__).parents[1]
QUESTIONS = ROOT / "../shared/data/real_questions_dev.tsv"
OWN = ROOT / "tests/questions.tsv"
"""Sentences that we wrote ourselves, each scored before anything was mended for it."""

WORDS = ROOT / "checker/knowledge/vocabulary"
FOLDS = 5
OWN_ENTRIES = {"R31", "R32", "R33", "R34", "R35"}
"""Entries the labels do not know; on a ``G`` or ``X`` line they are counted apart."""


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled question."""

    labels: tuple[str, ...]
    text: str

    @property
    def kind(self) -> str:
        return self.labels[0] if self.labels[0] in ("G", "X") else "in"

    @property
    def fold(self) -> int:
        return sha256(self.text.encode()).digest()[0] % FOLDS


@dataclass(frozen=True, slots=True)
class Result:
    """What ``ask`` made of a line."""

    line: Line
    scope: str
    ids: tuple[str, ...]

    @property
    def right(self) -> bool:
        if self.line.kind == "in":
            return self.scope == "in" and self.ids[:1] != () and self.ids[0] in self.line.labels
        return self.scope == {"G": "general", "X": "out"}[self.line.kind]

    @property
    def among_three(self) -> bool:
        return self.scope == "in" and not set(self.ids[:3]).isdisjoint(self.line.labels)


def read_vocabulary(folder: Path = WORDS) -> Vocabulary:
    """The vocabulary files alone, without the rest of the knowledge."""
    merged: dict[str, dict[str, object]] = {"fold": {}, "term": {}, "sign": {}}
    for path in sorted(folder.glob("*.toml")):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        for name in merged.keys() & tables.keys():
            merged[name].update(tables[name])
    return parse(merged, folder.name)


def read_lines(path: Path) -> list[Line]:
    """The labelled questions; a line without a tab is a remark."""
    rows = (row.split("\t", 1) for row in path.read_text(encoding="utf-8").splitlines() if "\t" in row)
    return [Line(tuple(labels.split(",")), text) for labels, text in rows]


def judge(vocabulary: Vocabulary, lines: Iterable[Line]) -> list[Result]:
    """Ask every line."""
    asked = ((line, triage.ask(vocabulary, line.text)) for line in lines)
    return [Result(line, was.scope, tuple(match.id for match in was.matches)) for line, was in asked]


def scores(results: list[Result]) -> str:
    """One line of figures."""
    inside = [result for result in results if result.line.kind == "in"]
    parts = [
        f"最前一个 {_share(inside, lambda result: result.right)}",
        f"前三个 {_share(inside, lambda result: result.among_three)}",
        f"误判为别的事 {_share(inside, lambda result: result.scope == 'out')}",
    ]
    for kind, name in (("G", "笼统"), ("X", "别的事")):
        some = [result for result in results if result.line.kind == kind]
        parts.append(f"{name} {_share(some, lambda result: result.right)}")
    return "  ".join(parts)


def _share(results: list[Result], test: Callable[[Result], bool]) -> str:
    hits = sum(map(test, results))
    return f"{hits}/{len(results)}={hits / max(1, len(results)):.3f}"


def without_unsupported(vocabulary: Vocabulary, elsewhere: list[Line], words_too: bool) -> Vocabulary:
    """Only the signs (and terms, or single words) that the other folds bear out."""
    signs = {sign for line in elsewhere for sign in signs_in(vocabulary, line.text)}
    words = {word for line in elsewhere for word in words_in(vocabulary, line.text)}
    terms = {}
    for slug, term in vocabulary.terms.items():
        borne_out = words if words_too else set(term.words) if words.intersection(term.words) else set[str]()
        terms[slug] = replace(term, words=tuple(word for word in term.words if word in borne_out))
    return replace(vocabulary, terms=terms, signs=tuple(sign for sign in vocabulary.signs if sign.id in signs))


@cache
def signs_in(vocabulary: Vocabulary, text: str) -> tuple[str, ...]:
    """The signs in a sentence."""
    return triage.signs_seen(vocabulary, text)


@cache
def words_in(vocabulary: Vocabulary, text: str) -> frozenset[str]:
    """The words, of whatever term, whose parts all stand in a sentence."""
    plain = fold(text, _spelling(vocabulary)).text
    return frozenset(word for word, parts in _parts(vocabulary) if all(part in plain for part in parts))


@cache
def _spelling(vocabulary: Vocabulary) -> Spelling:
    return spelling(vocabulary.chars, vocabulary.slips)


@cache
def _parts(vocabulary: Vocabulary) -> list[tuple[str, list[str]]]:
    how = _spelling(vocabulary)
    words = {word for term in vocabulary.terms.values() for word in term.words}
    return [(word, [fold(part, how).text for part in word.split(GAP)]) for word in words]


def cross_check(
    vocabulary: Vocabulary, lines: list[Line], words_too: bool, own: Iterable[Line] = ()
) -> Iterator[list[Result]]:
    """Each fold, judged with what the other folds, and `own` sentences, bear out."""
    for number in range(FOLDS):
        elsewhere = [*own, *(line for line in lines if line.fold != number)]
        known = without_unsupported(vocabulary, elsewhere, words_too)
        yield judge(known, [line for line in lines if line.fold == number])


def _print_folds(vocabulary: Vocabulary, lines: list[Line], own: list[Line]) -> None:
    _print_fold("句式和词组", cross_check(vocabulary, lines, words_too=False))
    _print_fold("句式和单个词", cross_check(vocabulary, lines, words_too=True))
    _print_fold("单个词，我们自己的句子也用到的留着", cross_check(vocabulary, lines, words_too=True, own=own))


def _print_fold(name: str, folds: Iterable[list[Result]]) -> None:
    print(f"\n五折（去掉只有这一折支持的{name}）")
    every: list[Result] = []
    for number, results in enumerate(folds, 1):
        print(f"  第 {number} 折  {scores(results)}")
        every += results
    print(f"  合计    {scores(every)}")


def _print_confusion(results: list[Result]) -> None:
    print("\n按条目（标注的第一个 → 答的第一个）")
    table: dict[str, Counter[str]] = {}
    for result in results:
        got = result.ids[0] if result.scope == "in" and result.ids else result.scope
        table.setdefault(result.line.labels[0], Counter())[got] += 1
    for label, row in sorted(table.items()):
        print(f"  {label}: " + "  ".join(f"{got} {count}" for got, count in row.most_common()))


def _print_misses(results: list[Result]) -> None:
    misses = [result for result in results if not result.right]
    print(f"\n没答对的 {len(misses)} 句")
    for result in misses:
        print(f"  {','.join(result.line.labels)} → {result.scope} {','.join(result.ids)}：{result.line.text}")
    own = [result for result in results if result.line.kind != "in" and OWN_ENTRIES & set(result.ids[:1])]
    inside = sum(result.scope == "in" for result in own)
    print(f"标作 G 或 X、由 R31–R35 回答的 {len(own)} 句，其中归入 in 的 {inside} 句")


def _print_lone_signs(vocabulary: Vocabulary, lines: list[Line]) -> None:
    fired = Counter(sign for line in lines for sign in triage.signs_seen(vocabulary, line.text))
    lone = sorted(sign for sign, count in fired.items() if count == 1)
    print(f"\n句式 {len(vocabulary.signs)} 个，从没用上的 {len(vocabulary.signs) - len(fired)} 个（凭常识写的）")
    print(f"只用上一次的 {len(lone)} 个，请看看是不是为一句话写的：{'、'.join(lone)}")


def _print_times(vocabulary: Vocabulary, lines: list[Line]) -> None:
    times = sorted(_seconds(vocabulary, line.text) for line in lines for _ in range(3))
    paste = _seconds(vocabulary, "点了开通没反应，页面说另一个账户已开通。" * 5000)
    half, most = times[len(times) // 2] * 1e3, times[len(times) * 95 // 100] * 1e3
    print(f"\n每句（处理器时间）p50 {half:.2f} 毫秒，p95 {most:.2f} 毫秒；粘贴十万字 {paste * 1e3:.1f} 毫秒")


def _seconds(vocabulary: Vocabulary, text: str) -> float:
    start = process_time()
    triage.ask(vocabulary, text)
    return process_time() - start


def main(arguments: list[str]) -> int:
    """Print the report; a missing data file is no mistake of whoever runs it."""
    path = Path(arguments[0]) if arguments else QUESTIONS
    if not path.is_file():
        print(f"没有找到真实提问的数据（{path}）。它不随项目分发，没有它也不影响使用和测试。")
        return 0
    vocabulary, lines = read_vocabulary(), read_lines(path)
    results = judge(vocabulary, lines)
    print(f"{len(lines)} 句  {scores(results)}")
    own = read_lines(OWN)
    print(f"自己写的 {len(own)} 句（改过词表以后；第一次的得分见 {OWN.name}）  {scores(judge(vocabulary, own))}")
    _print_folds(vocabulary, lines, own)
    _print_confusion(results)
    _print_misses(results)
    _print_lone_signs(vocabulary, lines)
    _print_times(vocabulary, lines)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

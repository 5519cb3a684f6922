"""``make learn``: labelled messages in, integer weights out; prints what was learned and where it errs.

usage: python -m tools.learn
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from hashlib import sha256

from checker.loading import KNOWLEDGE, load
from checker.message.asides import heard, untelling
from checker.message.ranking import ASIDE, SAID, Weights, decode
from checker.message.reading import Reading, compiled, read
from checker.message.understanding import CHOICES, ask
from checker.message.vocabulary import Vocabulary
from checker.model import Knowledge

from . import ranking, solver
from .messages import Labelled, read_all, read_asides, read_harmless
from .ranking import Phrase, Weighable, learn

EVERY = 2
"""Of so many messages one is learned a second time, with a clause that changes nothing before or behind it."""

SHOWN = 6
"""Words shown for each label."""

WRITTEN = KNOWLEDGE / "vocabulary" / "weights.toml"


def weighable(knowledge: Knowledge, messages: list[Labelled]) -> tuple[list[Weighable], list[Phrase]]:
    """The messages with their features, as `ask` sees them, some once more; and the clauses to learn from.

    Every so many is learned once more disturbed by a harmless clause. Messages about danger are learned once more
    without what they plainly say: the signs were written by people who had read them, so they find nearly all of these;
    of those that nobody has read, only the other words are left.
    """
    readings = [_read(knowledge, message.text) for message in messages]
    plain = [Weighable(message, tuple(reading.features())) for message, reading in zip(messages, readings, strict=True)]
    stops = {reason.id for reason in knowledge.reasons.values() if reason.kind == "stop"}
    bare = [_bare(row) for row in plain if stops.intersection(row.message.reasons)]
    rows = [*plain, *_disturbed(knowledge, messages), *(row for row in bare if row)]
    known = [Phrase(found, None) for text in read_asides() for found in _untelling(knowledge, _read(knowledge, text))]
    others = [
        Phrase(found, message)
        for message, reading in zip(messages, readings, strict=True)
        if len(reading.clauses) > 1
        for found in _untelling(knowledge, reading)
    ]
    return [replace(row, danger=_is_danger(row.message, stops)) for row in rows], known + others


def _is_danger(message: Labelled, stops: set[str]) -> bool:
    return message.scopes[0] == "in" and not stops.isdisjoint(message.reasons[:1])


def _disturbed(knowledge: Knowledge, messages: list[Labelled]) -> list[Weighable]:
    clauses = read_harmless()
    rows = []
    for number, message in enumerate(messages[::EVERY]):
        clause = clauses[number % len(clauses)]
        text = f"{message.text}，{clause}" if number % 2 else f"{clause}，{message.text}"
        rows.append(Weighable(message, tuple(_read(knowledge, text).features()), disturbed=True))
    return rows


def _bare(row: Weighable) -> Weighable | None:
    """A message without what it plainly says; none where it says nothing plainly."""
    bare = tuple(feature for feature in row.features if feature[0] != SAID)
    return Weighable(row.message, bare, disturbed=True, bare=True) if bare != row.features else None


def _untelling(knowledge: Knowledge, reading: Reading) -> list[tuple[str, ...]]:
    """What `asides` hears of the clauses that it could set aside."""
    mark = compiled(_vocabulary(knowledge)).marker
    return [tuple(heard(reading, clause)) for clause in untelling(mark, reading)]


def _read(knowledge: Knowledge, text: str) -> Reading:
    return read(knowledge, _vocabulary(knowledge), text)


def _vocabulary(knowledge: Knowledge) -> Vocabulary:
    if knowledge.vocabulary is None:
        raise ValueError("there is nothing to read messages by")
    return knowledge.vocabulary


def fingerprint(rows: list[Weighable], clauses: list[Phrase]) -> str:
    """What the weights depend on: labels and features of messages and clauses, and the settings of the method."""
    settings = {
        f"{module.__name__}.{name}": value
        for module in (ranking, solver)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, int | float | str | dict)
    }
    seen = [(*row.message.scopes, *row.message.reasons, row.message.source, *row.features) for row in rows]
    heard = [(clause.is_aside, *clause.features) for clause in clauses]
    return sha256(json.dumps([settings, seen, heard], ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def written(weights: Weights, mark: str) -> str:
    """The file that the knowledge holds: one feature a line, so that a difference can be read."""
    head = (
        "# 由 make learn 从 tests/messages/ 和 tests/questions.tsv 学来，不要手改。\n"
        "# 格式见 checker/knowledge/README.md。\n"
        f"# 学它的句子和词的指纹，不同就要再学一遍：{mark}\n"
        "[weights]\n"
        f'labels = "{" ".join(weights.labels)}"\n'
        f'bias = "{" ".join(map(str, weights.bias))}"\n'
        f"levels = {weights.levels}\nunit = {weights.unit}\ndoubt = {weights.doubt}\nfloor = {weights.floor}\n\n"
        "[weights.features]\n"
    )
    return head + "".join(f'"{name}" = "{sizes}"\n' for name, sizes in weights.features.items())


def table(rows: list[Weighable], clauses: list[Phrase], weights: Weights) -> str:
    """Label by label: how many messages, or clauses by the way, how many weights, and which words speak most for it."""
    strongest: dict[str, list[tuple[int, str]]] = {label: [] for label in weights.labels}
    for name, sizes in weights.features.items():
        for place, size in decode(sizes):
            strongest[weights.labels[place]].append((size - weights.levels, name))
    lines = []
    plain = [row for row in rows if not row.disturbed]
    for label in weights.labels:
        best = sorted(strongest[label], key=lambda item: (-item[0], item[1]))[:SHOWN]
        known = sum(label in row.message.reasons or label == row.message.scopes[0] for row in plain)
        known += sum(clause.is_aside for clause in clauses) if label == ASIDE else 0
        words = " ".join(f"{name}{size:+d}" for size, name in best)
        lines.append(f"{label:8}{known:5} 句 {len(strongest[label]):5} 个权重  {words}")
    return "\n".join(lines)


def errors(knowledge: Knowledge, rows: list[Weighable]) -> list[str]:
    """Messages that are misunderstood although they were learned from."""
    found = []
    for row in (row for row in rows if not row.disturbed):
        understood = ask(knowledge, row.message.text)
        ids = [match.id for match in understood.matches]
        wanted = (*row.message.scopes, *row.message.reasons)
        named = ids[:1] if understood.scope == "in" or (ids[:1] and ids[0] in wanted) else [understood.scope]
        if not set(named) & set(wanted):
            got = f"{understood.scope} {','.join(ids[:CHOICES])}"
            place, text = f"{row.message.source}:{row.message.id}", row.message.text[:60]
            found.append(f"{place}  {','.join(wanted)} → {got}  {text}")
    return found


def main() -> int:
    """Learn, write, and say what was learned."""
    rows, clauses = weighable(load(), read_all())
    weights = learn(rows, clauses)
    WRITTEN.write_text(written(weights, fingerprint(rows, clauses)), encoding="utf-8", newline="\n")
    knowledge = load()
    print(table(rows, clauses, weights))
    wrong = errors(knowledge, rows)
    print("\n".join(wrong))
    known = sum(not row.disturbed for row in rows)
    print(f"{known} 句，{len(weights.features)} 个线索，还错 {len(wrong)} 句。")
    print("没学过的句子认得怎样：make triage-report")
    return 0


if __name__ == "__main__":
    sys.exit(main())

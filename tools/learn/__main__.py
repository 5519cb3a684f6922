"""``make learn``: labelled messages in, integer weights out; prints what was learned and where it errs.

usage: python -m tools.learn
"""

from __future__ import annotations

import sys

from checker.loading import KNOWLEDGE, load
from checker.message.ranking import Weights, decode
from checker.message.understanding import CHOICES, ask, read
from checker.model import Knowledge

from .messages import Labelled, read_all
from .ranking import Weighable, learn

SHOWN = 6
"""Words shown for each label."""

WRITTEN = KNOWLEDGE / "vocabulary" / "weights.toml"


def weighable(knowledge: Knowledge, messages: list[Labelled]) -> list[Weighable]:
    """The messages with their features, as `ask` sees them."""
    vocabulary = knowledge.vocabulary
    if vocabulary is None:
        raise ValueError("there is nothing to read messages by")
    return [Weighable(message, tuple(read(vocabulary, message.text).features)) for message in messages]


def written(weights: Weights) -> str:
    """The file that the knowledge holds: one feature a line, so that a difference can be read."""
    head = (
        "# 由 make learn 从 tests/messages/ 和 tests/questions.tsv 学来，不要手改。\n"
        "# 格式见 checker/knowledge/README.md。\n"
        "[weights]\n"
        f'labels = "{" ".join(weights.labels)}"\n'
        f'bias = "{" ".join(map(str, weights.bias))}"\n'
        f"levels = {weights.levels}\nunit = {weights.unit}\ndoubt = {weights.doubt}\nfloor = {weights.floor}\n\n"
        "[weights.features]\n"
    )
    return head + "".join(f'"{name}" = "{sizes}"\n' for name, sizes in weights.features.items())


def table(rows: list[Weighable], weights: Weights) -> str:
    """Label by label: how many messages, how many weights, and which words speak most for it."""
    strongest: dict[str, list[tuple[int, str]]] = {label: [] for label in weights.labels}
    for name, sizes in weights.features.items():
        for place, size in decode(sizes):
            strongest[weights.labels[place]].append((size - weights.levels, name))
    lines = []
    for label in weights.labels:
        best = sorted(strongest[label], key=lambda item: (-item[0], item[1]))[:SHOWN]
        known = sum(label in row.message.reasons or label == row.message.scopes[0] for row in rows)
        words = " ".join(f"{name}{size:+d}" for size, name in best)
        lines.append(f"{label:8}{known:5} 句 {len(strongest[label]):5} 个权重  {words}")
    return "\n".join(lines)


def errors(knowledge: Knowledge, rows: list[Weighable]) -> list[str]:
    """Messages that are misunderstood although they were learned from."""
    found = []
    for row in rows:
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
    rows = weighable(load(), read_all())
    weights = learn(rows)
    WRITTEN.write_text(written(weights), encoding="utf-8", newline="\n")
    knowledge = load()
    print(table(rows, weights))
    wrong = errors(knowledge, rows)
    print("\n".join(wrong))
    print(f"{len(rows)} 句，{len(weights.features)} 个线索，还错 {len(wrong)} 句。")
    print("没学过的句子认得怎样：make triage-report")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How well ``ask`` understands messages, every set on its own.

``python -m tests.triage_report [--folds] [--files] [PATH ...]``

The messages in the repository are what it learned from: their figures show only that nothing broke. With ``--folds``
each is asked of weights that were learned without it and the rest of its fifth; with ``--files``, of weights that were
learned without its whole file, that is, without anybody who writes like that. Sets that nothing was learned from are
read where they lie, and are only ever shown in the terminal.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from time import process_time

from checker.loading import load
from checker.message.understanding import Understood, ask
from checker.model import Knowledge
from tools.learn.__main__ import weighable
from tools.learn.messages import Labelled, read_all, read_messages, read_questions
from tools.learn.ranking import learn

ROOT = Path(__file__).parents[1]
SHARED = ROOT / "../shared/data"
UNSEEN = ("messages_real_dev.tsv", "real_questions_dev.tsv")
FOLDS = 5
STOPS = ("W01", "W02", "W03")

Ask = Callable[[str], Understood]


def pairs(understood: Understood) -> set[str]:
    """What was filled in, as ``question=option``."""
    return {f"{question}={option}" for question, options in understood.answers.items() for option in options}


def right(message: Labelled, understood: Understood) -> bool:
    """Whether the best reason is one that a reader accepted, or the scope is right where nothing stands in the way."""
    first = understood.matches[0].id if understood.matches else ""
    if message.scopes[0] == "in":
        return (understood.scope != "out" and first in message.reasons) or understood.scope in message.scopes[1:]
    return understood.scope in message.scopes or first in message.reasons


def score(messages: Iterable[Labelled], asked: Ask) -> Counter[str]:
    """Counts of everything that `line` prints."""
    n: Counter[str] = Counter()
    for message in messages:
        understood = asked(message.text)
        scope, ids = message.scopes[0], [match.id for match in understood.matches]
        ok = right(message, understood)
        n[scope] += 1
        n[f"{scope} ok"] += ok
        n["sure"] += understood.sure
        n["sure ok"] += understood.sure and ok
        if scope == "in":
            n["three"] += understood.scope != "out" and any(id_ in message.reasons for id_ in ids[:3])
            n["sent out"] += understood.scope == "out"
        if message.reasons and message.reasons[0] in STOPS:
            n["stop"] += 1
            n["stop ok"] += ids[:1] == [message.reasons[0]]
        if message.labelled:
            filled = pairs(understood)
            n["filled"] += len(filled)
            n["filled ok"] += len(filled & message.said)
            n["said"] += len(message.said)
            n["forbidden"] += len(filled & message.never)
    return n


def line(name: str, n: Counter[str]) -> str:
    """One set on one line."""

    def share(part: str, whole: str) -> str:
        return f"{n[part] / n[whole]:.3f}" if n[whole] else "–"

    return (
        f"{name}：原因排第一 {share('in ok', 'in')}，前三 {share('three', 'in')}，误送出去 {share('sent out', 'in')}｜"
        f"笼统 {share('general ok', 'general')}｜别的事 {share('out ok', 'out')}｜危险 {share('stop ok', 'stop')}｜"
        f"填入准 {share('filled ok', 'filled')}（{n['forbidden']} 个不该填），全 {share('filled ok', 'said')}｜"
        f"有把握的 {share('sure ok', 'sure')}（{n['sure']}）｜共 {n['in'] + n['general'] + n['out']} 句"
    )


def fold_of(message: Labelled) -> int:
    """The fifth that a message belongs to; the same sentence always falls into the same."""
    return int(sha256(message.text.encode()).hexdigest(), 16) % FOLDS


def kept_back(
    knowledge: Knowledge, messages: Sequence[Labelled], part: Callable[[Labelled], int | str]
) -> dict[str, Counter[str]]:
    """Source → counts, each message asked of weights that were learned from all parts but its own."""
    rows, phrases = weighable(knowledge, list(messages))
    counts: dict[str, Counter[str]] = {}
    for one in sorted({part(message) for message in messages}, key=str):
        others = [phrase for phrase in phrases if phrase.message is None or part(phrase.message) != one]
        weights = learn([row for row in rows if part(row.message) != one], others)
        assert knowledge.vocabulary is not None
        without = replace(knowledge, vocabulary=replace(knowledge.vocabulary, weights=weights))
        for source in sorted({message.source for message in messages if part(message) == one}):
            kept = [message for message in messages if message.source == source and part(message) == one]
            counts.setdefault(source, Counter()).update(score(kept, lambda text, without=without: ask(without, text)))  # type: ignore[misc]
    return counts


def read_set(path: Path) -> list[Labelled]:
    """A file of either form."""
    lines = path.read_text(encoding="utf-8").splitlines()
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return read_messages(path) if first.count("\t") > 1 else read_questions(path)


def times(knowledge: Knowledge, messages: Sequence[Labelled]) -> str:
    """How long a message takes, of this process's own time."""
    spent = []
    for message in messages[:1000]:
        start = process_time()
        ask(knowledge, message.text)
        spent.append(process_time() - start)
    spent.sort()
    half, most = spent[len(spent) // 2] * 1000, spent[len(spent) * 95 // 100] * 1000
    return f"一句：一半在 {half:.2f} 毫秒以内，95% 在 {most:.2f} 毫秒以内"


def main(arguments: Sequence[str]) -> int:
    """Print one line for every set."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--folds", action="store_true", help="每五分之一由另外五分之四学来的权重来认；要十来分钟")
    parser.add_argument("--files", action="store_true", help="每个文件由别的文件学来的权重来认；要十来分钟")
    parser.add_argument("paths", nargs="*", type=Path)
    given = parser.parse_args(arguments)
    knowledge = load()
    own = read_all()
    asked: Ask = lambda text: ask(knowledge, text)  # noqa: E731
    print("学过的（只看有没有坏）：")
    for source in sorted({message.source for message in own}):
        print(" ", line(source, score([message for message in own if message.source == source], asked)))
    if given.folds:
        print("五折，各由没学过它的权重来认：")
        for source, counts in kept_back(knowledge, own, fold_of).items():
            print(" ", line(source, counts))
    if given.files:
        print("整个文件留出来，由别的文件学来的权重来认：")
        for source, counts in kept_back(knowledge, own, lambda message: message.source).items():
            print(" ", line(source, counts))
    paths = given.paths or [SHARED / name for name in UNSEEN]
    print("没学过的：")
    for path in paths:
        print(" ", line(path.stem, score(read_set(path), asked)) if path.is_file() else f"没有找到 {path.name}，略过")
    print(times(knowledge, own))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

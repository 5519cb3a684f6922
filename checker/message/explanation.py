"""How a message was understood, step by step, for whoever tends the vocabulary: ``ask --explain``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model import Knowledge
from .facts import Seen
from .guides import Hit
from .reading import Reading, read
from .understanding import Understood, Weighed, conclude, hits, weigh_up
from .vocabulary import Vocabulary

STRONGEST = 8
"""Features shown for and against each label."""

LABELS = 3
"""Reasons whose weights are shown."""

NEAREST = 5
"""Guides that are shown, named or not."""

Lines = Mapping[str, Sequence[str]]
"""File of the vocabulary → its lines."""


def explain(knowledge: Knowledge, text: str, lines: Lines) -> str:
    """Clauses, facts, weights for and against, what ruled what out; `lines` to name file and line."""
    vocabulary = knowledge.vocabulary
    if vocabulary is None:
        raise ValueError("a message is understood with a vocabulary only")
    reading = read(knowledge, vocabulary, text)
    weighed = weigh_up(knowledge, vocabulary, reading)
    understood = conclude(knowledge, vocabulary, reading, weighed)
    parts = (
        _clauses(reading, weighed),
        _facts(reading, weighed, understood, lines),
        _engine(weighed),
        _weights(vocabulary, weighed, lines),
        _guides(hits(knowledge, vocabulary, reading), reading, understood, lines),
        _outcome(understood),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def _clauses(reading: Reading, weighed: Weighed) -> Iterator[str]:
    yield "== clauses =="
    for clause in reading.clauses:
        aside = "  (by the way: not weighed)" if clause == weighed.set_aside else ""
        yield f"  {clause.text}{_marked(clause.marks)}{aside}"


def _marked(marks: frozenset[str]) -> str:
    return f"  [{' '.join(sorted(marks))}]" if marks else ""


def _facts(reading: Reading, weighed: Weighed, understood: Understood, lines: Lines) -> Iterator[str]:
    yield "== facts =="
    kept = set(understood.answers)
    for seen in reading.seen:
        questions = {question for question, _ in seen.fact.answers}
        if seen.against:
            verdict = f"not said: {' '.join(seen.against)}"
        elif seen.fact.alarm:
            verdict = "alarm"
        elif any("=".join(pair) in weighed.doubtful for pair in seen.fact.answers):
            verdict = "offered: nothing else in the message is about it"
        elif questions <= kept:
            verdict = "said"
        else:
            verdict = "not filled in: contradicted, or a message of another scope"
        words = reading.folded.text[seen.start : seen.end]
        yield f"  {seen.fact.id}  “{words}”  {verdict}  ({_place(seen, lines)})"


def _place(seen: Seen, lines: Lines) -> str:
    return _line_of(f'"{seen.pattern.written}"', lines) or seen.pattern.written


def _line_of(written: str, lines: Lines) -> str:
    for name, content in lines.items():
        for number, line in enumerate(content, 1):
            if written in line:
                return f"{name}:{number}"
    return ""


def _engine(weighed: Weighed) -> Iterator[str]:
    yield "== engine =="
    yield "  established: " + (" ".join(f"{id_}({kind})" for id_, kind in weighed.established.items()) or "-")
    yield "  ruled out: " + (" ".join(weighed.ruled_out) or "-")
    yield "  alarms: " + (" ".join(weighed.alarms) or "-")


def _weights(vocabulary: Vocabulary, weighed: Weighed, lines: Lines) -> Iterator[str]:
    scores = weighed.scores
    yield "== weights =="
    bias = dict(zip(vocabulary.weights.labels, vocabulary.weights.bias, strict=True))
    for label in ("in", "general", "out", *weighed.order[:LABELS]):
        if label not in scores.total:
            continue
        yield f"  {label}: {scores.total[label]} (bias {bias[label]})"
        shares = sorted(
            ((parts[label], feature) for feature, parts in scores.parts.items() if label in parts),
            key=lambda item: (-abs(item[0]), item[1]),
        )
        for share, feature in shares[:STRONGEST]:
            yield f"    {share:+5d} {feature}  ({_places(feature, lines)})"


def _places(feature: str, lines: Lines) -> str:
    """Where the weights of the feature stand and, of a term, its words."""
    weights = {name: content for name, content in lines.items() if name.endswith("weights.toml")}
    found = [_line_of(f'"{feature}" =', weights)]
    if feature.startswith("@"):
        found.append(_line_of(f"[term.{feature[1:]}]", lines))
    return ", ".join(place for place in found if place)


def _guides(near: Sequence[Hit], reading: Reading, understood: Understood, lines: Lines) -> Iterator[str]:
    yield "== guides =="
    named = {guide.id for guide in understood.guides}
    files = {name: content for name, content in lines.items() if name.endswith("guides.toml")}
    for hit in near[:NEAREST]:
        words = " ".join(reading.folded.text[start:end] for start, end in hit.spans())
        verdict = "named" if hit.id in named else "not named"
        place = _line_of(f'"{hit.way}"', files)
        measure = f"{hit.points} points, {hit.share}‰ of the message"
        yield f"  {hit.id}: {measure}  “{hit.way}” ~ “{words}”  {verdict}  ({place})"


def _outcome(understood: Understood) -> Iterator[str]:
    yield "== understood =="
    yield f"  scope {understood.scope}, {'sure' if understood.sure else 'not sure'}"
    for match in understood.matches:
        yield f"  {match.id}  {' '.join(match.because)}"
    for said in understood.said:
        yield f"  {said.question} = {' '.join(said.answers)}  “{said.clause}”"
    for question, option in understood.offered:
        yield f"  offered: {question} = {option}"
    for guide in understood.guides:
        yield f"  guide: {guide.id} {guide.path}  {' '.join(guide.because)}"

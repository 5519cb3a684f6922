"""Who uses what: the way back from a claim or a source to everything that rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.conditions import leaves
from checker.model import Knowledge, Reason


class Use(NamedTuple):
    """An entry that uses another one."""

    kind: str
    id: str


def users_of_claims(knowledge: Knowledge) -> dict[str, list[Use]]:
    """Claim → the reasons, questions and myths that use it, each once; a remedy counts as its reasons."""
    users: dict[str, dict[Use, None]] = {id_: {} for id_ in knowledge.claims}
    for use, claims in _claims_used(knowledge):
        for claim in claims:
            users[claim].setdefault(use)
    return {claim: list(uses) for claim, uses in users.items()}


def _claims_used(knowledge: Knowledge) -> Iterator[tuple[Use, tuple[str, ...]]]:
    for reason in knowledge.reasons.values():
        use = Use("reason", reason.id)
        yield use, (*reason.claims, *reason.corrects)
        for id_ in reason.remedies:
            yield use, knowledge.remedies[id_].claims
    for question in knowledge.questions.values():
        yield Use("question", question.id), question.claims
    for myth in knowledge.myths.values():
        yield Use("myth", myth.id), myth.claims


def users_of_sources(knowledge: Knowledge) -> dict[str, list[Use]]:
    """Source → the entries that cite it, each once."""
    users: dict[str, dict[Use, None]] = {id_: {} for id_ in knowledge.sources}
    kinds = ("reason", "prompt", "scam", "myth", "channel", "clock", "letter", "claim")
    for kind in kinds:
        for entry in getattr(knowledge, f"{kind}s").values():
            for source in entry.sources:
                users[source].setdefault(Use(kind, entry.id))
    for reason in knowledge.reasons.values():
        for id_ in reason.remedies:
            for source in knowledge.remedies[id_].sources:
                users[source].setdefault(Use("reason", reason.id))
    return {source: list(uses) for source, uses in users.items()}


def questions_of(reason: Reason) -> list[str]:
    """The questions whose answers decide whether `reason` applies, each once."""
    conditions = [condition for level in reason.level for condition in (level.when, level.unless) if condition]
    return list(dict.fromkeys(leaf.question for condition in conditions for leaf in leaves(condition)))

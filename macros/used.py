"""Reverse references: the entries that use a claim or a source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.audit import REFERENCES
from checker.conditions import leaves
from checker.evidence import claims_in_use, sources_in_use
from checker.model import ENTRIES, Knowledge, Reason

from .site import PRINTED


class Use(NamedTuple):
    """An entry that uses another one."""

    kind: str
    id: str


def users_of_claims(knowledge: Knowledge) -> dict[str, list[Use]]:
    """Claim → the reasons, questions and myths that use it, each once; a remedy counts as its reasons.

    What was taken down is used by nothing.
    """
    users: dict[str, dict[Use, None]] = {id_: {} for id_ in knowledge.claims}
    for use, claims in _claims_used(knowledge):
        for claim in claims_in_use(knowledge, claims):
            users[claim.id].setdefault(use)
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
    """Source → the entries that cite it, each once; what was taken down is cited by nothing."""
    users: dict[str, dict[Use, None]] = {id_: {} for id_ in knowledge.sources}
    for use, sources in _sources_used(knowledge):
        for source in sources_in_use(knowledge, sources):
            users[source.id].setdefault(use)
    return {source: list(uses) for source, uses in users.items()}


def _sources_used(knowledge: Knowledge) -> Iterator[tuple[Use, tuple[str, ...]]]:
    for kind, field, target in REFERENCES:
        if target == "source" and kind in PRINTED and field != "replaced_by":
            for entry in getattr(knowledge, ENTRIES[kind][0]).values():
                named = getattr(entry, field)
                yield Use(kind, entry.id), (named,) if isinstance(named, str) else named
    for reason in knowledge.reasons.values():
        for id_ in reason.remedies:
            yield Use("reason", reason.id), knowledge.remedies[id_].sources


def questions_of(reason: Reason) -> list[str]:
    """The questions whose answers decide whether `reason` applies, each once."""
    conditions = [condition for level in reason.level for condition in (level.when, level.unless) if condition]
    return list(dict.fromkeys(leaf.question for condition in conditions for leaf in leaves(condition)))

"""Check the evidence of entries: claims and sources that a reason, a claim or a step is based on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from ..evidence import claims_in_use, sources_in_use
from ..model import ENTRIES, Knowledge, Reason
from ..problems import Problem
from .references import REFERENCES
from .walk import Check, entries, problem_at

OFFICIAL = ("gov.cn", "pbccrc.org.cn", "chsi.com.cn", "12377.cn", "12321.cn")
"""Domains that may be linked, with everything below them; all else is cited without a link."""


MAY_NAME_WHAT_IS_GONE = {
    ("reason", "corrects"),
    ("contradiction", "claims"),
    ("claim", "replaced_by"),
    ("source", "replaced_by"),
}
"""Table and field: what names a claim without resting on it."""


def grounds_of_reasons(knowledge: Knowledge) -> Iterator[Problem]:
    """Reasons whose claims and sources are too weak for their kind.

    A claim or source that was taken down bears nothing any more.
    """
    for id_, reason in knowledge.reasons.items():
        kinds = {level.kind for level in reason.level}
        grades = {claim.id: claim.grade for claim in claims_in_use(knowledge, reason.claims)}
        serious = kinds & {"hard", "strong"}
        sources = sources_in_use(knowledge, reason.sources)
        legal = any(source.law for source in sources)
        entry = f"reason.{id_}"
        if serious and not legal and set(grades.values()).isdisjoint("AB"):
            yield problem_at(knowledge, entry, "claims", list(grades), "至少一条 A 或 B 级的说法，或一处法律来源")
        unchecked = [name for name, grade in grades.items() if grade == "C"]
        if serious and unchecked:
            yield problem_at(
                knowledge, entry, "claims", unchecked, "C 级说法不作 hard、strong 的依据；反对的写进 corrects"
            )
        elif kinds - {"weak"} and unchecked and len(unchecked) == len(grades) and not sources:
            yield problem_at(knowledge, entry, "claims", unchecked, "C 级说法只能单独支撑 weak；另写一处来源")


def wrong_claims(knowledge: Knowledge) -> Iterator[Problem]:
    """Claims of grade D that are used as evidence, or that lack a correction."""
    for table, of_table in (("reason", knowledge.reasons), ("remedy", knowledge.remedies)):
        for id_, entry in of_table.items():
            for name in entry.claims:
                if name in knowledge.claims and knowledge.claims[name].grade == "D":
                    yield problem_at(
                        knowledge, f"{table}.{id_}", "claims", name, "D 级说法不作依据；反对的写进 corrects"
                    )
    for id_, claim in knowledge.claims.items():
        if claim.grade == "D" and not claim.correction:
            yield problem_at(knowledge, f"claim.{id_}", "correction", "", "D 级必填：正确的说法")


def without_source(knowledge: Knowledge) -> Iterator[Problem]:
    """Entries without a source in use that do not explain why (`unsourced`)."""
    for entry, value in entries(knowledge):
        if not hasattr(value, "unsourced") or value.unsourced or getattr(value, "retired", ""):
            continue
        known = [name for name in value.sources if name not in knowledge.sources]  # told elsewhere
        if known or sources_in_use(knowledge, value.sources):
            continue
        claims = claims_in_use(knowledge, value.claims) if isinstance(value, Reason) else []
        if not any(claim.grade in ("A", "B") for claim in claims):
            yield problem_at(knowledge, entry, "sources", [], "一处来源；没有就写 unsourced")


def still_used(knowledge: Knowledge, _today: date) -> Iterator[Problem]:
    """Entries that still name a retired claim or source; it no longer counts as evidence for them."""
    gone = {
        "claim": {id_ for id_, claim in knowledge.claims.items() if claim.retired},
        "source": {id_ for id_, source in knowledge.sources.items() if source.retired},
    }
    for table, field, target in REFERENCES:
        if target in gone and (table, field) not in MAY_NAME_WHAT_IS_GONE:
            for id_, entry in getattr(knowledge, ENTRIES[table][0]).items():
                named = getattr(entry, field)
                for name in (named,) if isinstance(named, str) else named:
                    if name in gone[target] and not getattr(entry, "retired", ""):
                        yield problem_at(
                            knowledge, f"{table}.{id_}", field, name, f"没有下架的；{target}.{name} 不再作依据"
                        )


def contradictions(knowledge: Knowledge) -> Iterator[Problem]:
    """Contradictions between fewer than two claims."""
    for id_, contradiction in knowledge.contradictions.items():
        if len(contradiction.claims) < 2:
            yield problem_at(knowledge, f"contradiction.{id_}", "claims", list(contradiction.claims), "两条以上")


def links(knowledge: Knowledge) -> Iterator[Problem]:
    """Addresses that do not belong to an official host."""
    for entry, value in entries(knowledge):
        url = getattr(value, "url", "")
        if url and not _is_official(url):
            yield problem_at(knowledge, entry, "url", url, "官方域名（" + "、".join(OFFICIAL) + "），否则不写链接")


def _is_official(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and any(f".{host}".endswith(f".{suffix}") for suffix in OFFICIAL)


CHECKS: tuple[Check, ...] = (
    grounds_of_reasons,
    wrong_claims,
    without_source,
    contradictions,
    links,
)

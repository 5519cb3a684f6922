"""Grounds: what a reason or a claim rests on, and whether that bears it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from ..model import Claim, Knowledge, Reason
from ..problems import Problem
from .walk import Check, entries, wrong

OFFICIAL = ("gov.cn", "pbccrc.org.cn", "chsi.com.cn", "12377.cn", "12321.cn")
"""Domains that may be linked, with everything below them; all else is cited without a link."""


def grounds_of_reasons(knowledge: Knowledge) -> Iterator[Problem]:
    """What a serious reason rests on, and what may ground nothing or nothing serious.

    A claim or source that was taken down bears nothing any more.
    """
    for id_, reason in knowledge.reasons.items():
        kinds = {level.kind for level in reason.level}
        claims = [knowledge.claims[name] for name in reason.claims if name in knowledge.claims]
        grades = {claim.id: claim.grade for claim in claims if not claim.retired}
        serious = kinds & {"hard", "strong"}
        sources = [knowledge.sources[name] for name in reason.sources if name in knowledge.sources]
        legal = any(source.law and not source.retired for source in sources)
        entry = f"reason.{id_}"
        if serious and not legal and set(grades.values()).isdisjoint("AB"):
            yield wrong(knowledge, entry, "claims", list(grades), "至少一条 A 或 B 级的说法，或一处法律来源")
        unchecked = [name for name, grade in grades.items() if grade == "C"]
        if serious and unchecked:
            yield wrong(knowledge, entry, "claims", unchecked, "C 级说法不作 hard、strong 的依据；反对的写进 corrects")
        elif kinds - {"weak"} and unchecked and len(unchecked) == len(grades) and not reason.sources:
            yield wrong(knowledge, entry, "claims", unchecked, "C 级说法只能单独支撑 weak；另写一处来源")


def wrong_claims(knowledge: Knowledge) -> Iterator[Problem]:
    """A claim of grade D grounds nothing, and comes with what is right."""
    for table, of_table in (("reason", knowledge.reasons), ("remedy", knowledge.remedies)):
        for id_, entry in of_table.items():
            for name in entry.claims:
                if name in knowledge.claims and knowledge.claims[name].grade == "D":
                    yield wrong(knowledge, f"{table}.{id_}", "claims", name, "D 级说法不作依据；反对的写进 corrects")
    for id_, claim in knowledge.claims.items():
        if claim.grade == "D" and not claim.correction:
            yield wrong(knowledge, f"claim.{id_}", "correction", "", "D 级必填：正确的说法")


def without_source(knowledge: Knowledge) -> Iterator[Problem]:
    """Entries that name no source and do not say that there is none."""
    for entry, value in entries(knowledge):
        if not hasattr(value, "unsourced") or value.sources or value.unsourced:
            continue
        if isinstance(value, Reason) and any(_is_good(knowledge.claims.get(name)) for name in value.claims):
            continue
        yield wrong(knowledge, entry, "sources", [], "一处来源；没有就写 unsourced")


def _is_good(claim: Claim | None) -> bool:
    return claim is not None and claim.grade in ("A", "B") and not claim.retired


def contradictions(knowledge: Knowledge) -> Iterator[Problem]:
    """A contradiction takes two claims."""
    for id_, contradiction in knowledge.contradictions.items():
        if len(contradiction.claims) < 2:
            yield wrong(knowledge, f"contradiction.{id_}", "claims", list(contradiction.claims), "两条以上")


def links(knowledge: Knowledge) -> Iterator[Problem]:
    """Only official hosts are linked."""
    for entry, value in entries(knowledge):
        url = getattr(value, "url", "")
        if url and not _is_official(url):
            yield wrong(knowledge, entry, "url", url, "官方域名（" + "、".join(OFFICIAL) + "），否则不写链接")


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

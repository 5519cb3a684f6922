"""The claims, one row each: what is said, how sure it is, why, what is right, and who uses it."""

from __future__ import annotations

from collections import Counter
from functools import partial

from markupsafe import Markup

from .corrections import report_line
from .site import Site
from .used import users_of_claims

GRADES = "ABCD"


def claims_list(site: Site) -> Markup:
    """Every claim at the anchor of its id, by topic, with the controls that a script wakes up."""
    claims = sorted(site.knowledge.claims.values(), key=lambda claim: int(claim.id[1:]))
    topics = [topic for topic in site.knowledge.labels["topic"] if any(claim.topic == topic for claim in claims)]
    return site.render(
        "claims.html",
        topics=[(topic, [claim for claim in claims if claim.topic == topic]) for topic in topics],
        grades=grade_counts(site),
        users=users_of_claims(site.knowledge),
        report=partial(report_line, site),
    )


def contradictions_list(site: Site) -> Markup:
    """The places where the article disagrees with itself."""
    return site.render("contradictions.html", contradictions=site.knowledge.contradictions.values())


def grade_legend(site: Site) -> Markup:
    """What the four grades mean, with how many claims have each."""
    return site.render("grades.html", grades=grade_counts(site))


def grade_counts(site: Site) -> dict[str, int]:
    """Grade → how many claims in use have it."""
    found = Counter[str](claim.grade for claim in site.knowledge.claims.values() if not claim.retired)
    return {grade: found[grade] for grade in GRADES}


def count(site: Site, what: str) -> int:
    """How many entries of a kind there are, so that no page writes the number by hand."""
    if what == "asked":
        return sum(claim.asked for claim in site.knowledge.claims.values())
    return len(getattr(site.knowledge, what))

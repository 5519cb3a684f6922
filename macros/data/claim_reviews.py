"""The graded claims as ClaimReview, the type of schema.org that those who check facts exchange.

One file beside the data, not a part of a page: on the page of claims it would weigh more than what people read there.
A rating is said in words only. Our grades say how well a claim is grounded, which is no number of stars.
"""

from __future__ import annotations

from typing import Any

from checker.model import Claim

from ..site import Site
from .datasets import address
from .files import LICENCE_PAGE

FILE = "claim-reviews.jsonld"


def claim_reviews(site: Site) -> dict[str, Any]:
    """A DataFeed with a ClaimReview of every claim in use."""
    claims = [claim for claim in site.knowledge.claims.values() if not claim.retired]
    return {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "name": site.label("dataset", "claims"),
        "inLanguage": "zh-CN",
        "license": LICENCE_PAGE,
        "dateModified": max(claim.reviewed for claim in claims).isoformat(),
        "dataFeedElement": [_review(site, claim) for claim in claims],
    }


def _review(site: Site, claim: Claim) -> dict[str, Any]:
    home = site.env.conf["site_url"]
    author = {"@type": "Organization", "name": site.env.conf["site_name"], **({"url": home} if home else {})}
    return {
        "@type": "ClaimReview",
        "identifier": claim.id,
        **({"url": home + address(site.knowledge, "claim", claim)} if home else {}),
        "author": author,
        "dateModified": claim.reviewed.isoformat(),
        "claimReviewed": claim.text,
        "reviewRating": {"@type": "Rating", "alternateName": site.label("grade", claim.grade)},
        "reviewBody": claim.why + claim.correction,
    }

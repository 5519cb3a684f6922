"""The data for search engines and checkers of facts: only words that schema.org has, and only what is true."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.model import Knowledge
from macros.data.claim_reviews import claim_reviews

from .pages import read_pages
from .test_data import site_of

VOCABULARY = tomllib.loads((Path(__file__).parent / "schema_org.toml").read_text(encoding="utf-8"))


def properties(type_: str) -> set[str]:
    """The properties that a thing of `type_` may have, its own and those of what it is a kind of."""
    said = VOCABULARY[type_]
    return {*said.get("properties", ())} | (properties(said["is"]) if "is" in said else set())


def things(data: object) -> Iterator[dict[str, Any]]:
    """Every typed thing inside `data`."""
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from things(value)
    elif isinstance(data, list):
        for item in data:
            yield from things(item)


def assert_in_the_vocabulary(data: dict[str, Any]) -> None:
    assert data["@context"] == "https://schema.org"
    for thing in things(data):
        assert thing.keys() - {"@context", "@type"} <= properties(thing["@type"]), thing["@type"]
        assert all(value not in (None, "", []) for key, value in thing.items() if key != "distribution"), thing


@pytest.mark.site
def test_pages_use_only_words_of_the_vocabulary(built_site: Path) -> None:
    types = set()
    for page in read_pages(built_site).values():
        [script] = page.all("script", type="application/ld+json")
        data = json.loads("".join(script.text))
        assert_in_the_vocabulary(data)
        types.add(data["@type"])
    assert types == {"WebSite", "WebApplication", "FAQPage", "Article", "Dataset"}


@pytest.mark.site
def test_an_answer_to_a_question_stands_on_its_page(built_site: Path) -> None:
    asked = 0
    for page in read_pages(built_site).values():
        [script] = page.all("script", type="application/ld+json")
        for question in json.loads("".join(script.text)).get("mainEntity", []):
            asked += 1
            assert question["name"] in page.body.words, page.name
            assert question["acceptedAnswer"]["text"][:12] in page.body.words, page.name
    assert asked > 20


def test_claim_reviews_say_what_the_claims_say(knowledge: Knowledge) -> None:
    data = claim_reviews(site_of(knowledge))
    assert_in_the_vocabulary(data)
    reviews = {review["identifier"]: review for review in data["dataFeedElement"]}
    assert reviews.keys() == {claim.id for claim in knowledge.claims.values() if not claim.retired}
    for id_, review in reviews.items():
        claim = knowledge.claims[id_]
        assert review["claimReviewed"] == claim.text
        assert review["reviewRating"] == {"@type": "Rating", "alternateName": knowledge.labels["grade"][claim.grade]}
        assert claim.why in review["reviewBody"]
        assert claim.correction in review["reviewBody"]


def test_claim_reviews_have_addresses_once_the_site_has_one(knowledge: Knowledge) -> None:
    there = claim_reviews(site_of(knowledge, "https://example.org/hua/"))
    assert there["dataFeedElement"][0]["url"].startswith("https://example.org/hua/claims/#S")
    assert "example.org" not in json.dumps(claim_reviews(site_of(knowledge)))

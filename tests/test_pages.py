"""The pages as a reader meets them: every id opens, every link leads somewhere, nothing comes from elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bench.weight import CHECK, CHECK_BUDGET, OTHER_BUDGET, files, weights
from checker.audit import OFFICIAL
from checker.model import ENTRIES, Knowledge
from macros.site import PRINTED
from macros.used import users_of_claims
from publishing.paths import ROOT

from .pages import Page, read_pages

pytestmark = pytest.mark.site

EMBED = "embed/index.html"
FRAME = "embed/"
WITH_ENGINE = ("check/", FRAME)
"""The check, and the check for the frames of other sites."""

STARTING = {"assets/check.js", "assets/embed.js"}
"""The scripts that start the engine."""

UNOFFICIAL = "与支付宝、蚂蚁集团无关联"


@pytest.fixture(scope="session")
def pages(built_site: Path) -> dict[str, Page]:
    return read_pages(built_site)


def where(knowledge: Knowledge, kind: str, id_: str) -> str:
    """The address of the page on which an entry must have its anchor."""
    page, entry = PRINTED[kind].page, getattr(knowledge, ENTRIES[kind][0])[id_]
    return (page if isinstance(page, str) else page(entry)).removesuffix(".md") + "/"


@pytest.mark.parametrize("kind", [kind for kind, printed in PRINTED.items() if printed.anchored])
def test_every_id_is_an_anchor(kind: str, knowledge: Knowledge, pages: dict[str, Page]) -> None:
    entries = getattr(knowledge, ENTRIES[kind][0])
    missing = [id_ for id_ in entries if id_ not in pages[where(knowledge, kind, id_)].ids]
    assert not missing


def test_every_reason_says_everything(knowledge: Knowledge, pages: dict[str, Page]) -> None:
    for reason in knowledge.reasons.values():
        text = pages[where(knowledge, "reason", reason.id)].text_at(reason.id)
        steps = [knowledge.remedies[id_].text for id_ in reason.remedies]
        for sentence in (reason.title, reason.summary, *steps, reason.wait, *reason.never, reason.reviewed.isoformat()):
            assert sentence in text, (reason.id, sentence)
        for id_ in (*reason.claims, *reason.corrects, *(id_ for id_ in reason.sources if id_ != "K")):
            assert id_ in text, (reason.id, id_)
        assert all(knowledge.labels["kind"][level.kind] in text for level in reason.level), reason.id


def test_every_claim_can_be_read_without_a_script(knowledge: Knowledge, pages: dict[str, Page]) -> None:
    page = pages["claims/"]
    for claim in knowledge.claims.values():
        row = page.text_at(claim.id)
        for sentence in (
            claim.text,
            claim.why,
            claim.correction,
            claim.unsourced,
            knowledge.labels["grade"][claim.grade],
        ):
            assert sentence in row, (claim.id, sentence)


def test_a_claim_leads_to_all_that_use_it(knowledge: Knowledge, pages: dict[str, Page]) -> None:
    page = pages["claims/"]
    rows: dict[str, set[tuple[str, str]]] = {}
    for link in page.all("a"):
        row = next(
            (
                element.attributes["id"]
                for element in link.inside
                if "claim" in element.attributes.get("class", "").split()
            ),
            None,
        )
        if row:
            rows.setdefault(row, set()).add(page.resolve(link.attributes["href"]))
    for claim, uses in users_of_claims(knowledge).items():
        assert {(where(knowledge, use.kind, use.id), use.id) for use in uses} <= rows[claim], claim


def test_every_link_leads_somewhere(pages: dict[str, Page], built_site: Path) -> None:
    lost = []
    for page in pages.values():
        for href in page.links():
            if urlsplit(href).scheme in ("http", "https", "tel"):
                continue
            target, anchor = page.resolve(href)
            if target not in pages:
                if not (built_site / target).is_file():
                    lost.append((page.name, href))
            elif anchor and not anchor.startswith("__") and anchor not in pages[target].ids:
                lost.append((page.name, href))
    assert not lost


def test_only_official_sites_are_linked_and_nothing_is_fetched_from_elsewhere(pages: dict[str, Page]) -> None:
    linked = set()
    for page in pages.values():
        for href in page.links():
            host = urlsplit(href).hostname
            linked.add(host)
            assert host is None or any(f".{host}".endswith(f".{official}") for official in OFFICIAL), (page.name, href)
        fetched = [element.attributes.get("src", "") for element in page.elements if "src" in element.attributes]
        fetched += [
            element.attributes["href"]
            for element in page.all("link")
            if not {"canonical", "prev", "next"} & set(element.attributes["rel"].split())
        ]
        assert fetched, page.name
        assert not [address for address in fetched if urlsplit(address).netloc], page.name
    assert "www.gov.cn" in linked


def test_no_page_but_the_check_page_loads_the_engine(pages: dict[str, Page]) -> None:
    for page in pages.values():
        sources = {element.attributes["src"] for element in page.all("script") if "src" in element.attributes}
        scripts = {page.resolve(src)[0] for src in sources}
        assert bool(scripts & STARTING) == (page.url in WITH_ENGINE), page.name
        assert ("engine-manifest" in page.source) == (page.url in WITH_ENGINE), page.name
        assert page.url in WITH_ENGINE or ".wasm" not in page.source, page.name


def test_every_page_is_found_and_named(pages: dict[str, Page], built_site: Path) -> None:
    titles: dict[str, str] = {}
    for page in pages.values():
        [title] = [element.words for element in page.all("title") if not element.within("svg")]
        assert titles.setdefault(title, page.name) == page.name
        [about] = [element.attributes["content"] for element in page.all("meta", name="description")]
        assert 25 <= len(about) <= 90, (page.name, len(about))
        [data] = [json.loads("".join(element.text)) for element in page.all("script", type="application/ld+json")]
        assert data["@type"] in ("Article", "FAQPage", "WebSite", "WebApplication", "Dataset")
        assert len(page.all("h1")) == 1, page.name
        assert len(page.ids) == len(set(page.ids)), page.name
    for_models = (built_site / "llms.txt").read_text(encoding="utf-8")
    for url in pages:
        assert (f"({url}index.md)" in for_models) == (url != FRAME), url


def test_the_shared_picture_is_a_picture(built_site: Path) -> None:
    picture = (built_site / "assets" / "card.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1200, 630)


def test_the_shared_picture_says_what_the_site_says() -> None:
    name, sentence, unofficial = re.findall(
        r'aria-label="([^"]+)"', (ROOT / "docs/assets/card.svg").read_text(encoding="utf-8")
    )
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert f"site_name: {name}\n" in config
    assert all(part in config for part in sentence.split("，"))
    assert unofficial.endswith(UNOFFICIAL)


def test_no_page_is_an_orphan(pages: dict[str, Page]) -> None:
    """Every page is linked from the words of another, not only from the menu."""
    linked = {
        page.resolve(link.attributes["href"])[0]
        for page in pages.values()
        for link in page.all("a")
        if link.within("article") and not urlsplit(link.attributes.get("href", "")).netloc
        if page.resolve(link.attributes["href"])[0] != page.url
    }
    assert sorted(pages.keys() - linked - {""}) == ["privacy/"]  # the menu is where people look for it


def test_every_page_says_that_it_is_not_official(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert UNOFFICIAL in page.all("footer")[-1].words, page.name
    home = pages[""].body.words
    assert home.index(UNOFFICIAL) < home.index(pages[""].all("h2")[0].words)


def test_the_sentence_on_the_home_page_is_not_sent(pages: dict[str, Page]) -> None:
    [form] = pages[""].all("form", id="ask")
    assert not {"action", "method"} & form.attributes.keys()
    [way] = [element for element in pages[""].elements if form in element.inside and element.tag == "a"]
    assert pages[""].resolve(way.attributes["href"])[0] == "check/"
    fields = [element for element in pages[""].elements if form in element.inside and element.tag == "input"]
    assert [name for element in fields if (name := element.attributes.get("name"))] == []


def test_search_knows_what_people_type(built_site: Path) -> None:
    index = json.loads((built_site / "search" / "search_index.json").read_text(encoding="utf-8"))
    words = {word for entry in index["docs"] for word in re.split(r"[\s\u200b]+", entry["title"] + " " + entry["text"])}
    assert words >= {"花呗", "芝麻分", "代开通", "刷脸", "另一个", "账户"}


def test_no_page_is_too_heavy_for_a_slow_phone(built_site: Path) -> None:
    sizes = weights(built_site)
    assert sizes.pop(EMBED) < sizes[CHECK]
    assert sizes.pop(CHECK) <= CHECK_BUDGET
    assert max(sizes.values()) <= OTHER_BUDGET


def test_only_the_check_page_knows_of_the_engine(built_site: Path) -> None:
    for page in built_site.rglob("*.html"):
        named = [file.relative_to(built_site).parts[0] for file in files(page, built_site)]
        assert not {"runtime", "engine"} & {*named}
        assert ("engine-manifest" in page.read_text(encoding="utf-8")) == (
            page.relative_to(built_site).as_posix() in (CHECK, EMBED)
        )


def test_the_ladder_names_whom_and_how_long(knowledge: Knowledge, pages: dict[str, Page]) -> None:
    """Every number to dial, every period and every letter of a row stands in it."""
    page = pages["howto/explanation/"]
    assert knowledge.rungs
    for rung in knowledge.rungs.values():
        row = page.text_at(rung.id)
        links = {
            link.attributes["href"]
            for link in page.all("a")
            if any(element.attributes.get("id") == rung.id for element in link.inside)
        }
        numbers = [knowledge.channels[id_].contact for id_ in (*rung.first, *rung.next)]
        assert {f"tel:{number}" for number in numbers if number.isdigit()} <= links, rung.id
        assert {f"#{id_}" for id_ in rung.letters} <= links, rung.id
        spans = [f"{knowledge.clocks[id_].days} 天" for id_ in (*rung.clocks[:1], *rung.clocks[-1:], *rung.next_clocks)]
        for words in (rung.title, rung.sign, *rung.laws, rung.demand, rung.court, rung.open_end, *spans):
            assert words in row, (rung.id, words)


def test_the_ladder_begins_with_a_way_to_each_row(knowledge: Knowledge, pages: dict[str, Page]) -> None:
    page = pages["howto/explanation/"]
    links = [
        link for link in page.all("a") if any("jump" in around.attributes.get("class", "") for around in link.inside)
    ]
    assert [(link.attributes["href"], link.words) for link in links] == [
        (f"#{rung.id}", rung.title) for rung in knowledge.rungs.values()
    ]


def test_reasons_lead_to_their_rung(knowledge: Knowledge, pages: dict[str, Page]) -> None:
    for rung in knowledge.rungs.values():
        for reason in rung.reasons:
            page = pages[where(knowledge, "reason", reason)]
            targets = {page.resolve(href) for href in page.links()}
            assert ("howto/explanation/", rung.id) in targets, (reason, rung.id)


def test_every_guide_prints_how_people_ask_for_it(knowledge: Knowledge, pages: dict[str, Page]) -> None:
    assert knowledge.guides
    for guide in knowledge.guides.values():
        words = pages[where(knowledge, "guide", guide.id)].body.words
        assert [phrase for phrase in guide.said if phrase not in words] == [], guide.id


def test_every_guide_is_two_taps_from_home(knowledge: Knowledge, pages: dict[str, Page]) -> None:
    def near(url: str) -> set[str]:
        page = pages[url]
        return {page.resolve(link.attributes["href"])[0] for link in page.all("a") if link.within("article")}

    first = near("") & pages.keys()
    second = first.union(*(near(url) for url in first))
    assert {where(knowledge, "guide", id_) for id_ in knowledge.guides} <= second


def test_a_change_of_the_rules_leads_to_what_it_touches_and_back(knowledge: Knowledge, pages: dict[str, Page]) -> None:
    assert knowledge.rule_changes
    rules = {pages["rules/"].resolve(href) for href in pages["rules/"].links()}
    for change in knowledge.rule_changes.values():
        for name in change.touches:
            kind, _, id_ = name.partition(".")
            if kind not in PRINTED:
                continue
            page = pages[where(knowledge, kind, id_)]
            anchor = id_ if PRINTED[kind].anchored else ""
            assert (page.url, anchor) in rules, name
            assert ("rules/", change.id) in {page.resolve(href) for href in page.links()}, (change.id, name)

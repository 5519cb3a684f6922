"""Every page as Markdown: the same words, links from Markdown to Markdown, nothing that only a browser can use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publishing.markdown import as_markdown, markdown_address

from ..pages import Page, read_pages

LINK = re.compile(r"\]\(([^)\s]+)(?: \"[^\"]*\")?\)")


def test_what_only_a_browser_can_use_is_left_out() -> None:
    html = '<h1 id="题">题</h1><p>一句<button>按</button></p><p hidden>还没有</p><svg><title>图</title></svg>'
    assert as_markdown(html, "尾") == "# 题\n\n一句\n\n---\n\n尾\n"


def test_a_heading_keeps_the_id_that_links_name() -> None:
    assert as_markdown('<h2 id="R01">一</h2><h2 id="二">二</h2>', "尾").startswith("## 一 {#R01}\n\n## 二\n")


def test_a_table_of_several_bodies_is_one_table() -> None:
    row = '<tr><th scope="rowgroup" colspan="2">组</th></tr><tr><td>甲</td><td>乙</td></tr>'
    html = f"<table><thead><tr><th>左</th><th>右</th></tr></thead><tbody>{row}</tbody><tbody>{row}</tbody></table>"
    assert as_markdown(html, "尾").count("| --- | --- |") == 1
    assert as_markdown(html, "尾").count("| 甲 | 乙 |") == 2


def test_code_says_what_it_is_written_in() -> None:
    html = '<pre><code class="language-sh">a_b *c*\n</code></pre>'
    assert "```sh\na_b *c*\n```" in as_markdown(html, "尾")


@pytest.mark.parametrize(
    ("href", "to"),
    [
        ("../claims/", "../claims/index.md"),
        ("../claims/#S01", "../claims/index.md#S01"),
        ("./", "./index.md"),
        ("#S01", "#S01"),
        ("../data/claims.csv", "../data/claims.csv"),
        ("tel:110", "tel:110"),
        ("https://www.gov.cn/x/", "https://www.gov.cn/x/"),
    ],
)
def test_links_lead_to_markdown(href: str, to: str) -> None:
    assert markdown_address(href) == to


@pytest.fixture(scope="session")
def pages(built_site: Path) -> dict[str, Page]:
    """Every page that is written as Markdown: all but the frame for other sites."""
    return {url: page for url, page in read_pages(built_site).items() if url != "embed/"}


def markdown_of(built_site: Path, page: Page) -> str:
    return (built_site / page.url / "index.md").read_text(encoding="utf-8")


@pytest.mark.site
def test_every_page_names_its_markdown(built_site: Path, pages: dict[str, Page]) -> None:
    for page in pages.values():
        [link] = page.all("link", rel="alternate", type="text/markdown")
        assert page.resolve(link.attributes["href"])[0] == f"{page.url}index.md"
        [title] = page.all("h1")
        assert f"# {title.words}" in markdown_of(built_site, page).splitlines(), page.name
    assert not [
        path for path in built_site.rglob("*.md") if f"{path.parent.relative_to(built_site)}/" not in {*pages, "./"}
    ]


@pytest.mark.site
def test_the_frame_for_other_sites_is_not_written_as_markdown(built_site: Path) -> None:
    frame = read_pages(built_site)["embed/"]
    assert frame.all("meta", name="robots", content="noindex")
    assert not frame.all("link", rel="alternate", type="text/markdown")
    assert not (built_site / "embed/index.md").exists()


@pytest.mark.site
def test_every_link_of_the_markdown_leads_to_a_file(built_site: Path, pages: dict[str, Page]) -> None:
    followed = 0
    for page in pages.values():
        for href in LINK.findall(markdown_of(built_site, page)):
            if re.match(r"(https?|tel|mailto):", href):
                continue
            target = page.resolve(href)[0] or "index.md"
            target = f"{page.url}index.md" if href.startswith("#") else target
            target = target.replace("embed/", "embed/index.html")  # the one page without Markdown
            assert (built_site / target).is_file(), (page.name, href)
            followed += 1
    assert followed > 1000


@pytest.mark.site
def test_the_markdown_says_what_the_page_says(built_site: Path, pages: dict[str, Page]) -> None:
    """Each paragraph of an ordinary page, and that the site is not official."""
    squeeze = re.compile(r"[\s*|`\\]+")
    for page in pages.values():
        text = markdown_of(built_site, page)
        assert "与支付宝、蚂蚁集团无关联" in text, page.name
        prose = re.sub(r"```.*?```|`[^`\n]+`", "", text, flags=re.S)
        assert not re.search(r"</?(div|span|p|a|li|input)\b", prose), page.name
        words = squeeze.sub("", LINK.sub("]", text)).replace("[", "").replace("]", "")
        silent = {
            id(around)
            for element in page.elements
            if "hidden" in element.attributes or element.tag in UNREAD
            for around in (element, *element.inside)
        }
        lost = [
            paragraph.words
            for paragraph in page.all("p")
            if paragraph.within("article")
            and id(paragraph) not in silent
            and not any("hidden" in element.attributes for element in paragraph.inside)
            and squeeze.sub("", paragraph.words).replace("[", "").replace("]", "") not in words
        ]
        assert lost == [], page.name


UNREAD = {"svg", "button", "input", "select", "textarea"}


@pytest.mark.site
def test_no_device_keeps_what_only_programs_read(built_site: Path) -> None:
    kept = (built_site / "sw.js").read_text(encoding="utf-8")
    assert '"data/index.html"' in kept
    assert not re.search(r'"[^"]*\.(md|csv|jsonld)"|"data/[^"]*\.json"|"feed\.xml"|"llms\.txt"', kept)

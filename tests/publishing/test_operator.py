"""What an operator says of the site, on its pages: where mistakes are reported, and which address it has."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pytest

import site_build
from checker.model import Knowledge
from macros.corrections import report_line
from macros.site import Site
from publishing import editions, hosting, settings
from publishing.pages import build_pages
from publishing.paths import ROOT
from publishing.settings import Settings

pytestmark = pytest.mark.site

OPERATOR = Settings(
    address="https://example.org/hua/bei/",
    name="另一个名字",
    contact="fix@example.org",
    repository="https://code.example/me/huabei-check",
    filings=("京ICP备12345678号-1", "京公网安备11010102000001号"),
)


def build(folder: Path, said: Settings) -> Path:
    """The hosted pages of an operator who says this; nothing packed, no recipes, nothing outside of `folder`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "read", lambda: said)
        patch.setattr(editions, "compress", lambda _: None)
        patch.setattr(hosting, "write", lambda *_: None)
        build_pages(folder, site_build.hosted(with_offline=False))
    return folder


@pytest.fixture(scope="module")
def anonymous(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of somebody who says nothing: the one that all tests share, as long as `site.toml` says nothing."""
    return built_site if settings.read() == Settings() else build(tmp_path_factory.mktemp("anonymous"), Settings())


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of somebody who says everything, with a mail address."""
    return build(tmp_path_factory.mktemp("named"), OPERATOR)


def pages(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def footers(site: Path) -> dict[str, str]:
    """Page → what stands in its footer; not the page for frames, whose foot leads to all the others."""
    return {name: html.partition("<footer")[2] for name, html in pages(site).items() if name != "embed/index.html"}


def entries(site: Path, knowledge: Knowledge) -> dict[str, str]:
    """Claim or reason → what is printed between its anchor and the end of its box."""
    found = {}
    claims = (site / "claims/index.html").read_text(encoding="utf-8")
    for id_ in knowledge.claims:
        found[id_] = claims.partition(f'<li class="claim card" id="{id_}"')[2].partition("\n</li>")[0]
    for id_, reason in knowledge.reasons.items():
        page = (site / "reasons" / reason.family / "index.html").read_text(encoding="utf-8")
        found[id_] = page.partition(f'<section class="reason card" data-reason="{id_}"')[2].partition("</section>")[0]
    assert all(found.values())
    return found


def test_no_page_names_a_machine_that_is_nobody_elses(anonymous: Path) -> None:
    for path in anonymous.rglob("*"):
        if path.suffix in (".html", ".txt", ".xml", ".json", ".webmanifest"):
            assert not re.search(r"127\.0\.0\.1|localhost", path.read_text(encoding="utf-8")), path
    for name, html in pages(anonymous).items():
        assert not re.search('rel="canonical"|property="og:|"url":', html), name
    assert not list(anonymous.glob("sitemap*"))
    assert "Sitemap" not in (anonymous / "robots.txt").read_text(encoding="ascii")


def test_an_address_is_in_everything_that_needs_one(named: Path) -> None:
    address = OPERATOR.address
    html = pages(named)
    sitemap = (named / "sitemap.xml").read_text(encoding="utf-8")
    for_models = (named / "llms.txt").read_text(encoding="utf-8")
    for name in html.keys() - {"404.html"}:
        listed = name != "embed/index.html"  # a frame for other sites, which no search engine is to list
        url = address + name.removesuffix("index.html")
        assert f'<link rel="canonical" href="{url}">' in html[name]
        assert f'<meta property="og:url" content="{url}">' in html[name]
        assert f'<meta property="og:image" content="{address}assets/card.png">' in html[name]
        assert f'"url": "{url}"' in html[name]
        assert (f"<loc>{url}</loc>" in sitemap) == listed
        assert (f"({url}index.md)" in for_models) == listed
    assert f'href="{address}feed.xml"' in (named / "feed.xml").read_text(encoding="utf-8")
    assert f'"contentUrl": "{address}data/claims.csv"' in html["data/index.html"]
    assert f"Sitemap: {address}sitemap.xml" in (named / "robots.txt").read_text(encoding="ascii")
    assert 'href="/hua/bei/assets/site.css"' in html["404.html"]
    assert "<title>花呗开不了？先看懂那句提示 - 另一个名字</title>" in html["index.html"]


def test_the_app_has_the_name_of_the_site(named: Path, anonymous: Path) -> None:
    apps = [json.loads((site / "manifest.webmanifest").read_text(encoding="utf-8")) for site in (named, anonymous)]
    assert [(app["name"], app["short_name"]) for app in apps] == [
        (OPERATOR.name, OPERATOR.name),
        ("花呗开通自查", "花呗自查"),
    ]
    assert apps[0]["icons"] == apps[1]["icons"] != []


def test_every_claim_and_reason_can_be_reported_with_its_id(named: Path, knowledge: Knowledge) -> None:
    for id_, html in entries(named, knowledge).items():
        (line,) = re.findall(r"<p [^>]*data-report.*?</p>", html)
        (link,) = re.findall(r'href="(mailto:[^"]+)"', line)
        assert unquote(unescape(link)) == f"mailto:fix@example.org?subject=更正 {id_}"
        assert id_ in re.sub("<.*?>", "", line)  # to be copied where no mail program answers
        assert "fix@example.org</a>" in line


def test_every_footer_says_whom_to_tell_and_who_is_registered(named: Path) -> None:
    for name, foot in footers(named).items():
        assert "mailto:fix@example.org?subject=" in foot, name
        assert 'href="https://beian.miit.gov.cn/"' in foot
        assert 'href="https://beian.mps.gov.cn/"' in foot
        assert f'href="{OPERATOR.repository}"' in foot
    assert f"{OPERATOR.repository}/edit/main/docs/howto/open.md" in footers(named)["howto/open/index.html"]


def test_without_a_contact_nothing_leads_nowhere(anonymous: Path, knowledge: Knowledge) -> None:
    for id_, html in entries(anonymous, knowledge).items():
        assert "data-report" not in html, id_
    for name, html in pages(anonymous).items():
        assert "mailto:" not in html, name
    for name, foot in footers(anonymous).items():
        assert "#report" in foot, name


def test_the_page_of_corrections_says_what_is_true(anonymous: Path, named: Path) -> None:
    def section(site: Path) -> str:
        page = (site / "changes/index.html").read_text(encoding="utf-8")
        return page.partition('id="report"')[2].partition("<h2")[0]

    assert "mailto:fix@example.org" in section(named)
    assert "没有留下联系方式" not in section(named)
    assert "没有留下联系方式" in section(anonymous)
    assert "sources/" in section(anonymous)


def test_a_page_to_report_on_gets_the_id_where_it_wants_it(knowledge: Knowledge) -> None:
    operator = {"contact": "https://form.example/", "report": "https://form.example/?about={id}&n=1"}
    env = SimpleNamespace(conf={"extra": {"build": {"operator": operator}}})
    line = report_line(Site(knowledge, env, date(2026, 11, 25)), "S40")
    assert 'href="https://form.example/?about=S40&amp;n=1"' in line
    assert "S40" in line.striptags()


def test_a_setting_that_cannot_be_used_stops_the_build_with_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "site_build.py", "build"]
    environment = {**os.environ, "SITE_URL": "example.org"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith('环境变量 SITE_URL: site.address: 写的是 "example.org"，应该是 ')

"""What an operator may write in ``site.toml`` and in the environment, and what is said of what cannot be used."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from publishing import settings
from publishing.errors import StepError
from publishing.settings import Settings, read


def written(folder: Path, text: str) -> Path:
    file = folder / "site.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_file_in_the_repository_can_be_read_and_names_every_setting() -> None:
    assert read(settings.FILE, {})
    table = tomllib.loads(settings.FILE.read_text(encoding="utf-8"))["site"]
    assert list(table) == [field.name for field in fields(Settings)]
    assert set(table) == set(settings.ENVIRONMENT.values()) == set(settings.FORMS)
    for variable in settings.ENVIRONMENT:
        assert variable in settings.FILE.read_text(encoding="utf-8")


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    assert read(tmp_path / "site.toml", {}) == Settings()


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        """[site]
        address = "https://example.org/hua/bei"
        contact = "fix@example.org"
        repository = "https://github.com/me/huabei-check/"
        filings = ["京ICP备12345678号-1", "京公网安备11010102000001号"]
        """,
    )
    found = read(file, {})
    assert (found.address, found.domain, found.path) == ("https://example.org/hua/bei/", "example.org", "/hua/bei/")
    assert found.is_public
    assert found.edit == "https://github.com/me/huabei-check/edit/main/docs/"
    assert [page for _, page in found.registers()] == ["https://beian.miit.gov.cn/", "https://beian.mps.gov.cn/"]


def test_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, '[site]\naddress = "https://a.example/"\nname = "甲"\nbranch = "dev"\n')
    found = read(file, {"SITE_URL": "https://b.example/", "SITE_NAME": "", "SITE_FILINGS": "京ICP备1号 沪ICP备2号-3"})
    assert (found.address, found.name, found.branch) == ("https://b.example/", "甲", "dev")
    assert found.filings == ("京ICP备1号", "沪ICP备2号-3")


def test_all_problems_are_told_at_once_each_with_its_place(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        """[site]
        address = "example.org"
        name = 3
        contact = "发邮件给我"
        filings = ["备案中"]
        adress = "https://example.org/"
        [operator]
        """,
    )
    with pytest.raises(StepError) as error:
        read(file, {"SITE_REPOSITORY": "me/huabei-check"})
    lines = str(error.value).splitlines()
    places = ["operator", *(f"site.{key}" for key in ("address", "name", "contact", "filings", "adress"))]
    assert [line.split(": ")[:2] for line in lines] == [
        *(["site.toml", place] for place in places),
        ["环境变量 SITE_REPOSITORY", "site.repository"],
    ]
    assert all(re.search("写的是 .+，应该是 .+", line) for line in lines)
    assert '写的是 "example.org"' in lines[1]


@pytest.mark.parametrize("text", ["[site", "[site]\naddress = “https://example.org/”\n", "site = 3\n"])
def test_a_file_that_is_no_toml_or_no_table_is_said_to_be_one(tmp_path: Path, text: str) -> None:
    with pytest.raises(StepError, match=r"^site\.toml: .*应该是"):
        read(written(tmp_path, text), {})


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a b/",
        "https://example.org/?a=1",
        "https://example.org/;drop",
        "https://例子.中国/",
        "ftp://example.org/",
        "https://example.org//a/",
        "https://example.org/{id}/",
    ],
)
def test_no_address_can_break_out_of_a_configuration(tmp_path: Path, address: str) -> None:
    with pytest.raises(StepError, match=r"site\.address"):
        read(written(tmp_path, f'[site]\naddress = "{address}"\n'), {})


@pytest.mark.parametrize(
    ("given", "link"),
    [
        (Settings(), ""),
        (Settings(contact="a@b.example"), "mailto:a@b.example?subject=%E6%9B%B4%E6%AD%A3%20{id}"),
        (Settings(contact="https://c.example/form?of={id}"), "https://c.example/form?of={id}"),
        (
            Settings(repository="https://d.example/r"),
            "https://d.example/r/issues/new?template=wrong-fact.yml&title=%E6%9B%B4%E6%AD%A3%20{id}&entry={id}",
        ),
        (
            Settings(contact="a@b.example", repository="https://d.example/r"),
            "mailto:a@b.example?subject=%E6%9B%B4%E6%AD%A3%20{id}",
        ),
    ],
)
def test_a_mistake_is_reported_where_the_operator_reads(given: Settings, link: str) -> None:
    assert given.report("更正 {id}") == link


def test_the_form_for_mistakes_is_there_and_asks_for_the_entry() -> None:
    form = settings.FILE.parent / ".github" / "ISSUE_TEMPLATE" / settings.ISSUE_FORM
    assert re.search(r"^    id: entry$", form.read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:8000/", "http://localhost/x/"])
def test_what_only_this_machine_can_reach_is_not_public(address: str) -> None:
    assert not Settings(address=address).is_public


@pytest.mark.parametrize(
    "origin", ["https://aid.example.edu.cn", "https://*.example.edu.cn", "http://localhost:8080", "https://a.cn:8443"]
)
def test_a_site_that_may_frame_the_check(origin: str) -> None:
    assert read(Path("none.toml"), {"SITE_EMBED_ON": f"{origin} https://b.example"}).embed_on == (
        origin,
        "https://b.example",
    )


@pytest.mark.parametrize(
    "origin", ["*", "https://", "https://a.example/", "a.example", "'self'", "https://a.example;x"]
)
def test_nothing_else_comes_into_the_policy(origin: str) -> None:
    with pytest.raises(StepError, match="SITE_EMBED_ON"):
        read(Path("none.toml"), {"SITE_EMBED_ON": origin})

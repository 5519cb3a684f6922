"""What the operator of a site says of it: ``site.toml``, or the environment in its place.

Nothing here has to be said. What is not, leaves out what it would have made: without an address there is no
canonical link and no sitemap, and no link on any page leads to a machine that is somebody else's.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from checker.loading import read_toml
from checker.problems import Problem
from checker.reading import Reader

from .errors import StepError
from .paths import ROOT

# No postponed annotations: the types of the fields are the schema, as in `checker.model`.

FILE = ROOT / "site.toml"
TABLE = "site"

ENVIRONMENT = {
    "SITE_URL": "address",
    "SITE_NAME": "name",
    "SITE_CONTACT": "contact",
    "SITE_REPOSITORY": "repository",
    "SITE_BRANCH": "branch",
    "SITE_FILINGS": "filings",
    "SITE_EMBED_ON": "embed_on",
}
"""Variable → the field whose place it takes; an empty one takes none, as workflows set it where nothing is known."""

LISTS = ("filings", "embed_on")
"""Fields of several values, which a variable holds with blanks between them."""

MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)

FILINGS = (
    (re.compile(r"[\u4e00-\u9fff]ICP[备证]\d+号(-\d+)?"), "https://beian.miit.gov.cn/"),
    (re.compile(r"[\u4e00-\u9fff]公网安备 ?\d+号"), "https://beian.mps.gov.cn/"),
)
"""How a filing number is written, and the page of the register that its link has to lead to."""

ISSUE_FORM = "wrong-fact.yml"
"""The form for a mistake, in ``.github/ISSUE_TEMPLATE``; its first field is ``entry``."""

LOOPBACK = re.compile(r"localhost|127(\.\d+){3}|::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """The site of one operator; what is empty was not said."""

    address: str = ""  #: of the home page, with the sub-path, ending in a slash
    name: str = ""
    contact: str = ""  #: where readers report mistakes: a mail address or a page, which may hold ``{id}``
    repository: str = ""  #: without a slash at the end
    branch: str = ""  #: that is edited; ``main`` if it is empty
    filings: tuple[str, ...] = ()
    embed_on: tuple[str, ...] = ()  #: the origins of the sites that may show ``/embed/`` in a frame; else none

    @property
    def domain(self) -> str:
        """The host of the address, for a server block; empty without an address."""
        return urlsplit(self.address).hostname or ""

    @property
    def path(self) -> str:
        """Where the site stands on its host: ``/``, or a sub-path between slashes."""
        return urlsplit(self.address).path or "/"

    @property
    def is_public(self) -> bool:
        """Whether others than this machine can reach the address."""
        return bool(self.address) and not LOOPBACK.fullmatch(self.domain)

    @property
    def edit(self) -> str:
        """What, with a path below ``docs`` behind it, opens a page for editing; empty without a repository."""
        return f"{self.repository}/edit/{self.branch or 'main'}/docs/" if self.repository else ""

    def registers(self) -> list[tuple[str, str]]:
        """Each filing number with the page of its register."""
        return [(filing, page) for filing in self.filings for form, page in FILINGS if form.fullmatch(filing)]

    def report(self, subject: str) -> str:
        """The link by which a mistake is reported, with ``{id}`` where the id belongs; empty if nobody is to be told.

        `subject` heads a mail, or an issue where the repository is all that is known; it holds ``{id}`` too.
        """
        heading = quote(subject, safe="{}")
        if "@" in self.contact and not self.contact.startswith("http"):
            return f"mailto:{self.contact}?subject={heading}"
        if self.contact or not self.repository:
            return self.contact
        return f"{self.repository}/issues/new?template={ISSUE_FORM}&title={heading}&entry={{id}}"


@dataclass(frozen=True, slots=True)
class _Form:
    """How a value has to be written, and how to say so."""

    pattern: re.Pattern[str]
    expected: str


FORMS = {
    "address": _Form(
        re.compile(r"https?://[a-z\d.-]+(:\d+)?(/[\w.~-]+)*/?", re.ASCII | re.IGNORECASE),
        "一个网址，例如 https://huabei.example.org/ 或 https://example.org/huabei/；中文域名写成 xn-- 的样子",
    ),
    "name": _Form(re.compile(r"[^<>&\"\n]{1,20}"), "20 个字以内，没有 < > & 和引号"),
    "contact": _Form(
        re.compile(rf"{MAIL.pattern}|https?://[^\s\"'<>]+"),
        "一个邮箱，或一个以 https:// 开头的网址",
    ),
    "repository": _Form(
        re.compile(r"https?://[\w.-]+(:\d+)?(/[\w.~-]+)+/?", re.ASCII),
        "一个网址，例如 https://github.com/我/huabei-check",
    ),
    "branch": _Form(re.compile(r"[\w.-]+(/[\w.-]+)*", re.ASCII), "一个分支的名字，例如 main"),
    "filings": _Form(
        re.compile("|".join(form.pattern for form, _ in FILINGS)),
        "备案号，例如 京ICP备12345678号-1 或 京公网安备11010102000001号",
    ),
    "embed_on": _Form(
        re.compile(r"https?://(\*\.)?[a-z\d-]+(\.[a-z\d-]+)*(:\d+)?", re.ASCII),
        "只到域名和端口，例如 https://aid.example.edu.cn，小写，后面没有斜杠；整个域名的子域写成 https://*.example.edu.cn",
    ),
}
"""What may stand in each field where it is not empty; it goes into pages and into servers' configurations."""

ENDS_WITH_A_SLASH = {"address": "/", "repository": ""}
"""Both ways are written; this is the one that is used."""


def read(file: Path = FILE, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in `file`, which need not be there, with those of `environment` in their place.

    Raises `StepError` with one line for each problem: file or variable, key, what was found, what was expected.
    """
    problems: list[Problem] = []
    tables = (read_toml(file, file.name, problems) or {}) if file.exists() else {}
    reader = Reader(file.name)
    for name in tables.keys() - {TABLE}:
        reader.add_problem(name, name, f"写在 [{TABLE}] 下面的一项")
    sources = [(reader, tables.get(TABLE, {})), *_from_environment(environment)]
    said: dict[str, Any] = {}
    for reader, table in sources:
        said |= _checked(reader, table)
        problems += reader.problems
    if problems:
        raise StepError("\n".join(map(str, problems)))
    return Settings(**said)


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[Reader, dict[str, object]]]:
    """What each variable that is set says, with a reader that names it."""
    for variable, field in ENVIRONMENT.items():
        if text := environment.get(variable, "").strip():
            yield Reader(f"环境变量 {variable}"), {field: text.split() if field in LISTS else text}


def _checked(reader: Reader, table: object) -> dict[str, object]:
    """What `table` says, key by key, so that every problem is noted."""
    if not isinstance(table, Mapping):
        reader.add_problem(TABLE, table, f"一个表，开头是 [{TABLE}]")
        return {}
    said: dict[str, object] = {}
    for key, written in table.items():
        settings = reader.record(Settings, TABLE, {key: written})
        if settings is not None:
            value = getattr(settings, key)
            for one in value if isinstance(value, tuple) else [value]:
                if one and not FORMS[key].pattern.fullmatch(one):
                    reader.add_problem(f"{TABLE}.{key}", one, FORMS[key].expected)
            ending = ENDS_WITH_A_SLASH.get(key)
            said[key] = value if ending is None or not value else value.rstrip("/") + ending
    return said

"""`Site`: what presenters share — the knowledge, the page being built, links and templates."""

from __future__ import annotations

import json
import os
import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from checker import load
from checker.evidence import claims_in_use, grade_of, sources_in_use
from checker.life import has_ended, is_overdue, phases
from checker.model import ENTRIES, Dated, Entry, Knowledge, Reason, Remedy, Source

P = ParamSpec("P")

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Printed:
    """Where entries of one kind stand, and what a link to one says."""

    page: str | Callable[[Any], str]  #: path below ``docs``; a function where it depends on the entry
    words: Callable[[Any], str] = attrgetter("id")
    anchored: bool = True  #: whether its id is an anchor there; else the whole page is the entry


PRINTED = {
    "reason": Printed(lambda reason: f"reasons/{reason.family}.md", attrgetter("short")),
    "claim": Printed("claims.md"),
    "source": Printed("sources.md", attrgetter("title")),
    "channel": Printed("sources.md", attrgetter("name")),
    "clock": Printed("sources.md", attrgetter("title")),
    "prompt": Printed("prompts.md", lambda prompt: prompt.sentences[0]),
    "scam": Printed("scams.md", attrgetter("title")),
    "myth": Printed("myths.md", attrgetter("title")),
    "question": Printed("check.md", attrgetter("text")),
    "letter": Printed("howto/explanation.md", attrgetter("title")),
    "rung": Printed("howto/explanation.md", attrgetter("title")),
    "change": Printed("rules.md", attrgetter("title")),
    "guide": Printed(attrgetter("page"), attrgetter("short"), anchored=False),
}
"""Every kind of entry that has a place of its own; a claim is called by its number."""


OF_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
"""Hosts that nobody else reaches: a code that leads there would lead a reader nowhere."""


@cache
def templates() -> Environment:
    """The templates; everything put into them is escaped."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Cites(Protocol):
    """An entry that says where it was read."""

    @property
    def sources(self) -> tuple[str, ...]: ...
    @property
    def unsourced(self) -> str: ...


@dataclass(frozen=True)
class Site:
    """The context of a presenter."""

    knowledge: Knowledge
    env: Any  #: the mkdocs-macros environment: ``env.page`` and ``env.conf`` of the page being built
    today: date

    @classmethod
    def of(cls, env: Any) -> Site:
        """Made once a build; `SOURCE_DATE_EPOCH` fixes the date for builds that must not differ."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
        return cls(load(), env, now.date())

    def present(self, presenter: Callable[Concatenate[Site, P], Markup]) -> Callable[P, str]:
        """`presenter` as a macro of this site; blank lines go, as they would end an HTML block."""

        def macro(*args: P.args, **kwargs: P.kwargs) -> str:
            return re.sub(r"\n\s*\n+", "\n", presenter(self, *args, **kwargs)).strip()

        return macro

    def render(self, template: str, **values: object) -> Markup:
        """`template` filled in; everything is escaped unless it is already markup."""
        return Markup(templates().get_template(template).render(site=self, k=self.knowledge, **values))  # noqa: S704

    def label(self, group: str, id_: str) -> str:
        """The word for an id that is no entry, such as a kind or a station."""
        return self.knowledge.labels[group][id_]

    def entry(self, kind: str, id_: str) -> Any:
        """The entry `id_` of a kind, for example ``entry("reason", "R01")``."""
        return getattr(self.knowledge, ENTRIES[kind][0])[id_]

    def page_of(self, kind: str, id_: str) -> str:
        """The Markdown file on whose page the entry stands."""
        page = PRINTED[kind].page
        return page if isinstance(page, str) else page(self.entry(kind, id_))

    def href(self, page: str, anchor: str = "") -> str:
        """A link from the page being built to `page` (a path below ``docs``)."""
        target = self.href_from_root(page)
        here = self.env.page.url
        start = here if here.endswith("/") else posixpath.dirname(here)
        path = posixpath.relpath(target or ".", start or ".")
        path += "/" if self.env.conf["use_directory_urls"] and not path.endswith("/") else ""
        return path + (f"#{anchor}" if anchor else "")

    def href_from_root(self, page: str) -> str:
        """The address of `page` (a path below ``docs``) below the top of the site."""
        target = page.removesuffix(".md")
        if not self.env.conf["use_directory_urls"]:
            return f"{target}.html"
        return posixpath.join(posixpath.dirname(target) if target.endswith("index") else target, "")

    def link(self, kind: str, id_: str, text: str = "") -> Markup:
        """A link to an entry; its words are `text` or the entry's own."""
        anchor = id_ if PRINTED[kind].anchored else ""
        return Markup('<a href="{}">{}</a>').format(
            self.href(self.page_of(kind, id_), anchor), text or self.words(kind, id_)
        )

    def words(self, kind: str, id_: str) -> str:
        """What a link to the entry says."""
        return PRINTED[kind].words(self.entry(kind, id_))

    def claim(self, id_: str) -> Markup:
        """A claim's badge: its number and grade, leading to its row; without a grade if it was taken down."""
        claim = self.knowledge.claims[id_]
        href = self.href(self.page_of("claim", id_), id_)
        if claim.retired:
            html = Markup('<a class="claim-badge" href="{}">{} · {}</a>')
            return html.format(href, id_, self.label("page", "retired"))
        html = Markup('<a class="claim-badge" data-grade="{grade}" href="{href}">{id} · {grade}</a>')
        return html.format(grade=claim.grade, href=href, id=id_)

    def badges(self, ids: Iterable[str]) -> Markup:
        """The badges of the claims that something rests on; what was taken down is none of them."""
        return Markup(" ").join(self.claim(claim.id) for claim in claims_in_use(self.knowledge, ids))

    def grade(self, reason: Reason) -> str:
        """How well a reason is known on the day of the build."""
        return grade_of(self.knowledge, reason, self.today)

    def cited(self, entry: Cites) -> Markup:
        """The sources of an entry that are in use, each with how good it is, or that there is none."""
        sources = sources_in_use(self.knowledge, entry.sources)
        links = [self.link("source", source.id, self._short(source)) for source in sources]
        return Markup("、").join(links) if links else escape(entry.unsourced)

    def _short(self, source: Source) -> str:
        kind = self.label("quality", source.quality)
        over = f"，{self.life(source).striptags()}" if has_ended(source, self.today) else ""
        return kind if source.quality == "common" else f"{source.id}（{kind}{over}）"

    def dial(self, id_: str) -> Markup:
        """A link that dials a channel, where it is a number."""
        contact = self.knowledge.channels[id_].contact
        return Markup('<a class="dial" href="tel:{0}">{0}</a>').format(contact) if contact.isdigit() else Markup("")

    def counted(self, group: str, key: str, name: str) -> Markup:
        """A label with a number in it, which a script fills in: its ``{n}`` is an element with ``data-<name>``."""
        return Markup("").join(
            Markup("<span data-{}></span>").format(name) if part == "{n}" else part
            for part in re.split(r"(\{n\})", self.label(group, key))
        )

    def dialling(self, text: str) -> Markup:
        """`text` with every number of a channel that it names as a link that dials it."""
        numbers = sorted({channel.contact for channel in self.knowledge.channels.values() if channel.contact.isdigit()})
        parts = re.split(rf"(?<!\d)({'|'.join(numbers)})(?!\d)", text)
        link = Markup('<a class="dial" href="tel:{0}">{0}</a>')
        return Markup("").join(link.format(part) if part in numbers else part for part in parts)

    def turn(self, remedy: Remedy) -> Markup:
        """Where a step is done, and whom to turn to; empty for what somebody does alone."""
        parts = []
        if remedy.where != "self":
            parts.append(Markup("{}：{}").format(self.label("say", "where"), self.label("where", remedy.where)))
        if remedy.channel and remedy.where != "support":
            is_told = self.knowledge.channels[remedy.channel].contact in remedy.text
            dial = Markup("") if is_told else self.dial(remedy.channel)
            named = self.link("channel", remedy.channel)
            parts.append(
                Markup("{}：{}{}").format(self.label("say", "whom"), named, Markup("　") + dial if dial else "")
            )
        return Markup(" · ").join(parts)

    def reviewed(self, entry: Entry) -> Markup:
        """The date of an entry's review, with a word beside it where another one is due."""
        due = Markup(' <strong class="overdue">{}</strong>').format(self.label("say", "overdue"))
        return _time(entry.reviewed) + (due if is_overdue(entry, self.today) else "")

    def life(self, entry: Dated) -> Markup:
        """When an entry holds, in words that compare with the day of the build; empty where nothing is known of it."""
        kind = next(kind for kind, (_, cls) in ENTRIES.items() if type(entry) is cls)
        by: Markup | str = ""
        if entry.replaced_by:
            printed = kind in PRINTED
            by = self.link(kind, entry.replaced_by) if printed else f"“{self.entry(kind, entry.replaced_by).text}”"
        parts = [
            Markup('<span class="life" data-life="{}">{}</span>').format(
                phase, escape(self.label("life", phase)).format(day=_time(day), by=by)
            )
            for phase, day in phases(entry, self.today)
        ]
        return Markup(" ").join(parts)

    def lately(self, kind: str, id_: str) -> list[str]:
        """The changes of the rules that touch an entry."""
        return [change.id for change in self.knowledge.rule_changes.values() if f"{kind}.{id_}" in change.touches]

    def rungs(self, reason: str) -> list[str]:
        """The rows of the ladder of rights that a reason leads to."""
        return [rung.id for rung in self.knowledge.rungs.values() if reason in rung.reasons]

    def root(self) -> str:
        """The way from the page being built to the top of the site, ending in a slash."""
        return posixpath.relpath(".", self.env.page.url.rpartition("/")[0] or ".") + "/"

    @property
    def build(self) -> dict[str, Any]:
        """What the build says of itself: its edition, its bill of materials, the copy that it offers."""
        return dict(self.env.conf["extra"]["build"])


def _time(day: date) -> Markup:
    return Markup('<time datetime="{0}">{0}</time>').format(day)


def public_address(site_url: str | None, path: str) -> str:
    """The address of `path` on the operator's site; empty where the site has none that others can reach.

    >>> public_address("https://example.org/huabei/", "howto/checkout/")
    'https://example.org/huabei/howto/checkout/'
    >>> public_address("http://127.0.0.1:8000/", "howto/checkout/"), public_address("", "x/")
    ('', '')
    """
    if not site_url or urlsplit(site_url).hostname in OF_THIS_MACHINE:
        return ""
    return urljoin(site_url, path)


def script_json(data: object) -> Markup:
    """`data` as the content of a JSON script element: nothing in it can end the element."""
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704


__all__ = ["Site", "escape", "public_address", "script_json"]

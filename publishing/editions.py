"""The three forms that the same pages take, each as what it does at the events of MkDocs. All of it.

`Hosted` is for a host, `Offline` for a double click, `Preview` for whoever is changing something. `site_build.py`
chooses one; everything that they share is prepared before the first page.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

import checker
from checker import KnowledgeError, load
from checker.audit import audit
from checker.model import Knowledge
from runtime.progress import step

from . import (
    engine,
    hosting,
    markdown,
    offline,
    policy,
    preview,
    record,
    robots,
    sbom,
    scripts,
    search,
    service_worker,
    settings,
    theme,
    web_manifest,
)
from .compress import compress
from .engine import Engine
from .errors import as_step_errors
from .paths import DIST
from .settings import Settings
from .whitespace import without_indentation


@dataclass(frozen=True, slots=True)
class Prepared:
    """What every form of the site is made of, made once and before the pages."""

    knowledge: Knowledge
    engine: Engine
    bill: sbom.Bill
    settings: Settings


def prepare(*, verify: bool = True) -> Prepared:
    """Check the knowledge, then make the engine; raises `StepError` with all that is wrong.

    With `verify` false the engine is not run again after a change of the knowledge alone.
    """
    operator = settings.read()
    with as_step_errors():
        knowledge = _checked_knowledge()
        search.add_words(knowledge)
        scripts.bundle()
        return Prepared(knowledge, engine.assemble(knowledge, verify=verify), sbom.make_bill(), operator)


def _checked_knowledge() -> Knowledge:
    """The knowledge, if the audit finds nothing wrong with it."""
    knowledge = load()
    found = audit(knowledge, datetime.now(UTC).date())
    for warning in found.warnings:
        step(str(warning))
    if found.problems:
        raise KnowledgeError(found.problems)
    return knowledge


class Edition:
    """What all three have in common. MkDocs calls the methods whose names begin with ``on_``."""

    name = ""
    bundles: scripts.Edition = "hosted"

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared

    def facts(self) -> dict[str, Any]:
        """Plain data about this build, for templates and macros.

        ``edition``, ``version``, ``reviewed``; ``manifest`` (JSON) and ``worker`` of the engine, and the script that
        is run ``early``; ``head``, the script in the head of every page; ``bill`` of materials; ``labels``;
        ``policy``, the element that a page begins with; ``operator``, what is known of who runs the site.
        """
        knowledge = self.prepared.knowledge
        return {
            "edition": self.name,
            "version": checker.__version__,
            "reviewed": knowledge.last_reviewed.isoformat(),
            "labels": dict(knowledge.labels["edition"]),
            "manifest": self.prepared.engine.manifest.replace("<", "\\u003c"),
            "worker": scripts.address("worker.js"),
            "early": scripts.text("early.js"),
            "head": scripts.text("head.js"),
            "bill": self.prepared.bill,
            "policy": "",
            "operator": self.operator(),
        }

    def operator(self) -> dict[str, Any]:
        """What is known of who runs the site.

        ``address`` of the site on a host; ``contact`` and ``report``, the link to it, where ``{id}`` stands for what is
        wrong; ``repository``; ``edit``, to be followed by a path below ``docs``; ``filings``, each a number and the
        page of its register. All may be empty.
        """
        said = self.prepared.settings
        return {
            "address": said.address,
            "contact": said.contact or said.repository,
            "report": said.report(self.prepared.knowledge.labels["edition"]["report_subject"]),
            "repository": said.repository,
            "edit": said.edit,
            "filings": said.registers(),
        }

    def configure(self, config: MkDocsConfig) -> None:
        """Put into the configuration of MkDocs what the operator and this form of the site settle."""
        config.site_name = self.prepared.settings.name or config.site_name
        config.extra.update(self.extra())

    def extra(self) -> dict[str, Any]:
        """What the templates and the macros read as ``config.extra``."""
        return {"build": self.facts()}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave out what no page asks for, and add what this form adds."""
        theme.prepare_theme(files, config)
        for address, path in self.extra_files().items():
            theme.add_file(files, config, path, address)
        return files

    def extra_files(self) -> dict[str, Path]:
        """What is added as it is: address below the site → file. Here the scripts of this form."""
        return scripts.built(self.bundles)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Leave out what the templates of the theme are indented with."""
        return without_indentation(output)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Finish what stands in the folder of the site."""
        search.slim_index(Path(config.site_dir))


class Online(Edition):
    """A site on a host: the engine as files."""

    def extra_files(self) -> dict[str, Path]:
        """Also the engine's parts."""
        return super().extra_files() | {part.address: part.path for part in self.prepared.engine.parts}


class Hosted(Online):
    """The site as it is handed to a host: policy, service worker, records, packed siblings, the hosts' recipes."""

    name = "hosted"

    def __init__(self, prepared: Prepared, copy: offline.Copy | None) -> None:
        super().__init__(prepared)
        self.copy = copy
        self.hashes: set[str] = set()

    def facts(self) -> dict[str, Any]:
        """Also ``copy``, the offline copy that is offered for download, and the ``policy``'s element."""
        copy = asdict(self.copy) | {"address": self.copy.addresses[0]} if self.copy else None
        return super().facts() | {"copy": copy, "policy": policy.element(policy.HOSTED)}

    def configure(self, config: MkDocsConfig) -> None:
        """Also the address."""
        super().configure(config)
        config.site_url = self.prepared.settings.address

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Without an address no sitemap can be written."""
        if not config.site_url:
            config.theme.static_templates.discard("sitemap.xml")
        return super().on_files(files, config=config)

    def extra_files(self) -> dict[str, Path]:
        """Also the offline copy with its hash."""
        copy = {address: DIST / Path(address).name for address in self.copy.addresses} if self.copy else {}
        return super().extra_files() | copy

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Write the page as Markdown beside it; a frame for other sites has no reader of its own."""
        if page.meta.get("embedded"):
            return html
        path = Path(page.file.abs_dest_path).with_name(markdown.NAME)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(markdown.as_markdown(html, config.copyright or ""), encoding="utf-8")
        return html

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Fill in the policy, now that every inline script stands in the page."""
        return self.apply_policy(super().on_post_page(output, page=page, config=config))

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The sitemap leaves out the frame for other sites, which asks search engines not to list it."""
        pages = [file for file in context["pages"] if not (file.page and file.page.meta.get("embedded"))]
        return {**context, "pages": pages}

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The page for what is not there is under the policy too."""
        is_page = template_name.endswith(".html")
        return self.apply_policy(without_indentation(output_content)) if is_page else output_content

    def apply_policy(self, html: str) -> str:
        """`html` with its policy; its hashes are kept for the header, which speaks for all pages."""
        html = policy.apply_policy(html, policy.HOSTED)
        self.hashes.update(policy.inline_hashes(html))
        return html

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is made from all files together; each step may read what the one before it wrote."""
        super().on_post_build(config=config)
        site = Path(config.site_dir)
        self.write_site_files(site)
        record.write(site, self.prepared.knowledge, self.prepared.engine.parts, self.prepared.bill)
        step("压缩（br 和 gzip）")
        compress(site)
        hosting.write(site, self.prepared.settings)

    def write_site_files(self, site: Path) -> None:
        """The headers and the service worker of all that stands in `site`, what crawlers ask for, and the app."""
        policy.write_headers(site, self.hashes, self.prepared.settings.embed_on)
        robots.write(site, self.prepared.settings)
        web_manifest.write(site, self.prepared.settings)
        service_worker.write(site)


class Offline(Edition):
    """The copy for a double click: everything as classic scripts, shut off from the network, in one zip."""

    name = "offline"
    bundles: scripts.Edition = "offline"

    SETTINGS: ClassVar = {"site_url": "", "use_directory_urls": False}  # it has no address
    """What takes the place of the settings in ``mkdocs.yml``."""

    SCRIPT = "assets/offline.js"

    LEFT_OUT = (
        "manifest.webmanifest",
        "assets/icons/*",
        "assets/javascripts/workers/*",
        "assets/javascripts/lunr/*",
        "assets/card.png",
        "embed.md",
    )

    copy: offline.Copy

    def facts(self) -> dict[str, Any]:
        """Also the ``policy``'s element."""
        return super().facts() | {"policy": policy.element(policy.OFFLINE)}

    def extra(self) -> dict[str, Any]:
        """Also the script that makes workers, to be run before the theme's own."""
        return super().extra() | {"polyfills": [self.SCRIPT]}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Turn the parts of the engine and the worker of the search into scripts."""
        super().on_files(files, config=config)
        worker = scripts.BUNDLES / "worker.js"
        sources = {part.name: part.path for part in self.prepared.engine.parts} | {"worker": worker}
        pieces, reading = offline.split_into_scripts("engine", sources)
        for name, piece in pieces.items():
            theme.add_content(files, config, piece, f"assets/engine/{name}")
        start = offline.bootstrap_script(scripts.text("offline.js"), search.workers(files), reading)
        theme.add_content(files, config, start, self.SCRIPT)
        theme.remove_files(files, self.LEFT_OUT)
        config.theme.static_templates.clear()  # the sitemap, and the page for what is not there
        return files

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Fill in the policy, now that every inline script stands in the page."""
        return policy.apply_policy(super().on_post_page(output, page=page, config=config), policy.OFFLINE)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Zip it all."""
        super().on_post_build(config=config)
        site = Path(config.site_dir)
        search.index_as_script(site)
        step("打包离线版")
        self.copy = offline.write_zip(site)


class Preview(Online):
    """The site while it is being changed: no policy, nothing packed, nothing kept; problems are shown in the page."""

    name = "preview"

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """A service worker that an earlier ``make serve`` left at this address is taken back."""
        super().on_post_build(config=config)
        (Path(config.site_dir) / "sw.js").write_text(scripts.text("sw-off.js"), encoding="utf-8")

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch all that pages are made of, and show problems in the page."""
        return preview.watch(server, config)

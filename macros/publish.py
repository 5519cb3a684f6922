"""What others than readers ask for: structured data in the pages, the list for language models, data, a feed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import checker

from .data.claim_reviews import FILE as CLAIM_REVIEWS
from .data.claim_reviews import claim_reviews
from .data.datasets import datasets
from .data.feed import CORRECTIONS, feed
from .data.feed import FILE as FEED
from .data.files import FOLDER, LICENCE_PAGE, LIST, as_json, dataset_files
from .site import Site

Data = dict[str, Any]

MEDIA = {"json": "application/json", "csv": "text/csv"}
"""The forms in which each dataset is offered, with their media types."""


class Publisher:
    """Describes each page as it is built and writes what is no page at the end."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.pages: dict[str, tuple[str, str]] = {}
        self.corrections = ""

    def describe(self, page: Any, markdown: str) -> None:
        """Put the structured data of `page` into its front matter, for the template to print.

        `markdown` is its text after the macros.
        """
        if page.file.src_uri == CORRECTIONS:
            self.corrections = markdown
        title, about = page.meta.get("title", page.title), page.meta.get("description", "")
        page.update_date = self.site.knowledge.last_reviewed.isoformat()  # for the sitemap: when the facts changed
        if not page.meta.get("embedded"):
            self.pages[page.canonical_url or page.url] = (title, about)
        data = {"@context": "https://schema.org", **self._typed(page.file.src_uri, title)}
        data |= {"inLanguage": "zh-CN", "description": about, "isAccessibleForFree": True}
        data |= {"url": page.canonical_url} if page.canonical_url else {}
        page.meta["structured_data"] = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")

    def _typed(self, path: str, title: str) -> Data:
        """What a page is, in the words of schema.org."""
        k = self.site.knowledge
        match path:
            case "index.md":
                return {"@type": "WebSite", "name": title}
            case "check.md":
                return {"@type": "WebApplication", "name": title, "applicationCategory": "UtilitiesApplication"}
            case "prompts.md":
                return _faq(
                    ("“" + p.sentences[0] + "”", p.can + p.cannot + p.do) for p in k.prompts.values() if p.option
                )
            case "myths.md":
                return _faq((myth.title, myth.known + myth.correct) for myth in k.myths.values())
            case "data.md":
                return self._dataset(title)
            case _:
                return {
                    "@type": "Article",
                    "headline": title,
                    "dateModified": self.site.knowledge.last_reviewed.isoformat(),
                }

    def _dataset(self, title: str) -> Data:
        home = self.site.env.conf["site_url"]
        names = [f"{dataset.name}.{form}" for dataset in datasets(self.site.knowledge) for form in MEDIA]
        return {
            "@type": "Dataset",
            "name": title,
            "creator": {"@type": "Organization", "name": self.site.env.conf["site_name"]},
            "license": LICENCE_PAGE,
            "version": checker.__version__,
            "dateModified": self.site.knowledge.last_reviewed.isoformat(),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": name,
                    "encodingFormat": MEDIA[name.rpartition(".")[2]],
                    "contentUrl": f"{home}{FOLDER}{name}",
                }
                for name in names
                if home
            ],
        }

    def finish(self, config: Any) -> None:
        """Write all that is no page, into every form of the site that stands on a host."""
        if self.site.build["edition"] == "offline":
            return
        files = {FOLDER + name: content for name, content in dataset_files(self.site).items()}
        files[FOLDER + CLAIM_REVIEWS] = as_json(claim_reviews(self.site))
        files[FEED] = feed(self.site, self.corrections)
        files["llms.txt"] = self.for_models(config)
        for name, content in files.items():
            path = Path(config["site_dir"]) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def for_models(self, config: Any) -> bytes:
        """``llms.txt``: the pages as Markdown, then the data (see https://llmstxt.org)."""
        home = config["site_url"] or ""
        words = self.site.knowledge.labels["data"]
        lines = [f"# {config['site_name']}", "", f"> {config['site_description']}", "", config["copyright"], ""]
        lines += [f"- [{title}]({url}index.md): {about}" for url, (title, about) in self.pages.items()]
        lines += ["", f"## {words['for_programs']}", ""]
        lines.append(f"- [{FOLDER}{LIST}]({home}{FOLDER}{LIST}): {words['every_fact']}")
        lines.append(f"- [{FEED}]({home}{FEED}): {words['feed_about']}")
        return ("\n".join(lines) + "\n").encode()


def _faq(pairs: Iterable[tuple[str, str]]) -> Data:
    questions = [
        {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        for question, answer in pairs
    ]
    return {"@type": "FAQPage", "mainEntity": questions}

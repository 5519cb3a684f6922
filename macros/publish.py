"""What finds the pages: structured data, the list for language models."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .site import Site

Data = dict[str, Any]


class Publisher:
    """Describes each page as it is built and writes the summary files at the end."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.pages: dict[str, tuple[str, str]] = {}

    def describe(self, page: Any) -> None:
        """Put the structured data of `page` into its front matter, for the template to print."""
        title, about = page.meta.get("title", page.title), page.meta.get("description", "")
        page.update_date = self.site.knowledge.last_reviewed.isoformat()  # for the sitemap: when the facts changed
        self.pages[page.canonical_url or page.url or "./"] = (title, about)
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
            case _:
                return {
                    "@type": "Article",
                    "headline": title,
                    "dateModified": self.site.knowledge.last_reviewed.isoformat(),
                }

    def finish(self, config: Any) -> None:
        """Write what is no page: ``llms.txt``."""
        out = Path(config["site_dir"])
        lines = [f"# {config['site_name']}", "", f"> {config['site_description']}", "", config["copyright"], ""]
        lines += [f"- [{title}]({url}): {about}" for url, (title, about) in self.pages.items()]
        (out / "llms.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _faq(pairs: Iterable[tuple[str, str]]) -> Data:
    questions = [
        {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        for question, answer in pairs
    ]
    return {"@type": "FAQPage", "mainEntity": questions}

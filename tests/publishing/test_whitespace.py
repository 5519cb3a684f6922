"""The white space of the finished pages: nothing that a reader sees."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publishing.whitespace import without_indentation


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>一  二</p>", "<p>一  二</p>"),
        ("<ul>\n\n    <li>一</li>  \r\n\t<li>二</li>\n</ul>", "<ul>\n<li>一</li>\n<li>二</li>\n</ul>"),
        ("<p>一\n　　二</p>", "<p>一\n　　二</p>"),
        ("<pre>\n  一\n\n  二</pre>\n\n<p>三", "<pre>\n  一\n\n  二</pre>\n<p>三"),
        ("<textarea>\n  <pre>\n\n</textarea>\n  <i>", "<textarea>\n  <pre>\n\n</textarea>\n<i>"),
        ('<script>f("<pre>\\n  ")\n  </script>\n  <b>', '<script>f("<pre>\\n  ")\n  </script>\n<b>'),
        ("<preface>\n  <b>\n  </preface>", "<preface>\n<b>\n</preface>"),
    ],
)
def test_line_breaks_stay_and_what_is_around_them_goes(html: str, expected: str) -> None:
    assert without_indentation(html) == expected


def test_no_page_carries_the_indentation_of_its_templates(built_site: Path) -> None:
    for page in sorted(built_site.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        rest = re.sub(r"<(script|style|pre|textarea)\b.*?</\1>", "<>", html, flags=re.S)
        assert re.findall(r"[ \t]\n|\n[ \t\n]", rest) == [], page

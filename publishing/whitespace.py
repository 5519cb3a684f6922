"""White space that no reader sees: the blank lines and the indentation of the theme's templates."""

from __future__ import annotations

import re

BREAKS = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)|[ \t\r]*\n[ \t\r\n]*", re.S)
"""Elements whose text is kept as it is, and all other line breaks with the white space around them."""


def without_indentation(html: str) -> str:
    """`html` with one line break for each run of white space that holds any: a browser shows the same."""
    return BREAKS.sub(lambda found: found[1] or "\n", html)

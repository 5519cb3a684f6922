"""Chinese typography, by AutoCorrect (autocorrect-py): blanks between scripts, full-width punctuation."""

from __future__ import annotations

import re

import pytest

KINDS = {".md": "markdown", ".toml": "toml"}


def typography(text: str, suffix: str) -> list[str]:
    """What the linter would write otherwise: ``line: as it stands → as it should be``."""
    linter = pytest.importorskip("autocorrect_py", reason="autocorrect-py is not installed")
    text = re.sub(r"{{.*?}}", "{{}}", text)  # macros are not prose
    found = linter.lint_for(text, KINDS[suffix])
    return [f"{line.line}: {line.old} → {line.new}" for line in found.lines if line.old != line.new]

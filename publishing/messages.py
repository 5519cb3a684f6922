"""What MkDocs and its plugins have to say, as text."""

from __future__ import annotations

import logging


class Messages(logging.Handler):
    """The warnings and errors of MkDocs and its plugins while this is entered, each once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what `record` says."""
        line = record.getMessage()
        if line not in self.lines:
            self.lines.append(line)

    def __enter__(self) -> Messages:
        logging.getLogger("mkdocs").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)

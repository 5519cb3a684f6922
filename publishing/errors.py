"""What a step raises when it cannot go on: one sentence for the person at the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs.exceptions import PluginError

from checker import KnowledgeError
from runtime import RuntimeBuildError


class StepError(PluginError):
    """The message is shown as it is, in Chinese, without a traceback: by MkDocs too."""


@contextmanager
def as_step_errors() -> Iterator[None]:
    """Raise what the checker and the runtime have to say as `StepError`, the one kind that MkDocs knows."""
    try:
        yield
    except (KnowledgeError, RuntimeBuildError) as error:
        raise StepError(str(error)) from None

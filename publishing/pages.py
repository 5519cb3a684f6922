"""The pages: MkDocs, strictly, called from Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from .editions import Edition
from .errors import StepError
from .messages import Messages, template_error
from .paths import ROOT

NAME = "edition"
"""Among the plugins of a build: the form of the site that it makes."""


def build_pages(site: Path, edition: Edition, **settings: Any) -> None:
    """Build `docs` into `site` as `edition`; any warning of MkDocs stops it.

    `settings` take the place of those in ``mkdocs.yml``. Raises `StepError` with all that MkDocs and its plugins said.
    """
    with Messages() as said:
        try:
            config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site), strict=True, **settings)
            choose(config, edition)
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except SystemExit as error:  # so do MkDocs and the macros leave
            raise StepError("\n".join(said.lines) or str(error)) from None
        except TemplateError as error:
            raise StepError(template_error(error)) from None


def chosen(config: MkDocsConfig) -> Edition | None:
    """The form that the build of `config` makes, if that is settled."""
    found = config.plugins.get(NAME)
    return found if isinstance(found, Edition) else None


def choose(config: MkDocsConfig, edition: Edition) -> None:
    """Let MkDocs call `edition` at its events."""
    config.plugins[NAME] = edition  # type: ignore[assignment]  # a hook too is no `BasePlugin`

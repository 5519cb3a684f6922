"""What a runtime is made for: handed in from outside, run once by every build, known to nothing here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ONLY_BOOTS = Path(__file__).with_name("node") / "only-boots.mjs"
"""The probe of no application."""


@dataclass(frozen=True, slots=True)
class Application:
    """Python code that the runtime must be able to run, and how to try it. Without anything: a runtime that boots.

    `probe` is a JavaScript module with ``export default async (python, read) => …``. It is called in node after
    the runtime has booted exactly as a page boots it: `python` is what ``loadPyodide`` gives, with `wheel` on
    Python's path; ``read(name)`` gives a file of `data` as text. It throws where the application does not work.
    """

    wheel: Path | None = None  #: pure Python
    probe: Path = ONLY_BOOTS
    modules: Path | None = None
    """The files of the standard library that the slim runtime keeps, one a line, as `stdlib.measure` writes them; None
    to measure them for each build."""
    data: Mapping[str, Path] = field(default_factory=dict)  #: what else the probe reads, by name

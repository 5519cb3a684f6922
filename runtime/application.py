"""What a runtime is made for: handed in from outside, run once by every build, known to nothing here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Application:
    """Python code that the runtime must be able to run, and how to try it.

    `probe` is a JavaScript module with ``export default async (python, read) => …``. It is called in node after
    the runtime has booted exactly as a page boots it: `python` is what ``loadPyodide`` gives, with `wheel` on
    Python's path; ``read(name)`` gives a file of `data` as text. It throws where the application does not work.
    """

    wheel: Path  #: pure Python
    probe: Path
    modules: Path  #: the files of the standard library that the slim runtime keeps, one a line: see `stdlib.measure`
    data: Mapping[str, Path] = field(default_factory=dict)  #: what else the probe reads, by name

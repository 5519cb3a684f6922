"""Pyodide for a page: fetched and checked, then as published (`stock`) or cut to what an application needs (`slim`).

Gives files and one manifest. Knows no application but by `Application`, and no page. See ``README.md`` here.
"""

from .application import Application
from .archive import byte_compile
from .errors import RuntimeBuildError
from .fetch import PYODIDE, SHA256
from .kinds import build, slim, stock
from .manifest import Kind, Manifest, RuntimeFile
from .stdlib import measure

__all__ = [
    "PYODIDE",
    "SHA256",
    "Application",
    "Kind",
    "Manifest",
    "RuntimeBuildError",
    "RuntimeFile",
    "build",
    "byte_compile",
    "measure",
    "slim",
    "stock",
]

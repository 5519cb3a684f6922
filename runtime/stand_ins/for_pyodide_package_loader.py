"""Stands in for Pyodide's package loader, which would bring in zipfile, shutil, pathlib and tempfile.

The checker is one wheel on `sys.path`, and nothing is installed at run time. The names below are
those that the runtime's glue reads while it boots.
"""


class _Folder:
    """A path as the glue takes it: an object, since a plain string would arrive without its methods."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __str__(self) -> str:
        return self._path


SITE_PACKAGES = _Folder("/lib/python3.13/site-packages")
DSO_DIR = _Folder("/usr/lib")


def init_loaded_packages() -> None:
    """No package is loaded."""

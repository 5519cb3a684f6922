"""Write files that are whole or as they were: never empty, never half, whatever happens meanwhile."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Put `content` in the place of what `path` holds, at once; raises `OSError`, and then `path` is as it was.

    The bytes are on the disk before they get the name. A symbolic link stays one. A new file is for its owner alone.
    """
    target = _target(path)
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, not a path
            if target.exists():
                Path(name).chmod(target.stat().st_mode & 0o777)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:  # Ctrl-C included
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    _keep_name(target.parent)


def check_writable(path: Path) -> None:
    """Raise the `OSError` that `write` would meet, as far as it can be known before."""
    target = _target(path)
    if target.exists():
        with target.open("r+b"):
            pass
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    os.close(handle)
    Path(name).unlink()


def _target(path: Path) -> Path:
    """The file behind symbolic links; raises `OSError` for a device or a pipe, which have no content to replace."""
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(21, os.strerror(21))
    if target.exists() and not target.is_file():
        raise OSError(22, os.strerror(22))
    return target


def _keep_name(folder: Path) -> None:
    """Put the new name itself on the disk, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""Zip files that are handed out."""

from __future__ import annotations

import zipfile
from pathlib import Path

from runtime.archive import EPOCH


def write_packed(path: Path, files: dict[str, Path]) -> None:
    """Write `files` by their names to a zip file that people unpack: sorted, dated `EPOCH`, deflated."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, EPOCH)
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name].read_bytes(), zipfile.ZIP_DEFLATED, 9)

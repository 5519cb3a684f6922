"""Siblings that a static host can send as they are: `.br` and `.gz` beside every file that shrinks."""

from __future__ import annotations

import gzip
import os
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path

import brotli

from .offline import DOWNLOAD
from .paths import cache

COMPRESSIBLE = {
    ".html",
    ".css",
    ".js",
    ".mjs",
    ".json",
    ".svg",
    ".xml",
    ".txt",
    ".wasm",
    ".zip",
    ".whl",
    ".webmanifest",
    ".csv",
    ".jsonld",
    ".md",
}


def compress(site: Path) -> None:
    """Write the siblings. Brotli at 11 is slow, so its results are kept in the cache by content."""
    files = [path for path in sorted(site.rglob("*")) if path.suffix in COMPRESSIBLE and path.is_file()]
    files = [path for path in files if site / DOWNLOAD not in path.parents]
    with ProcessPoolExecutor(max_workers=2) as pool:
        list(pool.map(_compress_file, files, chunksize=4))


def _compress_file(path: Path) -> None:
    content = path.read_bytes()
    kept = cache() / "brotli" / sha256(content).hexdigest()
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        scratch = kept.with_name(f"{kept.name}.{os.getpid()}.{id(content)}")
        scratch.write_bytes(brotli.compress(content, quality=11, lgwin=24))
        scratch.replace(kept)
    path.with_name(path.name + ".br").write_bytes(kept.read_bytes())
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))

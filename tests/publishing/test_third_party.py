"""The notices are those of what is really carried: held against the names, years and versions inside the files."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from publishing.sbom import THIRD_PARTY
from runtime.fetch import fetch

ENTRIES = tomllib.loads(THIRD_PARTY.read_text(encoding="utf-8"))

IN_THE_WASM = {
    "CPython": rb"Copyright \(c\) 2001-2024 Python Software Foundation",
    "zlib": rb"deflate 1\.3\.1 Copyright 1995-2024 Jean-loup Gailly",
    "bzip2": rb"1\.0\.6, 6-Sept-2010",
    "Expat": rb"expat_2\.6\.4",
    "libmpdec": rb"libmpdec",
    "HACL*": rb"HACL",
}


@pytest.mark.parametrize("name", IN_THE_WASM)
def test_what_the_interpreter_says_of_itself(name: str) -> None:
    found = re.search(IN_THE_WASM[name], (fetch() / "pyodide.asm.wasm").read_bytes())
    assert found, "another version: look up its licence again"
    for number in re.findall(r"20\d\d", found[0].decode()):
        assert number in ENTRIES[name]["notice"]
    if version := ENTRIES[name].get("version"):
        assert version.encode() in found[0]


def maps() -> list[Path]:
    """What the theme's scripts were made of, as the theme itself tells."""
    files = metadata.files("mkdocs-material") or []
    return [Path(str(file.locate())) for file in files if file.name.endswith(".js.map")]


def test_every_package_in_the_scripts_of_the_theme_is_named() -> None:
    packages: set[str] = set()
    for path in maps():
        for source in json.loads(path.read_text(encoding="utf-8"))["sources"]:
            packages.update(re.findall(r"node_modules/((?:@[^/]+/)?[^/]+)", source))
    assert packages
    ours = {name.lower().removesuffix(".js") for name in ENTRIES}
    assert packages <= ours


def test_every_holder_in_the_scripts_of_the_theme_is_named() -> None:
    notices = "\n".join(entry["notice"] for entry in ENTRIES.values())
    missing = set()
    for path in maps():
        for text in filter(None, json.loads(path.read_text(encoding="utf-8"))["sourcesContent"]):
            for years, holder in re.findall(r"(?i)copyright *\(c\) *([\d-]*) *([^\n<\"“]*)", text):
                if years not in notices or holder.strip(" .") not in notices:
                    missing.add((years, holder.strip()))
    assert missing == set()

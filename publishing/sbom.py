"""What the site is made of and with what: a CycloneDX bill of materials, from the lock files alone.

Two kinds of components: what travels to the reader (``required``) and the tools of the build
(``excluded``). No date and no random number stands in it: the same locks give the same bytes.
"""

from __future__ import annotations

import base64
import json
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import checker
from runtime import PYODIDE, SHA256
from runtime.fetch import fetch, info

from . import lock
from .paths import ROOT

NAME = "sbom.cdx.json"
"""What the bill is called in the site and among what is handed out."""

THIRD_PARTY = Path(__file__).with_name("third_party.toml")

NPM_LOCKS = tuple(ROOT / room / "node" / "package-lock.json" for room in ("runtime", "publishing"))
"""What the build takes from npm, one lock for each room that does."""

Component = dict[str, Any]

Bill = dict[str, Any]

CLASSIFIERS = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


def make_bill() -> Bill:
    """All of it; the licence page is printed from this too."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "checker",
                "name": "huabei-check",
                "version": checker.__version__,
                "licenses": [{"license": {"id": "MIT"}}, {"license": {"id": "CC-BY-4.0"}}],
            }
        },
        "components": [*third_party(), *python_tools(), *npm_tools()],
    }


def write(bill: Bill, folder: Path) -> None:
    """Write `bill` into `folder`."""
    (folder / NAME).write_text(json.dumps(bill, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def third_party() -> Iterator[Component]:
    """What the reader's browser gets."""
    locked = {entry.name: entry.version for entry in lock.of_group("site")}
    versions = {"Pyodide": PYODIDE, "CPython": info(fetch())["python"]}
    for name, facts in tomllib.loads(THIRD_PARTY.read_text(encoding="utf-8")).items():
        package = facts.get("package")
        version = versions.get(name) or facts.get("version") or (locked[package] if package else None)
        made: Component = {"type": facts["type"], "bom-ref": f"carried:{name}", "name": name}
        made |= {"version": version} if version else {}
        made |= {"scope": "required", "copyright": facts["notice"], "licenses": _licences(facts["licence"])}
        made |= {"externalReferences": [{"type": "vcs", "url": facts["source"]}]}
        if name == "Pyodide":
            made |= {"purl": f"pkg:npm/pyodide@{PYODIDE}", "hashes": [{"alg": "SHA-256", "content": SHA256}]}
        notes = {key: facts[key] for key in ("use", "text", "changed") if key in facts}
        yield made | {"properties": [{"name": key, "value": value} for key, value in notes.items()]}


def python_tools() -> Iterator[Component]:
    """The packages that the site is built with, each with every hash that is let in."""
    for locked in lock.of_group("site"):
        yield {
            "type": "library",
            "bom-ref": f"pypi:{locked.name}",
            "name": locked.name,
            "version": locked.version,
            "scope": "excluded",
            "purl": f"pkg:pypi/{locked.name}@{locked.version}",
            "hashes": [{"alg": "SHA-256", "content": digest} for digest in sorted(locked.hashes)],
            "licenses": _licences(_installed_licence(locked.name)),
        }


def _installed_licence(name: str) -> str:
    """The licence that a package names of itself, as an SPDX expression; empty if it names none."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    expression = said.get("License-Expression")
    if expression:
        return str(expression)
    for classifier in said.get_all("Classifier") or ():
        known = CLASSIFIERS.get(classifier.rpartition(":: ")[2])
        if known:
            return known
    text = said.get("License") or ""
    return "MIT" if "Permission is hereby granted" in text else text.partition("\n")[0].removesuffix(" License")


def npm_tools() -> Iterator[Component]:
    """The packages of the npm locks, each once; packages for other platforms than this one are among them."""
    seen = set()
    packages = [json.loads(file.read_bytes())["packages"] for file in NPM_LOCKS]
    for path, facts in (item for of_one in packages for item in of_one.items()):
        name, version = path.rpartition("node_modules/")[2], facts.get("version")
        if name and (name, version) not in seen:
            seen.add((name, version))
            algorithm, _, digest = facts["integrity"].partition("-")
            yield {
                "type": "library",
                "bom-ref": f"npm:{name}@{version}",
                "name": name,
                "version": version,
                "scope": "excluded",
                "purl": f"pkg:npm/{name.replace('@', '%40')}@{version}",
                "hashes": [{"alg": f"SHA-{algorithm[3:]}", "content": base64.b64decode(digest).hex()}],
                "licenses": _licences(facts.get("license", "")),
            }


def _licences(expression: str) -> list[dict[str, Any]]:
    """As CycloneDX wants them: one known id, an expression, or nothing."""
    if not expression:
        return []
    return [{"expression": expression}] if " " in expression else [{"license": {"id": expression}}]

"""The bill of materials: whole, and the same as the lock files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from publishing import sbom
from publishing.lock import of_group
from publishing.paths import ROOT
from tests.pages import read_pages

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def bill(built_site: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((built_site / "sbom.cdx.json").read_text(encoding="utf-8"))
    return loaded


def test_it_names_every_locked_package(bill: dict[str, Any]) -> None:
    named = {component["purl"] for component in bill["components"] if component["scope"] == "excluded"}
    locked = {f"pkg:pypi/{entry.name}@{entry.version}" for entry in of_group("site")}
    assert {purl for purl in named if purl.startswith("pkg:pypi/")} == locked
    texts = [(ROOT / room / "node/package-lock.json").read_text(encoding="utf-8") for room in ("runtime", "publishing")]
    packages = {
        (path.rpartition("node_modules/")[2], facts["version"])
        for text in texts
        for path, facts in json.loads(text)["packages"].items()
        if path
    }
    assert {"esbuild", "binaryen"} <= {name for name, _ in packages}
    assert {purl for purl in named if purl.startswith("pkg:npm/")} == {
        f"pkg:npm/{name.replace('@', '%40')}@{version}" for name, version in packages
    }


def test_every_component_has_a_licence_and_one_reference(bill: dict[str, Any]) -> None:
    components = bill["components"]
    assert [component["name"] for component in components if not component["licenses"]] == []
    assert len({component["bom-ref"] for component in components}) == len(components)
    assert len([component for component in components if component.get("hashes")]) > len(components) // 2
    for component in components:
        for digest in component.get("hashes", ()):
            size = {"SHA-256": 64, "SHA-512": 128}[digest["alg"]]
            assert re.fullmatch(f"[0-9a-f]{{{size}}}", digest["content"])


def test_what_travels_is_said_to_the_reader(bill: dict[str, Any], built_site: Path) -> None:
    page = read_pages(built_site)["licences/"]
    said = {element.words for tag in ("dt", "li") for element in page.all(tag) if element.within("article")}
    texts = 0
    for component in bill["components"]:
        assert any(line == component["name"] or line.startswith(f"{component['name']} ") for line in said), component
        for note in component.get("properties", ()):
            if note["name"] == "text":
                assert (built_site / "assets" / "licences" / note["value"]).exists()
                texts += 1
    assert texts


def test_the_same_locks_give_the_same_bytes(built_site: Path, tmp_path: Path) -> None:
    sbom.write(sbom.make_bill(), tmp_path)
    assert (tmp_path / sbom.NAME).read_bytes() == (built_site / sbom.NAME).read_bytes()

"""The published data: true to its schemas, the same in JSON and CSV, and safe to open in a spreadsheet."""

from __future__ import annotations

import copy
import csv
import io
import json
import re
from dataclasses import fields, replace
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import checker
from checker.model import ENTRIES, Entry, Knowledge, Level, Option
from macros.data.datasets import PLACE, datasets, schema_of
from macros.data.files import LICENCE, LIST, dataset_files
from macros.data.table import as_csv, cell
from macros.site import Site

from .test_site import TODAY

ASKED_FOR = {"claims", "reasons", "rules", "rule_changes", "scams", "channels", "clocks"}


def site_of(knowledge: Knowledge, address: str = "") -> Site:
    """A site that stands at `address`."""
    conf = {
        "site_name": "花呗开通自查",
        "site_description": "看懂那句提示。",
        "site_url": address,
        "use_directory_urls": True,
    }
    env: Any = SimpleNamespace(page=SimpleNamespace(url="data/"), conf=conf)
    return Site(knowledge, env, TODAY)


@pytest.fixture(scope="module")
def files(knowledge: Knowledge) -> dict[str, bytes]:
    return dataset_files(site_of(knowledge))


def parsed(files: dict[str, bytes], name: str) -> Any:
    return json.loads(files[name])


NAMES = [*(name for name, _ in ENTRIES.values()), "rules"]


@pytest.mark.parametrize("name", NAMES)
def test_each_file_is_true_to_its_schema(name: str, files: dict[str, bytes]) -> None:
    data, schema = parsed(files, f"{name}.json"), parsed(files, f"schema/{name}.json")
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(data)] == []
    assert data["entries"]
    assert (data["dataset"], data["version"], data["license"]) == (name, checker.__version__, LICENCE)
    assert data["schema"] in files
    assert data["reviewed"] == max(entry["reviewed"] for entry in data["entries"])


@pytest.mark.parametrize(
    ("name", "field", "wrong"),
    [
        ("claims", "grade", "E"),
        ("claims", "sources", "P01"),
        ("claims", "reviewed", "25.11.2026"),
        ("reasons", "level", [{"kind": "hard", "when": {"question": "age"}, "unless": None}]),
        ("questions", "show_if", {"all": []}),
        ("clocks", "days", "15"),
        ("channels", "certainty", "perhaps"),
        ("sources", "surprise", "?"),
    ],
)
def test_a_schema_refuses_what_is_wrong(name: str, field: str, wrong: object, files: dict[str, bytes]) -> None:
    data, schema = parsed(files, f"{name}.json"), parsed(files, f"schema/{name}.json")
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    data["entries"][0][field] = wrong
    assert not validator.is_valid(data)


def test_everything_asked_for_is_there(files: dict[str, bytes]) -> None:
    assert {path.removesuffix(".csv") for path in files if path.endswith(".csv")} >= ASKED_FOR


def test_every_published_id_stays(knowledge: Knowledge, files: dict[str, bytes]) -> None:
    ids = {
        f"{table}.{entry['id']}"
        for table, (name, _) in ENTRIES.items()
        for entry in parsed(files, f"{name}.json")["entries"]
    }
    assert {id_ for id_ in knowledge.published if id_.count(".") == 1} <= ids


def test_what_was_taken_down_stays_and_says_so(knowledge: Knowledge) -> None:
    reason = replace(knowledge.reasons["R12"], retired="并到 R11。")
    claim = replace(knowledge.claims["S01"], retired="并到 S02。")
    gone = replace(
        knowledge,
        reasons={id_: one for id_, one in knowledge.reasons.items() if id_ != "R12"},
        retired={"reason.R12": reason},
        claims={**knowledge.claims, "S01": claim},
    )
    files = dataset_files(site_of(gone))
    last = parsed(files, "reasons.json")["entries"][-1]
    assert (last["id"], last["retired"], last[PLACE]) == ("R12", "并到 R11。", "")
    [there] = [one for one in parsed(files, "claims.json")["entries"] if one["id"] == "S01"]
    assert (there["retired"], there[PLACE]) == ("并到 S02。", "claims/#S01")


def test_the_rules_are_the_laws_among_the_sources_with_their_dates(
    knowledge: Knowledge, files: dict[str, bytes]
) -> None:
    rules = {entry["id"]: entry for entry in parsed(files, "rules.json")["entries"]}
    assert set(rules) == {source.id for source in knowledge.sources.values() if source.law}
    assert rules["P62"]["in_force"] == "2026-09-30"
    assert rules["P41"]["until"] == "2025-12-31"


def test_every_id_that_a_field_refers_to_is_in_the_data(knowledge: Knowledge, files: dict[str, bytes]) -> None:
    ids = {name: {entry["id"] for entry in parsed(files, f"{name}.json")["entries"]} for name in NAMES}
    followed = 0
    for dataset in datasets(knowledge):
        for field, said in schema_of(knowledge, dataset)["properties"].items():
            if "refers" not in said:
                continue
            for entry in parsed(files, f"{dataset.name}.json")["entries"]:
                named = entry[field] if isinstance(entry[field], list) else [entry[field]] if entry[field] else []
                assert set(named) <= ids[ENTRIES[said["refers"]][0]], (dataset.name, entry["id"], field)
                followed += len(named)
    assert followed > 1000


def read_as_documented(content: bytes, schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a CSV file, turned back as docs/data.md says that they are written."""

    def value(text: str, said: dict[str, Any]) -> object:
        text = text.removeprefix("'") if text[1:2] and text[1] in "=+-@" else text
        if "type" not in said or (said["type"] == "array" and "$ref" in said["items"]):
            return json.loads(text) if text else None
        if said["type"] == "array":
            return text.split("|") if text else []
        if said["type"] == "boolean":
            return {"true": True, "false": False}[text]
        if said["type"] == "integer":
            return int(text)
        return text or (None if "null" in said["type"] else "")

    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [{name: value(text, schema["properties"][name]) for name, text in row.items()} for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_csv_holds_what_json_holds(name: str, knowledge: Knowledge, files: dict[str, bytes]) -> None:
    [dataset] = [one for one in datasets(knowledge) if one.name == name]
    rows = read_as_documented(files[f"{name}.csv"], schema_of(knowledge, dataset))
    assert rows == parsed(files, f"{name}.json")["entries"]


@pytest.mark.parametrize("name", NAMES)
def test_a_spreadsheet_opens_csv_rightly(name: str, files: dict[str, bytes]) -> None:
    content = files[f"{name}.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1
    assert [text for row in rows for text in row if text.startswith(tuple("=+-@\t\r"))] == []


@pytest.mark.parametrize("text", ["=1+1", "+86 10", "-1", "@SUM(A1)"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text, "x") == f"'{text}"
    assert cell([text, "b"], "x") == f"'{text}|b"


def test_quotes_commas_and_lines_survive() -> None:
    said = 'a "b", c\nd'
    content = as_csv({"properties": {"id": {}, "text": {}}}, [{"id": "x", "text": said}], "made_up")
    assert list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))) == [{"id": "x", "text": said}]


def test_a_list_that_could_not_be_parted_again_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^scams\.x\.do: '\|' found"):
        as_csv({"properties": {"id": {}, "do": {}}}, [{"id": "x", "do": ["a|b"]}], "scams")


def test_the_list_of_files_names_each_with_its_hash(files: dict[str, bytes]) -> None:
    package = parsed(files, LIST)
    named = {resource["path"]: resource for resource in package["resources"]}
    assert set(named) == {path for path in files if re.fullmatch(r"\w+\.(csv|json)", path)} - {LIST}
    for path, resource in named.items():
        assert resource["bytes"] == len(files[path])
        assert resource["hash"] == f"sha256:{sha256(files[path]).hexdigest()}"
    header = files["claims.csv"].decode("utf-8-sig").splitlines()[0].split(",")
    assert [field["name"] for field in named["claims.csv"]["schema"]["fields"]] == header
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    assert len({resource["name"] for resource in package["resources"]}) == len(named)


def test_the_same_knowledge_gives_the_same_bytes(knowledge: Knowledge, files: dict[str, bytes]) -> None:
    assert dataset_files(site_of(copy.copy(knowledge))) == files


def test_the_address_of_the_site_stands_in_the_data_once_it_is_known(knowledge: Knowledge) -> None:
    there = dataset_files(site_of(knowledge, "https://example.org/hua/"))
    assert parsed(there, LIST)["homepage"] == "https://example.org/hua/"
    assert parsed(there, "claims.json")["homepage"] == "https://example.org/hua/"


def test_every_field_has_its_name_and_no_name_is_left_over(knowledge: Knowledge) -> None:
    classes: list[tuple[str, type]] = [(table, cls) for table, (_, cls) in ENTRIES.items()]
    classes += [("option", Option), ("level", Level)]
    names = {(table, field.name) for table, cls in classes for field in fields(cls)}
    used = {key for table, name in names for key in (f"{table}.{name}", name) if key in knowledge.labels["field"]}
    assert knowledge.labels["field"].keys() - used == {PLACE}
    assert knowledge.labels["dataset"].keys() == set(NAMES)


def test_a_field_without_a_name_is_reported(knowledge: Knowledge) -> None:
    nameless = replace(knowledge, labels={**knowledge.labels, "field": {}})
    with pytest.raises(ValueError, match=r"fields\.toml: \[label\.field\] id: nothing found, expected its name"):
        dataset_files(site_of(nameless))


def test_what_the_model_says_of_a_field_stands_in_its_schema(files: dict[str, bytes]) -> None:
    properties = parsed(files, "schema/clocks.json")["$defs"]["entry"]["properties"]
    assert properties["days"]["description"] == "how long it is, in units of `unit`"
    assert properties["until"]["description"] == "the last day on which it held"
    assert {"const": "partly", "title": "部分确认"} in properties["certainty"]["oneOf"]


def test_a_dataset_without_entries_is_left_out(knowledge: Knowledge) -> None:
    without = dataset_files(site_of(replace(knowledge, letters={})))
    assert "letters.csv" not in without
    assert "scams.csv" in without


def test_every_kind_of_entry_is_data(knowledge: Knowledge) -> None:
    assert {dataset.table for dataset in datasets(knowledge)} == set(ENTRIES)
    assert all(isinstance(entry, Entry) for dataset in datasets(knowledge) for entry in dataset.entries)

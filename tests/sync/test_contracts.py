"""The contract's files say what the code does, and the phone's own words are the same."""

import json
import re
from pathlib import Path

import pytest

from minqing.sync.contracts import FILES, spelled_out, sync_schema
from minqing.sync.facts.concerns import STEPS
from minqing.sync.problems import STATUS, WORDS
from minqing.sync.refusals import WORDS as REFUSALS

ROOT = Path(__file__).parents[2]
WRITTEN = (ROOT / "web/notebook/contract.ts").read_text(encoding="utf-8")
DECISION = next((ROOT / "docs/decisions").glob("0008-*.md")).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_of_the_contract_is_as_the_code_writes_it(name):
    written = (ROOT / "contracts" / name).read_text(encoding="utf-8")
    assert written == spelled_out(FILES[name]()), "run python scripts/contracts.py"


def interface(name: str) -> str:
    """The words between the braces of an interface of contract.ts."""
    begin = WRITTEN.index("{", WRITTEN.index(f"export interface {name} ")) + 1
    depth, end = 1, begin
    while depth:
        depth += {"{": 1, "}": -1}.get(WRITTEN[end], 0)
        end += 1
    return WRITTEN[begin : end - 1]


def fields_of(body: str) -> dict[str, bool]:
    """The fields at the top of an interface, and whether each may be left out."""
    flat = re.sub(r"/\*.*?\*/", "", body, flags=re.DOTALL)
    while (less := re.sub(r"\{[^{}]*\}", "", flat)) != flat:
        flat = less
    return {name: bool(mark) for name, mark in re.findall(r"'?([\w.]+)'?(\?)?\s*:", flat)}


def test_the_phone_knows_the_same_kinds_of_facts_and_records():
    said = sync_schema()
    assert set(fields_of(interface("FactBodies"))) == set(said["facts"])
    assert set(fields_of(interface("RecordKinds"))) == set(said["records"])


BODIES = {
    "EntryBody": "EntryIn",
    "PhotoBody": "PhotoIn",
    "ConcernBody": "ConcernIn",
    "StepBody": "StepIn",
    "Receipt": "Receipt",
}


@pytest.mark.parametrize("ours", sorted(BODIES))
def test_a_body_has_the_same_fields_on_both_sides_and_needs_the_same(ours):
    schema = sync_schema()["$defs"][BODIES[ours]]
    theirs = {name: name not in schema.get("required", ()) for name in schema["properties"]}
    written = fields_of(interface(ours))
    assert set(written) == set(theirs)
    # What the phone may leave out the server must not need; what the server needs the phone must always send.
    assert [name for name in theirs if not theirs[name] and written[name]] == []


def test_codes_and_steps_are_those_that_the_decision_lists():
    codes = re.search(r"export type RefusalCode = (.*)", WRITTEN)
    problems = re.search(r"export type ProblemCode = (.*)", WRITTEN)
    assert codes is not None and set(re.findall(r"'(\w+)'", codes.group(1))) == set(REFUSALS)
    assert problems is not None and set(re.findall(r"'(\w+)'", problems.group(1))) == set(WORDS) == set(
        STATUS
    )
    steps = re.search(r"`kind` one of `([a-z_ ]+)`", DECISION)
    assert steps is not None and steps.group(1).split() == [str(kind) for kind in STEPS]


def test_no_address_of_a_machine_stands_in_the_contract():
    for name in FILES:
        text = json.dumps(json.loads((ROOT / "contracts" / name).read_text(encoding="utf-8")))
        assert re.findall(r"https?://(?!json-schema\.org)", text) == []

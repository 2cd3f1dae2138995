"""Nothing about a person is kept without a stated purpose, and nothing at all of what the method forbids."""

import json
import re
import subprocess
import sys

import pytest
from django.apps import apps
from django.utils import translation

from minqing.cli.privacy_register import as_markdown
from minqing.privacy.nouns import words_for
from minqing.privacy.register import as_rows, fields_of_rooms, gone, listed_twice, register, unlisted

# Words in the name of a field or of one of its choices that would hold what the method keeps out: opinions of a
# person, belief, ethnicity, politics, a score of a person, identity numbers, the whereabouts of a member.
FORBIDDEN = re.compile(
    r"(^|_)("
    r"opinion|attitude|mood|mind|belief|faith|religio\w*|church|ethnic\w*|nationality|race|minzu|politic\w*|party|"
    r"loyal\w*|petition\w*|score|rating|risk|level_of_trust|blacklist|watch\w*|notable|key_person|tag|label|"
    r"id_number|id_card|identity\w*|idcard|sfz|passport|ssn|fertil\w*|child_bearing|contracepti\w*|"
    r"addict\w*|drug\w*|crim\w*|convict\w*|track|gps|trail|biometric\w*|face|fingerprint"
    r")(_|$)"
)


def test_every_field_of_every_model_is_listed():
    missing = unlisted()
    assert missing == [], (
        "Each of these fields must stand in the personal.py of its room: in PERSONAL with its purpose, legal basis,"
        " readers, term and way of erasure where it tells something of a person, else in NOT_PERSONAL: "
        + ", ".join(missing)
    )


def test_nothing_is_listed_that_does_not_exist_or_twice():
    assert gone() == [], "Renamed or removed fields: mend personal.py of their room."
    assert listed_twice() == [], "A field is personal or it is not: leave it in one list."


def test_every_line_is_complete_and_names_its_legal_basis():
    for line in register():
        if line.what is None:
            continue
        parts = (line.what.purpose, line.what.basis, line.what.readers, line.what.term, line.what.erased_by)
        assert [part for part in parts if len(part) < 5] == [], line.field
        assert "PIPL" in line.what.basis, line.field


def test_the_names_of_residents_and_what_is_sealed_are_personal():
    personal = {line.field for line in register() if line.personal}
    wanted = {
        "households.Resident.name",
        "households.Resident.born",
        "households.Resident.phones",
        "households.CareNeed.sealed",
        "privacy.Consent.told",
        "privacy.Reading.reason",
        "accounts.Account.name",
    }
    assert wanted - personal == set()


def test_no_field_and_no_choice_is_for_what_the_method_keeps_out():
    names = [name.split(".")[-1] for name in fields_of_rooms()]
    for model in apps.get_models():
        if not model.__module__.startswith("minqing."):
            continue
        for field in model._meta.concrete_fields:
            if model._meta.label not in {
                "diary.Entry",
                "concerns.Concern",
            }:  # tasks of a visit, matters: not of a person
                names += [str(value) for value, _label in field.choices or [] if value]
    assert [name for name in names if FORBIDDEN.search(name)] == []


@pytest.mark.parametrize(
    "name",
    ["religion", "political_status", "id_number", "ethnicity", "opinion", "risk", "id_card_no", "party"],
)
def test_a_field_of_such_a_name_would_be_found(name):
    assert FORBIDDEN.search(name)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_rows_are_plain_and_markdown_has_one_line_a_personal_field(language):
    with translation.override(language):
        rows = as_rows()
    assert [set(row) for row in rows] == [
        {"field", "personal", "purpose", "basis", "readers", "term", "erased_by"}
    ] * len(fields_of_rooms())
    lines = as_markdown(row for row in rows if row["personal"])
    assert len(lines) == 2 + sum(line.personal for line in register())
    assert {line.replace("\\|", "").count("|") for line in lines} == {7}


def test_the_command_prints_the_register_without_a_database(tmp_path):
    words = [sys.executable, "-m", "minqing.cli.main", "privacy", "register"]
    nowhere = {
        "MINQING_HOME": str(tmp_path / "home"),
        "MINQING_DATABASE_URL": "postgresql://nowhere.invalid/none",
        "MINQING_LANGUAGE": "en",
        "PATH": "/usr/bin:/bin",
    }
    for more in ([], ["--json"]):
        done = subprocess.run(
            [*words, *more], env=nowhere, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0
        assert done.stderr == ""
        if more:
            assert {row["field"] for row in json.loads(done.stdout)} == set(fields_of_rooms())
        else:
            assert done.stdout.startswith(
                "| Field | Purpose | Legal basis | Who sees it | How long | How it is erased |\n"
            )


def test_the_page_has_words_for_every_personal_field():
    with translation.override("en"):
        said = {line.field: words_for(line.field) for line in register() if line.personal}
    assert said["privacy.Consent.told"] == "Consent · What the resident was told"
    assert [field for field, words in said.items() if "." in words or "_" in words] == []

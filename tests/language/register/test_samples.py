"""The sample registers of invented people, against the truth beside each."""

import json
from pathlib import Path

import pytest

from minqing.households.sheet_file import opened_sheet
from minqing.language.register import PersonRow, RefusedRow, read_register
from tests.language.register.sheets import TODAY

SAMPLES = Path(__file__).parents[3].parent / "shared" / "data" / "register"


@pytest.mark.skipif(
    not SAMPLES.is_dir(), reason=f"the sample registers are not beside this checkout ({SAMPLES.name})"
)
@pytest.mark.parametrize("style", ["flat", "instructed", "twofold"])
def test_a_sample_register_is_read_as_its_truth_says(style: str) -> None:
    truth = json.loads((SAMPLES / f"{style}.json").read_text(encoding="utf-8"))
    with opened_sheet(SAMPLES / f"{style}.xlsx") as sheet:
        reading = read_register(sheet.rows(), sheet.merged, today=TODAY)
        rows = list(reading)
    people = [row for row in rows if isinstance(row, PersonRow)]
    assert len(people) == truth["residents"]
    assert len({person.household_key for person in people}) == truth["households"]
    assert [row.row for row in rows if isinstance(row, RefusedRow)] == truth["refused_rows"]
    # Remarks are left out too; the truths name only what must never be kept.
    assert [text for text in reading.left_out if text != "备注"] == truth["left_out"]
    assert all(person.address.numbered and person.address.dwelling for person in people)
    assert not [note for person in people for note in person.warnings if note.key == "phone_unreadable"]

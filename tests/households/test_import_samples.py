"""The sample registers of invented people, taken: as their truth says, and a second time without any change."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from minqing.access.acting import in_community
from minqing.households.actions.importing import import_register
from minqing.households.models import Household, Resident
from minqing.households.register_in.files import gathered_file
from minqing.households.register_in.outcome import Outcome
from minqing.ledger.actor import Actor
from minqing.ledger.verify import verify_community
from tests.factories.ground import OWN

SAMPLES = Path(__file__).parents[2].parent / "shared" / "data" / "register"
NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not SAMPLES.is_dir(), reason=f"the sample registers are not beside this checkout ({SAMPLES.name})"
    ),
]


def _taken(file: Path) -> Outcome:
    sheet = gathered_file(file, NOW.date(), lambda done, total: None)
    by = Actor(None, "", via="cli")
    return import_register(by=by, at=NOW, community=OWN, sheet=sheet, steps=lambda done, total: None)


@pytest.mark.parametrize("style", ["flat", "instructed", "twofold"])
def test_a_sample_is_taken_as_its_truth_says_and_the_second_time_changes_nothing(style: str) -> None:
    truth = json.loads((SAMPLES / f"{style}.json").read_text(encoding="utf-8"))
    with in_community(OWN):
        first = _taken(SAMPLES / f"{style}.xlsx")
        assert (Resident.objects.count(), Household.objects.count()) == (
            truth["residents"],
            truth["households"],
        )
        assert first.residents == {"new": truth["residents"]}
        assert first.households == {"new": truth["households"]}
        assert sorted(row for row, _ in first.refused) == truth["refused_rows"]
        # Remarks are left out too; the truths name only what must never be kept.
        assert [text for text in first.left_out if text != "备注"] == truth["left_out"]
        verdict = verify_community(OWN)
        assert verdict.bad is None
        second = _taken(SAMPLES / f"{style}.xlsx")
        assert second.changes_nothing
        assert second.residents == {"unchanged": truth["residents"]}
        assert second.households == {"unchanged": truth["households"]}
        assert verify_community(OWN).head == verdict.head


def test_the_samples_after_one_another_each_change_nothing_the_second_time() -> None:
    # Families of different files share homes; each keeps its own household and head.
    with in_community(OWN):
        for style in ("flat", "instructed", "twofold"):
            truth = json.loads((SAMPLES / f"{style}.json").read_text(encoding="utf-8"))
            outcome = _taken(SAMPLES / f"{style}.xlsx")
            assert (outcome.residents["new"], outcome.households["new"]) == (
                truth["residents"],
                truth["households"],
            )
            assert _taken(SAMPLES / f"{style}.xlsx").changes_nothing
        assert verify_community(OWN).bad is None

"""Whoever reads the table of care needs learns nothing of them, not by their size either."""

import pytest

from minqing.access.acting import in_community
from minqing.households.care_kinds import RULES, CareKind
from minqing.households.models import CareNeed
from tests.factories.care import a_care_need, a_consent, a_door
from tests.factories.ground import OWN


@pytest.mark.django_db
def test_sealed_needs_of_every_kind_have_one_size():
    with in_community(OWN):
        door = a_door()
        consent = a_consent(door)
        for kind in CareKind:
            a_care_need(
                door, consent, kind=kind, note="" if RULES[kind].own_word else "女儿在外地", every_days=0
            )
        assert len({len(bytes(need.sealed)) for need in CareNeed.objects.all()}) == 1

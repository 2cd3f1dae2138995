"""Divisions of a community: a run with one proposal that leaves everything with whoever has it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from minqing.committee.models import Member, Proposal, ZoningRun
from minqing.committee.queries.zoning import ground_to_divide

NUMBERS: dict[str, Any] = {
    "status": "optimal",
    "loads": {},
    "cut_edges": 1,
    "moved": 0.0,
    "unmet": 0.0,
    "distance": 0.0,
    "deviation": 0.0,
    "objective": 1.0,
    "bound": 1.0,
    "gap": 0.0,
    "border_bound": 1.0,
}


def a_division(code: str, secretary: Member, members: Sequence[Member], on: date) -> ZoningRun:
    """A run among these members, worked out, with one proposal: each courtyard stays where it is."""
    ground = ground_to_divide(code, on)
    run = ZoningRun.objects.create(
        community=code,
        account=secretary.account_id,
        asked_at=timezone.now(),
        state=ZoningRun.State.DONE,
        done=100,
        asked={
            "tolerance": 0.5,
            "care_weight": 0.0,
            "seconds": 5,
            "members": [[str(member.pk), 1.0] for member in members],
        },
        ground=ground.as_json(),
    )
    zones = {unit.id: unit.now or str(members[0].pk) for unit in ground.units}
    Proposal.objects.create(community=code, run=run, number=1, zones=zones, numbers=NUMBERS)
    return run

"""Barriers: lines such as a main road that visits do not cross; zones are not joined over them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access.rules import may_divide_zones, require
from minqing.language.characters import tidy
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.privacy.refusals import no_id_numbers
from minqing.territory.actions.places_on_map import check_place
from minqing.territory.geometry import MOST_CORNERS, Place
from minqing.territory.models import Barrier, Community


@act("barrier.draw")
def draw_barrier(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    community: str,
    name: str,
    line: Sequence[Place],
    id: UUID | None = None,
) -> Barrier:
    """Draw a line that visits do not cross (WGS 84, longitude first).

    Refuses a blank name, a line of fewer than two places or more than 500, and places outside China.
    """
    require(may_divide_zones(by, community))
    name = no_id_numbers(tidy(name), "name")[:60]
    if not name:
        raise Refused({"name": _("Give it a name.")})
    if len(set(line)) < 2:
        raise Refused({"line": _("A line has at least two places.")})
    if len(line) > MOST_CORNERS:
        raise Refused({"line": _("A line has at most %(most)s places.") % {"most": MOST_CORNERS}})
    for place in line:
        check_place(place, "line")
    barrier = w.add(
        Barrier(id=id or uuid7(), community=community, name=name, line=[list(place) for place in line])
    )
    w.about(barrier)
    return barrier


@act("barrier.remove")
def remove_barrier(w: Writing, *, by: Actor, at: datetime, barrier: Barrier) -> None:
    """Take a barrier away. Refuses nothing: one that is gone is gone."""
    require(may_divide_zones(by, barrier.community))
    w.about(Community.objects.get(community=barrier.community), barrier=str(barrier.pk))
    w.remove(barrier)

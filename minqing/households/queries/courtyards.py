"""The courtyard at a glance: its homes with who lives there, its active residents; and the list of
courtyards.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from minqing.access.scope import Viewer, holding
from minqing.households.models import ActiveRole, Residence
from minqing.households.queries.households import HouseholdLine, household_lines
from minqing.language.order import reading_order
from minqing.territory.models import Courtyard, Dwelling


@dataclass(frozen=True)
class Home:
    """A home of a courtyard with the households that the viewer may see in it.

    `others` counts households there that belong to somebody else's zone: that the home is lived in is no
    secret.
    """

    dwelling: Dwelling
    households: tuple[HouseholdLine, ...]
    others: int = 0


@dataclass(frozen=True)
class CourtyardCard:
    """A courtyard's page: homes in the order of floors and labels, and roles of residents the viewer may
    see.
    """

    courtyard: Courtyard
    homes: tuple[Home, ...]
    roles: tuple[ActiveRole, ...]


@dataclass(frozen=True)
class CourtyardLine:
    """A courtyard in the list. `confirmed_first` is the oldest day on which one of its households was
    confirmed.
    """

    courtyard: Courtyard
    dwellings: int
    households: int
    unconfirmed: int
    confirmed_first: date | None
    heads: tuple[ActiveRole, ...]


def courtyard_card(viewer: Viewer, courtyard: Courtyard) -> CourtyardCard:
    """A courtyard of `viewer.courtyards()`, with what of it the viewer may see. Six queries beside the
    scope's.
    """
    dwellings = list(Dwelling.objects.filter(courtyard=courtyard, gone_on__isnull=True))
    all_there = Residence.objects.filter(holding(viewer.today), dwelling__in=[d.pk for d in dwellings])
    living = list(all_there.order_by("from_day", "id").values_list("dwelling_id", "household_id"))
    seen = viewer.households().filter(pk__in=[household for _, household in living])
    lines = {line.household.pk: line for line in household_lines(seen, viewer.today)}
    homes: dict[UUID, list[HouseholdLine]] = {dwelling.pk: [] for dwelling in dwellings}
    others: Counter[UUID] = Counter()
    for dwelling_id, household_id in living:
        if household_id in lines:
            homes[dwelling_id].append(lines[household_id])
        else:
            others[dwelling_id] += 1
    ordered = sorted(dwellings, key=in_order)
    return CourtyardCard(
        courtyard,
        tuple(Home(dwelling, tuple(homes[dwelling.pk]), others[dwelling.pk]) for dwelling in ordered),
        tuple(_roles_seen(viewer, ActiveRole.objects.filter(courtyard=courtyard))),
    )


def courtyard_lines(viewer: Viewer) -> list[CourtyardLine]:
    """Every courtyard of the community in the order of lanes and numbers. Five queries beside the scope's."""
    courtyards = sorted(viewer.courtyards(), key=lambda each: (each.lane, reading_order(each.name)))
    dwellings = Counter(
        Dwelling.objects.filter(community=viewer.code, gone_on__isnull=True).values_list(
            "courtyard_id", flat=True
        )
    )
    counted = _households_by_courtyard(viewer)
    heads: dict[UUID | None, list[ActiveRole]] = {}
    for role in _roles_seen(viewer, ActiveRole.objects.filter(kind=ActiveRole.Kind.COURTYARD_HEAD)):
        heads.setdefault(role.courtyard_id, []).append(role)
    return [
        CourtyardLine(
            courtyard,
            dwellings[courtyard.pk],
            *counted.get(courtyard.pk, (0, 0, None)),
            tuple(heads.get(courtyard.pk, ())),
        )
        for courtyard in courtyards
    ]


def _households_by_courtyard(viewer: Viewer) -> dict[UUID, tuple[int, int, date | None]]:
    rows = Residence.objects.filter(holding(viewer.today), community=viewer.code).values_list(
        "dwelling__courtyard_id", "household__confirmed_on"
    )
    counts: dict[UUID, list[date | None]] = {}
    for courtyard_id, confirmed in rows:
        counts.setdefault(courtyard_id, []).append(confirmed)
    return {
        key: (len(days), days.count(None), min((day for day in days if day is not None), default=None))
        for key, days in counts.items()
    }


def _roles_seen(viewer: Viewer, rows: QuerySet[ActiveRole]) -> list[ActiveRole]:
    """Of these roles, those held today by residents whom the viewer may see. Two queries."""
    held = list(rows.filter(holding(viewer.today), community=viewer.code).select_related("resident"))
    # Asked for the few who hold roles, not for everybody in the register.
    seen = set(
        viewer.residents().filter(pk__in={role.resident_id for role in held}).values_list("pk", flat=True)
    )
    return sorted(
        (role for role in held if role.resident_id in seen),
        key=lambda each: (each.kind, each.from_day, each.pk),
    )


def in_order(dwelling: Dwelling) -> tuple[int, tuple[object, ...]]:
    """From the ground floor up, and by label, numbers as numbers: 「3」 before 「12」."""
    return dwelling.floor or 0, reading_order(dwelling.unit)

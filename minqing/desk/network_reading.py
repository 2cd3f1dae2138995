"""Who is reached through whom in a zone: its keeper, lanes, courtyards and residents by the roles that they agreed to."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minqing.access.scope import Viewer, holding
from minqing.committee.models import Coverage, Keeping, Leave, Zone
from minqing.desk.network import Branch, Leaf, Network, Someone
from minqing.households.models import ActiveRole, Residence, Resident
from minqing.language.order import reading_order
from minqing.territory.models import Courtyard

Kind = ActiveRole.Kind


def network_of(viewer: Viewer, zone: Zone, telephones: bool = False) -> Network:
    """A zone's network as the viewer may see it, with telephones where they were asked for. Ten queries at most.

    Only residents of `viewer.residents()` are named; of an active resident the role is told and nothing else.
    """
    covered = Coverage.objects.filter(holding(viewer.today), zone=zone)
    yards = list(
        Courtyard.objects.filter(
            pk__in=covered.filter(dwelling__gone_on__isnull=True).values("dwelling__courtyard")
        )
    )
    counts = _households(viewer, zone)
    roles = _roles(viewer, zone, yards, telephones)
    lanes: dict[str, list[Courtyard]] = defaultdict(list)
    for yard in sorted(yards, key=lambda yard: reading_order(yard.name)):
        lanes[yard.lane].append(yard)
    total = sum(counts.values())
    return Network(
        title=zone.name,
        member=(*_keeper(viewer, zone, telephones), _sum(len(yards), total)),
        volunteers=(str(Kind.VOLUNTEER.label), tuple(roles[Kind.VOLUNTEER, None])),
        representatives=(str(Kind.REPRESENTATIVE.label), tuple(roles[Kind.REPRESENTATIVE, None])),
        branches=tuple(
            Branch(
                lane or _("Without a lane"),
                tuple(dict.fromkeys(one for yard in inside for one in roles[Kind.LANE_HEAD, yard.pk])),
                tuple(
                    Leaf(
                        _short(yard),
                        ngettext("%(n)s household", "%(n)s households", counts.get(yard.pk, 0))
                        % {"n": counts.get(yard.pk, 0)},
                        tuple(roles[Kind.COURTYARD_HEAD, yard.pk]),
                    )
                    for yard in inside
                ),
            )
            for lane, inside in sorted(lanes.items(), key=lambda pair: reading_order(pair[0]))
        ),
    )


def _sum(yards: int, households: int) -> str:
    courtyards = ngettext("%(n)s courtyard", "%(n)s courtyards", yards) % {"n": yards}
    homes = ngettext("%(n)s household", "%(n)s households", households) % {"n": households}
    return f"{courtyards} · {homes}"


def _short(yard: Courtyard) -> str:
    """A courtyard's name without its lane's, which stands above it."""
    rest = yard.name.removeprefix(yard.lane).strip()
    return rest or yard.name


def _keeper(viewer: Viewer, zone: Zone, telephones: bool) -> list[str]:
    keeping = Keeping.objects.filter(holding(viewer.today), zone=zone).select_related("member").first()
    if keeping is None:
        return [zone.name, _("Nobody keeps it")]
    member = keeping.member
    lines = [
        zone.name,
        f"{member.post} {Someone(member.name, member.telephone if telephones else '').words()}",
    ]
    away = Leave.objects.filter(holding(viewer.today), member=member).select_related("cover").first()
    if away is not None:
        lines.append(_("%(name)s covers until they are back") % {"name": away.cover.name})
    return lines


def _households(viewer: Viewer, zone: Zone) -> dict[UUID, int]:
    here = Coverage.objects.filter(holding(viewer.today), zone=zone).values("dwelling")
    living = Residence.objects.filter(holding(viewer.today), dwelling__in=here)
    return dict(
        living.values_list("dwelling__courtyard").annotate(households=Count("household", distinct=True))
    )


def _roles(
    viewer: Viewer, zone: Zone, yards: list[Courtyard], telephones: bool
) -> dict[tuple[str, UUID | None], list[Someone]]:
    """Residents by role and courtyard; volunteers and representatives are of the zone, whatever courtyard they stand for.

    A lane's head is asked for wherever in the lane they live; whoever the viewer may not see is not named.
    """
    lanes = {yard.lane for yard in yards}
    held = ActiveRole.objects.filter(holding(viewer.today), community=viewer.code)
    rows = list(held.select_related("resident", "courtyard").order_by("from_day", "pk"))
    seen = _seen(viewer, {row.resident_id for row in rows})
    lives_here = _living_in(viewer, zone, seen)
    mine = {yard.pk for yard in yards}
    found: dict[tuple[str, UUID | None], list[Someone]] = defaultdict(list)
    for row in rows:
        if row.resident_id not in seen:
            continue
        phone = ", ".join(row.resident.phones[:1]) if telephones else ""
        someone = Someone(row.resident.name, phone)
        if row.kind == Kind.COURTYARD_HEAD and row.courtyard_id in mine:
            found[row.kind, row.courtyard_id].append(someone)
        elif row.kind == Kind.LANE_HEAD and row.courtyard is not None and row.courtyard.lane in lanes:
            for yard in yards:
                if yard.lane == row.courtyard.lane:
                    found[row.kind, yard.pk].append(someone)
        elif row.kind in (Kind.VOLUNTEER, Kind.REPRESENTATIVE) and row.resident_id in lives_here:
            found[row.kind, None].append(someone)
    return found


def _seen(viewer: Viewer, residents: set[UUID]) -> set[UUID]:
    return set(viewer.residents().filter(pk__in=residents).values_list("pk", flat=True))


def _living_in(viewer: Viewer, zone: Zone, residents: set[UUID]) -> set[UUID]:
    """Of these residents, those whose household lives in the zone."""
    homes = Coverage.objects.filter(holding(viewer.today), zone=zone).values("dwelling")
    living = Residence.objects.filter(holding(viewer.today), dwelling__in=homes).values("household")
    rows = Resident.objects.filter(
        holding(viewer.today, "memberships__"), pk__in=residents, memberships__household__in=living
    )
    return set(rows.values_list("pk", flat=True))

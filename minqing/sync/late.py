"""Facts that come late: about what lay in the sender's zone lately and is now another's (decision 0008)."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Model, Q

from minqing.access.models import Post, Role
from minqing.access.scope import Viewer, holding
from minqing.committee.models import Coverage, Keeping, Leave, Member
from minqing.concerns.models import Concern, Step
from minqing.concerns.steps import HAND_OVER
from minqing.households.models import Household, Membership, Residence, Resident
from minqing.sync.refusals import Late
from minqing.territory.models import Dwelling

LATELY = timedelta(days=30)
"""How long after a zone changed hands a fact about it still goes to the new keeper instead of being refused."""
Span = tuple[date, date]


def late(viewer: Viewer, row: Model) -> Late | None:
    """To whom a fact about this row goes, where it was the viewer's within the last thirty days; else None."""
    if isinstance(row, Household):
        return addressed(viewer, row) if kept_lately(viewer, row) else None
    if isinstance(row, Resident):
        household = household_of(row)
        return late(viewer, household) if household is not None else None
    if isinstance(row, Concern):
        if _led_lately(viewer, row) or (row.household is not None and kept_lately(viewer, row.household)):
            return addressed(viewer, row.household)
        return None
    if isinstance(row, Dwelling):
        return addressed(viewer, None) if _dwelling_lately(viewer, row.pk, _window(viewer)) else None
    return None


def addressed(viewer: Viewer, household: Household | None) -> Late:
    """The tray of who keeps the household today; of the secretary where nobody does, or there is no household."""
    keeper = keeper_of(viewer, household) if household is not None else None
    return Late(keeper or _secretary(viewer), household if keeper is not None else None)


def keeper_of(viewer: Viewer, household: Household) -> Member | None:
    """The member in whose zone the household lives today."""
    homes = Residence.objects.filter(holding(viewer.today), household=household).values("dwelling")
    zones = Coverage.objects.filter(holding(viewer.today), dwelling__in=homes).values("zone")
    kept = Keeping.objects.filter(holding(viewer.today), zone__in=zones).select_related("member").first()
    return kept.member if kept is not None else None


def household_of(resident: Resident) -> Household | None:
    """The household that a resident belongs to, or belonged to last."""
    rows = Membership.objects.filter(resident=resident).select_related("household")
    last = rows.order_by("from_day").last()
    return last.household if last is not None else None


def kept_lately(viewer: Viewer, household: Household) -> bool:
    """Whether the household lived in one of the viewer's zones on one of the last thirty days, cover counted."""
    for home in Residence.objects.filter(household=household):
        both = _both(_span(viewer, home.from_day, home.to_day), _window(viewer))
        if both is not None and _dwelling_lately(viewer, home.dwelling_id, both):
            return True
    return False


def _dwelling_lately(viewer: Viewer, dwelling: UUID, within: Span) -> bool:
    """Whether the dwelling lay in a zone of the viewer's on one of these days."""
    member = viewer.member
    if member is None:
        return False
    away = list(Leave.objects.filter(cover=member))
    for coverage in Coverage.objects.filter(dwelling=dwelling):
        held = _both(_span(viewer, coverage.from_day, coverage.to_day), within)
        keepings = Keeping.objects.filter(
            Q(member=member) | Q(member__in=[leave.member_id for leave in away]), zone=coverage.zone_id
        )
        if held is not None and any(_answered_for(viewer, member, away, one, held) for one in keepings):
            return True
    return False


def _answered_for(
    viewer: Viewer, member: Member, away: Iterable[Leave], keeping: Keeping, within: Span
) -> bool:
    """Whether the member kept the zone in these days, or covered for who did."""
    kept = _both(_span(viewer, keeping.from_day, keeping.to_day), within)
    if kept is None:
        return False
    if keeping.member_id == member.pk:
        return True
    covers = (_span(viewer, one.from_day, one.to_day) for one in away if one.member_id == keeping.member_id)
    return any(_both(span, kept) is not None for span in covers)


def _led_lately(viewer: Viewer, concern: Concern) -> bool:
    """Whether the concern was handed from the viewer to another within the last thirty days."""
    if viewer.member is None:
        return False
    handed = Step.objects.filter(concern=concern, kind=HAND_OVER, at__gte=viewer.now - LATELY)
    return handed.filter(said__from=str(viewer.member.pk)).exists()


def _secretary(viewer: Viewer) -> Member | None:
    posts = Post.objects.filter(holding(viewer.today), role=Role.SECRETARY, code=viewer.code)
    accounts = list(posts.values_list("account_id", flat=True))
    return viewer.members().filter(account_id__in=accounts, left_on__isnull=True).order_by("pk").first()


def _window(viewer: Viewer) -> Span:
    """The days in which it must have been the viewer's: a hand-over thirty days ago is the last that counts."""
    return viewer.today - LATELY - timedelta(days=1), viewer.today + timedelta(days=1)


def _span(viewer: Viewer, from_day: date, to_day: date | None) -> Span:
    return from_day, to_day or viewer.today + timedelta(days=1)


def _both(one: Span, other: Span) -> Span | None:
    """The days that lie in both spans; None where there are none."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first < last else None

"""The committee as it is on a day: who belongs to it, who is away, who stands in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from minqing.access.scope import holding
from minqing.committee.models import Deputy, Keeping, Leave, Member, Portfolio, Zone
from minqing.committee.queries.portfolios import portfolios_by_member


@dataclass(frozen=True)
class MemberNow:
    """A member on a day: zones and portfolios, deputy, and the absence that holds (None: they are there)."""

    member: Member
    zones: list[Zone]
    portfolios: list[Portfolio]
    deputy: Member | None
    leave: Leave | None


def in_office(community: str, on: date) -> QuerySet[Member]:
    """Who sits on the committee on a day, by name; what a choice in a form offers. One query."""
    staying = Q(left_on__isnull=True) | Q(left_on__gt=on)
    return Member.objects.filter(staying, community=community, joined_on__lte=on).order_by("name")


def members_now(community: str, on: date) -> list[MemberNow]:
    """The committee on a day, and who joins later, by name. Five queries."""
    staying = Member.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=on), community=community)
    portfolios = portfolios_by_member(community, on)
    zones: dict[UUID, list[Zone]] = {}
    for keeping in Keeping.objects.filter(holding(on), community=community).select_related("zone"):
        zones.setdefault(keeping.member_id, []).append(keeping.zone)
    deputies = Deputy.objects.filter(holding(on), community=community).select_related("deputy")
    deputy_of = {row.member_id: row.deputy for row in deputies}
    away = Leave.objects.filter(holding(on), community=community).select_related("cover")
    leave_of = {row.member_id: row for row in away}
    return [
        MemberNow(
            member,
            zones.get(member.pk, []),
            portfolios.get(member.pk, []),
            deputy_of.get(member.pk),
            leave_of.get(member.pk),
        )
        for member in staying.order_by("name", "pk")
    ]


def leaves_ahead(community: str, on: date) -> QuerySet[Leave]:
    """Absences that hold on a day or come later, the nearest first. One query."""
    lasting = Leave.objects.filter(Q(to_day__isnull=True) | Q(to_day__gt=on), community=community)
    return lasting.select_related("member", "cover").order_by("from_day")

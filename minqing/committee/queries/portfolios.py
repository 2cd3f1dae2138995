"""The lines and the zones together (条块结合): who holds what."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minqing.access.scope import holding
from minqing.committee.models import Member, Portfolio, PortfolioHolding
from minqing.committee.queries.zones import ZoneNow


@dataclass(frozen=True)
class Line:
    """A portfolio as a row of the matrix: its holders, and for each zone whether the zone's keeper is one."""

    portfolio: Portfolio
    holders: list[Member]
    cells: list[bool]


@dataclass(frozen=True)
class Matrix:
    """Portfolios × zones on a day."""

    zones: list[ZoneNow]
    lines: list[Line]


def matrix(community: str, on: date, zones: list[ZoneNow]) -> Matrix:
    """Portfolios × the zones handed in (`zones_now` of the same day), by name. Two queries."""
    holders = holders_of(community, on)
    lines = []
    for portfolio in Portfolio.objects.filter(community=community).order_by("name"):
        own = holders.get(portfolio.pk, [])
        keys = {member.pk for member in own}
        cells = [zone.keeper is not None and zone.keeper.pk in keys for zone in zones]
        lines.append(Line(portfolio, own, cells))
    return Matrix(zones, lines)


def holders_of(community: str, on: date) -> dict[UUID, list[Member]]:
    """Who holds each portfolio on a day, by name. One query."""
    found: dict[UUID, list[Member]] = defaultdict(list)
    rows = PortfolioHolding.objects.filter(holding(on), community=community).select_related("member")
    for row in rows.order_by("member__name"):
        found[row.portfolio_id].append(row.member)
    return dict(found)


def portfolios_by_member(community: str, on: date) -> dict[UUID, list[Portfolio]]:
    """What each member holds on a day, by name. One query."""
    found: dict[UUID, list[Portfolio]] = defaultdict(list)
    rows = PortfolioHolding.objects.filter(holding(on), community=community).select_related("portfolio")
    for row in rows.order_by("portfolio__name"):
        found[row.member_id].append(row.portfolio)
    return dict(found)

"""Portfolios (条): every member has their zone and their lines (method: 条块结合)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.committee.actions.office import locked_members, require_in_office
from minqing.committee.clashes import refusing
from minqing.committee.models import Member, Portfolio, PortfolioHolding
from minqing.committee.spells import end_spell, room_from, standing
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.privacy.refusals import no_id_numbers


@act("portfolio.add")
def add_portfolio(
    w: Writing, *, by: Actor, at: datetime, community: str, name: str, fact: UUID | None = None
) -> Portfolio:
    """Add a functional line, such as civil affairs or safety. Refuses an empty name and one that is there.

    `fact` is the new row's id.
    """
    require(rules.may_divide_zones(by, community))
    name = no_id_numbers(name.strip(), "name")
    if not name:
        raise Refused({"name": _("Give it a name.")})
    portfolio = Portfolio(id=fact or uuid7(), community=community, name=name)
    with refusing("name"):
        w.add(portfolio)
    w.about(portfolio)
    return portfolio


@act("portfolio.hold")
def hold_portfolio(
    w: Writing, *, by: Actor, at: datetime, member: Member, portfolio: Portfolio, from_day: date
) -> PortfolioHolding:
    """Give a portfolio to a member from a day on; several may share one. Holding it already changes nothing.

    Refuses a portfolio of elsewhere and who is not in office then.
    """
    require(rules.may_divide_zones(by, member.community))
    if portfolio.community != member.community:
        raise Refused({"portfolio": _("Choose a portfolio of this community.")})
    (member,) = locked_members(member)
    lasting = PortfolioHolding.objects.filter(Q(to_day__isnull=True) | Q(to_day__gt=from_day))
    spells = list(lasting.filter(member=member, portfolio=portfolio).select_for_update().order_by("from_day"))
    w.about(member, portfolio=str(portfolio.pk), from_day=from_day.isoformat())
    stood = standing(spells, from_day)
    if stood is not None:
        return stood
    until = room_from(spells, from_day)
    require_in_office(member, from_day, until, member.community, "member")
    holding = PortfolioHolding(
        community=member.community, member=member, portfolio=portfolio, from_day=from_day, to_day=until
    )
    with refusing("portfolio"):
        return w.add(holding)


@act("portfolio.drop")
def drop_portfolio(
    w: Writing, *, by: Actor, at: datetime, member: Member, portfolio: Portfolio, on: date
) -> None:
    """Take a portfolio from a member on a day. Refuses where the member does not hold it then."""
    require(rules.may_divide_zones(by, member.community))
    (member,) = locked_members(member)
    lasting = PortfolioHolding.objects.filter(Q(to_day__isnull=True) | Q(to_day__gt=on))
    spells = list(lasting.filter(member=member, portfolio=portfolio).select_for_update().order_by("from_day"))
    stood = standing(spells, on)
    if stood is None:
        raise Refused({"portfolio": _("%(name)s does not hold this portfolio then.") % {"name": member.name}})
    end_spell(w, stood, on)
    w.about(member, portfolio=str(portfolio.pk), on=on.isoformat())


@act("portfolio.share")
def share_portfolios(
    w: Writing, *, by: Actor, at: datetime, member: Member, portfolios: Sequence[Portfolio], from_day: date
) -> None:
    """Have a member hold exactly these portfolios from a day on: new ones are taken up, others dropped."""
    require(rules.may_divide_zones(by, member.community))
    held = PortfolioHolding.objects.filter(
        Q(to_day__isnull=True) | Q(to_day__gt=from_day), member=member, from_day__lte=from_day
    ).select_related("portfolio")
    wanted = {portfolio.pk for portfolio in portfolios}
    w.about(member, from_day=from_day.isoformat())
    for holding in held:
        if holding.portfolio_id not in wanted:
            drop_portfolio(by=by, at=at, member=member, portfolio=holding.portfolio, on=from_day)
    for portfolio in portfolios:
        hold_portfolio(by=by, at=at, member=member, portfolio=portfolio, from_day=from_day)

"""Who is told of what is urgent: the secretary or who stands in for her, and at night who is on duty."""

from datetime import date, datetime, time
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet

from minqing.access.models import Post, Role
from minqing.access.scope import holding
from minqing.accounts.models import Account
from minqing.committee.models import Deputy, Duty, Leave, Member
from minqing.ledger.gathering import known_once
from minqing.ledger.prepared import Prepared
from minqing.territory.models import CalendarDay, Community
from minqing.territory.queries import calendar_of, community_at

# What decides who is told.
DECIDES = (Account, CalendarDay, Community, Deputy, Duty, Leave, Member, Post)


def who_is_told(community: str, moment: datetime, member: Member | None = None) -> list[Account]:
    """The accounts to tell of something urgent at a moment, nobody twice, the most responsible first.

    The secretary; where she is away, her deputy and who covers for her (all of them away: still she
    herself, so that someone is told). `member`: the same for whom it concerns. Outside duty hours also who
    is on duty that day. Five queries at most. Rule from the method: urgent matters at once, at any hour
    (rules 5 and 6).
    """
    home = community_at(community)
    local = calendar_of(home).local(moment)
    working = calendar_of(home).is_working(local.date())
    on_duty = not (working and home.duty_start <= _seconds(local) <= home.duty_end)
    key = ("told", community, local.date(), on_duty, member and member.pk)
    return known_once(key, DECIDES, lambda: _told_on(community, local.date(), on_duty, member))


def _told_on(community: str, today: date, on_duty: bool, member: Member | None) -> list[Account]:
    present = _Presence(community, today)
    told: list[Member] = []
    for secretary in IN_OFFICE(community=community, today=today):
        told += present.in_place_of(secretary)
    if member is not None:
        told += present.in_place_of(member)
    if on_duty:
        told += [duty.member for duty in DUTIES(community=community, today=today)]
    accounts = {each.account_id: each.account for each in told}
    if member is not None and member.account_id in accounts:
        accounts[member.account_id] = Account.objects.get(pk=member.account_id)
    return [account for account in accounts.values() if account.is_active]


def secretaries(community: str, on: date) -> list[UUID]:
    """The accounts that hold the secretary's post on a day. One query."""
    return list(_secretaries(community, on))


def _secretaries(community: str, on: date) -> "QuerySet[Post, UUID]":
    posts = Post.objects.filter(holding(on), code=community, role=Role.SECRETARY)
    return posts.values_list("account_id", flat=True)


def _in_office(community: str, today: date) -> "QuerySet[Member]":
    """The secretaries of a day with their accounts, the first who joined first."""
    here = Member.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=today), community=community)
    hers = here.filter(account_id__in=_secretaries(community, today))
    return hers.select_related("account").order_by("joined_on", "pk")


IN_OFFICE = Prepared[Member](_in_office)
DUTIES = Prepared[Duty](
    lambda community, today: Duty.objects.filter(community=community, day=today).select_related(
        "member__account"
    )
)
LEAVES = Prepared[Leave](
    lambda community, on: Leave.objects.filter(holding(on), community=community).select_related(
        "cover__account"
    )
)


class _Presence:
    """Who is away on a day, who covers and deputises. One query, two where somebody asked about is away."""

    def __init__(self, community: str, on: date) -> None:
        self._community, self._on = community, on
        self._cover = {leave.member_id: leave.cover for leave in LEAVES(community=community, on=on)}

    @cached_property
    def _deputy(self) -> dict[UUID, Member]:
        rows = Deputy.objects.filter(holding(self._on), community=self._community)
        return {row.member_id: row.deputy for row in rows.select_related("deputy__account")}

    def in_place_of(self, member: Member) -> list[Member]:
        """The member; while they are away, those of deputy and cover who are there."""
        if member.pk not in self._cover:
            return [member]
        stand_in = [self._deputy.get(member.pk), self._cover[member.pk]]
        there = [each for each in stand_in if each is not None and each.pk not in self._cover]
        return there or [member]


def _seconds(local: datetime) -> time:
    """The time of day to the whole second: duty hours' last second counts as within."""
    return local.time().replace(microsecond=0)

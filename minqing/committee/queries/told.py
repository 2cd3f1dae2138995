"""Who is told of what is urgent: the secretary or who stands in for her, and at night who is on duty."""

from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q

from minqing.access.models import Post, Role
from minqing.access.scope import holding
from minqing.accounts.models import Account
from minqing.committee.models import Deputy, Duty, Leave, Member
from minqing.territory.models import Community
from minqing.territory.queries import calendar_of


def who_is_told(community: str, moment: datetime, member: Member | None = None) -> list[Account]:
    """The accounts to tell of something urgent at a moment, nobody twice, the most responsible first.

    The secretary; where she is away, her deputy and who covers for her (all of them away: still she
    herself, so that someone is told). `member`: the same for whom it concerns. Outside duty hours also who
    is on duty that day. Seven queries at most. Rule from the method: urgent matters at once, at any hour
    (rules 5 and 6).
    """
    home = Community.objects.get(community=community)
    calendar = calendar_of(home)
    local = calendar.local(moment)
    today = local.date()
    office = Member.objects.filter(community=community).filter(Q(left_on__isnull=True) | Q(left_on__gt=today))
    present = _Presence(community, today)
    told: list[Member] = []
    for secretary in office.filter(account_id__in=secretaries(community, today)).order_by("joined_on", "pk"):
        told += present.in_place_of(secretary)
    if member is not None:
        told += present.in_place_of(member)
    working = calendar.is_working(today) and home.duty_start <= _seconds(local) <= home.duty_end
    if not working:
        on_duty = Duty.objects.filter(community=community, day=today).select_related("member")
        told += [duty.member for duty in on_duty]
    keys = list(dict.fromkeys(each.account_id for each in told))
    accounts = {account.pk: account for account in Account.objects.filter(pk__in=keys, is_active=True)}
    return [accounts[key] for key in keys if key in accounts]


def secretaries(community: str, on: date) -> list[UUID]:
    """The accounts that hold the secretary's post on a day. One query."""
    posts = Post.objects.filter(holding(on), code=community, role=Role.SECRETARY)
    return list(posts.values_list("account_id", flat=True))


class _Presence:
    """Who is away on a day, who covers and deputises. Two queries."""

    def __init__(self, community: str, on: date) -> None:
        leaves = Leave.objects.filter(holding(on), community=community).select_related("cover")
        deputies = Deputy.objects.filter(holding(on), community=community).select_related("deputy")
        self._cover = {leave.member_id: leave.cover for leave in leaves}
        self._deputy = {row.member_id: row.deputy for row in deputies}

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

"""Whose phone it is, what the office has set, and whom to call."""

from datetime import date, timedelta

from django.db.models import Q

from minqing.access.models import Post, Role
from minqing.access.scope import holding
from minqing.committee.models import Member, Zone
from minqing.method.calendar import WorkingCalendar
from minqing.method.hours import WEEKLY_TARGET
from minqing.sync.reach import Reach
from minqing.sync.records.shapes import CalendarPart, MeRecord, Telephone
from minqing.territory.queries import calendar_of


def me_record(reach: Reach) -> MeRecord:
    """The one record of its kind; its id is the member's. Five queries."""
    viewer, member, community = reach.viewer, reach.member, reach.viewer.community
    in_office = Q(left_on__isnull=True) | Q(left_on__gt=reach.today)
    colleagues = viewer.members().filter(in_office).exclude(pk=member.pk).order_by("name", "pk")
    zones = Zone.objects.filter(pk__in=reach.zone_ids).order_by("name")
    return {
        "t": "me",
        "id": str(member.pk),
        "d": {
            "member": str(member.pk),
            "name": member.name,
            "community": community.name,
            "timezone": community.timezone,
            "duty": [f"{community.duty_start:%H:%M}", f"{community.duty_end:%H:%M}"],
            "secretary": _secretary(reach),
            "zones": list(zones.values_list("name", flat=True)),
            "colleagues": [
                {"id": str(key), "name": name} for key, name in colleagues.values_list("pk", "name")
            ],
            "calendar": calendar_part(calendar_of(community), reach.today),
            "visit_period_days": community.visit_period_days,
            "week_target_hours": int(WEEKLY_TARGET / timedelta(hours=1)),
        },
    }


def _secretary(reach: Reach) -> Telephone | None:
    """Who answers for the community today, and the number at which they are reached. Two queries."""
    posts = Post.objects.filter(holding(reach.today), role=Role.SECRETARY, code=reach.viewer.code)
    accounts = list(posts.order_by("from_day", "pk").values_list("account", flat=True))
    found = Member.objects.filter(community=reach.viewer.code, account__in=accounts).order_by(
        "-joined_on", "pk"
    )
    secretary = found.first()
    return None if secretary is None else {"name": secretary.name, "telephone": secretary.telephone}


def calendar_part(calendar: WorkingCalendar, today: date) -> CalendarPart:
    """The days of this year and the next on which the office works other than by plain weekends, and the known years.

    With it the phone counts as `minqing.method.calendar` does. No query.
    """
    years = (today.year, today.year + 1)
    first, days = date(years[0], 1, 1), (date(years[1], 12, 31) - date(years[0], 1, 1)).days
    off: list[str] = []
    on: list[str] = []
    for day in (first + timedelta(days=past) for past in range(days + 1)):
        works = calendar.is_working(day)
        if works != (day.weekday() < 5):
            (on if works else off).append(day.isoformat())
    return {"known": [year for year in years if calendar.knows(date(year, 1, 1))], "off": off, "on": on}

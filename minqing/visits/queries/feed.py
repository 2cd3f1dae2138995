"""A member's calendar feed: the fixed visiting hours, and one line a day that says how many doors. Nobody is named."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event

from minqing.committee.models import Member
from minqing.territory.models import Community
from minqing.visits.actions.feeds import digest_of
from minqing.visits.models import DayPlan, FeedKey, VisitingHours

BACK, AHEAD = timedelta(days=7), timedelta(days=28)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def member_of_key(key: str, today: date) -> Member | None:
    """Whose feed a key opens; None for one that is not known, was revoked, or whose member has left."""
    row = (
        FeedKey.objects.select_related("member__account")
        .filter(digest=digest_of(key), revoked_at=None)
        .first()
    )
    if row is None or not row.member.account.is_active:
        return None
    left = row.member.left_on
    return None if left is not None and left <= today else row.member


def feed_of(member: Member, community: Community, now: datetime) -> bytes:
    """The feed as text/calendar. Every event has an id of its own, the same at each reading."""
    zone = ZoneInfo(community.timezone)
    today = now.astimezone(zone).date()
    calendar = Calendar()
    calendar.add("prodid", "-//Minqing//visits//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Visits"))
    lasting = VisitingHours.objects.filter(member=member).filter(
        Q(to_day__isnull=True) | Q(to_day__gt=today - BACK)
    )
    for hours in lasting.order_by("weekday", "begins", "pk"):
        event = _hours(hours, zone, now)
        if event is not None:
            calendar.add_component(event)
    for plan in _plans(member, today):
        calendar.add_component(_day(plan, now))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _plans(member: Member, today: date) -> list[DayPlan]:
    near = DayPlan.objects.filter(member=member, day__gte=today - BACK, day__lte=today + AHEAD)
    return list(
        near.annotate(doors=Count("stops", filter=Q(stops__skipped_at__isnull=True))).order_by("day", "pk")
    )


def _hours(hours: VisitingHours, zone: ZoneInfo, now: datetime) -> Event | None:
    """Weekly visiting hours from their first day to their last; None where they were changed before a first one."""
    first = hours.from_day + timedelta(days=(hours.weekday - hours.from_day.weekday()) % 7)
    if hours.to_day is not None and first >= hours.to_day:
        return None
    event = _event(str(hours.pk), _("Visiting hours"), now)
    event.add("dtstart", datetime.combine(first, hours.begins, tzinfo=zone))
    event.add("dtend", datetime.combine(first, hours.ends, tzinfo=zone))
    rule: dict[str, object] = {"freq": "weekly", "byday": WEEKDAYS[hours.weekday]}
    if hours.to_day is not None:
        last = datetime.combine(hours.to_day, time(), tzinfo=zone) - timedelta(seconds=1)
        rule["until"] = last.astimezone(ZoneInfo("UTC"))
    event.add("rrule", rule)
    return event


def _day(plan: DayPlan, now: datetime) -> Event:
    doors: int = plan.doors  # type: ignore[attr-defined]
    words = ngettext("Visits: %(n)d door", "Visits: %(n)d doors", doors) % {"n": doors}
    event = _event(str(plan.pk), words, now)
    event.add("dtstart", plan.day)
    event.add("dtend", plan.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _event(key: str, words: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{key}@visits.minqing")
    event.add("dtstamp", now.astimezone(ZoneInfo("UTC")))
    event.add("summary", words)
    return event

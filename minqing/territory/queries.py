"""What can be asked about the ground: the working calendar, the day it is, courtyards and their homes."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from minqing.ledger.gathering import gathering, known_once
from minqing.ledger.prepared import Prepared
from minqing.method.calendar import DutyHours, WorkingCalendar
from minqing.method.china import announced_years, china_calendar
from minqing.territory.models import CalendarDay, Community, Dwelling


def community_at(code: str) -> Community:
    """The community of twelve digits. One query; within a batch of a phone's facts, one for all of them."""
    return known_once(("community", code), (Community,), lambda: Community.objects.get(community=code))


def know_community(community: Community) -> None:
    """Have a community that was just read be the answer of `community_at`, within a batch of a phone's facts."""
    one = gathering()
    if one is not None:
        one.know(("community", community.community), (Community,), community)


def working_calendar(community_code: str) -> WorkingCalendar:
    """The calendar that a community's promises are computed with: the official one, its own rows on top,
    its hours.

    Two queries. Raises Community.DoesNotExist where the community is not set up or not the one acted in.
    """
    return calendar_of(community_at(community_code))


def calendar_of(community: Community) -> WorkingCalendar:
    """As `working_calendar`, for a community already read: one query."""
    return known_once(("calendar", community), (Community, CalendarDay), lambda: _calendar_of(community))


DAYS = Prepared[tuple[date, bool]](
    lambda community: CalendarDay.objects.filter(community=community).values_list("day", "works")
)


def _calendar_of(community: Community) -> WorkingCalendar:
    rows = DAYS(community=community.community)
    return china_calendar(
        overrides=dict(rows),
        entered_years=frozenset(community.entered_years),
        zone=community.timezone,
        duty=DutyHours(community.duty_start, community.duty_end),
    )


def day_at(community_code: str, at: datetime) -> date:
    """The day that an instant falls on in the community's zone of time."""
    try:
        zone = community_at(community_code).timezone
    except Community.DoesNotExist:
        zone = "Asia/Shanghai"
    return at.astimezone(ZoneInfo(zone)).date()


@dataclass(frozen=True)
class CalendarYear:
    """A year as the office's calendar has it. `state` is announced, entered or unknown; `own` are its own
    days.
    """

    year: int
    state: str
    own: tuple[CalendarDay, ...]


def calendar_years(community: Community, first: int, last: int) -> list[CalendarYear]:
    """The years from `first` to `last` with what is known of each: one query."""
    rows = CalendarDay.objects.filter(
        community=community.community, day__gte=date(first, 1, 1), day__lte=date(last, 12, 31)
    ).order_by("day")
    own: dict[int, list[CalendarDay]] = {}
    for row in rows:
        own.setdefault(row.day.year, []).append(row)
    return [
        CalendarYear(year, _state(community, year), tuple(own.get(year, ())))
        for year in range(first, last + 1)
    ]


def _state(community: Community, year: int) -> str:
    if year in announced_years():
        return "announced"
    return "entered" if year in community.entered_years else "unknown"


def unknown_years(community: Community, today: date) -> list[int]:
    """The years among this and the next whose days off are not known: the office is asked to enter them."""
    return [year for year in (today.year, today.year + 1) if _state(community, year) == "unknown"]


def home_at(courtyard_id: UUID, unit: str) -> Dwelling | None:
    """The home with this label (in one spelling) in a courtyard, unless it is gone."""
    return Dwelling.objects.filter(courtyard_id=courtyard_id, unit=unit, gone_on__isnull=True).first()

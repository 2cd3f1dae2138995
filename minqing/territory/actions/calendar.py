"""The office's own calendar: single days over the official one, and whole years that are not announced
here.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from minqing.access.rules import may_set_up, require
from minqing.language.calendar_lines import CalendarLine
from minqing.language.characters import tidy
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.method.calendar import NoWorkingDay
from minqing.method.china import announced_years
from minqing.privacy.refusals import no_id_numbers
from minqing.territory.models import CalendarDay, Community
from minqing.territory.queries import calendar_of


@act("calendar.set_day")
def set_calendar_day(
    w: Writing, *, by: Actor, at: datetime, community: Community, day: date, works: bool, name: str = ""
) -> CalendarDay:
    """Set a day working or off, over the official calendar; said again, it changes what was said.

    Refuses what would leave a quarter of a year without a working day. Promises already given stand.
    """
    require(may_set_up(by, community.community))
    row = _set(w, community, CalendarLine(day, works, no_id_numbers(tidy(name)[:60], "name")))
    _still_works(community, day, day, "day")
    w.about(row, day=day, works=works)
    return row


@act("calendar.clear_day")
def clear_calendar_day(w: Writing, *, by: Actor, at: datetime, community: Community, day: date) -> None:
    """Take the office's own word about a day back: the official calendar holds again. Nothing where there
    is none.
    """
    require(may_set_up(by, community.community))
    for row in CalendarDay.objects.filter(community=community.community, day=day):
        w.remove(row)
    w.about(community, day=day)


@act("calendar.enter_year")
def enter_year(
    w: Writing, *, by: Actor, at: datetime, community: Community, year: int, days: Sequence[CalendarLine]
) -> Community:
    """Enter a year's days off and worked weekends at once, and mark the year as known.

    Days entered before and not named now are taken back, so what stands is what was written. Refuses a
    year that
    is announced, no day at all, a day of another year, and a quarter of a year without a working day.
    """
    code = community.community
    require(may_set_up(by, code))
    if not days:
        raise Refused({"lines": _("Write at least one day off, one a line.")})
    if any(line.day.year != year for line in days):
        raise Refused({"lines": _("Every day must lie in the year.")})
    named = {line.day for line in days}
    for row in CalendarDay.objects.filter(community=code, day__year=year).exclude(day__in=named):
        w.remove(row)
    for line in days:
        no_id_numbers(line.name, "lines")
        _set(w, community, line)
    _still_works(community, min(named), max(named), "lines")
    w.about(community, year=year, days=len(days))
    mark_year_entered(by=by, at=at, community=community, year=year)
    return community


@act("calendar.mark_year")
def mark_year_entered(w: Writing, *, by: Actor, at: datetime, community: Community, year: int) -> Community:
    """Say that the office has entered the whole calendar of a year: what is computed in it is no longer
    provisional.

    Refuses a year whose calendar is announced, and a year that is none.
    """
    require(may_set_up(by, community.community))
    if year in announced_years() or not 2001 <= year <= 2100:
        raise Refused({"year": _("The calendar of this year is known already.")})
    w.change(community, entered_years=sorted({*community.entered_years, year}))
    w.about(community, year=year)
    return community


@act("calendar.unmark_year")
def mark_year_unknown(w: Writing, *, by: Actor, at: datetime, community: Community, year: int) -> Community:
    """Take back that a year's calendar is entered; its single days stay."""
    require(may_set_up(by, community.community))
    w.change(community, entered_years=[each for each in community.entered_years if each != year])
    w.about(community, year=year)
    return community


def _set(w: Writing, community: Community, line: CalendarLine) -> CalendarDay:
    code = community.community
    row = CalendarDay.objects.select_for_update().filter(community=code, day=line.day).first()
    if row is None:
        return w.add(CalendarDay(community=code, day=line.day, works=line.works, name=line.name[:60]))
    return w.change(row, works=line.works, name=line.name[:60])


def _still_works(community: Community, first: date, last: date, field: str) -> None:
    calendar = calendar_of(community)
    day = first - timedelta(days=1)
    try:
        while day <= last:
            day = calendar.next_working_day(day)
    except NoWorkingDay:
        raise Refused({field: _("No working day would be left for a quarter of a year.")}) from None

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import may_set_up, require
from minqing.language.calendar_lines import WrongLine, read_calendar_lines
from minqing.ledger.errors import Refused
from minqing.method.calendar import WorkingCalendar
from minqing.territory import actions
from minqing.territory.asking import asked, carried_out
from minqing.territory.forms import CalendarDayForm, YearForm
from minqing.territory.models import CalendarDay
from minqing.territory.queries import CalendarYear, calendar_of, calendar_years


@dataclass(frozen=True)
class Stretch:
    """Days in a row that are off, a weekday among them; or a weekend day that is worked."""

    first: date
    last: date
    works: bool


@desk_page
def calendar_year(request: DeskRequest, year: int) -> HttpResponse:
    viewer = request.viewer
    require(may_set_up(viewer.actor, viewer.code))
    if abs(year - viewer.today.year) > 10:
        raise Http404
    (of_year,) = calendar_years(viewer.community, year, year)
    form = YearForm(request.POST or None, initial={"lines": lines_of(of_year.own)})

    def enter(said: dict[str, Any]) -> None:
        days, wrong = read_calendar_lines(said["lines"], year)
        if wrong:
            raise Refused({"lines": [sentence(line, year) for line in wrong]})
        actions.enter_year(by=viewer.actor, at=viewer.now, community=viewer.community, year=year, days=days)

    if of_year.state != "announced" and carried_out(request, form, enter):
        messages.success(request, _("The calendar of %(year)s is entered.") % {"year": year})
        return redirect("calendar_year", viewer.code, year)
    return asked(request, "territory/calendar_year.html", form, **_shown(request, of_year))


def _shown(request: DeskRequest, of_year: CalendarYear) -> dict[str, Any]:
    viewer, year = request.viewer, of_year.year
    return {
        "of_year": of_year,
        "stretches": stretches(calendar_of(viewer.community), year),
        "back": reverse("settings", args=[viewer.code]),
    }


@desk_page
def calendar_day(request: DeskRequest, year: int) -> HttpResponse:
    viewer = request.viewer
    require(may_set_up(viewer.actor, viewer.code))
    if abs(year - viewer.today.year) > 10:
        raise Http404
    form = CalendarDayForm(request.POST or None, initial={"day": date(year, 1, 1)})

    def change(said: dict[str, Any]) -> None:
        actions.set_calendar_day(
            by=viewer.actor,
            at=viewer.now,
            community=viewer.community,
            day=said["day"],
            works=said["works"] == "works",
            name=said["name"],
        )

    if carried_out(request, form, change):
        messages.success(request, _("Saved. Promises already given stay as they were."))
        return redirect("calendar_year", viewer.code, form.cleaned_data["day"].year)
    back = reverse("calendar_year", args=[viewer.code, year])
    return asked(request, "territory/calendar_day.html", form, back=back)


@desk_page
@require_POST
def calendar_day_clear(request: DeskRequest, day: date) -> HttpResponse:
    viewer = request.viewer
    actions.clear_calendar_day(by=viewer.actor, at=viewer.now, community=viewer.community, day=day)
    messages.success(request, _("The official calendar holds again for this day."))
    return redirect("calendar_year", viewer.code, day.year)


@desk_page
@require_POST
def calendar_unmark(request: DeskRequest, year: int) -> HttpResponse:
    viewer = request.viewer
    actions.mark_year_unknown(by=viewer.actor, at=viewer.now, community=viewer.community, year=year)
    messages.success(request, _("The year counts as not entered; its days stay."))
    return redirect("calendar_year", viewer.code, year)


def lines_of(own: tuple[CalendarDay, ...]) -> str:
    """The office's days as lines that can be read again."""
    words = {True: _("work"), False: _("off")}
    return "\n".join(f"{row.day.isoformat()} {words[row.works]} {row.name}".strip() for row in own)


def stretches(calendar: WorkingCalendar, year: int) -> list[Stretch]:
    """What a year has besides plain weeks: runs of days off that hold a weekday, and weekend days that are worked."""
    found: list[Stretch] = []
    day = date(year, 1, 1)
    while day.year == year:
        works, last = calendar.is_working(day), day
        while (
            not works
            and (last + timedelta(days=1)).year == year
            and not calendar.is_working(last + timedelta(days=1))
        ):
            last += timedelta(days=1)
        days = [day + timedelta(days=number) for number in range((last - day).days + 1)]
        if any(works != (each.weekday() < 5) for each in days):
            found.append(Stretch(day, last, works))
        day = last + timedelta(days=1)
    return found


def sentence(line: WrongLine, year: int) -> str:
    """What is wrong with a line, with its number and text."""
    why = {
        "unreadable": _("this is no day followed by off or work"),
        "no_such_day": _("there is no such day"),
        "word": _("after the day stands “off” or “work”"),
        "order": _("the second day lies before the first"),
        "too_long": _("this is longer than a month"),
        "other_year": _("this day does not lie in %(year)s") % {"year": year},
        "twice": _("this day is named twice"),
    }[line.wrong]
    return _("Line %(number)s (%(text)s): %(why)s.") % {
        "number": line.number,
        "text": line.text[:40],
        "why": why,
    }

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import require
from minqing.access.scope import Viewer, one_of
from minqing.committee.models import Member
from minqing.committee.pages.asking import asked_again, carried_out
from minqing.committee.queries import in_office
from minqing.diary.actions import add_addendum
from minqing.diary.models import Addendum, Entry
from minqing.method.review import week_start
from minqing.visits.actions import Span, set_visiting_hours
from minqing.visits.forms import CorrectForm, HoursForm
from minqing.visits.pages.asked import day_asked, member_seen, myself
from minqing.visits.queries.corrections import corrected_times, said_as
from minqing.visits.queries.hours import week_of
from minqing.visits.schedule import hours_set


@desk_page
def hours(request: DeskRequest) -> HttpResponse:
    """The own week: planned, done, away."""
    viewer = request.viewer
    if viewer.member is None:
        return redirect("hours_all", viewer.code)
    return _week(request, viewer.member, own=True)


@desk_page
def hours_of(request: DeskRequest, pk: UUID) -> HttpResponse:
    """A member's week, for the secretary."""
    return _week(request, member_seen(request.viewer, pk), own=False)


@desk_page
def hours_all(request: DeskRequest) -> HttpResponse:
    """Everybody's week, by name: there is no order of merit."""
    viewer = request.viewer
    require(rules.may_set_up(viewer.actor, viewer.code))
    day = day_asked(request, viewer.today)
    members = in_office(viewer.code, viewer.today).order_by("name", "pk")
    weeks = [(member, week_of(member, viewer.community, day)) for member in members]
    return render(request, "visits/hours_all.html", {"weeks": weeks, **_weeks(viewer, day)})


@desk_page
def visiting_hours(request: DeskRequest) -> HttpResponse:
    """The own fixed visiting hours."""
    viewer = request.viewer
    member = myself(viewer)
    spans = [Span(each.weekday, each.begins, each.ends) for each in hours_set(member, viewer.today)]
    form = HoursForm(request.POST if request.method == "POST" else None, spans=spans, today=viewer.today)

    def keep(asked: dict[str, Any]) -> None:
        set_visiting_hours(
            by=viewer.actor, at=viewer.now, member=member, spans=asked["spans"], from_day=asked["from_day"]
        )

    if carried_out(request, form, keep):
        messages.success(request, _("Saved."))
        return redirect("hours", viewer.code)
    return asked_again(request, "visits/visiting_hours.html", form, community=viewer.community)


@desk_page
def hours_correct(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Say when a visit really was: added below the entry, which stays as it was written."""
    viewer = request.viewer
    entry = one_of(viewer.own_entries().select_related("book__member", "courtyard"), pk=pk)
    if entry.handed_in_at is None:
        return redirect("entry_edit", viewer.code, entry.pk)
    begins, ends = _times(entry, viewer)
    form = CorrectForm(
        request.POST if request.method == "POST" else None, initial={"begins": begins, "ends": ends}
    )

    def correct(asked: dict[str, Any]) -> None:
        add_addendum(
            by=viewer.actor,
            at=viewer.now,
            entry=entry,
            text=said_as(asked["begins"], asked["ends"], asked["reason"]),
            kind=Addendum.Kind.CORRECTION,
        )

    if carried_out(request, form, correct):
        messages.success(request, _("Added below the entry."))
        day = entry.began_at.astimezone(viewer.zone_of_time).date()
        return redirect(f"{reverse('hours', args=[viewer.code])}?day={day}")
    return asked_again(request, "visits/hours_correct.html", form, entry=entry)


def _week(request: DeskRequest, member: Member, *, own: bool) -> HttpResponse:
    viewer = request.viewer
    day = day_asked(request, viewer.today)
    context = {
        "member": member,
        "own": own,
        "week": week_of(member, viewer.community, day),
        "entries": _entries(viewer, day) if own else [],
        **_weeks(viewer, day),
    }
    return render(request, "visits/hours.html", context)


def _weeks(viewer: Viewer, day: date) -> dict[str, object]:
    monday = week_start(day)
    return {
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "today": viewer.today,
    }


def _entries(viewer: Viewer, day: date) -> list[tuple[Entry, Any, Any, bool]]:
    """The own visits of the week, with the times that count."""
    monday = week_start(day)
    zone = viewer.zone_of_time
    rows = (
        viewer.own_entries()
        .select_related("courtyard")
        .filter(began_at__date__gte=monday, began_at__date__lt=monday + timedelta(days=7))
    )
    found = list(rows.order_by("began_at", "pk")[:100])
    corrected = corrected_times({each.pk: (each.began_at, each.ended_at) for each in found}, zone)
    return [
        (each, *corrected.get(each.pk, (each.began_at, each.ended_at)), each.pk in corrected)
        for each in found
    ]


def _times(entry: Entry, viewer: Viewer) -> tuple[Any, Any]:
    written = {entry.pk: (entry.began_at, entry.ended_at)}
    begins, ends = corrected_times(written, viewer.zone_of_time).get(entry.pk, written[entry.pk])
    if begins is None:
        raise Http404
    return tuple(at.astimezone(viewer.zone_of_time).time() if at else None for at in (begins, ends))  # type: ignore[return-value]

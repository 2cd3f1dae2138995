"""Reading: the own book, any book the viewer may see, a day, a door, one entry."""

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minqing.access import rules
from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import Viewer, one_of
from minqing.desk.components import Chip
from minqing.desk.phrases import month_name
from minqing.diary.leaves import Binding, days_of, leaf, place_words, title_page
from minqing.diary.models import Book
from minqing.diary.pages.days import day_asked
from minqing.diary.places import Place, place_of
from minqing.diary.queries import (
    drafts_of,
    entries_of_book,
    entries_of_day,
    entries_of_household,
    facts_behind,
    months_of_book,
    returned_to,
    whole,
)
from minqing.households.queries import people_on
from minqing.ledger.verify import head_of
from minqing.method.review import week_start


@require_safe
@desk_page
def diary(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    if viewer.member is None:
        raise Http404
    own = Book.objects.filter(member=viewer.member).order_by("-year").first()
    bound = Binding(viewer, own)
    drafts, returned = drafts_of(viewer.member), returned_to(viewer.member)
    context = {
        "drafts": days_of(drafts, bound),
        "returned": days_of(returned, bound),
        "today": viewer.today,
        "books": _years(viewer, own),
    }
    if own is not None:
        # Drafts stand above the book here, so they do not stand in it as well.
        context |= _month_of(request, own, drafts=False)
    return render(request, "diary/diary.html", context)


def _years(viewer: Viewer, book: Book | None) -> list[Chip]:
    if book is None:
        return []
    years = viewer.books().filter(member=book.member_id).order_by("-year")
    return [
        Chip(str(each.year), reverse("book", args=[viewer.code, each.pk]), current=each.pk == book.pk)
        for each in years
    ]


def _month_of(request: DeskRequest, book: Book, drafts: bool = True) -> dict[str, object]:
    """The month asked for, or the newest, with the title page before it: constant in queries."""
    viewer = request.viewer
    own = book.member.account_id == viewer.account
    months = months_of_book(book, viewer.zone_of_time, drafts=own and drafts)
    asked = _month(request.GET.get("month", ""))
    month = asked if asked in months else (months[0] if months else viewer.today.replace(day=1))
    bound = Binding(viewer, book, review=rules.may_review(viewer.actor, viewer.code) and not own)
    entries = entries_of_book(book, month, viewer.zone_of_time, drafts=own and drafts)
    here = reverse("book", args=[viewer.code, book.pk])
    day = min(viewer.today, date(book.year, 12, 31))
    return {
        "book": book,
        "own": own,
        "month": month,
        "title_page": title_page(book, facts_behind(book.member, day)),
        "days": days_of(entries, bound),
        "months": [Chip(month_name(m.month), f"{here}?month={m:%Y-%m}", current=m == month) for m in months],
    }


def _month(word: str) -> date | None:
    try:
        return date.fromisoformat(f"{word}-01")
    except ValueError:
        return None


@require_safe
@desk_page
def books(request: DeskRequest) -> HttpResponse:
    rows = request.viewer.books().select_related("member").order_by("-year", "name", "pk")
    years: dict[int, list[Book]] = {}
    for row in rows:
        years.setdefault(row.year, []).append(row)
    return render(request, "diary/books.html", {"years": list(years.items())})


@require_safe
@desk_page
def book(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.books().select_related("member"), pk=pk)
    context = _month_of(request, found) | {"books": _years(viewer, found)}
    return render(request, "diary/book.html", context)


@require_safe
@desk_page
def book_week(request: DeskRequest, pk: UUID) -> HttpResponse:
    """A week of a book for paper, with the ledger's head at its foot, so that no alteration stays unseen."""
    viewer = request.viewer
    found = one_of(viewer.books().select_related("member"), pk=pk)
    monday = week_start(day_asked(request.GET.get("of", "")) or viewer.today)
    week = {monday, monday + timedelta(days=6)}
    months = {day.replace(day=1) for day in week}
    entries = [
        entry
        for month in sorted(months, reverse=True)
        for entry in entries_of_book(found, month, viewer.zone_of_time, drafts=False)
        if min(week) <= entry.began_at.astimezone(viewer.zone_of_time).date() <= max(week)
    ]
    context = {
        "book": found,
        "title_page": title_page(found, facts_behind(found.member, min(viewer.today, max(week)))),
        "days": list(reversed(days_of(entries, Binding(viewer, found)))),
        "monday": monday,
        "sunday": max(week),
        "head": head_of(viewer.code),
    }
    return render(request, "diary/book_week.html", context)


@require_safe
@desk_page
def diary_day(request: DeskRequest, day: str) -> HttpResponse:
    viewer = request.viewer
    on = day_asked(day)
    if on is None:
        raise Http404
    entries = entries_of_day(viewer.entries(), on, viewer.zone_of_time)
    review = rules.may_review(viewer.actor, viewer.code)
    by_book: dict[Book, list[object]] = {}
    for each in entries:
        own = each.book.member.account_id == viewer.account
        by_book.setdefault(each.book, []).append(
            leaf(each, Binding(viewer, each.book, review=review and not own))
        )
    context = {
        "on": on,
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1) if on < viewer.today else None,
        "by_book": list(by_book.items()),
        "drafts": any(e.handed_in_at is None for e in entries),
    }
    return render(request, "diary/diary_day.html", context)


@require_safe
@desk_page
def diary_of_household(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    household = one_of(viewer.households().prefetch_related("residences__dwelling__courtyard"), pk=pk)
    homes = list(household.residences.all())
    place = Place(homes[-1].dwelling.courtyard, household) if homes else Place(None, household)
    entries = entries_of_household(viewer.entries(), household)
    people = people_on([household.pk], viewer.today).get(household.pk, [])
    context = {
        "household": household,
        "address": place_words(place, viewer.today),
        "people": [membership.resident for membership in people],
        "days": days_of(entries, Binding(viewer)),
        "last": entries[0].began_at if entries else None,
    }
    return render(request, "diary/diary_of_household.html", context)


@require_safe
@desk_page
def entry(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(whole(viewer.entries()), pk=pk)
    own = found.book.member.account_id == viewer.account
    reviews = rules.may_review(viewer.actor, viewer.code) and not own
    answered = {addendum.comment_id for addendum in found.addenda.all()}
    place = place_of(found)
    context = {
        "entry": found,
        "own": own,
        "leaf": leaf(found, Binding(viewer, found.book, review=reviews)),
        "on": found.began_at.astimezone(viewer.zone_of_time).date(),
        "may_move": (own or reviews) and found.handed_in_at is not None,
        "unanswered": [c for c in found.comments.all() if c.pk not in answered] if own else [],
        "book_open": viewer.books().filter(pk=found.book_id).exists(),
        "concerns": viewer.concerns().filter(entry=found).order_by("noted_at"),
        "door": place.household and viewer.households().filter(pk=place.household.pk).first(),
        "words": _("Entry of %(who)s") % {"who": found.book.name},
    }
    return render(request, "diary/entry.html", context)

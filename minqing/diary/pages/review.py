"""The secretary's review: the tray oldest first, the next with one key, a diary as a whole, the week."""

from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minqing.access import rules
from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import one_of
from minqing.diary.actions import comment_entry, read_entry, return_entry
from minqing.diary.forms import ReviewForm
from minqing.diary.leaves import Binding, days_of, leaf, place_words
from minqing.diary.models import Entry
from minqing.diary.pages.days import day_asked
from minqing.diary.pages.refusals import show_refusal
from minqing.diary.places import place_of
from minqing.diary.queries import next_unread, review_tray, unread_count, unread_of_book, whole
from minqing.diary.queries import review_week as week_of_reviews
from minqing.diary.queries.review import COUNTED
from minqing.ledger.errors import Refused
from minqing.method.review import week_start
from minqing.territory.queries import calendar_of

PAGE = 30


def _reviewer(request: DeskRequest) -> None:
    if not rules.may_review(request.viewer.actor, request.viewer.code):
        raise Http404


@require_safe
@desk_page
def review(request: DeskRequest) -> HttpResponse:
    _reviewer(request)
    viewer = request.viewer
    entries = review_tray(viewer.code, after=_place(request.GET.get("after", "")), limit=PAGE + 1)
    more = entries[PAGE - 1] if len(entries) > PAGE else None
    count = unread_count(viewer.code)
    week = week_of_reviews(viewer.code, viewer.today, calendar_of(viewer.community), viewer.today)
    context = {
        "lines": [
            {
                "entry": entry,
                "place": place_words(place_of(entry), entry.began_at.astimezone(viewer.zone_of_time).date()),
                "url": reverse("review_entry", args=[viewer.code, entry.pk]),
            }
            for entry in entries[:PAGE]
        ],
        "count": count,
        "count_words": f"{COUNTED - 1}+" if count >= COUNTED else str(count),
        "more": _place_word(more) if more else "",
        "week": week,
        "books": viewer.books().filter(year=viewer.today.year).order_by("name"),
    }
    return render(request, "diary/review.html", context)


def _place_word(entry: Entry) -> str:
    at = entry.handed_in_at.isoformat() if entry.handed_in_at else ""
    return "?" + urlencode({"after": f"{at}_{entry.pk}"})


def _place(word: str) -> tuple[datetime, UUID] | None:
    """A place in the tray as the link to its next page tells it."""
    at, _line, pk = word.partition("_")
    try:
        return datetime.fromisoformat(at), UUID(pk)
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def review_entry(request: DeskRequest, pk: UUID) -> HttpResponse:
    _reviewer(request)
    viewer = request.viewer
    entry = one_of(whole(viewer.entries().filter(handed_in_at__isnull=False)), pk=pk)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = _write(request, entry, form.cleaned_data["text"])
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, done)
            return _to_next(request, entry)
    own = entry.book.member.account_id == viewer.account
    context = {
        "entry": entry,
        "own": own,
        "leaf": leaf(entry, Binding(viewer, entry.book)),
        "on": entry.began_at.astimezone(viewer.zone_of_time).date(),
        "form": form,
        "count": unread_count(viewer.code),
    }
    part = bool(request.headers.get("HX-Request")) and request.method != "POST"
    template = "diary/parts/review_sheet.html" if part else "diary/review_entry.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _write(request: DeskRequest, entry: Entry, text: str) -> str:
    viewer, how = request.viewer, request.POST.get("how", "read")
    if how == "return":
        return_entry(by=viewer.actor, at=viewer.now, entry=entry, text=text)
        return _("Returned with your note.")
    if how == "praise":
        comment_entry(by=viewer.actor, at=viewer.now, entry=entry, text=text, praise=True)
        return _("Praised.")
    if how == "comment" or text.strip():
        comment_entry(by=viewer.actor, at=viewer.now, entry=entry, text=text)
        return _("Your comment stands beside it.")
    read_entry(by=viewer.actor, at=viewer.now, entry=entry)
    return _("Read.")


def _to_next(request: DeskRequest, entry: Entry) -> HttpResponse:
    """On to the next in the tray, or back to where the reader came from where she reads a book."""
    viewer = request.viewer
    if request.POST.get("back") == "book":
        return HttpResponseRedirect(reverse("review_book", args=[viewer.code, entry.book_id]), status=303)
    assert entry.handed_in_at is not None
    following = next_unread(viewer.code, after=(entry.handed_in_at, entry.pk))
    if following is None:
        return HttpResponseRedirect(reverse("review", args=[viewer.code]), status=303)
    return HttpResponseRedirect(reverse("review_entry", args=[viewer.code, following.pk]), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def review_book(request: DeskRequest, pk: UUID) -> HttpResponse:
    """A diary as a whole: what is unread of it from top to bottom, and one button once it is read."""
    _reviewer(request)
    viewer = request.viewer
    book = one_of(viewer.books().select_related("member"), pk=pk)
    unread = unread_of_book(book)
    if request.method == "POST":
        shown = set(request.POST.getlist("entry"))
        for entry in unread:
            if str(entry.pk) in shown:
                read_entry(by=viewer.actor, at=viewer.now, entry=entry)
        messages.success(request, _("Read."))
        return HttpResponseRedirect(reverse("review_book", args=[viewer.code, book.pk]), status=303)
    context = {
        "book": book,
        "unread": unread,
        "days": days_of(unread, Binding(viewer, book, review=True)),
        "own": book.member.account_id == viewer.account,
    }
    return render(request, "diary/review_book.html", context)


@require_safe
@desk_page
def review_week(request: DeskRequest) -> HttpResponse:
    _reviewer(request)
    viewer = request.viewer
    monday = week_start(day_asked(request.GET.get("of", "")) or viewer.today)
    week = week_of_reviews(viewer.code, monday, calendar_of(viewer.community), viewer.today)
    after = monday + timedelta(days=7)
    books = {book.member_id: book for book in viewer.books().filter(year=(monday + timedelta(days=6)).year)}
    context = {
        "week": week,
        "before": monday - timedelta(days=7),
        "after": after if after <= viewer.today else None,
        "lines": [(line, books.get(line.member.pk)) for line in week.members],
    }
    return render(request, "diary/review_week.html", context)

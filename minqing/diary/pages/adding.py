"""Adding below an entry: notes, the right door, a wish come true, an answer to the secretary."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minqing.access import rules
from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import one_of
from minqing.desk.components import Chip
from minqing.diary.actions import add_addendum, answer_comment, fulfil_wish, move_entry
from minqing.diary.forms import AddendumForm, AnswerForm, MoveForm, WishForm
from minqing.diary.leaves import Binding, days_of, leaf
from minqing.diary.models import Comment, Entry
from minqing.diary.pages.refusals import show_refusal
from minqing.diary.places import place_of
from minqing.diary.queries import whole, wish_counts
from minqing.diary.queries import wishes as wishes_among
from minqing.households.models import Household
from minqing.ledger.errors import Refused


def _shown(
    request: DeskRequest, template: str, entry: Entry, form: forms.Form, act: Callable[[], object], done: str
) -> HttpResponse:
    """The form beside its entry; once it is valid and done, back to the entry."""
    viewer = request.viewer
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, done)
            return HttpResponseRedirect(reverse("entry", args=[viewer.code, entry.pk]), status=303)
    context = {"entry": entry, "leaf": leaf(entry, Binding(viewer, entry.book)), "form": form}
    return render(request, template, context, status=422 if form.errors else 200)


def _own_handed_in(request: DeskRequest, pk: UUID) -> Entry:
    viewer = request.viewer
    rows = viewer.entries().filter(book__member__account_id=viewer.account, handed_in_at__isnull=False)
    return one_of(whole(rows), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def entry_addendum(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer, entry = request.viewer, _own_handed_in(request, pk)
    form = AddendumForm(request.POST or None)

    def add() -> None:
        given = form.cleaned_data
        add_addendum(by=viewer.actor, at=viewer.now, entry=entry, text=given["text"], kind=given["kind"])

    return _shown(request, "diary/entry_addendum.html", entry, form, add, _("Added below the entry."))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def entry_move(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    entry = one_of(whole(viewer.entries().filter(handed_in_at__isnull=False)), pk=pk)
    keeper = entry.book.member.account_id
    if not (
        rules.may_review(viewer.actor, viewer.code)
        or rules.may_write_diary(viewer.actor, viewer.code, keeper)
    ):
        raise Http404
    place = place_of(entry)
    now = {
        "courtyard": place.courtyard and str(place.courtyard.pk),
        "household": place.household and str(place.household.pk),
    }
    form = MoveForm(viewer, request.POST if request.method == "POST" else None, initial=now)

    def move() -> None:
        given = form.cleaned_data
        household = Household.objects.get(pk=given["household"]) if given["household"] else None
        move_entry(
            by=viewer.actor,
            at=viewer.now,
            entry=entry,
            courtyard=given["courtyard"],
            household=household,
            text=given["text"],
        )

    return _shown(request, "diary/entry_move.html", entry, form, move, _("Filed under the right door."))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def entry_wish(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    rows = viewer.entries().filter(handed_in_at__isnull=False).exclude(wish="")
    entry = one_of(whole(rows), pk=pk)
    form = WishForm(request.POST or None, initial={"on": viewer.today})

    def fulfil() -> None:
        given = form.cleaned_data
        fulfil_wish(by=viewer.actor, at=viewer.now, entry=entry, on=given["on"], text=given["text"])

    return _shown(
        request, "diary/entry_wish.html", entry, form, fulfil, _("A wish came true. It is counted.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def comment_answer(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    own = viewer.entries().filter(book__member__account_id=viewer.account)
    rows = Comment.objects.filter(community=viewer.code, entry__in=own)
    comment = one_of(rows.select_related("entry", "by"), pk=pk)
    entry = one_of(whole(own), pk=comment.entry_id)
    form = AnswerForm(request.POST or None)

    def answer() -> None:
        answer_comment(by=viewer.actor, at=viewer.now, comment=comment, text=form.cleaned_data["text"])

    return _shown(request, "diary/comment_answer.html", entry, form, answer, _("Your answer stands below."))


@require_safe
@desk_page
def wishes(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    fulfilled = request.GET.get("show") == "fulfilled"
    counts = wish_counts(viewer.entries())
    here = reverse("wishes", args=[viewer.code])
    context = {
        "days": days_of(wishes_among(viewer.entries(), fulfilled=fulfilled), Binding(viewer)),
        "fulfilled": fulfilled,
        "chips": [
            Chip(_("Still open"), here, current=not fulfilled, count=counts.open),
            Chip(_("Fulfilled"), f"{here}?show=fulfilled", current=fulfilled, count=counts.fulfilled),
        ],
    }
    return render(request, "diary/wishes.html", context)

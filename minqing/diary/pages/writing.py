"""Writing: a new entry in seconds, a draft changed, handed in, thrown away and brought back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import Viewer, one_of
from minqing.committee.models import Member
from minqing.desk.toasts import tell_with_undo
from minqing.diary.actions import (
    add_photo,
    change_draft,
    discard_draft,
    draft_entry,
    hand_in_day,
    hand_in_entry,
    restore_draft,
    write_entry,
)
from minqing.diary.forms import EntryForm, doors_in, written
from minqing.diary.models import Entry
from minqing.diary.pages.days import day_asked
from minqing.diary.pages.refusals import say_refusal, show_refusal
from minqing.diary.queries import whole
from minqing.households.queries import home_on
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7


def _keeper(viewer: Viewer) -> Member:
    if viewer.member is None:
        raise Http404
    return viewer.member


def _own(viewer: Viewer) -> Any:
    return viewer.own_entries()


def _see_other(name: str, viewer: Viewer, *args: object) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, args=[viewer.code, *args]), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def entry_new(request: DeskRequest) -> HttpResponse:
    viewer, keeper = request.viewer, _keeper(request.viewer)
    if request.method != "POST":
        form = EntryForm(
            viewer, keeper, initial={"fact": uuid7(), "began_at": viewer.now, **_place_asked(request)}
        )
        return render(request, "diary/entry_new.html", {"form": form})
    form = EntryForm(viewer, keeper, request.POST, request.FILES)
    fact = form.data.get("fact", "")
    if (there := _already_written(viewer, fact)) is not None:
        return _after(request, there)
    if form.is_valid():
        try:
            return _after(request, _write_new(request, form, keeper))
        except Refused as refused:
            show_refusal(form, refused)
        except IntegrityError:
            # The other press of the same button was written a moment ago.
            if (there := _already_written(viewer, fact)) is None:
                raise
            return _after(request, there)
    return render(request, "diary/entry_new.html", {"form": form}, status=422)


def _place_asked(request: DeskRequest) -> dict[str, str]:
    """The door that a link came from, where it is one of the viewer's."""
    viewer, asked = request.viewer, request.GET.get("household", "")
    try:
        household = viewer.households().filter(pk=UUID(asked)).first()
    except ValueError:
        household = None
    if household is None:
        return {}
    home = home_on([household.pk], viewer.today).get(household.pk)
    return {"household": str(household.pk), "courtyard": str(home.courtyard_id)} if home else {}


def _already_written(viewer: Viewer, fact: str) -> Entry | None:
    """The entry that this very form made before: a second press of the button changes nothing."""
    try:
        found: Entry | None = _own(viewer).filter(pk=UUID(fact)).first()
    except ValueError:
        return None
    return found


def _write_new(request: DeskRequest, form: EntryForm, keeper: Member) -> Entry:
    viewer, words, photos = request.viewer, form.words(), form.cleaned_data["photos"]
    fact = form.cleaned_data["fact"]
    keep = request.POST.get("then") == "draft"
    if not keep and not photos:
        return write_entry(by=viewer.actor, at=viewer.now, member=keeper, id=fact, **words)
    with transaction.atomic():
        draft = draft_entry(by=viewer.actor, at=viewer.now, member=keeper, id=fact, **words)
        for photo in photos:
            add_photo(by=viewer.actor, at=viewer.now, entry=draft, data=photo)
        return draft if keep else hand_in_entry(by=viewer.actor, at=viewer.now, entry=draft)


def _after(request: DeskRequest, entry: Entry) -> HttpResponse:
    """Where to go once it is written: to the book, or on to a concern that begins with this entry."""
    viewer = request.viewer
    if request.POST.get("then") == "concern":
        address = reverse("concern_new", args=[viewer.code])
        return HttpResponseRedirect(f"{address}?entry={entry.pk}", status=303)
    if entry.handed_in_at is None:
        messages.success(request, _("Kept as a draft. Nobody else sees it until you hand it in."))
        return _see_other("diary", viewer)
    messages.success(request, _("Handed in."))
    return _see_other("entry", viewer, entry.pk)


@require_safe
@desk_page
def entry_doors(request: DeskRequest) -> HttpResponse:
    """The doors of a courtyard, for the form: only those of the viewer's own households."""
    viewer, asked = request.viewer, request.GET.get("courtyard", "")
    try:
        courtyard = viewer.courtyards().filter(pk=UUID(asked)).first()
    except ValueError:
        courtyard = None
    doors = doors_in(viewer, courtyard) if courtyard is not None else []
    return render(request, "diary/entry_doors.html", {"doors": doors})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def entry_edit(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer, keeper = request.viewer, _keeper(request.viewer)
    draft = one_of(whole(_own(viewer)), pk=pk)
    if draft.handed_in_at is not None:
        return _see_other("entry", viewer, draft.pk)
    if request.method != "POST":
        form = EntryForm(viewer, keeper, initial=written(draft))
        return render(request, "diary/entry_edit.html", {"form": form, "entry": draft, "more_open": True})
    form = EntryForm(viewer, keeper, request.POST, request.FILES)
    if form.is_valid():
        try:
            return _after(request, _change(request, form, draft))
        except Refused as refused:
            show_refusal(form, refused)
    return render(request, "diary/entry_edit.html", {"form": form, "entry": draft}, status=422)


def _change(request: DeskRequest, form: EntryForm, draft: Entry) -> Entry:
    viewer = request.viewer
    with transaction.atomic():
        changed = change_draft(by=viewer.actor, at=viewer.now, entry=draft, **form.words())
        for photo in form.cleaned_data["photos"]:
            add_photo(by=viewer.actor, at=viewer.now, entry=changed, data=photo)
        if request.POST.get("then") == "draft":
            return changed
        return hand_in_entry(by=viewer.actor, at=viewer.now, entry=changed)


@require_POST
@desk_page
def entry_hand_in(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    draft = one_of(_own(viewer), pk=pk)
    try:
        hand_in_entry(by=viewer.actor, at=viewer.now, entry=draft)
    except Refused as refused:
        say_refusal(request, refused)
        return _see_other("entry_edit", viewer, draft.pk)
    messages.success(request, _("Handed in."))
    return _see_other("diary", viewer)


@require_POST
@desk_page
def day_hand_in(request: DeskRequest, day: str) -> HttpResponse:
    viewer, keeper = request.viewer, _keeper(request.viewer)
    on = day_asked(day)
    if on is None:
        raise Http404
    try:
        entries = hand_in_day(by=viewer.actor, at=viewer.now, member=keeper, day=on)
    except Refused as refused:
        say_refusal(request, refused)
    else:
        messages.success(request, _("Handed in: %(count)s entries.") % {"count": len(entries)})
    return _see_other("diary", viewer)


@require_POST
@desk_page
def entry_discard(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    draft = one_of(_own(viewer), pk=pk)
    try:
        discard_draft(by=viewer.actor, at=viewer.now, entry=draft)
    except Refused as refused:
        say_refusal(request, refused)
    else:
        undo = reverse("entry_restore", args=[viewer.code, draft.pk])
        tell_with_undo(request, _("The draft was thrown away."), undo)
    return _see_other("diary", viewer)


@require_POST
@desk_page
def entry_restore(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    # What was thrown away shows nowhere else, so it is looked for among the keeper's own rows.
    mine = Entry.objects.filter(community=viewer.code, book__member__account_id=viewer.account)
    draft = one_of(mine.filter(handed_in_at__isnull=True), pk=pk)
    restore_draft(by=viewer.actor, at=viewer.now, entry=draft)
    return _see_other("entry_edit", viewer, draft.pk)

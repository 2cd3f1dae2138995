from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import Viewer, one_of
from minqing.concerns import actions
from minqing.concerns.forms import ConcernForm
from minqing.concerns.models import Affected, Concern, Source
from minqing.concerns.pages.case import see_other
from minqing.diary.models import Entry
from minqing.diary.places import place_of
from minqing.ledger.errors import Refused


@desk_page
def concern_new(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    entry = _entry(request, viewer)
    if request.method != "POST":
        return _shown(
            request, ConcernForm(viewer, initial=_from_entry(entry) | _from_address(request)), entry
        )
    form = ConcernForm(viewer, request.POST)
    if form.is_valid():
        fact = form.cleaned_data["fact"]
        if Concern.objects.filter(pk=fact).exists():
            return see_other(viewer, fact)
        try:
            _open(viewer, form, entry)
        except Refused as no:
            form.show(no)
        except IntegrityError:
            if not Concern.objects.filter(pk=fact).exists():
                raise
        if not form.errors:
            messages.success(request, _("Noted. The promised time is on the left."))
            return see_other(viewer, fact)
    return _shown(request, form, entry)


@require_safe
@desk_page
def concern_doors(request: DeskRequest) -> HttpResponse:
    """The homes of the chosen courtyard and the people of the chosen home, for the form of a new concern."""
    form = ConcernForm(
        request.viewer, initial={name: request.GET.get(name) for name in ("courtyard", "household")}
    )
    return render(request, "concerns/concern_doors.html", {"form": form})


def _open(viewer: Viewer, form: ConcernForm, entry: Entry | None) -> None:
    said = form.cleaned_data
    this_minute = viewer.now.replace(second=0, microsecond=0)
    actions.open_concern(
        by=viewer.actor,
        at=viewer.now,
        community=viewer.code,
        matter=said["matter"],
        category=said["category"],
        grade=said["grade"],
        level=said["level"],
        source=said["source"],
        # The picker knows minutes; what is noted in this very minute is noted now.
        noted_at=viewer.now if said["noted_at"] == this_minute else said["noted_at"],
        entry=entry,
        courtyard=said["courtyard"],
        household=said["household"],
        people=[(person, Affected.Part.RAISED) for person in said["people"]],
        settled=said["settled"],
        told_resident=said["told_resident"],
        concern_id=said["fact"],
    )


def _entry(request: HttpRequest, viewer: Viewer) -> Entry | None:
    """The diary entry that the concern comes from (`?entry=`), of the viewer's rows."""
    raw = request.POST.get("entry") or request.GET.get("entry") or ""
    if not raw:
        return None
    try:
        key = UUID(raw)
    except ValueError:
        return None
    return one_of(viewer.entries().prefetch_related("addenda").select_related("book__member"), pk=key)


def _from_entry(entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {}
    place = place_of(entry)
    at = entry.began_at
    return {
        "matter": entry.matter,
        "courtyard": place.courtyard.pk if place.courtyard else None,
        "household": place.household.pk if place.household else None,
        "noted_at": at,
        "source": Source.VISIT if place.household else Source.FOUND,
    }


def _from_address(request: HttpRequest) -> dict[str, Any]:
    """What a link from another page already knows: a courtyard, a household."""
    return {name: request.GET[name] for name in ("courtyard", "household") if request.GET.get(name)}


def _shown(request: DeskRequest, form: ConcernForm, entry: Entry | None) -> HttpResponse:
    return render(request, "concerns/concern_new.html", {"form": form, "entry": entry})

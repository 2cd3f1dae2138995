"""Pages that change what a concern is: its promise, grade, lead, and what it is joined with."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import require
from minqing.access.scope import Viewer, one_of
from minqing.concerns import actions
from minqing.concerns.choices import handles
from minqing.concerns.forms import ExtendForm, FactForm, HandForm, LinkForm, OtherForm, RegradeForm, SplitForm
from minqing.concerns.models import Concern, Link, Promise, Step
from minqing.concerns.pages.case import found_concern, see_other
from minqing.concerns.words import promise_name, why_words
from minqing.ledger.errors import Refused
from minqing.method.why import Why


def _changed(
    request: DeskRequest,
    concern: Concern,
    template: str,
    make: Callable[..., FactForm],
    do: Callable[[dict[str, Any]], object],
    done: str,
    **shown: Any,
) -> HttpResponse:
    """Show a form, and do what it says: once, with its text kept where it is refused."""
    viewer = request.viewer
    require(handles(viewer, concern))
    form = make(request.POST) if request.method == "POST" else make()
    if request.method == "POST" and form.is_valid():
        fact = form.cleaned_data.pop("fact")
        try:
            if not Step.objects.filter(pk=fact, concern=concern).exists():
                do(form.cleaned_data | {"step_id": fact})
        except Refused as no:
            form.show(no)
        except IntegrityError:
            if not Step.objects.filter(pk=fact, concern=concern).exists():
                raise
        if not form.errors:
            messages.success(request, done)
            return see_other(viewer, concern.pk)
    return render(request, f"concerns/{template}.html", {"form": form, "concern": concern, **shown})


def _by(viewer: Viewer) -> dict[str, Any]:
    return {"by": viewer.actor, "at": viewer.now}


@desk_page
def concern_extend(request: DeskRequest, pk: UUID, promise: UUID) -> HttpResponse:
    viewer = request.viewer
    concern = found_concern(viewer, pk)
    row = one_of(Promise.objects.filter(concern=concern), pk=promise)
    return _changed(
        request,
        concern,
        "concern_extend",
        ExtendForm,
        lambda said: actions.extend_promise(**_by(viewer), promise=row, **said),
        _("The promise has a new time."),
        promise=row,
        promise_name=promise_name(row.name),
        why=why_words(Why.from_json(row.why)) if row.extends_id is None else "",
    )


@desk_page
def concern_regrade(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    concern = found_concern(viewer, pk)
    return _changed(
        request,
        concern,
        "concern_regrade",
        lambda *data: RegradeForm(*data, initial={"grade": concern.grade}),
        lambda said: actions.regrade_concern(**_by(viewer), concern=concern, **said),
        _("The grade is changed, with new promises."),
    )


@desk_page
def concern_hand_over(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    concern = found_concern(viewer, pk)

    def hand(said: dict[str, Any]) -> None:
        actions.hand_concern(**_by(viewer), concern=concern, **said)

    answer = _changed(
        request,
        concern,
        "concern_hand_over",
        lambda *data: HandForm(viewer, concern, *data),
        hand,
        _("Handed over."),
    )
    # Who handed it away may see it no longer; then the list is where to go on.
    if answer.status_code == 303 and not viewer.concerns().filter(pk=pk).exists():
        answer["Location"] = reverse("concerns", args=[viewer.code])
    return answer


def _other(viewer: Viewer, concern: Concern, number: str) -> Concern:
    found = viewer.concerns().filter(number=number.strip()).exclude(pk=concern.pk).first()
    if found is None:
        raise Refused({"number": _("There is no other concern of this number among yours.")})
    return found


def _numbers(viewer: Viewer, concern: Concern) -> list[Concern]:
    """Open concerns that may be meant, the latest first: of the same household, courtyard or category."""
    rows = viewer.concerns().filter(closed_at__isnull=True).exclude(pk=concern.pk)
    near = rows.filter(household=concern.household) if concern.household_id else rows.none()
    same = rows.filter(category=concern.category).order_by("-noted_at")[:20]
    return list(dict.fromkeys([*near.order_by("-noted_at")[:10], *same]))


def _renamed(no: Refused) -> Refused:
    words = no.message_dict
    return Refused({("number" if field == "other" else field): said for field, said in words.items()})


@desk_page
def concern_merge(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    concern = found_concern(viewer, pk)

    def merge(said: dict[str, Any]) -> None:
        into = _other(viewer, concern, said.pop("number"))
        try:
            actions.merge_concerns(**_by(viewer), concern=concern, into=into, **said)
        except Refused as no:
            raise _renamed(no) from no

    return _changed(
        request,
        concern,
        "concern_merge",
        OtherForm,
        merge,
        _("Merged. It lives on in the other one."),
        numbers=_numbers(viewer, concern),
    )


@desk_page
def concern_link(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    concern = found_concern(viewer, pk)

    def link(said: dict[str, Any]) -> None:
        other = _other(viewer, concern, said["number"])
        try:
            actions.link_concerns(**_by(viewer), concern=concern, other=other, step_id=said["step_id"])
        except Refused as no:
            raise _renamed(no) from no

    return _changed(
        request, concern, "concern_link", LinkForm, link, _("Linked."), numbers=_numbers(viewer, concern)
    )


@require_POST
@desk_page
def concern_unlink(request: DeskRequest, pk: UUID, link: UUID) -> HttpResponse:
    viewer = request.viewer
    concern = found_concern(viewer, pk)
    rows = Link.objects.filter(community=viewer.code).select_related("concern__lead", "other__lead")
    row = one_of(rows.filter(concern=concern) | rows.filter(other=concern), pk=link)
    try:
        actions.unlink(**_by(viewer), link=row)
        messages.success(request, _("The link is gone; the story keeps that it was there."))
    except Refused as no:
        messages.error(request, " ".join(no.messages))
    return see_other(viewer, pk)


@desk_page
def concern_split(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    concern = found_concern(viewer, pk)
    return _changed(
        request,
        concern,
        "concern_split",
        lambda *data: SplitForm(*data, initial={"category": concern.category, "grade": concern.grade}),
        lambda said: actions.split_concern(**_by(viewer), concern=concern, **said),
        _("Split. The part has a number of its own."),
    )

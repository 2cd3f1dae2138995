from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import Viewer, one_of
from minqing.concerns import actions
from minqing.concerns.choices import Choices, choices_of
from minqing.concerns.forms import FactForm, StepForm
from minqing.concerns.models import Affected, Concern, Link, Step
from minqing.concerns.pages.doing import take_step
from minqing.concerns.queries import Audited, audit_of, parties_of, promises_of, similar_past, story
from minqing.concerns.steps import TO_DO
from minqing.concerns.words import promise_name, record_words, story_steps, why_words
from minqing.diary.models import Satisfaction
from minqing.ledger.errors import Refused


def see_other(viewer: Viewer, pk: object) -> HttpResponseRedirect:
    """To the case page, after something was done."""
    return HttpResponseRedirect(reverse("concern", args=[viewer.code, pk]), status=303)


def found_concern(viewer: Viewer, pk: UUID) -> Concern:
    """The concern of the viewer's rows, or 404."""
    rows = viewer.concerns().select_related("lead", "courtyard", "household", "entry", "merged_into")
    return one_of(rows, pk=pk)


@require_safe
@desk_page
def concern(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = found_concern(viewer, pk)
    choices = choices_of(viewer, found)
    asked = request.GET.get("do", "")
    kind = asked if asked in choices.kinds else choices.kinds[0]
    return _case(request, found, choices, StepForm(kind, found))


@require_POST
@desk_page
def concern_step(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = found_concern(viewer, pk)
    choices = choices_of(viewer, found)
    kind = request.POST.get("kind", "")
    fact = FactForm(request.POST)
    if fact.is_valid() and Step.objects.filter(pk=fact.cleaned_data["fact"], concern=found).exists():
        return see_other(viewer, pk)
    if kind not in TO_DO:
        return see_other(viewer, pk)
    form = StepForm(kind, found, request.POST)
    if form.is_valid():
        try:
            take_step(viewer, found, form)
        except Refused as no:
            form.show(no)
        except IntegrityError:
            if not Step.objects.filter(pk=form.cleaned_data["fact"], concern=found).exists():
                raise
        if not form.errors:
            messages.success(request, _("Written into the story."))
            return see_other(viewer, pk)
    return _case(request, found_concern(viewer, pk), choices, form)


@require_POST
@desk_page
def concern_acknowledge(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = found_concern(viewer, pk)
    try:
        actions.acknowledge_concern(by=viewer.actor, at=viewer.now, concern=found)
        messages.success(request, _("Acknowledged."))
    except Refused as no:
        messages.error(request, " ".join(no.messages))
    return see_other(viewer, pk)


def _case(request: DeskRequest, found: Concern, choices: Choices, form: StepForm) -> HttpResponse:
    viewer = request.viewer
    promises = promises_of(found)
    told = story(found, promises)
    people = Affected.objects.filter(concern=found).select_related("resident").order_by("pk")
    return render(
        request,
        "concerns/concern.html",
        {
            "concern": found,
            "here": reverse("concern", args=[viewer.code, found.pk]),
            "choices": choices,
            "form": form,
            "kind_words": TO_DO[form.kind],
            "chips": [(kind, TO_DO[kind], kind == form.kind) for kind in choices.kinds],
            "promises": [_promise_shown(each) for each in promises],
            "ended": sum(each.promise.state != each.promise.State.OPEN for each in promises),
            "provisional": any(not each.promise.calendar_known for each in promises),
            "people": list(people),
            "steps": story_steps(told, promises, found.noted_at),
            "parties": parties_of(told),
            "links": _links(viewer, found),
            "similar": similar_past(viewer, found),
            "audit": [_audited(each) for each in audit_of(found)],
            "satisfaction": Satisfaction(found.satisfaction).label,
        },
    )


def _promise_shown(told: Any) -> dict[str, Any]:
    row = told.promise
    return {
        "row": row,
        "name": promise_name(row.name),
        "why": why_words(told.why),
        "outcome": "" if row.state == row.State.OPEN else row.state,
        "ended_why": why_words(told.ended_why) if told.ended_why else "",
        "ended_by": told.ended_by,
        "may_extend": row.state == row.State.OPEN and row.name != "acknowledge",
    }


def _audited(record: Audited) -> dict[str, Any]:
    """A record with its kind in words."""
    return {
        "seq": record.seq,
        "words": record_words(record.kind),
        "who": record.who,
        "at": record.at,
    }


def _links(viewer: Viewer, found: Concern) -> list[dict[str, Any]]:
    """The concerns that this one is linked with, as far as the viewer may see them; both ends in one query each."""
    rows = [
        *Link.objects.filter(concern=found, other__in=viewer.concerns()).select_related("other"),
        *Link.objects.filter(other=found, concern__in=viewer.concerns()).select_related("concern"),
    ]
    return [
        {
            "link": row,
            "other": row.other if row.concern_id == found.pk else row.concern,
            "words": _link_words(row, row.concern_id == found.pk),
        }
        for row in rows
    ]


def _link_words(link: Link, from_here: bool) -> str:
    if link.kind == Link.Kind.MERGED:
        return _("merged into") if from_here else _("was merged into this one")
    if link.kind == Link.Kind.SPLIT:
        return _("split off from") if from_here else _("was split off")
    return _("related")

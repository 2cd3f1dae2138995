"""Where a plan is drawn: the editor, what it saves, and the picture that lies under it."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import may_draw_plan, require
from minqing.access.scope import Viewer, keepers_at, one_of
from minqing.accounts.models import Account
from minqing.language.order import reading_order
from minqing.ledger.errors import Refused
from minqing.territory import actions
from minqing.territory.drawing import as_json
from minqing.territory.models import Courtyard, PlanVersion, Underlay
from minqing.territory.pages.plan_sent import sent, unreadable
from minqing.territory.pages.plan_underlay import as_sent, change_picture, show_picture
from minqing.territory.plan_queries import drawing_in, homes_for, newest_plan, plans_newest


def may_draw(viewer: Viewer, courtyard: Courtyard) -> bool:
    """Whether this viewer may draw this courtyard's plan."""
    return may_draw_plan(viewer.actor, viewer.code, keepers_at(courtyard.pk, viewer.today))


def drawer_of(version: PlanVersion) -> str:
    """Who drew a version; an account's name is no secret from its committee."""
    return Account.objects.filter(pk=version.by_id).values_list("name", flat=True).first() or ""


@require_safe
@desk_page
def courtyard_plan_edit(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.courtyards(), pk=pk)
    require(may_draw(viewer, found))
    newest = newest_plan(found)
    return render(
        request,
        "territory/courtyard_plan_edit.html",
        {"courtyard": found, "config": json.dumps(_config(viewer, found, newest), ensure_ascii=False)},
    )


def _config(viewer: Viewer, courtyard: Courtyard, newest: PlanVersion | None) -> dict[str, Any]:
    """What the editor begins with."""
    where = [viewer.code, courtyard.pk]
    others = plans_newest(viewer.code).exclude(courtyard=courtyard).select_related("courtyard")
    underlay = Underlay.objects.filter(courtyard=courtyard).first()
    return {
        "drawing": as_json(drawing_in(newest)),
        "number": newest.number if newest else 0,
        "homes": [
            {
                "id": str(home.dwelling.pk),
                "label": home.label,
                "entrance": home.entrance,
                "gone": home.is_gone,
            }
            for home in homes_for(courtyard)
        ],
        "save": reverse("courtyard_plan_save", args=where),
        "done": reverse("courtyard_plan", args=where),
        "key": f"plan:{viewer.account}:{courtyard.pk}",
        "templates": [
            {"name": name, "url": reverse("courtyard_plan_drawing", args=[viewer.code, key])}
            for name, key in sorted(
                ((each.courtyard.name, each.courtyard_id) for each in others),
                key=lambda one: reading_order(one[0]),
            )
        ],
        "building": courtyard.kind != Courtyard.Kind.COURTYARD,
        "picture": as_sent(viewer.code, underlay) if underlay else None,
        "pictureUrl": reverse("courtyard_plan_picture", args=where),
    }


@require_POST
@desk_page
def courtyard_plan_save(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.courtyards(), pk=pk)
    require(may_draw(viewer, found))
    told = sent(request)
    if told is None:
        return unreadable()
    number, note = told.get("based_on"), told.get("note")
    if isinstance(number, bool) or not isinstance(number, int) or not isinstance(note, str):
        return unreadable()
    try:
        version = actions.save_plan(
            by=viewer.actor,
            at=viewer.now,
            courtyard=found,
            drawing=told.get("drawing"),
            based_on=number,
            note=note,
        )
    except actions.DrawnMeanwhile as meanwhile:
        return JsonResponse(_theirs(viewer, meanwhile.version), status=409)
    except Refused as refused:
        return JsonResponse({"words": " ".join(refused.messages)}, status=422)
    return JsonResponse({"number": version.number})


def _theirs(viewer: Viewer, version: PlanVersion) -> dict[str, Any]:
    at = timezone.localtime(version.drawn_at)
    return {
        "number": version.number,
        "who": drawer_of(version),
        "at": f"{at:%H:%M}" if at.date() == viewer.today else f"{at:%Y-%m-%d %H:%M}",
        "url": reverse("courtyard_plan_version", args=[viewer.code, version.courtyard_id, version.number]),
    }


@require_safe
@desk_page
def courtyard_plan_drawing(request: DeskRequest, pk: UUID) -> HttpResponse:
    found = one_of(request.viewer.courtyards(), pk=pk)
    return JsonResponse(as_json(drawing_in(newest_plan(found))))


@desk_page
def courtyard_plan_picture(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.courtyards(), pk=pk)
    require(may_draw(viewer, found))
    return change_picture(request, found) if request.method == "POST" else show_picture(found)

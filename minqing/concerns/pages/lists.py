from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import Viewer
from minqing.concerns.models import Category, Grade, Level, Stage
from minqing.concerns.queries import Filters, concerns_list, due_today, late_promises
from minqing.desk.components import Chip

FIELDS = ("whose", "stage", "category", "grade", "level")


@require_safe
@desk_page
def concerns(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    asked = {name: request.GET.get(name, "") for name in FIELDS}
    asked["whose"] = asked["whose"] or "all"
    late = request.GET.get("late") == "1"
    found = concerns_list(viewer, Filters(**asked, late=late), after=request.GET.get("after", ""))
    asked_now = asked | ({"late": "1"} if late else {})
    filtered = any(asked[name] for name in FIELDS[1:]) or asked["whose"] != "all" or late
    return render(
        request,
        "concerns/concerns.html",
        {
            "found": found,
            "more_url": _at(viewer, asked_now, after=found.next) if found.next else "",
            "late": late_promises(viewer),
            "today": due_today(viewer),
            "late_url": _at(viewer, {"whose": "all"}, late="1"),
            "whose": _chips(viewer, asked_now, "whose", _whose()),
            "stages": _chips(viewer, asked_now, "stage", [("", _("All open ones")), *Stage.choices]),
            "choices": [
                (name, label, _chips(viewer, asked_now, name, [("", _("Any")), *options]), asked[name])
                for name, label, options in (
                    ("category", _("Category"), Category.choices),
                    ("grade", _("Grade"), Grade.choices),
                    ("level", _("Who can settle it"), Level.choices),
                )
            ],
            "filtered": filtered,
        },
    )


def _whose() -> list[tuple[str, str]]:
    return [("all", _("Everyone's")), ("mine", _("Mine")), ("zone", _("My zones"))]


def _at(viewer: Viewer, asked: dict[str, str], **more: str) -> str:
    query = {name: value for name, value in (asked | more).items() if value and value != "all"}
    return reverse("concerns", args=[viewer.code]) + (f"?{urlencode(query)}" if query else "")


def _chips(
    viewer: Viewer, asked: dict[str, str], name: str, options: Sequence[tuple[str, Any]]
) -> list[Chip]:
    return [
        Chip(str(label), _at(viewer, asked | {name: value}), current=asked.get(name, "") == value)
        for value, label in options
    ]

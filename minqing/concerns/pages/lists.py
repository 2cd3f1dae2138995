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

ONLY = ("late", "urgent", "satisfied")
FIELDS = ("whose", "stage", "category", "grade", "level")


@require_safe
@desk_page
def concerns(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    asked = {name: request.GET.get(name, "") for name in FIELDS}
    asked["whose"] = asked["whose"] or "all"
    only = {name: request.GET.get(name) == "1" for name in ONLY}
    filters: dict[str, Any] = {**asked, **only}
    found = concerns_list(viewer, Filters(**filters), after=request.GET.get("after", ""))
    asked_now = asked | {name: "1" for name, on in only.items() if on}
    filtered = any(asked[name] for name in FIELDS[1:]) or asked["whose"] != "all" or any(only.values())
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
            "stages": _chips(viewer, asked_now, "stage", _stages()),
            "only": _only(viewer, asked_now),
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


def _stages() -> list[tuple[str, Any]]:
    together = [
        ("pulled", _("Reported or being coordinated")),
        ("waiting", _("Waiting for the resident's word")),
    ]
    return [("", _("All open ones")), *Stage.choices, *together]


def _only(viewer: Viewer, asked: dict[str, str]) -> list[Chip]:
    """Chips that are on or off: pressing one that is on takes it away."""
    words = {
        "late": _("Late only"),
        "urgent": _("Not acknowledged"),
        "satisfied": _("Satisfied in the last thirty days"),
    }
    return [
        Chip(words[name], _at(viewer, asked, **{name: "" if asked.get(name) else "1"}), current=name in asked)
        for name in ONLY
    ]


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

"""Where a plan is read: its layers, a home of it, its versions and what changed between two."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import Viewer, one_of
from minqing.accounts.models import Account
from minqing.households.queries import household_lines
from minqing.territory.drawing import EMPTY, Drawing, drawing_of
from minqing.territory.models import Courtyard, Fixture, PlanVersion
from minqing.territory.pages.plan_drawing import drawer_of, may_draw
from minqing.territory.plan_art import num
from minqing.territory.plan_difference import Difference, difference
from minqing.territory.plan_layers import LAYERS, Layer, layers_for, words_of
from minqing.territory.plan_queries import (
    PlanHome,
    drawing_in,
    fixtures_of,
    gone_from,
    homes_for,
    is_overdue,
    newest_plan,
    unplaced,
)
from minqing.territory.plan_svg import Mark, Scene, Spot, frame, plan_svg

# Pixels of a screen for a centimetre of a building: a home's name and its people can be read.
ON_SCREEN = 0.44
# What is shown at first. Care is asked for on purpose, never met by chance on somebody's screen.
AT_FIRST = ("households", "active", "fixtures")


@dataclass(frozen=True)
class Toggle:
    """A layer that can be shown or hidden: where that leads, whether it is shown, how much it holds."""

    layer: Layer
    shown: bool
    url: str


def layers_asked(request: DeskRequest) -> tuple[str, ...]:
    """The layers that are asked for in the address, in their own order; those of the beginning where none are named."""
    if "layers" not in request.GET:
        return AT_FIRST
    asked = set(request.GET["layers"].split(","))
    return tuple(name for name in LAYERS if name in asked)


def scene_of(
    drawing: Drawing,
    homes: list[PlanHome],
    layers: list[Layer],
    links: dict[UUID, str] | None = None,
    changes: dict[str, str] | None = None,
) -> Scene:
    """A drawing's scene with these layers laid over each other. Only open ones are laid on."""
    lines: dict[UUID, tuple[str, ...]] = {}
    marks: dict[UUID, tuple[Mark, ...]] = {}
    spots: tuple[Spot, ...] = ()
    for layer in layers:
        if not layer.open:
            continue
        spots += layer.spots
        for dwelling, said in layer.lines.items():
            lines[dwelling] = lines.get(dwelling, ()) + said
        for dwelling, signs in layer.marks.items():
            marks[dwelling] = marks.get(dwelling, ()) + signs
    return Scene(
        labels={home.dwelling.pk: home.label for home in homes},
        lines=lines,
        marks=marks,
        links=links or {},
        in_sheet=True,
        gone=gone_from(homes, drawing),
        gone_word=_("not in the register"),
        spots=spots,
        changes=changes or {},
        storey=_("Fl. %s"),
    )


def drawn(drawing: Drawing, scene: Scene, title: str) -> SafeString:
    """The picture for a page; every text in it is escaped by `plan_svg`. A building keeps its size and is scrolled."""
    _x, _y, width, height = frame(drawing, scene)
    size = (num(width * ON_SCREEN), num(height * ON_SCREEN)) if drawing.is_building else None
    return mark_safe(plan_svg(drawing, scene, title=title, size=size))


@require_safe
@desk_page
def courtyard_plan(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.courtyards().select_related("building"), pk=pk)
    newest = newest_plan(found)
    drawing, homes = drawing_in(newest), homes_for(found)
    asked = layers_asked(request)
    layers = layers_for(viewer, found, homes)
    links = {
        home.dwelling.pk: reverse("courtyard_plan_home", args=[viewer.code, found.pk, home.dwelling.pk])
        for home in homes
        if not home.is_gone
    }
    shown = [layer for layer in layers.values() if layer.name in asked and layer.open]
    scene = scene_of(drawing, homes, shown, links)
    context: dict[str, Any] = {
        "courtyard": found,
        "newest": newest,
        "drawer": drawer_of(newest) if newest else "",
        "picture": drawn(drawing, scene, found.name) if newest else "",
        "toggles": _toggles(request, layers, asked),
        "legend": [mark for layer in shown for mark in layer.legend],
        "unplaced": unplaced(homes, drawing),
        "gone": [home for home in homes if home.dwelling.pk in scene.gone],
        "may_draw": may_draw(viewer, found),
        "fixtures": fixture_rows(viewer, found),
        "asked": ",".join(asked),
    }
    return render(request, "territory/courtyard_plan.html", context)


def _toggles(request: DeskRequest, layers: dict[str, Layer], asked: tuple[str, ...]) -> list[Toggle]:
    found = []
    for name, layer in layers.items():
        after = [each for each in LAYERS if (each in asked) != (each == name)]
        found.append(Toggle(layer, name in asked and layer.open, f"{request.path}?layers={','.join(after)}"))
    return found


@dataclass(frozen=True)
class FixtureRow:
    """A fixture in the list beside the plan."""

    fixture: Fixture
    words: str
    overdue: bool


def fixture_rows(viewer: Viewer, courtyard: Courtyard) -> list[FixtureRow]:
    """What the courtyard has, as lines of a list."""
    return [
        FixtureRow(each, words_of(each, viewer.today), is_overdue(each, viewer.today))
        for each in fixtures_of(courtyard)
    ]


@require_safe
@desk_page
def courtyard_plan_home(request: DeskRequest, pk: UUID, home: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.courtyards(), pk=pk)
    of_plan = next((each for each in homes_for(found) if each.dwelling.pk == home and not each.is_gone), None)
    if of_plan is None:
        raise Http404
    layers = layers_for(viewer, found, [of_plan])
    there = viewer.households().filter(
        residences__dwelling=home, residences__from_day__lte=viewer.today, residences__to_day__isnull=True
    )
    context = {
        "courtyard": found,
        "home": of_plan,
        "lines": household_lines(there.distinct(), viewer.today),
        "others": layers["households"].count - there.distinct().count(),
        "marks": [
            mark
            for name in ("active", "housing")
            for mark in layers[name].marks.get(home, ())
            if layers[name].open
        ],
        "in_sheet": "HX-Request" in request.headers,
        "phones": layers["households"].lines.get(home, ()),
    }
    folder = "territory/parts" if context["in_sheet"] else "territory"
    return render(request, f"{folder}/courtyard_plan_home.html", context)


@require_safe
@desk_page
def courtyard_plan_versions(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.courtyards(), pk=pk)
    rows = list(PlanVersion.objects.filter(courtyard=found).order_by("-number"))
    names = dict(Account.objects.filter(pk__in={row.by_id for row in rows}).values_list("pk", "name"))
    drawings = {row.number: drawing_of(row.drawing) for row in rows}
    lines = []
    for row in rows:
        before = drawings.get(row.number - 1, EMPTY)
        change = difference(before, drawings[row.number])
        lines.append((row, names.get(row.by_id, ""), in_words(change)))
    return render(request, "territory/courtyard_plan_versions.html", {"courtyard": found, "lines": lines})


def in_words(change: Difference) -> str:
    """How much was added, moved, changed and gone: 「新增 3 · 移动 1」."""
    words = {
        "added": _("added %(n)s"),
        "moved": _("moved %(n)s"),
        "changed": _("changed %(n)s"),
        "gone": _("gone %(n)s"),
    }
    counted = {how: sum(each.how == how for each in change.changes) for how in words}
    return " · ".join(words[how] % {"n": count} for how, count in counted.items() if count)


def _version(courtyard: Courtyard, number: int) -> PlanVersion:
    version = PlanVersion.objects.filter(courtyard=courtyard, number=number).first()
    if version is None:
        raise Http404
    return version


@require_safe
@desk_page
def courtyard_plan_version(request: DeskRequest, pk: UUID, number: int) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.courtyards(), pk=pk)
    version = _version(found, number)
    drawing = drawing_of(version.drawing)
    scene = scene_of(drawing, homes_for(found), [])
    context = {
        "courtyard": found,
        "version": version,
        "drawer": drawer_of(version),
        "picture": drawn(drawing, scene, found.name),
        "previous": number - 1,
        "newest": newest_plan(found),
    }
    return render(request, "territory/courtyard_plan_version.html", context)


@require_safe
@desk_page
def courtyard_plan_compare(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.courtyards(), pk=pk)
    numbers = list(
        PlanVersion.objects.filter(courtyard=found).order_by("number").values_list("number", flat=True)
    )
    if len(numbers) < 2:
        raise Http404
    old, new = _chosen(request, "from", numbers, numbers[-2]), _chosen(request, "to", numbers, numbers[-1])
    before, after = _version(found, old), _version(found, new)
    was, now = drawing_of(before.drawing), drawing_of(after.drawing)
    change, homes = difference(was, now), homes_for(found)
    labels = {home.dwelling.pk: home.label for home in homes}
    kinds = kind_words()
    context = {
        "courtyard": found,
        "numbers": numbers,
        "before": before,
        "after": after,
        "before_by": drawer_of(before),
        "after_by": drawer_of(after),
        "was": drawn(was, scene_of(was, homes, [], changes=dict(change.before)), found.name),
        "now": drawn(now, scene_of(now, homes, [], changes=dict(change.after)), found.name),
        "changes": [
            (each.how, kinds[each.what], labels.get(each.dwelling, each.text) if each.dwelling else each.text)
            for each in change.changes
        ],
    }
    return render(request, "territory/courtyard_plan_compare.html", context)


def kind_words() -> dict[str, str]:
    """The kinds of things on a plan, in the reader's words."""
    return {
        "wall": _("wall"),
        "room": _("room"),
        "gate": _("gate"),
        "stairs": _("stairs"),
        "tree": _("tree"),
        "well": _("well"),
        "shed": _("shed"),
        "text": _("words"),
        "flat": _("home"),
    }


def _chosen(request: DeskRequest, name: str, numbers: list[int], otherwise: int) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and int(asked) in numbers else otherwise

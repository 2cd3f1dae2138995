"""The five layers of a courtyard plan (method, rule 3), each with what this viewer may see of it, decided here.

Households and active residents: of the viewer's own zones (a secretary: all). Care: a count a home, for whoever answers
for the household, never what it is. Housing and fixtures: of places, so for the whole committee; what of housing is
about people follows the households.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from minqing.access.scope import Viewer, holding
from minqing.households.care_counts import needs_counted
from minqing.households.models import ActiveRole, Membership, Residence
from minqing.households.queries.households import people_on
from minqing.territory.models import Courtyard, Fixture, Tenure
from minqing.territory.plan_queries import PlanHome, fixtures_of, is_overdue
from minqing.territory.plan_svg import Mark, Spot

LAYERS = ("households", "care", "active", "housing", "fixtures")
TITLES = {
    "households": gettext_lazy("Who lives where"),
    "care": gettext_lazy("Care"),
    "active": gettext_lazy("Active residents"),
    "housing": gettext_lazy("Housing"),
    "fixtures": gettext_lazy("Fixtures and hazards"),
}
# Whoever moved in within this time is to be welcomed and told of services.
NEW_FOR = timedelta(days=90)
LONGEST_NAME = 12


@dataclass
class Layer:
    """One layer as this viewer sees it: lines and marks by dwelling, how much it holds, its legend; `open`: may be seen."""

    name: str
    open: bool = True
    count: int = 0
    lines: dict[UUID, tuple[str, ...]] = field(default_factory=dict)
    marks: dict[UUID, tuple[Mark, ...]] = field(default_factory=dict)
    spots: tuple[Spot, ...] = ()
    legend: tuple[Mark, ...] = ()

    @property
    def title(self) -> str:
        """Its name in words."""
        return str(TITLES[self.name])


@dataclass(frozen=True)
class Living:
    """Who lives in a courtyard's homes today: (dwelling, household, since) of all, and which of them the viewer sees."""

    rows: tuple[tuple[UUID, UUID, date], ...]
    seen: frozenset[UUID]
    people: dict[UUID, list[Membership]]


def living_there(viewer: Viewer, homes: Iterable[PlanHome]) -> Living:
    """Three queries beside the scope's."""
    there = Residence.objects.filter(
        holding(viewer.today), dwelling__in=[home.dwelling.pk for home in homes if not home.is_gone]
    )
    rows = tuple(there.order_by("from_day", "id").values_list("dwelling_id", "household_id", "from_day"))
    wanted = {household for _d, household, _f in rows}
    seen = frozenset(viewer.households().filter(pk__in=wanted).values_list("pk", flat=True))
    return Living(rows, seen, people_on(seen, viewer.today))


def layers_for(
    viewer: Viewer, courtyard: Courtyard, homes: list[PlanHome], wanted: Iterable[str] = LAYERS
) -> dict[str, Layer]:
    """The layers that are wanted, by name, as this viewer may see them."""
    names, living = set(wanted), living_there(viewer, homes)
    made = {
        "households": lambda: households_layer(viewer, living),
        "care": lambda: care_layer(viewer, living),
        "active": lambda: active_layer(viewer, living),
        "housing": lambda: housing_layer(viewer, homes, living),
        "fixtures": lambda: fixtures_layer(viewer, courtyard),
    }
    return {name: made[name]() for name in LAYERS if name in names}


def households_layer(viewer: Viewer, living: Living) -> Layer:
    """Layer i: whose home it is, how many they are, a telephone; of another zone only that somebody lives there."""
    layer = Layer("households", count=len(living.rows))
    lines: dict[UUID, list[str]] = defaultdict(list)
    others: Counter[UUID] = Counter()
    for dwelling, household, _since in living.rows:
        people = living.people.get(household, [])
        if household not in living.seen:
            others[dwelling] += 1
            continue
        head = people[0].resident.name if people else _("Household")
        lines[dwelling].append(_named(head, len(people)))
        phone = next((one.resident.phones[0] for one in people if one.resident.phones), "")
        if phone:
            lines[dwelling].append(phone)
    for dwelling, count in others.items():
        words = ngettext("%(n)s household", "%(n)s households", count) % {"n": count}
        lines[dwelling].append(words)
    layer.lines = {dwelling: tuple(said) for dwelling, said in lines.items()}
    return layer


def _named(head: str, people: int) -> str:
    short = head if len(head) <= LONGEST_NAME else head[: LONGEST_NAME - 1] + "…"
    return _("%(name)s · %(n)s") % {"name": short, "n": people}


def may_see_care(viewer: Viewer, living: Living) -> bool:
    """Whether the care layer is this viewer's: the secretary, or one who answers for a household of this courtyard."""
    return viewer.sees_all or bool(living.seen)


def care_layer(viewer: Viewer, living: Living) -> Layer:
    """Layer ii: how many care needs stand in a home. They stay sealed: their number is all that is asked for here."""
    layer = Layer("care", open=may_see_care(viewer, living))
    home_of = {household: dwelling for dwelling, household, _since in living.rows}
    belong = {
        each.resident_id: home_of[household] for household, people in living.people.items() for each in people
    }
    counted: Counter[UUID] = Counter()
    for resident, standing in needs_counted(belong).items():
        counted[belong[resident]] += standing
    for dwelling, count in counted.items():
        means = ngettext("%(n)s care need", "%(n)s care needs", count) % {"n": count}
        layer.marks[dwelling] = (Mark(_("♥%(n)s") % {"n": count}, means, "seal"),)
    layer.count = sum(counted.values())
    layer.legend = (Mark("♥", _("care needs, how many"), "seal"),)
    return layer


def active_layer(viewer: Viewer, living: Living) -> Layer:
    """Layer iii: residents with a role they agreed to, by its sign."""
    layer = Layer("active", open=may_see_care(viewer, living))
    signs = _role_signs()
    home_of = {household: dwelling for dwelling, household, _since in living.rows}
    belong = {
        each.resident_id: (home_of[household], each.resident.name)
        for household, people in living.people.items()
        for each in people
    }
    roles = ActiveRole.objects.filter(holding(viewer.today), resident__in=list(belong))
    found: dict[UUID, list[Mark]] = defaultdict(list)
    for role in roles.order_by("kind", "from_day", "id"):
        dwelling, name = belong[role.resident_id]
        sign = signs[role.kind]
        found[dwelling].append(Mark(sign.sign, f"{sign.means} · {name}", sign.tone))
    layer.count = sum(len(marks) for marks in found.values())
    layer.marks = {dwelling: tuple(marks) for dwelling, marks in found.items()}
    layer.legend = tuple(signs.values())
    return layer


def _role_signs() -> dict[str, Mark]:
    kinds = ActiveRole.Kind
    signs = {
        kinds.COURTYARD_HEAD: _("C"),
        kinds.LANE_HEAD: _("L"),
        kinds.REPRESENTATIVE: _("R"),
        kinds.VOLUNTEER: _("V"),
    }
    return {str(kind): Mark(sign, str(kind.label), "jade") for kind, sign in signs.items()}


def housing_layer(viewer: Viewer, homes: list[PlanHome], living: Living) -> Layer:
    """Layer iv: how a home is held; who lives here but is registered elsewhere; who came within ninety days."""
    layer = Layer("housing")
    tenures = _tenure_signs()
    elsewhere = _("E")
    new = _("N")
    found: dict[UUID, list[Mark]] = defaultdict(list)
    for home in homes:
        if home.dwelling.tenure in tenures and not home.is_gone:
            found[home.dwelling.pk].append(tenures[home.dwelling.tenure])
    for dwelling, household, since in living.rows:
        people = living.people.get(household, [])
        away = sum(each.resident.registered_elsewhere is True for each in people)
        if away:
            found[dwelling].append(
                Mark(f"{elsewhere}{away}", _("lives here, registered elsewhere"), "indigo")
            )
        if household in living.seen and since > viewer.today - NEW_FOR:
            found[dwelling].append(Mark(new, _("newly arrived"), "indigo"))
    layer.marks = {dwelling: tuple(marks) for dwelling, marks in found.items()}
    layer.count = len(found)
    legend = [*tenures.values(), Mark(elsewhere, _("lives here, registered elsewhere"), "indigo")]
    layer.legend = (*legend, Mark(new, _("newly arrived"), "indigo"))
    return layer


def _tenure_signs() -> dict[str, Mark]:
    signs = {
        Tenure.PUBLIC: _("Pub"),
        Tenure.PRIVATE: _("Pri"),
        Tenure.SELF_BUILT: _("Self"),
        Tenure.RENTED: _("Rent"),
        Tenure.OTHER: _("Oth"),
    }
    return {str(kind): Mark(sign, str(kind.label), "ink") for kind, sign in signs.items()}


def fixture_signs() -> dict[str, Mark]:
    """The sign of each kind of fixture, and the kind in words."""
    kinds = Fixture.Kind
    signs = {
        kinds.EXTINGUISHER: _("Ex"),
        kinds.HYDRANT: _("Hy"),
        kinds.FLAMMABLES: _("Fl"),
        kinds.GAS: _("Ga"),
        kinds.WIRING: _("Wi"),
        kinds.BLOCKED: _("Bl"),
        kinds.STRUCTURE: _("St"),
        kinds.DOG: _("Do"),
        kinds.PROBLEM: "!",
        kinds.OTHER: "·",
    }
    safe = (kinds.EXTINGUISHER, kinds.HYDRANT)
    return {
        str(kind): Mark(sign, str(kind.label), "indigo" if kind in safe else "amber")
        for kind, sign in signs.items()
    }


def fixtures_layer(viewer: Viewer, courtyard: Courtyard) -> Layer:
    """Layer v: what the courtyard has; whose check is overdue is filled red. Those without a spot are counted too."""
    signs = fixture_signs()
    there = fixtures_of(courtyard)
    layer = Layer("fixtures", count=len(there))
    layer.spots = tuple(
        Spot(
            each.x,
            each.y,
            signs[each.kind].sign,
            words_of(each, viewer.today),
            "seal" if is_overdue(each, viewer.today) else signs[each.kind].tone,
        )
        for each in there
        if each.x is not None and each.y is not None
    )
    used = {each.kind for each in there}
    layer.legend = tuple(signs[kind] for kind in signs if kind in used)
    return layer


def words_of(fixture: Fixture, today: date) -> str:
    """A fixture in one line: what it is, its note, when it is to be checked."""
    parts = [fixture.get_kind_display(), fixture.note]
    if fixture.check_by is not None:
        late = is_overdue(fixture, today)
        words = _("check overdue since %(day)s") if late else _("check by %(day)s")
        parts.append(words % {"day": fixture.check_by.isoformat()})
    return " · ".join(part for part in parts if part)

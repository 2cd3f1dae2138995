"""The columns of the register, each declared once: what it is called, reads, shows, and who may see it.

`reads` names the fields of the privacy register that a column shows; sealed care needs are never among them (a test
looks). A column that the viewer may not see cannot be shown, sorted by or filtered by: asking for it is refused in the
same words as asking for one that does not exist.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from minqing.access.scope import Viewer
from minqing.committee.models import Zone
from minqing.households.models import ActiveRole, Relation, Resident
from minqing.households.queries.households import age_on
from minqing.households.table.words import CHECK_WORDS, PRESENCE_WORDS, STALENESS_WORDS, YES_NO_WORDS
from minqing.language.names import pinyin_of
from minqing.language.order import reading_order
from minqing.method.checks import staleness
from minqing.territory.models import Tenure

Kind = Literal["text", "name", "phones", "choice", "day", "born", "number"]
Values = Mapping[str, Any]
Choices = list[tuple[str, str]]

HOME = "lives__dwelling__"
YARD = f"{HOME}courtyard__"


@dataclass(frozen=True)
class Column:
    """One column. `key` stands in addresses and saved views, so it never changes.

    `path` leads from a resident to its value (rows.py names the joins), `needs` are further values that `show` reads;
    `ages` lets it be filtered by staleness; `edited`: what it is written by (editing.py), "" for nothing. `width` in
    tenths of a rem. `gathered`: its text comes from a query of its own (rows.py).
    """

    key: str
    label: Any
    kind: Kind
    reads: tuple[str, ...]
    path: str = ""
    needs: tuple[str, ...] = ()
    show: Callable[[Values, date], str] | None = None
    width: int = 100
    shown: bool = False
    edited: str = ""
    ages: bool = False
    gathered: bool = False
    sorted: bool = True
    choices: Callable[[Viewer], Choices] | None = None
    stored: Callable[[str], object] = str
    seen_by: Callable[[Viewer], bool] = lambda viewer: True

    def text(self, values: Values, today: date) -> str:
        """What stands in the cell."""
        if self.show is not None:
            return self.show(values, today)
        value = values[self.path]
        return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def _listed(words: Mapping[str, Any]) -> Callable[[Viewer], Choices]:
    return lambda viewer: [(key, str(label)) for key, label in words.items() if key]


def _labelled(path: str, words: Mapping[str, Any]) -> Callable[[Values, date], str]:
    return lambda values, today: str(words[values[path]]) if values[path] else ""


def _yes_no(path: str) -> Callable[[Values, date], str]:
    def show(values: Values, today: date) -> str:
        return "" if values[path] is None else str(YES_NO_WORDS["yes" if values[path] else "no"])

    return show


def _address(values: Values, today: date) -> str:
    return f"{values[f'{YARD}name'] or ''} {values[f'{HOME}unit'] or ''}".strip()


def _age(values: Values, today: date) -> str:
    years = age_on(values["born"], today)
    return "" if years is None else str(years)


def _confirmed(values: Values, today: date) -> str:
    day = values["confirmed_on"]
    word = str(STALENESS_WORDS[staleness(day, today)])
    return f"{day.isoformat()} · {word}" if day else word


def _zones(viewer: Viewer) -> Choices:
    rows = Zone.objects.filter(community=viewer.code, ended_on__isnull=True)
    mine = rows if viewer.sees_all else rows.filter(pk__in=viewer.zone_ids)
    named = [(str(key), name) for key, name in mine.values_list("pk", "name")]
    return sorted(named, key=lambda one: (reading_order(one[1]), one[0]))


def _keepers(viewer: Viewer) -> Choices:
    named = [(str(key), name) for key, name in viewer.members().values_list("pk", "name")]
    return sorted(named, key=lambda one: (pinyin_of(one[1]), one[0]))


def _secretary(viewer: Viewer) -> bool:
    return viewer.sees_all


RELATIONS: dict[str, Any] = dict(Relation.choices)
TENURES: dict[str, Any] = dict(Tenure.choices)
SEXES: dict[str, Any] = dict(Resident.Sex.choices)
ROLES: dict[str, Any] = dict(ActiveRole.Kind.choices)
_RESIDENT, _HOUSEHOLD = "households.Resident.", "households.Household."
_LIVES = ("households.Residence.household", "households.Residence.dwelling")

COLUMNS: tuple[Column, ...] = (
    Column(
        "name", _("Name"), "name", (f"{_RESIDENT}name", f"{_RESIDENT}pinyin"), "name",
        width=80, shown=True, edited="resident",
    ),
    Column(
        "home", _("Home"), "text", (*_LIVES, "territory.Courtyard.name", "territory.Dwelling.unit"), f"{YARD}name",
        needs=(f"{HOME}unit",), show=_address, width=145, shown=True,
    ),
    Column(
        "relation", _("Relation to the head"), "choice", ("households.Membership.relation",), "belongs__relation",
        show=_labelled("belongs__relation", RELATIONS), choices=_listed(RELATIONS), width=105, shown=True, edited="resident",
    ),
    Column(
        "sex", _("Sex"), "choice", (f"{_RESIDENT}sex",), "sex",
        show=_labelled("sex", SEXES), choices=_listed(SEXES), width=60, shown=True, edited="resident",
    ),
    Column("born", _("Born"), "born", (f"{_RESIDENT}born",), "born", width=90, shown=True, edited="resident"),
    Column("age", _("Age"), "number", (f"{_RESIDENT}born",), "born", show=_age, width=60, shown=True),
    Column(
        "phones", _("Telephones"), "phones", (f"{_RESIDENT}phones",), "phones",
        show=lambda values, today: "; ".join(values["phones"]), width=115, shown=True, edited="resident",
        sorted=False,
    ),
    Column(
        "tenure", _("Tenure"), "choice", ("territory.Dwelling.tenure",), f"{HOME}tenure",
        show=_labelled(f"{HOME}tenure", TENURES), choices=_listed(TENURES), width=90, shown=True, edited="dwelling",
    ),
    Column(
        "elsewhere", _("Registered elsewhere"), "choice", (f"{_RESIDENT}registered_elsewhere",),
        "registered_elsewhere", show=_yes_no("registered_elsewhere"), choices=_listed(YES_NO_WORDS),
        stored=lambda word: word == "yes", width=90, shown=True, edited="resident",
    ),
    Column(
        "zone", _("Zone"), "choice", ("committee.Zone.name",), "lies__zone",
        needs=("lies__zone__name",), show=lambda values, today: values["lies__zone__name"] or "",
        choices=_zones, shown=True,
    ),
    Column(
        "keeper", _("Keeper"), "choice", ("committee.Member.name",), "kept__member",
        needs=("kept__member__name",), show=lambda values, today: values["kept__member__name"] or "",
        choices=_keepers, width=80, shown=True,
    ),
    Column(
        "confirmed", _("Last confirmed"), "day", (f"{_RESIDENT}confirmed_on",), "confirmed_on",
        show=_confirmed, width=170, shown=True, ages=True, edited="confirmed",
    ),
    Column(
        "checks", _("To check"), "choice",
        (f"{_RESIDENT}born", f"{_RESIDENT}phones", "households.Membership.relation"),
        choices=lambda viewer: [(key, str(words.name)) for key, words in CHECK_WORDS.items()],
        width=190, shown=True, gathered=True, sorted=False,
    ),
    Column("courtyard", _("Courtyard"), "text", ("territory.Courtyard.name",), f"{YARD}name", width=130),
    Column("unit", _("Number of the home"), "text", ("territory.Dwelling.unit",), f"{HOME}unit", width=70),
    Column("lane", _("Lane or estate"), "text", ("territory.Courtyard.lane",), f"{YARD}lane"),
    Column("floor", _("Floor"), "number", ("territory.Dwelling.floor",), f"{HOME}floor", width=60),
    Column(
        "number", _("Household number"), "text", (f"{_HOUSEHOLD}number",), "belongs__household__number",
        edited="household",
    ),
    Column("people", _("People in the household"), "number", ("households.Membership.household",), "people", width=70),
    Column(
        "declines", _("Declines visits"), "choice", (f"{_HOUSEHOLD}declines_visits",),
        "belongs__household__declines_visits", show=_yes_no("belongs__household__declines_visits"),
        choices=_listed(YES_NO_WORDS), stored=lambda word: word == "yes", width=80, edited="visits",
    ),
    Column(
        "roles", _("Roles agreed to"), "choice", ("households.ActiveRole.kind",),
        choices=_listed(ROLES), width=120, gathered=True, sorted=False,
    ),
    Column("since", _("In the household since"), "day", ("households.Membership.from_day",), "belongs__from_day"),
    Column("lives_since", _("In the home since"), "day", ("households.Residence.from_day",), "lives__from_day"),
    Column(
        "presence", _("Lives here now"), "choice",
        (f"{_RESIDENT}left_on", "households.Membership.resident", "households.Residence.household"), "presence",
        show=lambda values, today: str(PRESENCE_WORDS[values["presence"]]), choices=_listed(PRESENCE_WORDS),
        seen_by=_secretary,
    ),
    Column("left", _("Left on"), "day", (f"{_RESIDENT}left_on",), "left_on", seen_by=_secretary),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}
# Columns by which one cell of each row is known: always among those shown, and the first.
ALWAYS = "name"


def columns_for(viewer: Viewer) -> dict[str, Column]:
    """The columns that the viewer may see, by key."""
    return {column.key: column for column in COLUMNS if column.seen_by(viewer)}


def edit_choices(column: Column, viewer: Viewer) -> Choices:
    """What a cell of a column may be set to; none where it is typed."""
    if column.edited == "confirmed":
        return [("today", now_("Confirm: everything is as it stands here"))]
    if column.kind != "choice" or column.choices is None:
        return []
    unknown = [] if column.edited == "visits" else [("", now_("Not known"))]
    return [*unknown, *column.choices(viewer)]

"""What can be asked about plans: the newest, earlier ones, the homes that belong on one, what a courtyard has."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from minqing.language.order import reading_order
from minqing.territory.drawing import EMPTY, Drawing, drawing_of
from minqing.territory.models import Courtyard, Dwelling, Fixture, PlanVersion


@dataclass(frozen=True)
class PlanHome:
    """A dwelling as it stands on a plan: its label, and the entrance it lies in ("" where the plan is of one)."""

    dwelling: Dwelling
    entrance: str

    @property
    def label(self) -> str:
        """As it is written on the plan."""
        return self.dwelling.unit or _("The whole courtyard")

    @property
    def is_gone(self) -> bool:
        """Whether the register has it no more."""
        return self.dwelling.gone_on is not None


def newest_plan(courtyard: Courtyard) -> PlanVersion | None:
    """The plan as it was drawn last."""
    return PlanVersion.objects.filter(courtyard=courtyard).order_by("-number").first()


def drawing_in(version: PlanVersion | None) -> Drawing:
    """What a version shows; nothing where there is none."""
    return drawing_of(version.drawing) if version else EMPTY


def homes_for(courtyard: Courtyard) -> list[PlanHome]:
    """The dwellings that belong on a courtyard's plan, gone ones too, in the order of floors and labels.

    For a building also those of its entrances. One query.
    """
    here = Q(courtyard=courtyard) | Q(courtyard__building=courtyard)
    rows = Dwelling.objects.filter(here, community=courtyard.community).select_related("courtyard")
    found = [PlanHome(row, _entrance(row.courtyard, courtyard)) for row in rows]
    return sorted(
        found,
        key=lambda home: (
            reading_order(home.entrance),
            home.dwelling.floor or 0,
            reading_order(home.dwelling.unit),
        ),
    )


def _entrance(lies_in: Courtyard, courtyard: Courtyard) -> str:
    if lies_in.pk == courtyard.pk:
        return ""
    return lies_in.name.removeprefix(courtyard.name).strip() or lies_in.name


def unplaced(homes: Iterable[PlanHome], drawing: Drawing) -> list[PlanHome]:
    """The homes of the register that have no place on the drawing."""
    placed = set(drawing.dwellings())
    return [home for home in homes if not home.is_gone and home.dwelling.pk not in placed]


def gone_from(homes: Iterable[PlanHome], drawing: Drawing) -> frozenset[UUID]:
    """The dwellings on the drawing that the register has no more."""
    there = {home.dwelling.pk for home in homes if not home.is_gone}
    return frozenset(dwelling for dwelling in drawing.dwellings() if dwelling not in there)


def plans_newest(community: str) -> QuerySet[PlanVersion]:
    """The newest plan of every courtyard that has one."""
    last = PlanVersion.objects.filter(courtyard=OuterRef("courtyard")).order_by("-number")
    return PlanVersion.objects.filter(community=community, pk=Subquery(last.values("pk")[:1]))


def fixtures_of(courtyard: Courtyard) -> list[Fixture]:
    """What a courtyard has now, what is to be checked first before the rest."""
    rows = Fixture.objects.filter(courtyard=courtyard, gone_on__isnull=True)
    return sorted(rows, key=lambda each: (each.check_by or date.max, each.kind, each.noted_on, each.pk))


def is_overdue(fixture: Fixture, day: date) -> bool:
    """Whether its check should have been done before a day."""
    return fixture.check_by is not None and fixture.check_by < day

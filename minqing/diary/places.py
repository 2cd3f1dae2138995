"""Where an entry stands: the courtyard and household as written, and as moved by what was added below it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from minqing.diary.models import Addendum, Entry
from minqing.households.models import Household, Residence
from minqing.ledger.errors import Refused
from minqing.ledger.gathering import gathering, known_once
from minqing.ledger.prepared import Prepared
from minqing.territory.models import Courtyard, Dwelling

HOMES = (Residence, Dwelling, Courtyard)
RESIDENCES = Prepared[Residence](
    lambda households: (
        Residence.objects.filter(household__in=households)
        .select_related("dwelling__courtyard")
        .order_by("from_day")
    )
)


@dataclass(frozen=True)
class Place:
    """A courtyard and, where it is known, the household in it; both None where an entry is at no door."""

    courtyard: Courtyard | None
    household: Household | None
    moved: bool = False


def placed(
    courtyard: Courtyard | None, household: Household | None, *, code: str, day: date
) -> tuple[Courtyard | None, Household | None]:
    """The place, checked: the household lives in the courtyard on that day, or tells the courtyard.

    For a day before the household was known, any of its homes will do: paper pages are older than the
    register. Raises `Refused` by field; a row of another community is refused like one that is not there.
    """
    if courtyard is not None and courtyard.community != code:
        raise Refused({"courtyard": _("There is no such courtyard.")})
    if household is None:
        return courtyard, None
    if household.community != code:
        raise Refused({"household": _("There is no such household.")})
    homes = homes_of(household)
    then = [home for home in homes if _holds(home, day)] or homes
    if not then:
        raise Refused({"household": _("This household has no home yet.")})
    if courtyard is None:
        return then[-1].dwelling.courtyard, household
    if any(courtyard.pk in (h.dwelling.courtyard_id, h.dwelling.courtyard.building_id) for h in then):
        return courtyard, household
    raise Refused({"household": _("This household does not live in that courtyard.")})


def homes_of(household: Household) -> list[Residence]:
    """The homes of a household, the earliest first, each with its courtyard. One query, unless `know_homes` asked it."""
    return known_once(("homes", household.pk), HOMES, lambda: _homes_of([household])[household.pk])


def know_homes(households: Iterable[Household]) -> None:
    """Ask the homes of many households at once: one query, within a batch of a phone's facts."""
    one = gathering()
    asked = list(households)
    if one is not None and len(asked) > 1:
        for household, homes in _homes_of(asked).items():
            one.know(("homes", household), HOMES, homes)


def _homes_of(households: Iterable[Household]) -> dict[UUID, list[Residence]]:
    found: dict[UUID, list[Residence]] = {household.pk: [] for household in households}
    for home in RESIDENCES(households=list(found)):
        found[home.household_id].append(home)
    return found


def _holds(home: Residence, day: date) -> bool:
    return home.from_day <= day and (home.to_day is None or home.to_day > day)


def place_of(entry: Entry) -> Place:
    """Where the entry stands now: where its last move put it, else where it was written.

    Reads `entry.addenda`, so prefetch them (`minqing.diary.queries.whole`) before asking for many.
    """
    moves = [a for a in entry.addenda.all() if a.kind == Addendum.Kind.MOVE]
    if not moves:
        return Place(entry.courtyard, entry.household)
    last = max(moves, key=lambda move: (move.at, move.pk))
    return Place(last.moved_to_courtyard, last.moved_to_household, moved=True)


def stands_at(households: QuerySet[Household] | Iterable[Household]) -> Q:
    """The condition that an entry stands at one of the households now, moves taken into account."""
    moves = Addendum.objects.filter(kind=Addendum.Kind.MOVE)
    moved = Exists(moves.filter(entry=OuterRef("pk")))
    later = moves.filter(entry=OuterRef("entry")).filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    )
    # Few entries were ever moved: these are found by the door that they were moved to.
    moved_here = moves.filter(~Exists(later), moved_to_household__in=households)
    return Q(household__in=households) & ~moved | Q(pk__in=moved_here.values("entry"))


def at_households(
    rows: QuerySet[Entry], households: QuerySet[Household] | Iterable[Household]
) -> QuerySet[Entry]:
    """Those of the entries that stand at one of the households now."""
    return rows.filter(stands_at(households))

"""Who answers for a household: on a day, and when (method, step 2: history knows who had it when)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import F

from minqing.access.scope import holding
from minqing.committee.models import Coverage, Keeping, Leave, Member, Zone
from minqing.committee.spans import Days, meet, rest_of
from minqing.households.models import Household, Residence
from minqing.ledger.rows import Spell
from minqing.territory.models import Dwelling

S = TypeVar("S", bound=Spell)


@dataclass(frozen=True)
class Keeper:
    """Who keeps a home's zone on a day; `cover` stands in where the keeper is away."""

    zone: Zone
    member: Member
    cover: Member | None = None

    @property
    def answering(self) -> Member:
        """Who answers for it on that day: the cover, else the keeper."""
        return self.cover or self.member


@dataclass(frozen=True)
class Kept:
    """A stretch of days in which a household lived in a home, and who had it then.

    `zone` and `member` are None where no zone or nobody had it; `cover` stood in for the member.
    """

    days: Days
    dwelling: Dwelling
    zone: Zone | None = None
    member: Member | None = None
    cover: Member | None = None


def keeper_of(where: Household | Dwelling, on: date) -> Keeper | None:
    """Who keeps a household or home on a day, and who covers; None where nobody does. Up to three queries."""
    if isinstance(where, Dwelling):
        return keepers_of_dwellings([where.pk], on).get(where.pk)
    return keepers_of_households([where.pk], on).get(where.pk)


def keepers_of_households(households: Iterable[UUID], on: date) -> dict[UUID, Keeper]:
    """Who keeps each of these households on a day; those that nobody keeps are missing. Three queries."""
    living = Residence.objects.filter(holding(on), household__in=list(households))
    home_of = dict(living.values_list("household", "dwelling"))
    keepers = keepers_of_dwellings(home_of.values(), on)
    return {household: keepers[home] for household, home in home_of.items() if home in keepers}


def keepers_of_dwellings(dwellings: Iterable[UUID], on: date) -> dict[UUID, Keeper]:
    """Who keeps each of these homes on a day; those that nobody keeps are missing. Two queries."""
    covers = covers_on(on)
    kept = (
        Keeping.objects.filter(holding(on))
        .filter(holding(on, "zone__coverages__"), zone__coverages__dwelling__in=list(dwellings))
        .select_related("zone", "member")
        .annotate(dwelling=F("zone__coverages__dwelling"))
    )
    return {row.dwelling: Keeper(row.zone, row.member, covers.get(row.member_id)) for row in kept}


def covers_on(on: date) -> dict[UUID, Member]:
    """Who covers on a day, by the member who is away. One query."""
    away = Leave.objects.filter(holding(on)).select_related("cover")
    return {leave.member_id: leave.cover for leave in away}


def keepers_of(household: Household) -> list[Kept]:
    """Who had a household when, over its moves, the changes of zones and keepers, and absences; oldest first.

    The stretches follow each other without a gap or an overlap for as long as the household has lived here;
    where nobody had it, one says so. Four queries.
    """
    residences = list(household.residences.select_related("dwelling__courtyard").order_by("from_day"))
    coverages = list(
        Coverage.objects.filter(dwelling__in=[row.dwelling_id for row in residences]).select_related("zone")
    )
    keepings = list(
        Keeping.objects.filter(zone__in={row.zone_id for row in coverages}).select_related("member")
    )
    leaves = list(
        Leave.objects.filter(member__in={row.member_id for row in keepings}).select_related("cover")
    )
    found: list[Kept] = []
    for residence in residences:
        lived = _days(residence)
        if lived is not None:
            home = residence.dwelling
            own = [row for row in coverages if row.dwelling_id == home.pk]
            found += _in_order(_kept_at(home, lived, own, keepings, leaves))
    return _joined(found)


def _kept_at(
    home: Dwelling, lived: Days, coverages: list[Coverage], keepings: list[Keeping], leaves: list[Leave]
) -> Iterator[Kept]:
    covered = []
    for days, coverage in _within(lived, coverages):
        covered.append(days)
        kept = []
        for stretch, keeping in _within(days, [row for row in keepings if row.zone_id == coverage.zone_id]):
            kept.append(stretch)
            away = []
            for absence, leave in _within(
                stretch, [row for row in leaves if row.member_id == keeping.member_id]
            ):
                away.append(absence)
                yield Kept(absence, home, coverage.zone, keeping.member, leave.cover)
            for rest in rest_of(stretch, away):
                yield Kept(rest, home, coverage.zone, keeping.member)
        for rest in rest_of(days, kept):
            yield Kept(rest, home, coverage.zone)
    for rest in rest_of(lived, covered):
        yield Kept(rest, home)


def _within(whole: Days, spells: list[S]) -> Iterator[tuple[Days, S]]:
    for spell in spells:
        days = _days(spell)
        shared = meet(whole, days) if days is not None else None
        if shared is not None:
            yield shared, spell


def _days(spell: Spell) -> Days | None:
    """The days of a spell; None where it ended on the day it began."""
    if spell.to_day is not None and spell.to_day <= spell.from_day:
        return None
    return Days(spell.from_day, spell.to_day)


def _in_order(stretches: Iterable[Kept]) -> list[Kept]:
    return sorted(stretches, key=lambda kept: kept.days.from_day)


def _joined(stretches: list[Kept]) -> list[Kept]:
    """Stretches that follow each other and tell the same become one."""
    joined: list[Kept] = stretches[:1]
    for after in stretches[1:]:
        last = joined[-1]
        same = (last.dwelling, last.zone, last.member, last.cover) == (
            after.dwelling,
            after.zone,
            after.member,
            after.cover,
        )
        if same and last.days.to_day == after.days.from_day:
            whole = Days(last.days.from_day, after.days.to_day)
            joined[-1] = Kept(whole, last.dwelling, last.zone, last.member, last.cover)
        else:
            joined.append(after)
    return joined

"""The register (居民情况一表通): one row a resident, found, filtered and paged."""

import base64
import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from minqing.access.scope import Viewer, holding
from minqing.households.models import Household, Membership, Residence, Resident
from minqing.households.queries.households import home_on
from minqing.households.queries.search import address_matches, person_matches
from minqing.territory.models import Dwelling

PAGE = 50
STALE_AFTER = timedelta(days=183)  # half a year: what is older is asked again at the door
NEW_FOR = timedelta(days=90)  # as long somebody counts as newly arrived, to be welcomed and told of services

Whose = Literal["", "elsewhere", "here", "stale", "never", "arrived", "left"]


@dataclass(frozen=True)
class RegisterFilter:
    """What of the register is asked for.

    `words` as typed into the search box; `courtyard` an id; `within` homes (a zone's, as the page reads
    them);
    `whose`: registered elsewhere or here, stale (not confirmed for half a year), never confirmed, newly
    arrived,
    or left (for those who may see who has left).
    """

    words: str = ""
    courtyard: UUID | None = None
    within: QuerySet[Dwelling] | None = None
    whose: Whose = ""


@dataclass(frozen=True)
class RegisterRow:
    """One row: the person, the household, the home."""

    resident: Resident
    membership: Membership | None
    household: Household | None
    home: Dwelling | None


@dataclass(frozen=True)
class RegisterPage:
    """Fifty rows at most, sorted by sound, and `next`, the cursor of the following page ("" for none)."""

    rows: tuple[RegisterRow, ...]
    next: str


def register_rows(viewer: Viewer, asked: RegisterFilter, after: str = "") -> RegisterPage:
    """A page of the register, of the viewer's own rows, after the cursor of the page before.

    Three queries beside the scope's, whatever the number of rows; paged by key, so the last page costs as
    the first.
    """
    people = residents_asked(viewer, asked)
    if after and (place := _read_cursor(after)):
        sound, key = place
        people = people.filter(Q(pinyin__gte=sound) & (Q(pinyin__gt=sound) | Q(pk__gt=key)))
    found = list(people.order_by("pinyin", "pk")[: PAGE + 1])
    shown = found[:PAGE]
    return RegisterPage(tuple(_rows(shown, viewer.today)), _cursor(shown[-1]) if len(found) > PAGE else "")


def residents_asked(viewer: Viewer, asked: RegisterFilter) -> QuerySet[Resident]:
    """The viewer's residents that a filter asks for, in no order yet."""
    today = viewer.today
    member = Membership.objects.filter(holding(today), resident=OuterRef("pk"))
    if asked.whose == "left":
        return _found(viewer.residents().filter(~Exists(member)), asked.words, None)
    homes = Residence.objects.filter(holding(today), household=OuterRef("household"))
    narrowed = False
    if asked.courtyard is not None:
        homes, narrowed = homes.filter(dwelling__courtyard=asked.courtyard), True
    if asked.within is not None:
        homes, narrowed = homes.filter(dwelling__in=asked.within), True
    if asked.whose == "arrived":
        homes, narrowed = homes.filter(from_day__gt=today - NEW_FOR), True
    if narrowed:
        member = member.filter(Exists(homes))
    rows = viewer.residents().filter(Exists(member)).filter(_whose(asked.whose, today))
    return _found(rows, asked.words, today)


def _whose(whose: Whose, today: date) -> Q:
    never = Q(confirmed_on__isnull=True)
    return {
        "elsewhere": Q(registered_elsewhere=True),
        "here": Q(registered_elsewhere=False),
        "never": never,
        "stale": never | Q(confirmed_on__lt=today - STALE_AFTER),
    }.get(whose, Q())


def _found(rows: QuerySet[Resident], words: str, day: date | None) -> QuerySet[Resident]:
    if not words.strip():
        return rows
    meant = Q(person_matches(words))
    if day is not None:
        there = Residence.objects.filter(holding(day), address_matches(words, "dwelling__"))
        lives = Membership.objects.filter(holding(day), household__in=there.values("household"))
        meant |= Q(pk__in=lives.values("resident"))
    return rows.filter(meant)


def _rows(people: list[Resident], day: date) -> list[RegisterRow]:
    keys = [person.pk for person in people]
    spells = Membership.objects.filter(holding(day), resident__in=keys).select_related("household")
    belongs = {spell.resident_id: spell for spell in spells}
    homes = home_on([spell.household_id for spell in belongs.values()], day)
    made: list[RegisterRow] = []
    for person in people:
        spell = belongs.get(person.pk)
        household = spell.household if spell else None
        made.append(RegisterRow(person, spell, household, homes.get(household.pk) if household else None))
    return made


def _cursor(last: Resident) -> str:
    return base64.urlsafe_b64encode(json.dumps([last.pinyin, str(last.pk)]).encode()).decode()


def _read_cursor(text: str) -> tuple[str, UUID] | None:
    """The place that a cursor names; None for one that was cut or made up, which begins at the first page."""
    try:
        sound, key = json.loads(base64.urlsafe_b64decode(text.encode()))
        return str(sound), UUID(key)
    except (ValueError, TypeError, AttributeError):
        return None

"""Who of the viewer's rows is to be looked at, and why: rows read for the pure rules of minqing.method.checks.

For the rows on a screen only their households are read. A filter by checks needs everyone; that reading is kept, like
the orders of the table, until the community's ledger has moved on.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from datetime import date
from threading import Lock
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from minqing.access.scope import Viewer, holding
from minqing.diary.models import Entry, Outcome
from minqing.households.models import Household, Membership, Relation, Residence, Resident
from minqing.households.register_in.quiet import without_collecting
from minqing.households.table.planned import planned_households
from minqing.ledger.models import Head
from minqing.method.checks import House, Someone, checks_of

Checks = dict[UUID, tuple[str, ...]]
MOST_KEPT = 8
_kept: "OrderedDict[tuple[object, ...], tuple[int, Checks]]" = OrderedDict()
_lock = Lock()


def checked(viewer: Viewer, wanted: Collection[str] | None = None) -> frozenset[UUID]:
    """The viewer's residents with one of these checks (with any, where none is named)."""
    from minqing.households.table.asked import not_asked
    from minqing.households.table.words import CHECK_WORDS

    if wanted is not None and not CHECK_WORDS.keys() >= set(wanted):
        raise not_asked()
    found = every_check(viewer)
    if wanted is None:
        return frozenset(found)
    return frozenset(key for key, checks in found.items() if not set(wanted).isdisjoint(checks))


def every_check(viewer: Viewer) -> Checks:
    """All checks of the viewer's rows, by resident; the kept reading where nothing was written since."""
    mark = Head.objects.filter(community=viewer.code).values_list("seq", flat=True).first() or 0
    key = (viewer.account, viewer.code, viewer.today, tuple(sorted(viewer.zone_ids)), viewer.sees_all)
    with _lock:
        kept = _kept.get(key)
    if kept is not None and kept[0] == mark:
        return kept[1]
    with without_collecting():  # a hundred thousand small rows, none of them in a circle
        made = _read(viewer, None)
    with _lock:
        _kept[key] = (mark, made)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def forget() -> None:
    """Drop every kept reading: for tests that write past the ledger."""
    with _lock:
        _kept.clear()


def checks_of_rows(viewer: Viewer, keys: Iterable[UUID], households: Iterable[UUID]) -> Checks:
    """Checks of these residents of the viewer, who belong to these households. Six queries, however many they are."""
    shown = set(keys)
    found = _read(viewer, shown, set(households))
    return {key: checks for key, checks in found.items() if key in shown}


def _read(viewer: Viewer, keys: set[UUID] | None, households: Collection[UUID] = ()) -> Checks:
    people = [*_members(viewer, keys, households), *_others(viewer, keys)]
    if keys is not None:
        people += _sharing(viewer, people)
    houses = _houses(viewer, people, keys is not None)
    return dict(checks_of(people, houses, viewer.today))


_VALUES = ("resident_id", "resident__born", "household_id", "relation", "from_day", "resident__phones")


def _members(viewer: Viewer, keys: set[UUID] | None, households: Collection[UUID]) -> list[Someone]:
    rows = Membership.objects.filter(
        holding(viewer.today), community=viewer.code, resident__erased_at__isnull=True
    )
    if keys is not None:
        rows = rows.filter(household__in=households)
    elif not viewer.sees_all:
        rows = rows.filter(household__in=viewer.households())
    return [_someone(*values) for values in rows.values_list(*_VALUES)]


def _someone(
    key: UUID, born: str, household: UUID, relation: str, since: date | None, phones: list[str]
) -> Someone:
    return Someone(key, born, household, relation == Relation.HEAD, since, tuple(phones))


def _others(viewer: Viewer, keys: set[UUID] | None) -> list[Someone]:
    """Of the secretary's rows those that belong to no household today, with the one that they belonged to last."""
    if not viewer.sees_all:
        return []
    belong = Membership.objects.filter(holding(viewer.today), community=viewer.code)
    rows = Resident.objects.filter(community=viewer.code, erased_at__isnull=True)
    rows = rows.filter(pk__in=keys) if keys is not None else rows
    rows = rows.filter(~Exists(belong.filter(resident=OuterRef("pk"))))
    known = {key: (born, left) for key, born, left in rows.values_list("pk", "born", "left_on")}
    last: dict[UUID, UUID] = {}
    spells = Membership.objects.filter(resident__in=known, to_day__lte=viewer.today).order_by("to_day")
    last.update(spells.values_list("resident_id", "household_id"))
    return [
        Someone(key, born, gone=left is not None, left=last.get(key)) for key, (born, left) in known.items()
    ]


def _sharing(viewer: Viewer, people: list[Someone]) -> list[Someone]:
    """Everybody else of the viewer's rows with one of these people's numbers: each as a number in a household."""
    phones = sorted({phone for person in people for phone in person.phones})
    there = {person.household for person in people}
    rows = Membership.objects.filter(
        holding(viewer.today), community=viewer.code, resident__phones__overlap=phones
    )
    if not viewer.sees_all:
        rows = rows.filter(household__in=viewer.households())
    found = rows.values_list("resident_id", "household_id", "resident__phones")
    return [
        Someone(key, "", household, head=True, phones=tuple(numbers))
        for key, household, numbers in found
        if household not in there
    ]


def _houses(viewer: Viewer, people: list[Someone], narrow: bool) -> dict[UUID, House]:
    mine = {key for person in people for key in (person.household, person.left) if key is not None}
    rows = Household.objects.filter(community=viewer.code)
    rows = rows.filter(pk__in=mine) if narrow else rows
    homes = Residence.objects.filter(holding(viewer.today), community=viewer.code)
    homes = homes.filter(household__in=mine) if narrow else homes
    housed = set(homes.values_list("household_id", flat=True))
    told = list(rows.values_list("pk", "declines_visits", "ended_on"))
    ended = {key for key, _declines, over in told if over is not None and key in mine}
    planned = planned_households({key for key, declines, _over in told if declines}, viewer.today)
    met = _met_since(ended, viewer)
    return {
        key: House(key, key in housed or over is not None, declines, key in planned, key in met)
        for key, declines, over in told
    }


def _met_since(ended: set[UUID], viewer: Viewer) -> set[UUID]:
    """Of households that ended those which a handed-in entry met on a later day."""
    rows = Entry.objects.filter(
        Q(household__in=ended),
        community=viewer.code,
        outcome=Outcome.MET,
        handed_in_at__isnull=False,
        discarded_at__isnull=True,
        began_at__date__gt=F("household__ended_on"),
    )
    return set(rows.values_list("household_id", flat=True))

"""Conditions of the table in SQL. Every column and operator was checked by `asked`; values are checked here."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, F, Func, OuterRef, Q, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from minqing.access.scope import Viewer, holding
from minqing.households.models import ActiveRole, Membership, Residence
from minqing.households.queries.search import address_matches, person_matches
from minqing.households.table.asked import Filter, not_asked
from minqing.households.table.columns import HOME, Column
from minqing.method.checks import AGING_AFTER, STALE_AFTER

# Choices that are kept as words, "" for not known.
_CHARS = ("sex", "belongs__relation", f"{HOME}tenure")


def condition(column: Column, one: Filter, viewer: Viewer) -> Q:
    """The condition of one filter of a column that is no check. Refused where the value makes no sense."""
    if column.key == "roles":
        return _roles(column, one, viewer)
    if one.operator in ("empty", "filled"):
        return _filled(column, one.operator == "filled")
    return _OPERATORS[one.operator](column, one.value, viewer)


def _filled(column: Column, filled: bool) -> Q:
    """Whether anything stands in the column. Never by negation: that of a join would become a query of its own."""
    if column.key == "age":
        return _born_in_full() if filled else ~_born_in_full()
    if column.kind == "phones":
        return Q(phones__len__gt=0) if filled else Q(phones=[])
    if column.kind in ("text", "name", "born") or column.path in _CHARS:
        return Q(**{f"{column.path}__gt": ""}) if filled else _missing(column) | Q(**{column.path: ""})
    return Q(**{f"{column.path}__isnull": False}) if filled else _missing(column)


def _missing(column: Column) -> Q:
    return Q(**{f"{column.path}__isnull": True})


def _has(column: Column, value: str, viewer: Viewer) -> Q:
    if not value.strip():
        raise not_asked()
    if column.kind == "name":
        return person_matches(value)
    if column.kind == "phones":
        digits = "".join(each for each in value if each.isdigit())
        if not digits:
            raise not_asked()
        plain = Func(F("phones"), Value(" "), function="array_to_string", output_field=TextField())
        bare = Func(plain, Value("-"), Value(""), function="replace", output_field=TextField())
        return Q(GreaterThan(StrIndex(bare, Value(digits)), 0))
    if column.key == "home":
        return address_matches(value, HOME) | Q(**{f"{HOME}unit": value.strip()})
    return Q(**{f"{column.path}__icontains": value.strip()})


def _is(column: Column, value: str, viewer: Viewer) -> Q:
    assert column.choices is not None
    words = value.split(",")
    known = {key for key, _label in column.choices(viewer)}
    if not known.issuperset(words):
        raise not_asked()
    if column.key == "presence":
        return _any(_PRESENCE[word] for word in words)
    return Q(**{f"{column.path}__in": [column.stored(word) for word in words]})


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


# As the joins say it, not as the cell does: the planner knows how many rows a join leaves, and not what a CASE does.
_PRESENCE = {
    "here": Q(lives__isnull=False),
    "left": Q(belongs__isnull=True, left_on__isnull=False),
    "nowhere": Q(belongs__isnull=True, left_on__isnull=True) | Q(belongs__isnull=False, lives__isnull=True),
}


def _before(column: Column, value: str, viewer: Viewer) -> Q:
    return _dated(column, "lt", _day(value))


def _after(column: Column, value: str, viewer: Viewer) -> Q:
    return _dated(column, "gt", _day(value))


def _dated(column: Column, lookup: str, day: date) -> Q:
    if column.kind == "born":  # kept as far as known, which as text stands in the order of time
        return Q(**{f"{column.path}__{lookup}": day.isoformat()}) & ~Q(**{column.path: ""})
    return Q(**{f"{column.path}__{lookup}": day})


def _age(column: Column, value: str, viewer: Viewer) -> Q:
    """Fresh, aging, stale (with never) or never confirmed, as minqing.method.checks.staleness says."""
    aging, stale = viewer.today - AGING_AFTER, viewer.today - STALE_AFTER
    path = column.path
    words = {
        "fresh": Q(**{f"{path}__gte": aging}),
        "aging": Q(**{f"{path}__lt": aging, f"{path}__gte": stale}),
        "stale": Q(**{f"{path}__lt": stale}),
        "never": Q(**{f"{path}__isnull": True}),
    }
    asked = value.split(",")
    if not words.keys() >= set(asked):
        raise not_asked()
    return _any(words[word] for word in asked)


def _least(column: Column, value: str, viewer: Viewer) -> Q:
    number = _number(value)
    if column.key == "age":
        return _born_in_full() & Q(born__lte=_years_before(viewer.today, number).isoformat())
    return Q(**{f"{column.path}__gte": number})


def _most(column: Column, value: str, viewer: Viewer) -> Q:
    number = _number(value)
    if column.key == "age":
        return _born_in_full() & Q(born__gt=_years_before(viewer.today, number + 1).isoformat())
    return Q(**{f"{column.path}__lte": number})


def _born_in_full() -> Q:
    return Q(born__regex=r"^.{10}$")


def _years_before(day: date, years: int) -> date:
    """The last birthday of whoever has completed so many years on a day; 1 March stands for 29 February."""
    year = day.year - years
    if year < 1:
        raise not_asked()
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise not_asked() from None


def _number(value: str) -> int:
    if not value.removeprefix("-").isdecimal() or len(value) > 5:
        raise not_asked()
    return int(value)


def _roles(column: Column, one: Filter, viewer: Viewer) -> Q:
    held = ActiveRole.objects.filter(holding(viewer.today), resident=OuterRef("pk"))
    if one.operator == "is":
        words = one.value.split(",")
        if not set(ActiveRole.Kind.values).issuperset(words):
            raise not_asked()
        held = held.filter(kind__in=words)
    return ~Q(Exists(held)) if one.operator == "empty" else Q(Exists(held))


def words_condition(words: str, viewer: Viewer) -> Q:
    """Who is found by words: name, sound, initials, a telephone's last digits, an address, as everywhere else."""
    there = Residence.objects.filter(holding(viewer.today), address_matches(words, "dwelling__"))
    lives = Membership.objects.filter(holding(viewer.today), household__in=there.values("household"))
    return person_matches(words) | Q(pk__in=lives.values("resident"))


_OPERATORS: dict[str, Callable[[Column, str, Viewer], Q]] = {
    "has": _has,
    "is": _is,
    "before": _before,
    "after": _after,
    "age": _age,
    "least": _least,
    "most": _most,
}


def ids_condition(keys: frozenset[UUID], empty: bool) -> Q:
    """Of residents: those of these ids, or, for `empty`, the others. The ids go over as one value, not as thousands."""
    listed = Q(pk__in=RawSQL("SELECT unnest(%s::uuid[])", [sorted(keys)]))
    return ~listed if empty else listed

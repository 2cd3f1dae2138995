"""By what a column is sorted: dates and numbers by themselves, names by sound, places as people read them.

What has no value stands last, whichever way one sorts; ties stand by the sound of the name, so that an order is stable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from minqing.access.scope import Viewer
from minqing.households.models import Household
from minqing.households.table.columns import HOME, Column
from minqing.language.order import reading_order
from minqing.territory.models import Courtyard, Dwelling


@dataclass(frozen=True)
class Term:
    """One thing to sort by. `ranks`: the texts in their order, where the value's place among them is meant."""

    value: Any
    descending: bool = False
    ranks: Sequence[str] | None = None


def terms_of(viewer: Viewer, column: Column, descending: bool) -> list[Term]:
    """What a column is sorted by, in order. At most two queries, each for distinct values alone."""
    if column.key == "name":
        return [Term(_plain(NullIf("pinyin", Value(""))), descending)]
    if column.key == "age":  # the older, the more years
        return [Term(_plain(NullIf("born", Value(""))), not descending)]
    if column.key == "home":
        return _by_address(viewer, descending)
    if column.key == "courtyard":
        return [_by_courtyard(viewer, descending)]
    if column.choices is not None:
        ranks = [_as_kept(column, key) for key, _label in column.choices(viewer)]
        return [Term(Cast(column.path, CharField()), descending, ranks)]
    if column.kind == "text":
        return [Term(F(column.path), descending, _texts(viewer, column))]
    value = _plain(NullIf(column.path, Value(""))) if column.kind == "born" else F(column.path)
    return [Term(value, descending)]


class _C(Func):
    """A text compared letter by letter, which is what sounds and dates need, and several times faster."""

    template = '(%(expressions)s COLLATE "C")'


def _plain(text: Any) -> Func:
    return _C(text, output_field=CharField())


def _as_kept(column: Column, key: str) -> str:
    kept = column.stored(key)
    return str(kept).lower() if isinstance(kept, bool) else str(kept)


def _by_courtyard(viewer: Viewer, descending: bool) -> Term:
    yards = Courtyard.objects.filter(community=viewer.code).values_list("lane", "name", "pk")
    ranked = sorted((lane, reading_order(name), str(key)) for lane, name, key in yards)
    return Term(Cast(f"{HOME}courtyard", CharField()), descending, [key for _lane, _name, key in ranked])


def _by_address(viewer: Viewer, descending: bool) -> list[Term]:
    """Lanes and numbers as in the list of courtyards, then from the ground floor up, then homes as they are labelled."""
    units = (
        Dwelling.objects.filter(community=viewer.code).order_by().values_list("unit", flat=True).distinct()
    )
    return [
        _by_courtyard(viewer, descending),
        Term(Coalesce(F(f"{HOME}floor"), Value(0)), descending),
        Term(F(f"{HOME}unit"), descending, sorted(units, key=reading_order)),
    ]


def _texts(viewer: Viewer, column: Column) -> list[str]:
    """The distinct texts of a column in the order in which people read them, numbers by their value."""
    if column.key == "number":
        rows: Any = Household.objects.filter(community=viewer.code).values_list("number", flat=True)
    elif column.key == "lane":
        rows = Courtyard.objects.filter(community=viewer.code).values_list("lane", flat=True)
    else:
        rows = Dwelling.objects.filter(community=viewer.code).values_list("unit", flat=True)
    return sorted((text for text in rows.order_by().distinct() if text), key=reading_order)

"""The order of the table: the ids of all its rows, worked out once and kept until anything is written.

The community's ledger has a number that every change moves on; so a kept order is right as long as that number stands.
Ids alone are kept (16 bytes a row), and a row is read again through the viewer's own rows whenever it is shown.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    Case,
    CharField,
    Count,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from minqing.access.scope import Viewer, holding
from minqing.households.models import Membership, Resident
from minqing.households.table.asked import Asked
from minqing.households.table.checking import checked
from minqing.households.table.columns import columns_for
from minqing.households.table.filters import condition, ids_condition, words_condition
from minqing.households.table.ranks import Term, terms_of
from minqing.ledger.models import Head

MOST_KEPT = 24  # orders, at a megabyte for 60,000 rows each
_kept: "OrderedDict[tuple[object, ...], Index]" = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Index:
    """All rows in order. `mark` tells one order from another: the ledger's number when it was worked out."""

    mark: int
    keys: bytes

    def __len__(self) -> int:
        return len(self.keys) // 16

    def part(self, start: int, stop: int) -> list[UUID]:
        """The ids from a place (from 0) up to, but without, another."""
        return [
            UUID(bytes=self.keys[at : at + 16])
            for at in range(start * 16, min(stop * 16, len(self.keys)), 16)
        ]


def index_of(viewer: Viewer, asked: Asked) -> Index:
    """The order of what is asked, of the viewer's rows; the kept one where nothing was written since."""
    mark = Head.objects.filter(community=viewer.code).values_list("seq", flat=True).first() or 0
    key = (viewer.account, viewer.code, viewer.today, tuple(sorted(viewer.zone_ids)), viewer.sees_all,
           asked.filters, asked.order, asked.descending, asked.words)  # fmt: skip
    with _lock:
        kept = _kept.get(key)
        if kept is not None and kept.mark == mark:
            _kept.move_to_end(key)
            return kept
    made = Index(mark, _in_order(viewer, asked))
    with _lock:
        _kept[key] = made
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def forget() -> None:
    """Drop every kept order: for tests that write past the ledger."""
    with _lock:
        _kept.clear()


def joined(rows: QuerySet[Resident], day: date) -> QuerySet[Resident]:
    """Residents with what they are joined to on a day, one row each: spells hold once at any moment.

    `belongs` to a household, which `lives` in a home, which `lies` in a zone, which is `kept` by a member; `people` of
    the household; `presence`: here, left or nowhere. A join that nothing asks for is not made.
    """
    mates = Membership.objects.filter(holding(day), household=OuterRef("belongs__household"))
    counted = mates.order_by().values("household").annotate(n=Count("pk")).values("n")
    return rows.alias(
        belongs=FilteredRelation("memberships", condition=holding(day, "memberships__")),
        lives=_relation("belongs__household__residences", day),
        lies=_relation("lives__dwelling__coverages", day),
        kept=_relation("lies__zone__keepings", day),
        people=Subquery(counted),
        presence=Case(
            When(lives__isnull=False, then=Value("here")),
            When(belongs__isnull=True, left_on__isnull=False, then=Value("left")),
            default=Value("nowhere"),
            output_field=CharField(),
        ),
    )


def _relation(name: str, day: date) -> FilteredRelation:
    return FilteredRelation(name, condition=holding(day, f"{name}__"))


def rows_asked(viewer: Viewer, asked: Asked) -> QuerySet[Resident]:
    """The viewer's residents that meet every condition, joined, in no order."""
    known = columns_for(viewer)
    meant = Q()
    if asked.words:
        meant &= words_condition(asked.words, viewer)
    for one in asked.filters:
        if one.column == "checks":
            keys = checked(viewer, one.value.split(",") if one.operator == "is" else None)
            meant &= ids_condition(keys, one.operator == "empty")
        else:
            meant &= condition(known[one.column], one, viewer)
    # One filter for all: a second would join everything again.
    return joined(viewer.residents(), viewer.today).filter(meant)


def _in_order(viewer: Viewer, asked: Asked) -> bytes:
    terms = terms_of(viewer, columns_for(viewer)[asked.order], asked.descending)
    named = {f"s{place}": term.value for place, term in enumerate(terms)}
    then = [] if asked.order == "name" else ["pinyin"]
    rows = rows_asked(viewer, asked).order_by().annotate(**named).values("pk", *named, *then)
    try:
        inner, values = rows.query.sql_with_params()
    except EmptyResultSet:  # a condition that nobody can meet
        return b""
    return _collected(inner, values, terms, bool(then))


def _collected(inner: str, values: Sequence[Any], terms: Sequence[Term], by_sound_then: bool) -> bytes:
    """Run a query of ids in an order, and have the database hand the ids over in one piece."""
    joins, order, ranks = [], [], []
    for place, term in enumerate(terms):
        by = f"q.s{place}"
        if term.ranks is not None:
            ranked = f"unnest(%s::text[]) WITH ORDINALITY r{place}(value, place)"
            joins.append(f"LEFT JOIN {ranked} ON r{place}.value = {by}::text")
            ranks.append(list(term.ranks))
            by = f"r{place}.place"
        order.append(f"{by} {'DESC' if term.descending else 'ASC'} NULLS LAST")
    if by_sound_then:
        order.append('q.pinyin COLLATE "C"')
    sql = (
        f"SELECT string_agg(uuid_send(q.pk), ''::bytea ORDER BY {', '.join(order)}, q.pk)"
        f" FROM ({inner}) q {' '.join(joins)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *ranks])
        row = cursor.fetchone()
    return bytes(row[0]) if row and row[0] is not None else b""

"""Rows of the sender's by their ids: asked as `Viewer` asks for them, by SQL that is made once a process."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils import timezone

from minqing.access.scope import Viewer
from minqing.ledger.actor import Actor
from minqing.ledger.prepared import Prepared
from minqing.territory.models import Community

M = TypeVar("M", bound=Model)


class Mine(Generic[M]):
    """Those of some ids that a scope of `Viewer` shows. `by_zones`: for a member it depends on the day and the zones."""

    def __init__(self, scope: Callable[[Viewer], "QuerySet[M]"], *, by_zones: bool) -> None:
        self._scope, self._by_zones = scope, by_zones
        self._ask = Prepared[M](self._asked)

    def __call__(self, viewer: Viewer, ids: Collection[UUID]) -> list[M]:
        """The rows, in no order."""
        values: dict[str, Any] = {"ids": ids, "code": viewer.code}
        if self._by_zones and not viewer.sees_all:
            values |= {"today": viewer.today, "zones": viewer.zone_ids}
        return self._ask(**values)

    def _asked(
        self, ids: list[UUID], code: str, today: date | None = None, zones: list[UUID] | None = None
    ) -> "QuerySet[M]":
        """The question of somebody with these eyes."""
        eyes = Viewer(Actor(None, ""), Community(community=code), timezone.now())
        eyes.__dict__.update(sees_all=zones is None, today=today, zone_ids=zones)
        return self._scope(eyes).filter(pk__in=ids)


HOUSEHOLDS = Mine(Viewer.households, by_zones=True)
COURTYARDS = Mine(Viewer.courtyards, by_zones=False)

"""One batch of a phone: who sends, when it arrived, and the rows that its facts speak of, looked up once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from minqing.access.scope import Viewer
from minqing.committee.models import Member
from minqing.concerns.models import Concern
from minqing.diary.models import Entry
from minqing.households.models import Household, Resident
from minqing.ledger.actor import Actor
from minqing.method.clocks import Taken, shifted
from minqing.sync.models import Device
from minqing.sync.refusals import Refusal
from minqing.territory.models import Courtyard

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Noted:
    """One fact, read: `device_at` by the phone's clock, `taken` as the server takes it."""

    id: UUID
    kind: str
    device_at: datetime
    taken: Taken
    received_at: datetime

    @property
    def at(self) -> datetime:
        """When it was noted, by the server's clock; never after it arrived."""
        return min(self.taken.at, self.received_at)

    @property
    def promises_from(self) -> datetime:
        """From when promises count: from its arrival where the time is not sure."""
        return min(self.taken.promises_from, self.received_at)

    def moment(self, told: datetime) -> datetime:
        """Another moment of the same fact by the phone's clock, put right in the same way."""
        return shifted(told, noted_at=self.device_at, taken=self.taken)


@dataclass(slots=True)
class Came:
    """What became of a fact that was taken: the row it is about, and the number of the concern it opened."""

    subject: UUID
    number: str = ""


@dataclass
class Batch:
    """What all facts of one request share. `named`: every id that a body names, so that one query finds many."""

    device: Device
    viewer: Viewer
    received_at: datetime
    named: frozenset[UUID]
    _found: dict[tuple[type[Model], UUID], Model] = field(default_factory=dict)
    _asked: set[type[Model]] = field(default_factory=set)

    @property
    def by(self) -> Actor:
        """Who acts."""
        return self.viewer.actor

    @property
    def code(self) -> str:
        """The community's twelve digits."""
        return self.viewer.code

    @property
    def member(self) -> Member:
        """The sender as a member of the committee; `not_yours` for an account that never became one."""
        if self.viewer.member is None:
            raise Refusal("not_yours")
        return self.viewer.member

    def day(self, at: datetime) -> date:
        """The day of an instant in the community's zone of time."""
        return at.astimezone(self.viewer.zone_of_time).date()

    def forget(self) -> None:
        """Look everything up anew: what was found belonged to a transaction that is rolled back."""
        self._found.clear()
        self._asked.clear()

    def household(self, id: UUID) -> Household:
        """A household of the sender's zones. Raises Refusal: `missing`, `not_yours`."""
        return self._one(Household, self.viewer.households(), id)

    def resident(self, id: UUID) -> Resident:
        """A resident of the sender's zones."""
        return self._one(Resident, self.viewer.residents(), id)

    def courtyard(self, id: UUID) -> Courtyard:
        """A courtyard of the community."""
        return self._one(Courtyard, self.viewer.courtyards(), id)

    def concern(self, id: UUID) -> Concern:
        """A concern that the sender sees."""
        return self._one(Concern, self.viewer.concerns(), id)

    def entry(self, id: UUID) -> Entry:
        """An entry that the sender sees."""
        return self._one(Entry, self.viewer.entries(), id)

    def _one(self, model: type[M], mine: QuerySet[M], id: UUID) -> M:
        found = self._found.get((model, id))
        if found is None:
            wanted: Sequence[UUID] | frozenset[UUID] = [id] if model in self._asked else self.named | {id}
            self._asked.add(model)
            for row in mine.filter(pk__in=wanted):
                self._found[(model, row.pk)] = row
            found = self._found.get((model, id))
        if found is None:
            here = model._default_manager.filter(pk=id).exists()
            raise Refusal("not_yours" if here else "missing")
        return found  # type: ignore[return-value]

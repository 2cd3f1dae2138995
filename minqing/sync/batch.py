"""One batch of a phone: who sends, when it arrived, and the rows that its facts speak of, looked up once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar, cast
from uuid import UUID

from django.db.models import Model, QuerySet

from minqing.access.scope import Viewer
from minqing.committee.models import Member
from minqing.concerns.models import Concern
from minqing.diary.models import Comment, Entry
from minqing.diary.places import know_homes
from minqing.households.models import Household, Resident
from minqing.ledger.actor import Actor
from minqing.method.clocks import Taken, shifted
from minqing.sync.heads import Place
from minqing.sync.late import late
from minqing.sync.mine import COURTYARDS, HOUSEHOLDS, Mine
from minqing.sync.models import Clash, ClockDoubt, Device, Handed
from minqing.sync.refusals import Late, Refusal
from minqing.territory.models import Courtyard, Dwelling
from minqing.visits.models import DayPlan, PlannedStop

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
    """What became of a fact: the row it is about, the number of the concern it opened, whom it was handed to."""

    subject: UUID
    number: str = ""
    to: Member | None = None


@dataclass
class Batch:
    """What all facts of one request share. `named`: every id that a body names, so that one query finds many.

    `device` is None where somebody at a desk takes up what came late.
    """

    device: Device | None
    viewer: Viewer
    sent_at: datetime
    received_at: datetime
    named: frozenset[UUID]
    # Where the chain stood when the batch was taken, where that is known.
    head: Place | None = None
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
        self.head = None
        self._found.clear()
        self._asked.clear()

    def made(self, row: Model) -> None:
        """Remember a row that the sender just made: it is theirs, and later facts of the batch speak of it."""
        self._found[(type(row), row.pk)] = row

    def household(self, id: UUID) -> Household:
        """A household of the sender's zones. Raises Refusal: `missing`, `not_yours`, `closed`; Late."""
        return self._one(Household, self.viewer.households, id, HOUSEHOLDS, know_homes)

    def visited(self, id: UUID) -> Household:
        """As `household`, also one that was the sender's lately: a visit is the member's own, whosever it is now."""
        try:
            return self.household(id)
        except Late:
            return Household.objects.get(pk=id)

    def resident(self, id: UUID) -> Resident:
        """A resident of the sender's zones."""
        return self._one(Resident, lambda: self.viewer.residents().filter(left_on__isnull=True), id)

    def dwelling(self, id: UUID) -> Dwelling:
        """A home in the sender's zones."""
        return self._one(Dwelling, self.viewer.dwellings, id)

    def courtyard(self, id: UUID) -> Courtyard:
        """A courtyard of the community."""
        return self._one(Courtyard, self.viewer.courtyards, id, COURTYARDS)

    def concern(self, id: UUID) -> Concern:
        """A concern that the sender sees."""
        return self._one(Concern, self.viewer.concerns, id)

    def entry(self, id: UUID) -> Entry:
        """An entry that the sender sees."""
        return self._one(Entry, self.viewer.entries, id)

    def comment(self, id: UUID) -> Comment:
        """A comment in the sender's own book."""
        rows = Comment.objects.filter(community=self.code, entry__in=self.viewer.own_entries())
        return self._one(Comment, lambda: rows.select_related("entry"), id)

    def clash(self, id: UUID) -> Clash:
        """A clash about a resident of the sender's zones."""
        return self._one(Clash, lambda: Clash.objects.filter(resident__in=self.viewer.residents()), id)

    def doubt(self, id: UUID) -> ClockDoubt:
        """A doubt about the time of a fact of the sender's own."""
        return self._one(ClockDoubt, lambda: ClockDoubt.objects.filter(account=self.viewer.account), id)

    def handed(self, id: UUID) -> Handed:
        """A late fact in the sender's tray: about a household of the own zones; all of them for the secretary."""
        rows = Handed.objects.filter(community=self.code)
        mine = rows if self.viewer.sees_all else rows.filter(household__in=self.viewer.households())
        return self._one(Handed, lambda: mine, id)

    def plan(self, id: UUID) -> DayPlan:
        """A day plan of the sender's own."""
        return self._one(
            DayPlan, lambda: DayPlan.objects.filter(member=self.member).select_related("member"), id
        )

    def stop(self, id: UUID) -> PlannedStop:
        """A door of such a plan."""
        mine = PlannedStop.objects.filter(plan__member=self.member).select_related("plan__member")
        return self._one(PlannedStop, lambda: mine, id)

    def _one(
        self,
        model: type[M],
        mine: Callable[[], QuerySet[M]],
        id: UUID,
        asked: Mine[M] | None = None,
        know: Callable[[list[M]], None] = lambda rows: None,
    ) -> M:
        """The row with this id; of what is asked for the first time, all that the batch names."""
        found = self._found.get((model, id))
        if found is None:
            wanted: Sequence[UUID] | frozenset[UUID] = [id] if model in self._asked else self.named | {id}
            self._asked.add(model)
            rows = asked(self.viewer, wanted) if asked else list(mine().filter(pk__in=wanted))
            self._found |= {(model, row.pk): row for row in rows}
            know(rows)
            found = self._found.get((model, id))
        if found is None:
            raise self._not_found(model, id)
        return cast(M, found)  # kept under its model

    def _not_found(self, model: type[Model], id: UUID) -> Refusal | Late:
        """Why a row is not among the sender's: not there, over, another's now, or never theirs."""
        there = model._default_manager.filter(pk=id, community=self.code).first()
        if there is None:
            return Refusal("missing")
        is_over = getattr(there, "ended_on", None) or getattr(there, "left_on", None)
        if is_over is not None:
            return Refusal("closed")
        return late(self.viewer, there) or Refusal("not_yours")

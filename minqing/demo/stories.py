"""The fifteen cases, played: entries, concerns and what was said, turn by turn, as far as time has come."""

from datetime import datetime, timedelta
from random import Random

from minqing.committee.models import Member, Zone
from minqing.concerns.actions import (
    acknowledge_concern,
    answer_concern,
    call_back,
    comment_on_concern,
    coordinate_concern,
    extend_promise,
    open_concern,
    report_concern,
    settle_concern,
    take_in_hand,
)
from minqing.concerns.models import Concern, Promise
from minqing.demo.cases import CASES, Case, Turn
from minqing.demo.clock import DemoClock
from minqing.demo.diaries import Door, doors_of
from minqing.demo.office import Office
from minqing.demo.people import COMMUNITY
from minqing.diary.actions import add_addendum, comment_entry, fulfil_wish, read_entry, write_entry
from minqing.diary.models import Entry
from minqing.territory.models import Courtyard


class Stories:
    """Tells the cases one after the other."""

    def __init__(self, clock: DemoClock, office: Office, zones: list[Zone], random: Random) -> None:
        self.clock, self.office, self.random = clock, office, random
        self.doors = [doors_of(zone) for zone in zones]

    def tell(self) -> None:
        """All of them."""
        for case in CASES:
            self._case(case)

    def _door(self, case: Case) -> tuple[Door, int]:
        """A door of the right kind in the keeper's zone, else in the first zone that has one."""
        wanted = "entrance" if case.place == "block" else "courtyard"
        places = [case.member, *range(len(self.doors))]
        for place in places:
            fit = [door for door in self.doors[place] if door.yard.kind == wanted]
            if fit:
                return self.random.choice(fit), place
        return self.doors[case.member][0], case.member

    def _case(self, case: Case) -> None:
        door, place = self._door(case)
        member = self.office.members[place]
        by = self.office.actor(member, self.clock.today)
        day = self.clock.day(case.ago)
        began = self.clock.at(day, "14:10")
        ended = began + timedelta(minutes=25)
        if not self.clock.has_come(ended):
            return
        entry = write_entry(
            by=by,
            at=ended,
            member=member,
            began_at=began,
            ended_at=ended,
            courtyard=door.yard,
            household=door.household,
            purposes=["dispute"] if case.category == "dispute" else ["need"],
            matter=case.matter,
            handling=case.handling,
            wish=case.wish,
            important=case.important,
        )
        concern = self._open(case, entry, door, member, ended) if case.grade else None
        for turn in case.turns:
            turn_day = self.clock.after(day, turn.after)
            if turn_day is None or not self.clock.has_come(self.clock.at(turn_day, turn.clock)):
                return
            self._turn(turn, self.clock.at(turn_day, turn.clock), member, entry, concern)

    def _open(self, case: Case, entry: Entry, door: Door, member: Member, at: datetime) -> Concern:
        return open_concern(
            by=self.office.actor(member, self.clock.today),
            at=at,
            community=COMMUNITY,
            matter=case.matter,
            category=case.category,
            grade=case.grade,
            entry=entry,
            courtyard=door.yard,
            household=door.household,
        )

    def _turn(self, turn: Turn, at: datetime, member: Member, entry: Entry, concern: Concern | None) -> None:
        by = self.office.actor(member, self.clock.today)
        secretary = self.office.actor(self.office.secretary, self.clock.today)
        if turn.kind == "praise":
            comment_entry(by=secretary, at=at, entry=entry, text=turn.text, praise=True)
        elif turn.kind == "add":
            add_addendum(by=by, at=at, entry=entry, text=turn.text)
        elif turn.kind == "wish":
            read_entry(by=secretary, at=at, entry=entry)
            fulfil_wish(by=by, at=at, entry=entry, on=at.date(), text=turn.text)
        elif concern is not None and turn.kind == "ack":
            acknowledge_concern(by=secretary, at=at, concern=concern, text=turn.text)
        elif concern is not None:
            self._step(turn, at, member, concern)

    def _step(self, turn: Turn, at: datetime, member: Member, concern: Concern) -> None:
        by = self.office.actor(member, self.clock.today)
        text = turn.text
        if turn.kind == "take":
            take_in_hand(by=by, at=at, concern=concern, text=text)
        elif turn.kind == "report":
            report_concern(by=by, at=at, concern=concern, level=turn.more, text=text)
        elif turn.kind == "coordinate":
            coordinate_concern(by=by, at=at, concern=concern, parties=turn.more.split("、"), text=text)
        elif turn.kind == "settle":
            settle_concern(by=by, at=at, concern=concern, text=text, told_resident=True)
        elif turn.kind == "answer":
            answer_concern(by=by, at=at, concern=concern, text=text)
        elif turn.kind == "word":
            call_back(by=by, at=at, concern=concern, satisfaction=turn.more, text=text)
        elif turn.kind == "comment":
            comment_on_concern(by=by, at=at, concern=concern, text=text)
        else:
            promise = Promise.objects.get(concern=concern, state="open", name="answer")
            due = promise.due + timedelta(days=int(turn.more))
            extend_promise(by=by, at=at, promise=promise, due=due, reason=text, told_resident=True)

    def begin_today(self) -> None:
        """Urgent, ten minutes ago, not acknowledged yet: what the secretary sees first."""
        member, door = self.office.members[3], self._a_yard(3)
        at = self.clock.now - timedelta(minutes=10)
        open_concern(
            by=self.office.actor(member, self.clock.today),
            at=at,
            community=COMMUNITY,
            matter="院里电线冒火花，已拉闸，两户停电，家里有制氧机。",
            category="safety",
            grade="urgent",
            source="phone",
            courtyard=door,
        )

    def _a_yard(self, place: int) -> Courtyard:
        return next(
            (d.yard for d in self.doors[place] if d.yard.kind == "courtyard"), self.doors[place][0].yard
        )

"""Six weeks of diaries: what each member wrote on each working day, what became of it, what the secretary said."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from minqing.committee.models import Member, Zone
from minqing.concerns.actions import open_concern
from minqing.concerns.models import Concern
from minqing.demo.clock import DemoClock
from minqing.demo.concerns import Handler
from minqing.demo.office import Office
from minqing.demo.people import COMMUNITY
from minqing.demo.words import ANSWERS, CALLS, COMMENTS, MATTERS, PRAISES, WISHES
from minqing.diary.actions import (
    answer_comment,
    comment_entry,
    draft_entry,
    read_entry,
    return_entry,
    write_entry,
)
from minqing.diary.models import Entry
from minqing.diary.words import EntryWords
from minqing.households.models import Household, Residence
from minqing.ledger.actor import Actor
from minqing.territory.models import Courtyard


@dataclass(frozen=True)
class Door:
    """A household and the courtyard it lives in."""

    household: Household
    yard: Courtyard


def doors_of(zone: Zone) -> list[Door]:
    """The doors of a zone, in an order that is always the same."""
    homes = Residence.objects.filter(dwelling__coverages__zone=zone, dwelling__coverages__to_day__isnull=True)
    rows = homes.select_related("household", "dwelling__courtyard").order_by(
        "dwelling__courtyard__key", "dwelling__unit"
    )
    return [Door(row.household, row.dwelling.courtyard) for row in rows]


class Diaries:
    """Writes the six weeks, day by day, as the office would have."""

    def __init__(self, clock: DemoClock, office: Office, zones: list[Zone], random: Random) -> None:
        self.clock, self.office, self.random = clock, office, random
        self.doors = [doors_of(zone) for zone in zones]
        self.walk = [0] * len(zones)
        self.handler = Handler(clock, office, random)
        self.actors: dict[Member, Actor] = {
            m: office.actor(m, clock.today) for m in [*office.members, office.secretary]
        }
        self.secretary = self.actors[office.secretary]

    def write(self, step: Callable[[], None]) -> None:
        """All days up to now; `step` after each."""
        for day in self.clock.days:
            for place in range(len(self.office.members)):
                self._day(place, day)
            if day.weekday() == 4 or day == self.clock.days[-2]:
                self._review(day)
            step()

    def _day(self, place: int, day: date) -> None:
        member = self.office.members[place]
        minute = 9 * 60 + self.random.randint(0, 25)
        for _visit in range(self.random.randint(4, 6)):
            if minute > 11 * 60 + 20 and minute < 14 * 60:
                minute = 14 * 60 + self.random.randint(5, 25)
            length = self.random.randint(25, 50)
            began = self.clock.at(day, f"{minute // 60}:{minute % 60:02d}")
            ended = began + timedelta(minutes=length)
            minute += length + self.random.randint(5, 15)
            if not self.clock.has_come(ended + timedelta(minutes=2)):
                return
            self._visit(place, member, began, ended)

    def _visit(self, place: int, member: Member, began: datetime, ended: datetime) -> None:
        door = self.doors[place][self.walk[place] % len(self.doors[place])]
        self.walk[place] += 1 if self.random.random() < 0.8 else 7
        actor = self.actors[member]
        words: EntryWords = {
            "began_at": began,
            "ended_at": ended,
            "courtyard": door.yard,
            "household": door.household,
        }
        lot = self.random.random()
        if lot < 0.10:
            words |= {"outcome": "nobody_home", "purposes": ["call"]}
            write_entry(by=actor, at=ended, member=member, **words)
        elif lot < 0.125:
            words |= {"outcome": "declined", "purposes": ["call"]}
            write_entry(by=actor, at=ended, member=member, **words)
        elif lot < 0.22:
            self._concern(member, words, ended)
        else:
            self._call(member, words, ended)

    def _call(self, member: Member, words: EntryWords, ended: datetime) -> None:
        purposes, matter, handling, result, _category = self.random.choice(CALLS)
        if self.random.random() < 0.03:
            words["wish"] = self.random.choice(WISHES)
        if self.random.random() < 0.08:
            words["companions"] = [self.random.choice([m for m in self.office.members if m != member])]
        words |= {"purposes": list(purposes), "matter": matter, "handling": handling, "result": result}
        if self.random.random() < 0.5:
            words["satisfaction"] = self.random.choices(("satisfied", "partly"), (9, 1))[0]
        is_today = ended.date() == self.clock.now.date()
        write = draft_entry if is_today and self.random.random() < 0.3 else write_entry
        if ended.date() < self.clock.today and self.random.random() < 0.04:
            words["from_paper"] = True
            ended = min(ended + timedelta(days=2), self.clock.now - timedelta(minutes=5))
        write(by=self.actors[member], at=ended, member=member, **words)

    def _concern(self, member: Member, words: EntryWords, ended: datetime) -> None:
        category, grade, matter, settled, parties = self.random.choice(MATTERS)
        words |= {"purposes": ["need"], "matter": matter, "handling": "记下诉求，按时限办理。"}
        entry = write_entry(by=self.actors[member], at=ended, member=member, **words)
        concern: Concern = open_concern(
            by=self.actors[member],
            at=ended,
            community=COMMUNITY,
            matter=matter,
            category=category,
            grade=grade,
            entry=entry,
            courtyard=words.get("courtyard"),
            household=words.get("household"),
        )
        self.handler.handle(concern, member, ended, settled, parties)

    def _review(self, day: date) -> None:
        """Friday: every diary read, oldest first; some commented, praised, returned; most comments answered."""
        moment = self.clock.at(day, "16:30")
        if not self.clock.has_come(moment):
            return
        waiting = Entry.objects.filter(
            community=COMMUNITY, handed_in_at__lte=moment, read_at__isnull=True
        ).select_related("book__member")
        for entry in waiting.order_by("handed_in_at", "pk"):
            if entry.book.member == self.office.secretary:
                continue
            moment += timedelta(seconds=20)
            self._read(entry, moment)

    def _read(self, entry: Entry, moment: datetime) -> None:
        lot = self.random.random()
        if lot < 0.80 or not entry.matter:
            read_entry(by=self.secretary, at=moment, entry=entry)
            return
        if lot < 0.93:
            said = comment_entry(by=self.secretary, at=moment, entry=entry, text=self.random.choice(COMMENTS))
        elif lot < 0.985:
            text = self.random.choice(PRAISES)
            said = comment_entry(by=self.secretary, at=moment, entry=entry, text=text, praise=True)
        else:
            said = return_entry(by=self.secretary, at=moment, entry=entry, text="结果没写，请补上。")
        answered = moment + timedelta(hours=self.random.randint(1, 70))
        if self.random.random() < 0.7 and self.clock.has_come(answered):
            member = entry.book.member
            answer_comment(
                by=self.actors[member], at=answered, comment=said, text=self.random.choice(ANSWERS)
            )

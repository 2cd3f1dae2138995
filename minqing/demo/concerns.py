"""What becomes of the demo's everyday concerns: most settled in time, some late, some reopened, a few merged."""

from datetime import datetime, timedelta
from random import Random

from minqing.committee.models import Member
from minqing.concerns.actions import (
    answer_concern,
    call_back,
    coordinate_concern,
    merge_concerns,
    report_concern,
    settle_concern,
    withdraw_concern,
)
from minqing.concerns.models import Concern
from minqing.demo.clock import DemoClock
from minqing.demo.office import Office


class Handler:
    """Handles a concern as its lead would have, as far as time has come."""

    def __init__(self, clock: DemoClock, office: Office, random: Random) -> None:
        self.clock, self.office, self.random = clock, office, random
        self.last: dict[tuple[str, str], Concern] = {}

    def handle(self, concern: Concern, member: Member, noted: datetime, settled: str, parties: str) -> None:
        """One concern from its noting to where it stands now."""
        by = self.office.actor(member, self.clock.today)
        lot = self.random.random()
        twin = self.last.get((str(member.pk), concern.matter))
        if twin is not None:
            twin.refresh_from_db()
        if lot < 0.03 and twin is not None and twin.closed_at is None:
            self._when(noted, 40) and merge_concerns(
                by=by,
                at=noted + timedelta(minutes=40),
                concern=concern,
                into=twin,
                text="同一件事，并在一起办。",
            )
            return
        self.last[(str(member.pk), concern.matter)] = concern
        if lot < 0.05 and self._when(noted, 60):
            withdraw_concern(
                by=by, at=noted + timedelta(minutes=60), concern=concern, text="居民说自己解决了。"
            )
            return
        # A few are left where they are: they become the late ones.
        stuck = lot > 0.965
        if concern.grade == "policy":
            self._report(concern, member, noted, stuck, settled)
        elif concern.grade == "difficult":
            self._coordinate(concern, member, noted, parties, stuck, settled)
        elif not stuck:
            # Most the same day; one in twenty the day after, when the promise is missed.
            minutes = 26 * 60 if lot > 0.91 else self.random.randint(40, 150)
            self._settle(concern, member, noted + timedelta(minutes=minutes), settled)

    def _when(self, moment: datetime, minutes: int) -> bool:
        return self.clock.has_come(moment + timedelta(minutes=minutes))

    def _report(self, concern: Concern, member: Member, noted: datetime, stuck: bool, settled: str) -> None:
        by, moment = self.office.actor(member, self.clock.today), noted + timedelta(hours=20)
        if not self.clock.has_come(moment):
            return
        report_concern(by=by, at=moment, concern=concern, level="street", text="已报街道，请答复。")
        answered = noted + timedelta(days=self.random.choice((2, 3, 4, 5)))
        if stuck or not self.clock.has_come(answered):
            return
        answer_concern(by=by, at=answered, concern=concern, text=settled)
        self._word(concern, member, answered + timedelta(days=1))

    def _coordinate(
        self, concern: Concern, member: Member, noted: datetime, parties: str, stuck: bool, settled: str
    ) -> None:
        by, moment = self.office.actor(member, self.clock.today), noted + timedelta(minutes=35)
        if not self.clock.has_come(moment):
            return
        coordinate_concern(
            by=by, at=moment, concern=concern, parties=parties.split("、"), text="已联系，约时间到现场。"
        )
        done = noted + timedelta(days=self.random.choice((1, 2, 3, 4)), minutes=90)
        if not stuck and self.clock.has_come(done):
            self._settle(concern, member, done, settled)

    def _settle(self, concern: Concern, member: Member, moment: datetime, settled: str) -> None:
        if not self.clock.has_come(moment):
            return
        by = self.office.actor(member, self.clock.today)
        told = self.random.random() < 0.97
        settle_concern(by=by, at=moment, concern=concern, text=settled, told_resident=told)
        if told:
            self._word(concern, member, moment + timedelta(days=self.random.choice((1, 2, 3))))

    def _word(self, concern: Concern, member: Member, moment: datetime) -> None:
        if not self.clock.has_come(moment) or self.random.random() < 0.12:
            return
        word = self.random.choices(("satisfied", "partly", "not_satisfied"), (86, 11, 3))[0]
        text = "" if word == "satisfied" else "说还差一点，再看看。"
        by = self.office.actor(member, self.clock.today)
        call_back(by=by, at=moment, concern=concern, satisfaction=word, text=text)

"""A whole community with one row of everything, each text marked with a canary that must not show elsewhere."""

from datetime import date, time, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.utils import timezone

from minqing.access.acting import in_community
from minqing.committee.actions.zoning import note_wish
from minqing.committee.models import Keeping, Leave, Member, Spread
from minqing.concerns.actions import link_concerns, open_concern
from minqing.concerns.models import Concern, Promise
from minqing.diary.actions import add_photo, comment_entry, discard_draft, draft_entry, write_entry
from minqing.diary.models import Entry
from minqing.households.actions import agree_to_role, resident_leaves
from minqing.households.care import note_care_need
from minqing.households.models import Household, RegisterImport, Resident, SavedView
from minqing.notices.models import Notice
from minqing.privacy.actions import record_consent
from minqing.sync.actions import enrol_device
from minqing.sync.actions.handing import hand_fact
from minqing.sync.models import Clash
from minqing.territory.actions import lay_under, place_fixture
from minqing.territory.map_in.waiting import keep
from minqing.territory.models import Barrier
from minqing.visits.actions import (
    Span,
    add_stop,
    make_feed_key,
    set_call_rhythm,
    set_visit_window,
    set_visiting_hours,
)
from minqing.visits.models import FeedKey
from tests.factories.diary import a_picture
from tests.factories.divisions import a_division
from tests.factories.people import (
    a_courtyard,
    a_dwelling,
    a_household,
    a_member,
    a_secretary,
    a_zone,
    as_actor,
)
from tests.factories.plans import a_plan, a_room


class World:
    """One community: `canary` marks what its committee alone may read, `mine` what the keeper and secretary may."""

    def __init__(self, code: str, canary: str, *, phones: bool = True) -> None:
        self.code, self.canary, self.mine = code, canary, f"{canary}之家"
        self.now = timezone.now() - timedelta(hours=2)
        with in_community(code):
            self._people()
            self._diary()
            self._concerns()
            self._care()
            self._rest()
            self._courtyard_plan()
            if phones:
                self._phones()
                self._plan()
            self._map()

    def _people(self) -> None:
        self.secretary, self.keeper = a_secretary(f"{self.canary}书记"), a_member(f"{self.canary}委员")
        self.colleague = a_member(f"{self.canary}同事")
        self.yard = a_courtyard(f"{self.canary}胡同1号院")
        self.home, self.empty_home = a_dwelling(self.yard, "3"), a_dwelling(self.yard, "4")
        self.household: Household = a_household(f"{self.mine}户主", f"{self.mine}孩子", dwelling=self.home)
        self.resident = Resident.objects.get(name=f"{self.mine}户主")
        self.left = Resident.objects.get(name=f"{self.mine}孩子")
        self.other_home = a_dwelling(a_courtyard(f"{self.canary}胡同2号院"), "1")
        self.other_household = a_household(f"{self.canary}邻居", dwelling=self.other_home)
        self.zone = a_zone(self.keeper, self.home, self.empty_home)
        self.other_zone = a_zone(self.colleague, self.other_home)

    @property
    def by(self) -> Any:
        """The keeper as who acts."""
        return as_actor(self.keeper)

    def _words(self) -> dict[str, Any]:
        return {
            "member": self.keeper,
            "began_at": self.now,
            "courtyard": self.yard,
            "household": self.household,
            "matter": f"{self.mine}说水管漏了",
        }

    def _diary(self) -> None:
        self.entry: Entry = write_entry(by=self.by, at=self.now, **self._words(), wish=f"{self.mine}的心愿")
        self.draft = draft_entry(by=self.by, at=self.now, **self._words())
        self.discarded = draft_entry(by=self.by, at=self.now, **self._words())
        discard_draft(by=self.by, at=self.now, entry=self.discarded)
        self.photo = add_photo(by=self.by, at=self.now, entry=self.draft, data=a_picture())
        secretary = as_actor(self.secretary)
        self.comment = comment_entry(by=secretary, at=self.now, entry=self.entry, text=f"{self.mine}要多去")
        self.unread = write_entry(by=self.by, at=self.now, **self._words())

    def _concerns(self) -> None:
        self.concern, self.other_concern = self._concern("urgent"), self._concern("difficult")
        self.promise = Promise.objects.filter(concern=self.concern, name="answer").get()
        self.link = link_concerns(by=self.by, at=self.now, concern=self.concern, other=self.other_concern)

    def _concern(self, grade: str) -> Concern:
        return open_concern(
            by=self.by,
            at=self.now,
            community=self.code,
            matter=f"{self.mine}的急事",
            grade=grade,
            courtyard=self.yard,
            household=self.household,
        )

    def _care(self) -> None:
        today = timezone.localdate()
        self.consent = record_consent(
            by=self.by,
            at=self.now,
            community=self.code,
            resident_id=self.resident.pk,
            purpose=f"{self.mine}照看",
            told="记什么、谁能看、记多久",
            how="spoken",
            given_on=today - timedelta(days=1),
            until=today + timedelta(days=300),
        )
        self.need = note_care_need(
            by=self.by, at=self.now, resident=self.resident, consent=self.consent, kind="lives_alone"
        )

    def _courtyard_plan(self) -> None:
        by = as_actor(self.keeper)
        a_plan(self.keeper, self.yard, a_room("a", self.home))
        a_plan(self.keeper, self.yard, a_room("a", self.home, text=f"{self.canary}正房", x=50), based_on=1)
        self.underlay = lay_under(by=by, at=self.now, courtyard=self.yard, data=a_picture())
        self.fixture = place_fixture(
            by=by, at=self.now, courtyard=self.yard, kind="problem", note=f"{self.canary}的墙裂了", x=10, y=10
        )

    def _rest(self) -> None:
        report = {"residents": {"new": 0, "changed": 0, "unchanged": 0}, "refused": [], "refused_count": 0}
        self.sheet = RegisterImport.objects.create(
            community=self.code,
            account=self.secretary.account_id,
            file_name=f"{self.canary}台账.xlsx",
            state=RegisterImport.State.SHOWN,
            report=report,
            received_at=self.now,
        )
        self.view = SavedView.objects.create(
            community=self.code,
            account=self.secretary.account_id,
            name=f"{self.canary}视图",
            asked="c=name&f=",
        )
        today = timezone.localdate()
        resident_leaves(by=self.by, at=self.now, resident=self.left, day=today - timedelta(days=2))
        self.role = agree_to_role(
            by=self.by,
            at=self.now,
            resident=self.resident,
            kind="courtyard_head",
            day=date(2024, 1, 1),
            agreed_on=date(2024, 1, 1),
            courtyard=self.yard,
        )
        self.leave = Leave.objects.create(
            community=self.code,
            member=self.keeper,
            cover=self.secretary,
            kind="leave",
            from_day=today - timedelta(days=1),
            to_day=today + timedelta(days=9),
        )
        self._division(today)
        tomorrow = today + timedelta(days=20)
        Keeping.objects.filter(zone=self.zone).update(to_day=tomorrow)
        self.keeping = Keeping.objects.create(
            community=self.code, zone=self.zone, member=self.colleague, from_day=tomorrow
        )
        self.notice = Notice.objects.create(
            community=self.code,
            to=self.keeper.account,
            kind="promise_late",
            params={"number": "2026-0001", "place": f"{self.canary}胡同"},
            once=str(uuid4()),
            made_at=self.now,
        )

    def _division(self, today: date) -> None:
        """Proposals for new zones, a wish, and the keeper's zone spread over its neighbours."""
        self.spread = Spread.objects.create(
            community=self.code,
            leave=self.leave,
            zone=self.zone,
            from_day=today,
            to_day=today + timedelta(days=9),
        )
        self.wish = note_wish(
            by=as_actor(self.secretary),
            at=self.now,
            member=self.keeper,
            courtyard=self.yard,
            kind="knows_it",
        )
        self.division = a_division(self.code, self.secretary, [self.keeper, self.colleague], today)

    def _plan(self) -> None:
        """The keeper's plan of today with the household, its hours, and a calendar key."""
        today = timezone.localdate()
        self.stop = add_stop(by=self.by, at=self.now, member=self.keeper, day=today, household=self.household)
        self.plan = self.stop.plan
        set_visit_window(by=self.by, at=self.now, household=self.household, begins=time(9), ends=None)
        set_call_rhythm(by=self.by, at=self.now, household=self.household, every_days=30)
        spans = [Span(day, time(9), time(11)) for day in range(7)]
        set_visiting_hours(by=self.by, at=self.now, member=self.keeper, spans=spans, from_day=today)
        make_feed_key(by=self.by, at=self.now, member=self.keeper)
        self.feed_key = FeedKey.objects.get(member=self.keeper)

    def _map(self) -> None:
        """A barrier, the yard on the map, and a file of places that waits to be taken."""
        self.barrier = Barrier.objects.create(
            community=self.code, name=f"{self.canary}大街", line=[[116.41, 39.94], [116.42, 39.94]]
        )
        self.places = uuid4()
        document = {
            "community": self.code,
            "account": str(self.secretary.account_id),
            "file_name": f"{self.canary}.geojson",
            "what": "courtyards",
            "rows": [],
        }
        keep(self.places, document)

    def _phones(self) -> None:
        self.device = enrol_device(
            by=self.by,
            at=self.now,
            community=self.code,
            token_digest=sha256(self.canary.encode()).digest(),
            name=f"{self.mine}的手机",
        )
        self.handed = hand_fact(
            by=as_actor(self.colleague),
            at=self.now,
            fact=uuid4(),
            kind="resident.add",
            body={"household": str(self.household.pk), "name": f"{self.mine}新来的"},
            sender=self.colleague,
            household=self.household,
            received_at=self.now,
        )
        told = {"field": "born", "shown": f"{self.mine}1950", "other": "1951"}
        moments = {"shown_at": self.now, "other_at": self.now}
        self.clash = Clash.objects.create(community=self.code, resident=self.resident, **told, **moments)

    def committee(self) -> dict[str, Member]:
        """The three columns of a desk."""
        return {"sec": self.secretary, "mem": self.keeper, "col": self.colleague}

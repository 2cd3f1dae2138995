"""Whatever is done in a small community, a phone that follows holds what a fresh snapshot gives."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from minqing.access.acting import in_community
from minqing.committee.actions import cover_dwellings, hand_over_zone, take_leave, uncover_dwellings
from minqing.committee.models import Member
from minqing.concerns import actions as concerns
from minqing.concerns.models import Concern
from minqing.diary import actions as diary
from minqing.diary.models import Comment, Entry
from minqing.households import actions as households
from minqing.households.erasing import erase_resident
from minqing.households.models import ActiveRole, Household, Membership, Resident
from minqing.households.persons import Person
from minqing.ledger.errors import Denied, Refused
from minqing.sync import changes as changes_module
from minqing.sync import snapshot as snapshot_module
from minqing.territory.models import Courtyard, Dwelling
from tests.factories.ground import OWN
from tests.factories.people import a_courtyard, a_dwelling, a_household, a_zone, as_actor, home_of
from tests.sync.pocket import Pocket, snapshot
from tests.sync.village import Village, tell_ground

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = timedelta(minutes=1)

REGISTER = (
    *(
        "add",
        "correct",
        "leave",
        "move_person",
        "confirm",
        "decline",
        "accept",
        "settle",
        "move",
        "end",
        "split",
    ),
    *("role", "end_role", "erase"),
)
DIARY = (
    *(
        "draft",
        "write",
        "write",
        "discard",
        "restore",
        "clear",
        "comment",
        "answer",
        "return",
        "note",
        "move_entry",
    ),
    "move_entry",
)
CONCERNS = (
    *(
        "open",
        "open",
        "step",
        "step",
        "hand",
        "hand",
        "close",
        "withdraw",
        "reopen",
        "acknowledge",
        "regrade",
        "merge",
    ),
)
COMMITTEE = ("cover", "uncover", "hand_over", "leave_cover")
# Days pass and phones follow more often than zones change, which lead to a new snapshot and hide what was missed.
ACTS = (*REGISTER, *DIARY, *CONCERNS, *COMMITTEE, *("tomorrow",) * 4, *("follow",) * 6)


class World:
    """A village with a second home in each zone, and a courtyard of nobody's; `now` moves on with every act."""

    def __init__(self) -> None:
        self.village = Village()
        village = self.village
        a_zone(village.wang, home_of(a_household("冯一", "冯二", dwelling=a_dwelling(a_courtyard()))))
        a_zone(village.li, home_of(a_household("陈一", dwelling=a_dwelling(village.yard))))
        a_household("郑一", dwelling=a_dwelling(a_courtyard()))
        tell_ground()
        self.members: tuple[Member, ...] = (village.wang, village.li, village.secretary)
        self.now: datetime = timezone.now()

    def begin(self) -> None:
        """Entries and concerns of everybody, so that whatever is done has something to be done to."""
        for number in range(3):
            for what in ("write", "open", "open", "draft"):
                self.do(what, number, 2 * number + 1, number)
        assert (Entry.objects.count(), Concern.objects.count()) == (6, 6)

    @property
    def today(self) -> Any:
        """The day it is."""
        return timezone.localdate(self.now)

    def do(self, what: str, one: int, other: int, who: int) -> None:
        """One act, by one of the members (the secretary where only she may); what is refused leaves nothing behind."""
        self.now += LATER
        if what == "tomorrow":
            self.now += DAY
            return
        member = self.members[who % 3]
        given = {"by": as_actor(member), "at": self.now}
        with refusals():
            self._act(what, member, one, other, given)

    def _act(self, what: str, member: Member, one: int, other: int, given: dict[str, Any]) -> None:
        for acts, family in (
            (REGISTER, self._register),
            (DIARY, self._diary),
            (CONCERNS, self._concerns),
            (COMMITTEE, self._committee),
        ):
            if what in acts:
                family(what, member, one, other, given)

    def _register(self, what: str, member: Member, one: int, other: int, given: dict[str, Any]) -> None:
        household, into, home = pick(Household, one), pick(Household, other), pick(Dwelling, other)
        person, day = pick(Resident, one), self.today + (other % 3 - 1) * DAY
        match what:
            case "add":
                households.add_resident(
                    **given, household=household, person=Person(f"新{one}{other}"), day=day
                )
            case "correct":
                households.correct_resident(
                    **given, resident=person, person=Person(f"改{other}", phones=("13800000000",))
                )
            case "leave":
                households.resident_leaves(**given, resident=person, day=day)
            case "move_person":
                households.move_resident(**given, resident=person, household=into, day=day)
            case "confirm":
                households.confirm_household(**given, household=household)
            case "decline":
                households.decline_visits(**given, household=household)
            case "accept":
                households.accept_visits(**given, household=household)
            case "settle":
                households.settle_household(
                    **given, dwelling=home, people=[Person(f"来{one}{other}")], day=day
                )
            case "move":
                households.move_household(**given, household=household, dwelling=home, day=day)
            case "end":
                households.end_household(**given, household=household, day=day)
            case "split":
                households.split_household(
                    **given, household=household, members=[self._one_of(household)], dwelling=home, day=day
                )
            case "role":
                kind = ("courtyard_head", "volunteer")[other % 2]
                yard = pick(Courtyard, other)
                households.agree_to_role(
                    **given, resident=person, kind=kind, day=day, agreed_on=day, courtyard=yard
                )
            case "end_role":
                households.end_role(**given, role=pick(ActiveRole, one), day=day)
            case "erase":
                given = given | {"by": as_actor(self.village.secretary)}
                erase_resident(**given, resident=person, reason="asked")
            case _:
                raise AssertionError(what)

    def _one_of(self, household: Household) -> Resident:
        """Somebody who belongs to the household now."""
        there = Membership.objects.filter(household=household, to_day__isnull=True).order_by("pk").first()
        if there is None:
            raise Refused("there is none")
        return there.resident

    def _diary(self, what: str, member: Member, one: int, other: int, given: dict[str, Any]) -> None:
        place = {
            "household": pick(Household, other),
            "outcome": ("met", "nobody_home", "declined")[other % 3],
        }
        words = {"member": member, "began_at": self.now - LATER, "matter": f"{one}", **place}
        review = given | {"by": as_actor(self.village.secretary)}
        match what:
            case "draft":
                diary.draft_entry(**given, **words)
            case "write":
                diary.write_entry(**given, **words)
            case "discard":
                diary.discard_draft(**given, entry=pick(Entry, one))
            case "restore":
                diary.restore_draft(**given, entry=pick(Entry, one))
            case "clear":
                diary.clear_discarded(**given, entry=pick(Entry, one))
            case "comment":
                diary.comment_entry(**review, entry=pick(Entry, one), text="多去")
            case "return":
                diary.return_entry(**review, entry=pick(Entry, one), text="再写")
            case "answer":
                diary.answer_comment(**given, comment=pick(Comment, one), text="好")
            case "note":
                diary.add_addendum(**given, entry=pick(Entry, one), text="补")
            case "move_entry":
                diary.move_entry(
                    **given, entry=pick(Entry, one), courtyard=None, household=pick(Household, other)
                )
            case _:
                raise AssertionError(what)

    def _concerns(self, what: str, member: Member, one: int, other: int, given: dict[str, Any]) -> None:
        grade = ("ordinary", "difficult", "policy", "urgent")[other % 4]
        if what == "open":
            place = (
                {"household": pick(Household, other)} if one % 2 else {"courtyard": pick(Courtyard, other)}
            )
            people = [(pick(Resident, one), "raised")] if one % 3 else []
            concerns.open_concern(
                **given, community=OWN, matter=f"{one}", grade=grade, people=people, **place
            )
            return
        words = {"text": "说", "concern": pick(Concern, one)}
        match what:
            case "step" if other % 4 == 0:
                concerns.settle_concern(**given, **words, told_resident=one % 2 == 0)
            case "step":
                act = (concerns.take_in_hand, concerns.answer_concern, concerns.comment_on_concern)
                act[other % 3](**given, **words)
            case "hand":
                concerns.hand_concern(**given, concern=words["concern"], to=self.members[other % 3])
            case "close":
                concerns.close_concern(**given, **words)
            case "withdraw":
                concerns.withdraw_concern(**given, **words)
            case "reopen":
                concerns.reopen_concern(**given, **words)
            case "acknowledge":
                concerns.acknowledge_concern(**given, concern=words["concern"])
            case "regrade":
                concerns.regrade_concern(**given, concern=words["concern"], reason="说", grade=grade)
            case "merge":
                concerns.merge_concerns(**given, concern=words["concern"], into=pick(Concern, other))
            case _:
                raise AssertionError(what)

    def _committee(self, what: str, member: Member, one: int, other: int, given: dict[str, Any]) -> None:
        given = given | {"by": as_actor(self.village.secretary)}
        zone = (self.village.zone, self.village.other_zone)[one % 2]
        homes, day = [pick(Dwelling, other)], self.today + (other % 3) * DAY
        match what:
            case "cover":
                cover_dwellings(**given, zone=zone, dwellings=homes, from_day=day)
            case "uncover":
                uncover_dwellings(**given, zone=zone, dwellings=homes, from_day=day)
            case "hand_over":
                hand_over_zone(**given, zone=zone, to_member=self.members[other % 3], on=day)
            case "leave_cover":
                cover = self.members[other % 3]
                take_leave(**given, member=member, from_day=day, to_day=day + 2 * DAY, cover=cover)
            case _:
                raise AssertionError(what)


def pick(model: Any, number: int) -> Any:
    """A row by a number, in the order of their making."""
    found = list(model.objects.order_by("pk"))
    if not found:
        raise Refused("there is none")
    return found[number % len(found)]


@contextmanager
def refusals() -> Iterator[None]:
    """What the house refuses is rolled back and forgotten."""
    try:
        with transaction.atomic():
            yield
    except (Refused, Denied):
        pass


STEP = st.tuples(st.sampled_from(ACTS), st.integers(0, 9), st.integers(0, 9), st.integers(0, 2))


def runs(steps: list[tuple[str, int, int, int]]) -> None:
    """Do the steps; three phones follow where it says so and at the end, each in its own time."""
    with pytest.MonkeyPatch.context() as monkeypatch, transaction.atomic(), in_community(OWN):
        world = World()
        # The server's clock goes as the days of this world do.
        monkeypatch.setattr("django.utils.timezone.now", lambda: world.now)
        world.begin()
        pockets = [Pocket(member, world.now) for member in world.members]
        for what, one, other, who in steps:
            if what == "follow":
                pockets[who].follow(world.now)
                assert pockets[who].held == snapshot(pockets[who].member, world.now)
            else:
                world.do(what, one, other, who)
        for pocket in pockets:
            pocket.follow(world.now)
            assert pocket.held == snapshot(pocket.member, world.now)
        transaction.set_rollback(True)


SETTINGS: dict[str, Any] = {
    "deadline": None,
    # A failing history is short enough to be read; making it shorter would take minutes.
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],
    "suppress_health_check": [
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
    ],
}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small pages and chunks, so that a short run crosses their boundaries."""
    monkeypatch.setattr(changes_module, "PAGE", 3)
    monkeypatch.setattr(snapshot_module, "HOUSEHOLDS", 2)


@settings(max_examples=40, **SETTINGS)
@given(steps=st.lists(STEP, min_size=3, max_size=14))
def test_a_phone_that_follows_holds_what_a_fresh_one_gets(steps: Any, small: None) -> None:
    runs(steps)


@pytest.mark.slow
@settings(max_examples=800, **SETTINGS)
@given(steps=st.lists(STEP, min_size=5, max_size=40))
def test_so_does_it_over_long_histories(steps: Any, small: None) -> None:
    runs(steps)

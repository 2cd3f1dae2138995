"""Every kind of fact: taken from whose it is, refused to a colleague and where it speaks of nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.concerns.models import Concern, Step
from minqing.diary.actions import comment_entry
from minqing.diary.models import Addendum, Entry, Opinion, Photo
from minqing.households.models import Household, Membership, Residence, Resident
from minqing.language.id_numbers import find_id_numbers
from minqing.ledger.ids import uuid7
from minqing.ledger.models import Fact
from minqing.sync.facts.concerns import STEPS
from minqing.sync.facts.every import KINDS
from minqing.sync.models import Clash, ClockDoubt, Handed
from minqing.visits.actions import add_stop
from tests.factories.concerns import a_concern
from tests.factories.desk import Desk
from tests.factories.diary import an_entry
from tests.factories.ground import OWN
from tests.factories.people import a_courtyard, a_dwelling, a_zone, as_actor
from tests.factories.phones import Phone, a_concern_body, an_entry_body, spelled

pytestmark = pytest.mark.django_db


class Ground(Desk):
    """The desk of the page tests with one row of everything that a fact can be about."""

    def __init__(self) -> None:
        super().__init__()
        self.now = timezone.now()
        hour_ago = self.now - timedelta(hours=1)
        self.today = timezone.localdate(self.now)
        self.resident = Resident.objects.get(name="赵二")
        self.empty = a_dwelling(self.yard, "9")
        a_zone(self.wang, self.empty)
        self.entry = an_entry(self.wang, hour_ago, wish="想去看海", household=self.zhao)
        self.comment = comment_entry(by=as_actor(self.secretary), at=self.now, entry=self.entry, text="多去")
        self.concern = a_concern(self.wang, hour_ago, household=self.zhao)
        moments = {"shown_at": self.now, "other_at": hour_ago}
        self.clash = Clash.objects.create(
            community=OWN, resident=self.resident, field="born", shown="1966", other="1967", **moments
        )
        doubt = {"lower": hour_ago, "upper": self.now, "taken": self.now, "device_at": self.now}
        self.doubt = ClockDoubt.objects.create(
            community=OWN,
            fact=uuid7(),
            kind="entry.write",
            account=self.wang.account_id,
            subject=self.entry.pk,
            **doubt,
        )
        self.stop = add_stop(
            by=as_actor(self.wang), at=self.now, member=self.wang, day=self.today, household=self.zhao
        )
        self.handed = self.a_handed("household.decline", {"household": str(self.zhao.pk)})

    def a_handed(self, kind: str, body: dict[str, Any]) -> Handed:
        """A late fact of 李's in 王's tray."""
        moments = {"noted_at": self.now - timedelta(hours=2), "received_at": self.now}
        words = {"fact": uuid7(), "kind": kind, "household": self.zhao, "sender": self.li}
        return Handed.objects.create(community=OWN, body=body, **words, **moments)

    def bodies(self) -> dict[str, dict[str, Any]]:
        """A body of every kind that 王 may send."""
        household, resident = {"household": str(self.zhao.pk)}, {"resident": str(self.resident.pk)}
        refused = {"kind": "household.confirm", "body": {"household": str(self.qian.pk)}, "clock": None}
        person = {"name": "赵三", "sex": "female", "born": "1990", "phones": ["13800000000"]}
        return {
            "entry.write": an_entry_body(self.now, **household),
            "entry.add": {"entry": str(self.entry.pk), "text": "门牌已换", "kind": "note"},
            "comment.answer": {"comment": str(self.comment.pk), "text": "好"},
            "wish.fulfil": {"entry": str(self.entry.pk), "on": self.today.isoformat()},
            "concern.open": a_concern_body(**household, people=[{**resident, "part": "raised"}]),
            "concern.step": {"concern": str(self.concern.pk), "kind": "take_in_hand"},
            "household.confirm": household,
            "household.decline": household,
            "household.accept": household,
            "household.left": {**household, "on": self.today.isoformat()},
            "household.add": {
                "dwelling": str(self.empty.pk),
                "people": [{"id": str(uuid7()), **person, "relation": "head"}],
            },
            "resident.confirm": resident,
            "resident.correct": {**resident, "seen": {"phones": []}, "set": {"phones": ["13800000000"]}},
            "resident.add": {**household, **person},
            "resident.left": {**resident, "on": self.today.isoformat()},
            "clash.settle": {"clash": str(self.clash.pk), "choose": "other"},
            "clock.confirm": {
                "doubt": str(self.doubt.pk),
                "noted_at": spelled(self.now - timedelta(minutes=30)),
            },
            "handed.take": {"handed": str(self.handed.pk)},
            "handed.drop": {"handed": str(self.handed.pk), "reason": "已经另外记过"},
            "fact.hand": {"fact": {"id": str(uuid7()), "noted_at": spelled(self.now), **refused}},
            "plan.skip": {"stop": str(self.stop.pk), "reason": "away"},
            "plan.add": {"day": self.today.isoformat(), **household},
            "plan.order": {"plan": str(self.stop.plan_id), "order": [str(self.stop.pk)]},
            "fixture.place": {
                "courtyard": str(self.yard.pk),
                "kind": "blocked",
                "note": "过道堆物",
                "x": 12.5,
                "y": 3,
            },
            "opinion.note": {"topic": "parking", "text": "晚上停不进车"},
        }


@pytest.fixture
def ground():
    with in_community(OWN):
        yield Ground()


@pytest.fixture
def phone(ground):
    return Phone(ground.wang)


# What any of the committee may send, about whatever.
ANYBODYS = {"opinion.note", "fact.hand", "fixture.place"}


def test_every_kind_stands_in_this_table(ground):
    assert set(ground.bodies()) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_fact_is_taken_once_and_answered_alike_again(ground, phone, kind):
    fact = phone.fact(kind, ground.bodies()[kind])
    first = phone.send(fact)[0]
    expected = "handed" if kind == "fact.hand" else "received"
    assert (first["state"], first["clock"]) == (expected, "agreed"), first
    assert phone.send(fact)[0] == first
    assert Fact.objects.filter(pk=fact["id"]).count() == 1


@pytest.mark.parametrize("kind", sorted(set(KINDS) - ANYBODYS))
def test_a_colleague_may_not_send_it(ground, kind):
    receipt = Phone(ground.li).note(kind, ground.bodies()[kind])
    assert receipt["why"]["code"] == "not_yours", receipt
    assert Fact.objects.count() == 0


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"opinion.note"}))
def test_what_it_speaks_of_must_be_there(ground, phone, kind):
    body = ground.bodies()[kind]
    names = (
        "entry",
        "comment",
        "concern",
        "household",
        "resident",
        "clash",
        "doubt",
        "handed",
        "dwelling",
        "plan",
        "stop",
        *(["courtyard"] if kind == "fixture.place" else []),
    )
    for name in names:
        if name in body:
            body[name] = str(uuid7())
    if kind == "fact.hand":
        body["fact"]["body"]["household"] = str(uuid7())
    assert phone.note(kind, body)["why"]["code"] == "missing"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_body_of_another_form_is_told_by_field(ground, phone, kind):
    body = ground.bodies()[kind]
    assert phone.note(kind, {**body, "surprise": 1})["why"]["fields"].keys() == {"surprise"}
    for name in body:
        for strange in ({}, 1e308, "\0", "x" * 5000, [[]] * 60, "0000-00-00", True):
            if name == "important" and strange is True:
                continue
            receipt = phone.note(kind, {**body, name: strange})
            if receipt["state"] == "refused":
                assert receipt["why"]["code"] in ("invalid", "unknown_kind"), (name, strange, receipt)


# ── what each does ──────────────────────────────────────────────────────────────────────────────────────────────


def test_photos_are_named_by_the_entry_before_their_bytes_come(ground, phone):
    photo = {"id": str(uuid7()), "sha256": "ab" * 32, "width": 40, "height": 30, "size": 900, "caption": "灯"}
    entry = phone.fact("entry.write", an_entry_body(ground.now, photos=[photo]))
    assert phone.send(entry)[0]["state"] == "received"
    row = Photo.objects.get(pk=photo["id"])
    assert (str(row.entry_id), row.sha256, row.size, row.caption) == (entry["id"], "ab" * 32, 900, "灯")
    assert row.entry.handed_in_at is not None
    again = phone.fact("entry.write", an_entry_body(ground.now, photos=[photo]))
    assert phone.send(again)[0]["why"]["code"] == "id_taken"
    for wrong in ({"sha256": "AB" * 32}, {"width": 0}, {"size": 10**12}, {"caption": "x" * 121}):
        body = an_entry_body(ground.now, photos=[{**photo, "id": str(uuid7()), **wrong}])
        assert phone.note("entry.write", body)["why"]["fields"].keys() == {"photos"}
    ten = [{**photo, "id": str(uuid7())} for _ in range(10)]
    assert phone.note("entry.write", an_entry_body(ground.now, photos=ten))["why"]["code"] == "invalid"


def test_what_is_added_below_bears_the_facts_own_id(ground, phone):
    bodies = ground.bodies()
    kinds = ("entry.add", "comment.answer", "wish.fulfil")
    facts = [phone.fact(kind, bodies[kind]) for kind in kinds]
    phone.send(*facts)
    rows = {str(row.pk): row.kind for row in Addendum.objects.all()}
    assert rows == dict(zip([fact["id"] for fact in facts], ("note", "answer", "wish"), strict=True))


def test_a_concern_settled_on_the_spot_is_confirmed_by_the_residents_word(ground, phone):
    body = a_concern_body(
        household=str(ground.zhao.pk), settled="当场换了灯", told_resident=True, satisfaction="satisfied"
    )
    fact = phone.fact("concern.open", body)
    assert phone.send(fact)[0]["state"] == "received"
    concern = Concern.objects.get(pk=fact["id"])
    assert (concern.stage, concern.satisfaction) == ("confirmed", "satisfied")


def test_every_step_that_a_phone_offers_can_be_taken(ground, phone):
    extra = {
        "coordinate": {"parties": ["房管所"]},
        "call_back": {"satisfaction": "satisfied"},
        "settle": {"told_resident": True},
    }
    before = {"call_back": "answer", "close": "answer", "reopen": "answer"}
    for kind in STEPS:
        grade = "urgent" if kind == "acknowledge" else "ordinary"
        opened = phone.fact("concern.open", a_concern_body(grade=grade))
        steps = [before[kind]] if kind in before else []
        facts = [
            phone.fact(
                "concern.step", {"concern": opened["id"], "kind": one, "text": "好的"} | extra.get(one, {})
            )
            for one in [*steps, str(kind)]
        ]
        sender = Phone(ground.secretary) if kind == "acknowledge" else phone
        states = [one["state"] for one in [*phone.send(opened), *sender.send(*facts)]]
        assert states == ["received"] * len(states), kind
        assert Step.objects.get(pk=facts[-1]["id"]).kind == str(kind)


def test_a_report_rises_one_level_or_as_far_as_it_says(ground, phone):
    phone.note("concern.step", {"concern": str(ground.concern.pk), "kind": "report"})
    assert Concern.objects.get(pk=ground.concern.pk).level == "community"
    phone.note("concern.step", {"concern": str(ground.concern.pk), "kind": "report", "level": "street"})
    assert Concern.objects.get(pk=ground.concern.pk).level == "street"


def test_a_step_on_a_closed_concern_is_told_so_and_a_comment_is_not(ground, phone):
    concern = str(ground.concern.pk)
    for kind in ("answer", "close"):
        phone.note("concern.step", {"concern": concern, "kind": kind, "text": "已答复"})
    late = phone.note("concern.step", {"concern": concern, "kind": "settle", "text": "好了"})
    assert late["why"]["code"] == "closed"
    assert (
        phone.note("concern.step", {"concern": concern, "kind": "comment", "text": "记下"})["state"]
        == "received"
    )


def test_a_household_at_a_new_label_gets_its_home_in_the_keepers_zone(ground, phone):
    court = a_courtyard("示例胡同9号院")
    a_zone(ground.wang, a_dwelling(court, "1"))
    person = str(uuid7())
    body = {
        "courtyard": str(court.pk),
        "unit": "2室",
        "people": [{"id": person, "name": "孙一", "relation": "head"}],
    }
    fact = phone.fact("household.add", body)
    assert phone.send(fact)[0]["state"] == "received"
    home = Residence.objects.get(household_id=fact["id"]).dwelling
    assert (home.courtyard, home.unit) == (court, "2")
    assert str(Membership.objects.get(household_id=fact["id"]).resident_id) == person
    assert phone.note("resident.add", {"household": fact["id"], "name": "孙二"})["state"] == "received"


def test_a_household_that_moved_away_is_closed_to_later_facts(ground, phone):
    bodies = ground.bodies()
    assert phone.note("household.left", bodies["household.left"])["state"] == "received"
    assert Household.objects.get(pk=ground.zhao.pk).ended_on == ground.today
    assert phone.note("household.confirm", bodies["household.confirm"])["why"]["code"] == "closed"
    assert phone.note("resident.confirm", bodies["resident.confirm"])["why"]["code"] == "closed"


def test_a_wrong_day_is_told_at_the_name_that_the_fact_uses(ground, phone):
    body = {"household": str(ground.zhao.pk), "on": "2150-01-01"}
    assert phone.note("household.left", body)["why"]["fields"].keys() == {"on"}


def test_an_identity_number_is_refused_wherever_it_is_pasted(ground, phone):
    number = "110101" + "19900307" + "000" + "X"
    number = next(n for c in "0123456789X" if find_id_numbers(n := number[:-1] + c))
    receipt = phone.note("entry.write", an_entry_body(ground.now, matter=f"证件 {number}"))
    assert receipt["why"]["fields"].keys() == {"matter"} and number not in str(receipt)
    assert Entry.objects.filter(matter__contains=number).count() == 0


def test_nothing_that_is_kept_of_an_opinion_leads_to_who_noted_it(ground, phone):
    body = ground.bodies()["opinion.note"]
    fact = phone.fact("opinion.note", body)
    phone.send(fact)
    opinion = Opinion.objects.get()
    kept = Fact.objects.get(pk=fact["id"])
    assert opinion.text == body["text"] and str(opinion.pk) != fact["id"]
    other = phone.fact("opinion.note", {**body, "text": "别的话"}, id=fact["id"])
    phone.send(other)
    assert Opinion.objects.count() == 1, "its digest binds no word, so the same id is the same fact"
    assert "text" not in kept.answer and set(kept.answer) == {"state", "noted_at", "clock"}

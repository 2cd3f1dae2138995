"""Facts come up: taken once, in order, each with its receipt."""

import pytest

from minqing.access.acting import in_community
from minqing.concerns.models import Concern, Step
from minqing.diary.models import Entry
from minqing.ledger.ids import uuid7
from minqing.ledger.models import Fact
from tests.factories.desk import Desk
from tests.factories.ground import OWN
from tests.factories.phones import Phone, a_concern_body, an_entry_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    with in_community(OWN):
        yield Desk()


@pytest.fixture
def phone(desk):
    return Phone(desk.wang)


def test_an_entry_written_at_the_door_stands_handed_in_under_the_facts_own_id(desk, phone):
    body = an_entry_body(phone.now, household=str(desk.zhao.pk), outcome="met", wish="想去看海")
    fact = phone.fact("entry.write", body)
    receipt = phone.send(fact)[0]
    assert (receipt["state"], receipt["clock"]) == ("received", "agreed")
    entry = Entry.objects.get(pk=fact["id"])
    assert (entry.household, entry.courtyard, entry.wish) == (desk.zhao, desk.yard, "想去看海")
    assert entry.handed_in_at is not None and entry.book.member == desk.wang


def test_the_second_arrival_answers_what_the_first_did_and_does_nothing_twice(desk, phone):
    fact = phone.fact("concern.open", a_concern_body())
    first, second = phone.send(fact), phone.send(fact)
    assert first == second == [first[0]]
    assert first[0]["number"] == Concern.objects.get().number
    assert phone.send(fact, fact) == [first[0], first[0]]
    assert Concern.objects.count() == 1


def test_a_concern_and_its_steps_in_one_batch_keep_their_order(desk, phone):
    opened = phone.fact("concern.open", a_concern_body(household=str(desk.zhao.pk)))
    settled = phone.fact(
        "concern.step", {"concern": opened["id"], "kind": "settle", "text": "当场拧紧", "told_resident": True}
    )
    called = phone.fact(
        "concern.step", {"concern": opened["id"], "kind": "call_back", "satisfaction": "satisfied"}
    )
    receipts = phone.send(opened, settled, called)
    assert [receipt["state"] for receipt in receipts] == ["received"] * 3
    assert Concern.objects.get().stage == "confirmed"
    assert Step.objects.filter(pk__in=[settled["id"], called["id"]]).count() == 2


def test_one_refused_fact_takes_no_other_with_it_and_is_not_kept(desk, phone):
    good, bad = (
        phone.fact("concern.open", a_concern_body()),
        phone.fact("concern.open", a_concern_body(matter=" ")),
    )
    step = phone.fact("concern.step", {"concern": bad["id"], "kind": "settle", "text": "好了"})
    receipts = phone.send(good, bad, step)
    assert [receipt["state"] for receipt in receipts] == ["received", "refused", "refused"]
    assert receipts[1]["why"]["code"] == "invalid" and set(receipts[1]["why"]["fields"]) == {"matter"}
    assert receipts[2]["why"]["code"] == "missing"
    assert list(Fact.objects.values_list("pk", flat=True)) == [Concern.objects.get().pk]
    bad["body"]["matter"] = "井盖松动"
    assert [receipt["state"] for receipt in phone.send(bad, step)] == ["received", "received"]


def test_another_body_under_the_same_id_learns_nothing(desk, phone):
    fact = phone.fact("concern.open", a_concern_body())
    phone.send(fact)
    again = {**fact, "body": a_concern_body(matter="别的")}
    receipt = phone.send(again)[0]
    assert receipt == {"id": fact["id"], "state": "refused", "why": receipt["why"]}
    assert receipt["why"]["code"] == "id_taken" and "fields" not in receipt["why"]
    other = Phone(desk.li).send(fact)[0]
    assert other["why"]["code"] == "id_taken"


def test_an_id_that_another_row_bears_is_taken(desk, phone):
    entry = phone.fact("entry.write", an_entry_body(phone.now))
    phone.send(entry)
    again = Phone(desk.li).send({**entry, "kind": "concern.open", "body": a_concern_body()})[0]
    assert again["why"]["code"] == "id_taken"
    Fact.objects.all().delete()
    assert (
        phone.send({**entry, "body": an_entry_body(phone.now, matter="别的")})[0]["why"]["code"] == "id_taken"
    )


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        ("entry.paint", {}, "unknown_kind"),
        ("concern.open", {"matter": "x"}, "invalid"),
        ("concern.open", a_concern_body(grade="enormous"), "invalid"),
        ("concern.open", a_concern_body(more="x"), "invalid"),
        ("concern.open", a_concern_body(matter="a\0b"), "invalid"),
        ("concern.open", a_concern_body(matter="a\ud800b"), "invalid"),
        ("concern.open", a_concern_body(household=str(uuid7())), "missing"),
        ("concern.step", {"concern": str(uuid7()), "kind": "note"}, "invalid"),
        ("concern.step", {"concern": str(uuid7()), "kind": "comment", "text": "x"}, "missing"),
    ],
)
def test_what_cannot_be_taken_says_why(phone, kind, body, code):
    assert phone.note(kind, body)["why"]["code"] == code


def test_a_colleagues_household_is_not_ones_own(desk, phone):
    receipt = phone.note("entry.write", an_entry_body(phone.now, household=str(desk.qian.pk)))
    assert receipt["why"]["code"] == "not_yours"
    assert phone.note("household.confirm", {"household": str(desk.zhao.pk)})["state"] == "received"
    assert phone.note("household.confirm", {"household": str(desk.qian.pk)})["why"]["code"] == "not_yours"

"""What comes down is what the contract says, and says what is true of the zone: each record in its own words."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pydantic import TypeAdapter

from minqing.access.acting import in_community
from minqing.access.actions import end_post
from minqing.committee.models import Leave
from minqing.concerns import actions as concerns
from minqing.concerns.choices import choices_of
from minqing.concerns.models import Concern, Step
from minqing.diary.actions import (
    add_addendum,
    add_photo,
    answer_comment,
    comment_entry,
    discard_draft,
    fulfil_wish,
    move_entry,
)
from minqing.diary.files import path_of
from minqing.households.actions import agree_to_role, decline_visits, resident_leaves
from minqing.households.models import Resident
from minqing.sync.facts.concerns import STEPS
from minqing.sync.models import Clash, ClockDoubt, Handed
from minqing.sync.records import shapes
from minqing.sync.records.handed import text_of
from minqing.sync.records.steps_offered import ON_THE_PHONE
from minqing.territory.actions import set_calendar_day
from minqing.territory.models import CalendarDay
from tests.factories.concerns import a_concern, viewer_of
from tests.factories.diary import a_draft, a_picture, an_entry
from tests.factories.ground import OWN
from tests.factories.people import a_courtyard, a_dwelling, a_household, a_zone, as_actor
from tests.sync.contract_words import contract, tree_of
from tests.sync.pocket import of_kind, reach_of, snapshot
from tests.sync.village import Village

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def village() -> Any:
    with in_community(OWN):
        yield Village()


def test_every_record_has_the_fields_of_the_contract_and_no_other() -> None:
    pairs = {
        "Me": shapes.Me,
        "CourtyardRecord": shapes.CourtyardShape,
        "HouseholdRecord": shapes.HouseholdShape,
        "ConcernRecord": shapes.ConcernShape,
        "EntryRecord": shapes.EntryShape,
        "ClashRecord": shapes.ClashShape,
        "DoubtRecord": shapes.DoubtShape,
        "HandedRecord": shapes.HandedShape,
    }
    assert {name: tree_of(shape) for name, shape in pairs.items()} == {
        name: contract().tree(name) for name in pairs
    }


def test_the_answers_have_the_fields_of_the_contract() -> None:
    for name in ("SnapshotAnswer", "ChangesAnswer"):
        assert set(tree_of(getattr(shapes, name))) == set(contract().tree(name))


def test_what_is_sent_is_of_the_kinds_that_the_shapes_say(village: Village) -> None:
    now = timezone.now()
    an_entry(village.wang, now, household=village.zhao, courtyard=village.yard, wish="想去看海")
    a_concern(village.wang, now, household=village.zhao, people=[(village.zhao_one, "raised")])
    waiting(village)
    records = [{"t": kind, "id": key, "d": d} for (kind, key), d in snapshot(village.wang).items()]
    TypeAdapter(list[shapes.Record]).validate_python(records, strict=True)
    assert {one["t"] for one in records} == {
        *("me", "courtyard", "household", "concern", "entry", "clash", "doubt", "handed")
    }


def waiting(village: Village) -> tuple[Clash, ClockDoubt, Handed]:
    """One of everything that waits for a decision, about 王's 赵 household."""
    now = timezone.now()
    clash = Clash.objects.create(
        community=OWN,
        resident=village.zhao_one,
        field="phones",
        shown=["13800000001"],
        other=["13800000002"],
        shown_by=village.wang.account_id,
        other_by=village.li.account_id,
        shown_at=now,
        other_at=now - DAY,
    )
    doubt = ClockDoubt.objects.create(
        community=OWN,
        fact=village.zhao.pk,
        kind="entry.write",
        account=village.wang.account_id,
        subject=village.zhao.pk,
        device_at=now,
        lower=now - DAY,
        upper=now,
        taken=now,
    )
    handed = Handed.objects.create(
        community=OWN,
        fact=village.zhao_one.pk,
        kind="concern.step",
        household=village.zhao,
        sender=village.li,
        body={"kind": "comment", "text": "答应过周五去看"},
        noted_at=now,
        received_at=now,
    )
    return clash, doubt, handed


def test_what_waits_is_told_in_words_with_the_names_of_those_who_wrote_it(village: Village) -> None:
    clash, doubt, handed = waiting(village)
    held = snapshot(village.wang)
    told = held["clash", str(clash.pk)]
    assert (told["shown"], told["other"]) == (["13800000001"], ["13800000002"])
    assert (told["shown_by"], told["other_by"]) == ("王委员", "李委员")
    assert held["doubt", str(doubt.pk)]["kind"] == "entry.write"
    assert held["handed", str(handed.pk)]["from"] == "李委员"
    assert held["handed", str(handed.pk)]["text"] == "答应过周五去看"
    for kind in ("clash", "doubt", "handed"):
        assert of_kind(snapshot(village.li), kind) == of_kind(snapshot(village.secretary), kind) == {}


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"matter": "漏水", "handling": "看过", "household": "x"}, "漏水\n看过"),
        ({"name": "赵三", "household": "x"}, "赵三"),
        (
            {
                "courtyard": "x",
                "unit": "3",
                "people": [{"id": "x", "name": "赵三"}, {"id": "y", "name": "赵四"}],
            },
            "赵三\n赵四",
        ),
        (
            {
                "resident": "x",
                "seen": {"phones": []},
                "set": {"phones": ["1", "2"], "registered_elsewhere": True},
            },
            "1、2",
        ),
        ({"household": "x"}, ""),
    ],
)
def test_a_handed_fact_says_in_one_text_what_it_says(body: dict[str, Any], text: str) -> None:
    assert text_of(body) == text


def test_a_person_is_found_by_sound_and_initials_and_carries_the_roles_held_today(village: Village) -> None:
    today = timezone.localdate()
    by = as_actor(village.wang)
    for kind, day in (("volunteer", today - 9 * DAY), ("courtyard_head", today - 9 * DAY)):
        agree_to_role(
            by=by,
            at=timezone.now(),
            resident=village.zhao_one,
            kind=kind,
            day=day,
            agreed_on=day,
            courtyard=village.yard,
        )
    held = snapshot(village.wang)
    person = held["household", str(village.zhao.pk)]["residents"][0]
    assert (person["name"], person["pinyin"], person["initials"]) == ("赵一", "zhaoyi", "zy")
    assert person["roles"] == ["courtyard_head", "volunteer"]
    assert held["courtyard", str(village.yard.pk)]["heads"] == [str(village.zhao_one.pk)]


def test_a_head_of_the_courtyard_who_lives_in_anothers_zone_is_not_on_the_phone(village: Village) -> None:
    day = timezone.localdate() - DAY
    agree_to_role(
        by=as_actor(village.li),
        at=timezone.now(),
        resident=village.qian_one,
        kind="courtyard_head",
        day=day,
        agreed_on=day,
        courtyard=village.yard,
    )
    assert snapshot(village.wang)["courtyard", str(village.yard.pk)]["heads"] == []
    assert snapshot(village.li)["courtyard", str(village.yard.pk)]["heads"] == [str(village.qian_one.pk)]


def test_a_household_knows_its_last_visit_and_when_it_was_last_met(village: Village) -> None:
    noon = (
        datetime.combine(timezone.localdate(), datetime.min.time(), timezone.get_default_timezone()) - DAY / 2
    )

    def visit(days: int, outcome: str, **more: Any) -> Any:
        at = noon - days * DAY
        return an_entry(
            village.li, at, household=village.zhao, courtyard=village.yard, outcome=outcome, **more
        )

    def last() -> tuple[Any, Any]:
        told = snapshot(village.wang)["household", str(village.zhao.pk)]
        return told["last_visit"], told["last_met"]

    def day(days: int) -> str:
        return str(timezone.localdate(noon) - days * DAY)

    assert last() == (None, None)
    visit(9, "met")
    visit(7, "nobody_home")
    a_draft(village.li, noon, household=village.zhao, courtyard=village.yard)
    assert last() == (day(7), day(9))
    declined = visit(5, "declined")
    assert last() == (day(5), day(5))
    move_entry(
        by=as_actor(village.li),
        at=timezone.now(),
        entry=declined,
        courtyard=village.yard,
        household=village.qian,
    )
    assert last() == (day(7), day(9))
    move_entry(
        by=as_actor(village.li),
        at=timezone.now(),
        entry=declined,
        courtyard=village.yard,
        household=village.zhao,
    )
    assert last() == (day(5), day(5))


def test_a_day_is_the_community_s_own_and_not_that_of_greenwich(village: Village) -> None:
    late = datetime(2026, 11, 3, 23, 30, tzinfo=timezone.get_default_timezone())
    early = datetime(2026, 11, 3, 0, 30, tzinfo=timezone.get_default_timezone())
    for at in (early, late):
        an_entry(
            village.wang,
            at + timedelta(minutes=20),
            began_at=at,
            household=village.zhao,
            courtyard=village.yard,
        )
        assert snapshot(village.wang)["household", str(village.zhao.pk)]["last_visit"] == "2026-11-03"


def test_who_left_is_not_told_and_who_declines_visits_is(village: Village) -> None:
    by, now = as_actor(village.wang), timezone.now()
    resident_leaves(by=by, at=now, resident=Resident.objects.get(name="赵二"), day=timezone.localdate())
    decline_visits(by=by, at=now, household=village.zhao)
    told = snapshot(village.wang)["household", str(village.zhao.pk)]
    assert [person["name"] for person in told["residents"]] == ["赵一"]
    assert told["declines"] is True


def test_an_entrance_brings_its_building_along(village: Village) -> None:
    building = a_courtyard("示例小区2号楼", kind="building")
    entrance = a_courtyard("示例小区2号楼1单元", kind="entrance")
    entrance.building = building
    entrance.save()
    a_zone(village.wang, a_dwelling(entrance, "101"))
    places = of_kind(snapshot(village.wang), "courtyard")
    assert set(places) == {str(village.yard.pk), str(building.pk), str(entrance.pk)}
    assert places[str(entrance.pk)]["building"] == str(building.pk)


def test_the_offered_steps_are_those_of_the_desk_and_those_that_the_door_takes(village: Village) -> None:
    """In every stage, for its lead, who covers, a colleague who sees it, and the secretary."""
    assert {*map(str, ON_THE_PHONE), "acknowledge"} == {*map(str, STEPS)}
    cover = a_cover(village)
    for made in stages(village):
        for who in (village.wang, village.li, cover, village.secretary):
            told = snapshot(who).get(("concern", str(made.pk)))
            if told is None:
                continue
            concern = Concern.objects.select_related("lead").get(pk=made.pk)
            desk = choices_of(viewer_of(who), concern)
            offered = [kind for kind in desk.kinds if kind in STEPS]
            assert told["can"] == (["acknowledge"] if desk.acknowledges else []) + offered, (
                concern.stage,
                who,
            )
            assert told["mine"] is (who == village.wang)


def a_cover(village: Village) -> Any:
    """A member who covers for 王 today."""
    from tests.factories.people import a_member

    cover = a_member("周委员")
    today = timezone.localdate()
    Leave.objects.create(
        community=OWN, member=village.wang, cover=cover, from_day=today - DAY, to_day=today + DAY
    )
    return cover


def stages(village: Village) -> list[Concern]:
    """A concern in every stage, and urgent ones; all of 王's."""
    by, start = as_actor(village.wang), timezone.now() - timedelta(hours=5)
    made = []

    def one(grade: str = "ordinary", **more: Any) -> Concern:
        made.append(
            a_concern(
                village.wang, start, grade=grade, household=village.zhao, courtyard=village.yard, **more
            )
        )
        return made[-1]

    def then(number: int) -> Any:
        return {"by": by, "at": start + timedelta(minutes=number)}

    one()
    one("urgent")
    one(settled="换了灯泡")
    one(settled="换了灯泡", told_resident=True)
    concerns.take_in_hand(**then(1), concern=one())
    concerns.report_concern(**then(1), concern=one("difficult"), level="street", text="报街道")
    concerns.coordinate_concern(**then(1), concern=one("policy"), text="请房管所", parties=["房管所"])
    answered = one()
    concerns.answer_concern(**then(1), concern=answered, text="修好了")
    confirmed = one()
    concerns.answer_concern(**then(1), concern=confirmed, text="修好了")
    concerns.call_back(**then(2), concern=confirmed, satisfaction="satisfied")
    closed = one()
    concerns.answer_concern(**then(1), concern=closed, text="修好了")
    concerns.close_concern(**then(3), concern=closed)
    concerns.reopen_concern(**then(4), concern=closed, text="又坏了")
    merged = one()
    concerns.merge_concerns(**then(2), concern=merged, into=made[0])
    withdrawn = one()
    concerns.withdraw_concern(**then(2), concern=withdrawn, text="不用了")
    return made


def test_a_concern_tells_its_open_promises_people_and_the_newest_dozen_of_steps_in_time(
    village: Village,
) -> None:
    now = timezone.now() - timedelta(hours=3)
    gone = Resident.objects.get(name="赵二")
    concern = a_concern(
        village.wang,
        now,
        grade="difficult",
        household=village.zhao,
        people=[(village.zhao_one, "raised"), (gone, "affected")],
    )
    Resident.objects.filter(pk=gone.pk).update(erased_at=now)
    for number in range(15):
        at = now + timedelta(minutes=number + 1)
        concerns.comment_on_concern(by=as_actor(village.wang), at=at, concern=concern, text=f"第{number}次")
    told = snapshot(village.wang)["concern", str(concern.pk)]
    assert [step["text"] for step in told["steps"]] == [f"第{number}次" for number in range(3, 15)]
    assert {step["by"] for step in told["steps"]} == {"王委员"}
    assert told["people"] == [{"resident": str(village.zhao_one.pk), "part": "raised"}]
    due = [promise["due"] for promise in told["promises"]]
    assert due == sorted(due) and {promise["name"] for promise in told["promises"]} == {
        "coordinate",
        "answer",
    }
    assert (told["lead"]["name"], told["mine"]) == ("王委员", True)


def test_the_secretary_s_phone_has_what_waits_to_be_acknowledged_wherever_it_is_and_nothing_else(
    village: Village,
) -> None:
    urgent = a_concern(
        village.wang, timezone.now(), grade="urgent", household=village.zhao, courtyard=village.yard
    )
    a_concern(village.wang, timezone.now(), household=village.zhao, courtyard=village.yard)
    own = an_entry(village.secretary, timezone.now())
    held = snapshot(village.secretary)
    assert {key for key in held if key[0] != "me"} == {
        ("concern", str(urgent.pk)),
        ("courtyard", str(village.yard.pk)),
        ("entry", str(own.pk)),
    }
    assert held["concern", str(urgent.pk)]["can"][0] == "acknowledge"


def test_the_secretary_who_keeps_a_zone_has_that_zone_like_any_member(village: Village) -> None:
    mine = a_household("周一")
    a_zone(village.secretary, mine.residences.get().dwelling)
    assert set(of_kind(snapshot(village.secretary), "household")) == {str(mine.pk)}


def test_who_covers_has_the_zone_and_who_is_covered_too(village: Village) -> None:
    cover = a_cover(village)
    for who in (cover, village.wang):
        assert set(of_kind(snapshot(who), "household")) == {str(village.zhao.pk)}


def test_closed_concerns_stay_a_fortnight_where_they_are_the_member_s_own(village: Village) -> None:
    now = timezone.now()
    own = a_concern(village.wang, now - 20 * DAY, household=village.zhao)
    other = a_concern(village.li, now - 20 * DAY, household=village.zhao)
    for concern, who in ((own, village.wang), (other, village.li)):
        concerns.withdraw_concern(by=as_actor(who), at=now - 10 * DAY, concern=concern, text="不用了")
    assert set(of_kind(snapshot(village.wang), "concern")) == {str(own.pk)}
    assert snapshot(village.wang)["concern", str(own.pk)]["promises"] == []
    assert of_kind(snapshot(village.wang, now + 5 * DAY), "concern") == {}


def test_an_entry_tells_where_it_stands_the_red_ink_and_what_was_added(village: Village) -> None:
    now = timezone.now() - timedelta(hours=2)
    by, secretary = as_actor(village.wang), as_actor(village.secretary)
    entry = an_entry(village.wang, now, household=village.zhao, courtyard=village.yard, wish="想去看海")
    comment = comment_entry(by=secretary, at=now, entry=entry, text="多去看看")
    comment_entry(by=secretary, at=now + timedelta(minutes=1), entry=entry, text="还有呢")
    answer_comment(by=by, at=now + timedelta(minutes=2), comment=comment, text="好的")
    add_addendum(by=by, at=now + timedelta(minutes=3), entry=entry, text="补一句")
    fulfil_wish(by=by, at=now + timedelta(minutes=4), entry=entry, on=timezone.localdate(now))
    move_entry(
        by=by,
        at=now + timedelta(minutes=5),
        entry=entry,
        courtyard=village.yard,
        household=village.qian,
        text="记错门",
    )
    told = snapshot(village.wang)["entry", str(entry.pk)]
    assert told["household"] == str(village.qian.pk)
    assert [(one["text"], one["by"], one["answered"]) for one in told["comments"]] == [
        ("多去看看", "孙书记", True),
        ("还有呢", "孙书记", False),
    ]
    assert [one["kind"] for one in told["addenda"]] == ["answer", "note", "wish", "move"]
    assert told["wish_fulfilled_on"] == str(timezone.localdate(now))
    assert told["handed_in_at"] is not None and told["read_at"] is not None


def test_own_drafts_come_along_and_discarded_or_old_entries_do_not(village: Village) -> None:
    now = timezone.now()
    draft = a_draft(village.wang, now)
    discard_draft(by=as_actor(village.wang), at=now, entry=a_draft(village.wang, now))
    an_entry(village.wang, now - 36 * DAY)
    a_draft(village.li, now)
    entries = of_kind(snapshot(village.wang), "entry")
    assert list(entries) == [str(draft.pk)]
    assert entries[str(draft.pk)]["handed_in_at"] is None


def test_a_photo_says_whether_its_bytes_have_arrived(village: Village) -> None:
    draft = a_draft(village.wang, timezone.now())
    photo = add_photo(by=as_actor(village.wang), at=timezone.now(), entry=draft, data=a_picture())

    def here() -> bool:
        return bool(snapshot(village.wang)["entry", str(draft.pk)]["photos"][0]["here"])

    assert here()
    path_of(photo).unlink()
    assert not here()


def test_me_tells_the_office_its_calendar_whom_to_call_and_who_else_there_is(village: Village) -> None:
    village.secretary.telephone = "13800000000"
    village.secretary.save()
    saturday = date(timezone.localdate().year, 12, 26)
    saturday += timedelta(days=(5 - saturday.weekday()) % 7)
    CalendarDay.objects.create(community=OWN, day=saturday, works=True)
    me = of_kind(snapshot(village.wang), "me")[str(village.wang.pk)]
    assert me["secretary"] == {"name": "孙书记", "telephone": "13800000000"}
    assert [one["name"] for one in me["colleagues"]] == ["孙书记", "李委员"]
    assert str(saturday) in me["calendar"]["on"]
    assert me["duty"] == ["08:30", "18:00"] and me["week_target_hours"] == 20


def test_without_a_secretary_there_is_nobody_to_call(village: Village) -> None:
    end_post(
        by=as_actor(village.secretary), at=timezone.now(), member=village.secretary, on=timezone.localdate()
    )
    me = of_kind(snapshot(village.wang), "me")[str(village.wang.pk)]
    assert me["secretary"] is None
    assert [one["name"] for one in me["colleagues"]] == ["李委员"]


def test_the_phone_counts_days_as_the_office_does(village: Village) -> None:
    """From the weekend rule and what differs from it every day of two years is answered alike."""
    from minqing.territory.queries import working_calendar

    set_calendar_day(
        by=as_actor(village.secretary),
        at=timezone.now(),
        community=reach_of(village.wang).viewer.community,
        day=date(timezone.localdate().year + 1, 3, 3),
        works=False,
    )
    told = of_kind(snapshot(village.wang), "me")[str(village.wang.pk)]["calendar"]
    calendar = working_calendar(OWN)
    day = date(timezone.localdate().year, 1, 1)
    while day.year < timezone.localdate().year + 2:
        by_phone = str(day) in told["on"] or (day.weekday() < 5 and str(day) not in told["off"])
        assert by_phone == calendar.is_working(day), day
        day += DAY
    assert told["known"] == [
        year for year in (day.year - 2, day.year - 1) if calendar.knows(date(year, 1, 1))
    ]


def test_steps_by_the_program_have_no_name(village: Village) -> None:
    concern = a_concern(village.wang, timezone.now(), household=village.zhao)
    Step.objects.filter(concern=concern).update(by=None)
    assert snapshot(village.wang)["concern", str(concern.pk)]["steps"][0]["by"] == ""

"""Changes: what the ledger touched is told as it is now, what is no longer the member's is let go of, nothing else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.committee.actions import (
    call_off_hand_over,
    cover_dwellings,
    hand_over_zone,
    take_leave,
    uncover_dwellings,
)
from minqing.committee.models import Coverage, Keeping
from minqing.concerns import actions as concerns
from minqing.concerns.models import Concern
from minqing.diary import actions as diary
from minqing.households import actions as households
from minqing.households.erasing import erase_resident
from minqing.households.models import Household, Membership, Resident
from minqing.households.persons import Person
from minqing.ledger.actor import SYSTEM
from minqing.ledger.models import Head, Record
from minqing.ledger.snapshot import label_of
from minqing.ledger.verify import ledgered_models
from minqing.ledger.writing import Writing
from minqing.notices.models import Notice
from minqing.sync import changes as changes_module
from minqing.sync.models import Clash, ClockDoubt, Handed
from minqing.sync.problems import Problem
from minqing.sync.touched import FOLLOWED
from tests.factories.concerns import a_concern
from tests.factories.diary import a_draft, a_picture, an_entry
from tests.factories.ground import OWN
from tests.factories.people import a_courtyard, a_dwelling, a_household, a_zone, as_actor, home_of
from tests.sync.lines import through_django
from tests.sync.pocket import Pocket, as_sent, of_kind, snapshot
from tests.sync.village import Village, a_phone, tell_ground

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def village() -> Any:
    with in_community(OWN):
        yield Village()


def by_wang(village: Village) -> dict[str, Any]:
    """王 acts now."""
    return {"by": as_actor(village.wang), "at": timezone.now()}


def by_secretary(village: Village) -> dict[str, Any]:
    """The secretary acts now."""
    return {"by": as_actor(village.secretary), "at": timezone.now()}


def told(pocket: Pocket) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """What an answer would tell: kinds and ids of its records, and of what is gone."""
    found = pocket.ask()
    assert not found.reset
    records = {(one["t"], one["id"]) for one in found.records}
    return records, {(one["t"], one["id"]) for one in found.gone}


def follows(pocket: Pocket) -> None:
    """It follows without a new snapshot, and then holds what a new one would give."""
    pocket.follow()
    assert pocket.resets == 0
    assert pocket.held == snapshot(pocket.member)


def test_where_nothing_happened_nothing_is_told(village: Village) -> None:
    pocket = Pocket(village.wang)
    found = pocket.ask()
    assert (found.records, found.gone, found.more, found.reset) == ([], [], False, False)
    assert found.at.seq == pocket.at.seq and found.at.hash == pocket.at.hash


def test_a_correction_of_a_person_tells_their_household_and_nothing_more(village: Village) -> None:
    pocket = Pocket(village.wang)
    person = Person("赵一", phones=("13800000009",))
    households.correct_resident(**by_wang(village), resident=village.zhao_one, person=person)
    assert told(pocket) == ({("household", str(village.zhao.pk))}, set())
    follows(pocket)


def test_a_colleague_s_work_in_another_zone_tells_nothing_not_even_an_id(village: Village) -> None:
    pocket = Pocket(village.wang)
    at = timezone.now()
    li = {"by": as_actor(village.li), "at": at}
    elsewhere = a_courtyard("示例胡同99号院")
    home = a_dwelling(elsewhere)
    a_zone(village.li, home)
    tell_ground()
    pocket.follow()
    new = households.settle_household(**li, dwelling=home, day=timezone.localdate(), people=[Person("钱三")])
    households.confirm_household(**li, household=village.qian)
    a_draft(village.li, at, household=village.qian, courtyard=village.yard)
    an_entry(village.li, at, household=new, courtyard=elsewhere)
    concern = a_concern(village.li, at, household=new, courtyard=elsewhere)
    concerns.withdraw_concern(**li, concern=concern, text="不用了")
    households.end_household(**li, household=new, day=timezone.localdate() + DAY)
    # The draft was written in the courtyard that both have homes in: a place is no secret.
    assert told(pocket) == ({("courtyard", str(village.yard.pk))}, set())
    follows(pocket)


def test_a_family_that_moves_in_or_away_moves_its_own_records(village: Village) -> None:
    pocket = Pocket(village.wang)
    today = timezone.localdate()
    new = households.settle_household(
        **by_wang(village), dwelling=village.home, day=today, people=[Person("吴一")]
    )
    records, gone = told(pocket)
    assert ("household", str(new.pk)) in records and gone == set()
    follows(pocket)
    households.end_household(**by_wang(village), household=village.zhao, day=today)
    assert told(pocket)[1] == {("household", str(village.zhao.pk))}
    follows(pocket)


def test_a_household_that_moves_to_anothers_zone_goes_with_its_concerns_clashes_and_handed_facts(
    village: Village,
) -> None:
    now = timezone.now()
    led_by_wang = a_concern(village.wang, now, household=village.zhao, courtyard=village.yard)
    led_by_li = a_concern(village.li, now, household=village.zhao, courtyard=village.yard)
    clash, handed = a_clash(village), a_handed(village)
    one, other = Pocket(village.wang), Pocket(village.li)
    assert ("concern", str(led_by_li.pk)) in one.held
    households.move_household(
        **by_wang(village), household=village.zhao, dwelling=village.other_home, day=timezone.localdate()
    )
    _records, gone = told(one)
    assert gone == {
        ("household", str(village.zhao.pk)),
        ("concern", str(led_by_li.pk)),
        ("clash", str(clash.pk)),
        ("handed", str(handed.pk)),
    }
    records, _gone = told(other)
    assert {
        ("household", str(village.zhao.pk)),
        ("concern", str(led_by_wang.pk)),
        ("clash", str(clash.pk)),
    } <= records
    assert ("handed", str(handed.pk)) in records
    for pocket in (one, other):
        follows(pocket)


def a_clash(village: Village) -> Clash:
    """A clash about 赵一, told to the ledger."""
    now = timezone.now()
    w = Writing("clash.test", SYSTEM, now)
    clash = w.add(
        Clash(
            community=OWN,
            resident=village.zhao_one,
            field="name",
            shown="赵一",
            other="赵壹",
            shown_at=now,
            other_at=now,
        )
    )
    w.about(clash)
    w.tell()
    return clash


def a_handed(village: Village, household: Household | None = None) -> Handed:
    """A handed fact about the 赵 household, told to the ledger."""
    now = timezone.now()
    w = Writing("handed.test", SYSTEM, now)
    handed = w.add(
        Handed(
            community=OWN,
            fact=now.strftime("%H%M%S00-0000-7000-8000-%f000000"),
            kind="entry.add",
            household=household or village.zhao,
            sender=village.li,
            noted_at=now,
            received_at=now,
            body={"text": "话"},
        )
    )
    w.about(handed)
    w.tell()
    return handed


def test_what_was_decided_is_let_go_of(village: Village) -> None:
    now = timezone.now()
    clash, handed = a_clash(village), a_handed(village)
    w = Writing("doubt.test", SYSTEM, now)
    doubt = w.add(
        ClockDoubt(
            community=OWN, fact=village.zhao.pk, kind="entry.write", account=village.wang.account_id,
            subject=village.zhao.pk, device_at=now, lower=now, upper=now, taken=now,
        )
    )  # fmt: skip
    w.about(doubt)
    w.tell()
    pocket, colleague = Pocket(village.wang), Pocket(village.li)
    w = Writing("all.decided", SYSTEM, now)
    w.change(clash, settled_at=now)
    w.change(doubt, confirmed=now, confirmed_at=now)
    w.change(handed, state="taken")
    w.about(clash)
    w.tell()
    assert told(pocket)[1] == {("clash", str(clash.pk)), ("doubt", str(doubt.pk)), ("handed", str(handed.pk))}
    follows(pocket)
    assert told(colleague)[1] == set()


def test_a_visit_by_whomever_tells_the_household_s_last_visit_and_a_move_of_the_entry_both_doors(
    village: Village,
) -> None:
    second = a_household("冯一", dwelling=a_dwelling(village.yard))
    a_zone(village.wang, home_of(second))
    tell_ground()
    pocket = Pocket(village.wang)
    entry = an_entry(village.li, timezone.now(), household=village.zhao, courtyard=village.yard)
    assert ("household", str(village.zhao.pk)) in told(pocket)[0]
    follows(pocket)
    assert pocket.held["household", str(village.zhao.pk)]["last_visit"] == str(
        timezone.localdate(entry.began_at)
    )
    diary.move_entry(
        by=as_actor(village.li), at=timezone.now(), entry=entry, courtyard=village.yard, household=second
    )
    assert {("household", str(village.zhao.pk)), ("household", str(second.pk))} <= told(pocket)[0]
    follows(pocket)


def test_red_ink_answers_photos_and_additions_tell_the_own_entry(village: Village) -> None:
    now = timezone.now()
    entry = an_entry(village.wang, now, household=village.zhao, courtyard=village.yard)
    draft = a_draft(village.wang, now)
    pocket, secretary = Pocket(village.wang), Pocket(village.secretary)

    def step(act: Callable[[], Any], of: Any = entry) -> Any:
        done = act()
        assert ("entry", str(of.pk)) in told(pocket)[0]
        follows(pocket)
        return done

    comment = step(lambda: diary.comment_entry(**by_secretary(village), entry=entry, text="多去"))
    step(lambda: diary.answer_comment(**by_wang(village), comment=comment, text="好"))
    step(lambda: diary.return_entry(**by_secretary(village), entry=entry, text="补充一下"))
    step(lambda: diary.add_addendum(**by_wang(village), entry=entry, text="补一句"))
    photo = step(lambda: diary.add_photo(**by_wang(village), entry=draft, data=a_picture()), draft)
    step(lambda: diary.remove_photo(**by_wang(village), photo=photo), draft)
    assert told(secretary) == (set(), set())


def test_a_draft_that_is_thrown_away_is_let_go_of_also_when_it_was_cleared_meanwhile(
    village: Village,
) -> None:
    now = timezone.now()
    one, two = a_draft(village.wang, now), a_draft(village.wang, now)
    foreign = a_draft(village.li, now)
    pocket = Pocket(village.wang)
    for draft, who in ((one, village.wang), (two, village.wang), (foreign, village.li)):
        diary.discard_draft(by=as_actor(who), at=timezone.now(), entry=draft)
    diary.clear_discarded(**by_wang(village), entry=two)
    gone = {("entry", str(one.pk)), ("entry", str(two.pk))}
    assert told(pocket)[1] == gone
    diary.clear_discarded(by=as_actor(village.li), at=timezone.now(), entry=foreign)
    assert told(pocket)[1] == gone
    follows(pocket)
    diary.restore_draft(**by_wang(village), entry=one)
    assert told(pocket)[0] == {("entry", str(one.pk))}
    follows(pocket)


def test_a_concern_handed_to_a_colleague_outside_the_own_zone_is_let_go_of_with_its_place(
    village: Village,
) -> None:
    elsewhere = a_courtyard("示例胡同99号院")
    tell_ground()
    concern = a_concern(village.wang, timezone.now(), courtyard=elsewhere)
    one, other = Pocket(village.wang), Pocket(village.li)
    assert ("courtyard", str(elsewhere.pk)) in one.held
    concerns.hand_concern(**by_wang(village), concern=concern, to=village.li)
    assert told(one)[1] == {("concern", str(concern.pk)), ("courtyard", str(elsewhere.pk))}
    assert {("concern", str(concern.pk)), ("courtyard", str(elsewhere.pk))} <= told(other)[0]
    for pocket in (one, other):
        follows(pocket)


def test_a_colleague_s_concern_of_the_own_zone_goes_when_it_is_closed_and_the_own_one_stays(
    village: Village,
) -> None:
    own = a_concern(village.wang, timezone.now(), household=village.zhao)
    other = a_concern(village.li, timezone.now(), household=village.zhao)
    pocket = Pocket(village.wang)
    for concern, who in ((own, village.wang), (other, village.li)):
        concerns.withdraw_concern(by=as_actor(who), at=timezone.now(), concern=concern, text="不用了")
    records, gone = told(pocket)
    assert ("concern", str(own.pk)) in records and gone == {("concern", str(other.pk))}
    follows(pocket)


def test_an_urgent_concern_reaches_the_secretary_and_leaves_once_it_is_closed(village: Village) -> None:
    pocket = Pocket(village.secretary)
    urgent = a_concern(
        village.wang, timezone.now(), grade="urgent", household=village.zhao, courtyard=village.yard
    )
    assert ("concern", str(urgent.pk)) in told(pocket)[0]
    follows(pocket)
    concerns.acknowledge_concern(**by_secretary(village), concern=urgent)
    follows(pocket)
    concerns.withdraw_concern(**by_wang(village), concern=urgent, text="已好")
    assert ("concern", str(urgent.pk)) in told(pocket)[1]
    follows(pocket)


def test_a_notice_that_asks_to_act_brings_its_concern_though_the_ledger_has_no_record_of_it(
    village: Village,
) -> None:
    urgent = a_concern(
        village.wang, timezone.now(), grade="urgent", household=village.zhao, courtyard=village.yard
    )
    pocket = Pocket(village.li)
    Notice.objects.create(
        community=OWN, to=village.li.account, kind="urgent_concern", params={}, once="x", urgent=True, about=urgent.pk,
        made_at=timezone.now(),
    )  # fmt: skip
    pocket.follow()
    assert pocket.held["concern", str(urgent.pk)]["can"][0] == "acknowledge"
    assert {key for key in pocket.held if key[0] == "concern"} == {("concern", str(urgent.pk))}


def test_spells_that_turn_with_the_day_are_told_without_any_record(village: Village) -> None:
    """Somebody leaves tomorrow, a family moves in tomorrow, a home changes zones tomorrow."""
    today, tomorrow = timezone.localdate(), timezone.localdate() + DAY
    households.resident_leaves(**by_wang(village), resident=Resident.objects.get(name="赵二"), day=tomorrow)
    new = households.settle_household(
        **by_wang(village), dwelling=village.home, day=tomorrow, people=[Person("吴一")]
    )
    third = a_household("郑一", dwelling=a_dwelling(village.yard, "9"))
    Coverage.objects.create(community=OWN, zone=village.zone, dwelling=home_of(third), from_day=today - DAY)
    tell_ground()
    cover_dwellings(
        **by_secretary(village), zone=village.other_zone, dwellings=[home_of(third)], from_day=tomorrow
    )
    one, other = Pocket(village.wang), Pocket(village.li)
    follows(one)
    assert len(one.held["household", str(village.zhao.pk)]["residents"]) == 2
    for days in (1, 2, 5):
        later = timezone.now() + days * DAY
        for pocket in (one, other):
            pocket.follow(later)
            assert pocket.resets == 0
            assert pocket.held == snapshot(pocket.member, later)
    assert ("household", str(new.pk)) in one.held
    assert ("household", str(third.pk)) not in one.held and ("household", str(third.pk)) in other.held
    assert len(one.held["household", str(village.zhao.pk)]["residents"]) == 1


def test_a_zone_handed_over_resets_both_phones_and_the_old_one_lets_go_of_the_households(
    village: Village,
) -> None:
    a_concern(village.wang, timezone.now(), household=village.zhao)
    one, other, third = Pocket(village.wang), Pocket(village.li), Pocket(village.secretary)
    hand_over_zone(**by_secretary(village), zone=village.zone, to_member=village.li, on=timezone.localdate())
    assert one.ask().reset and other.ask().reset and not third.ask().reset
    for pocket in (one, other):
        pocket.follow()
        assert pocket.resets == 1 and pocket.held == snapshot(pocket.member)
    assert of_kind(one.held, "household") == {}
    assert str(village.zhao.pk) in of_kind(other.held, "household")


def test_a_hand_over_by_date_resets_on_its_day_without_any_record(village: Village) -> None:
    tomorrow = timezone.localdate() + DAY
    hand_over_zone(**by_secretary(village), zone=village.zone, to_member=village.li, on=tomorrow)
    pocket = Pocket(village.wang)
    assert not pocket.ask().reset
    later = timezone.now() + DAY
    assert pocket.ask(later).reset
    pocket.follow(later)
    assert of_kind(pocket.held, "household") == {}


def test_a_planned_hand_over_that_is_called_off_changes_nothing(village: Village) -> None:
    hand_over_zone(
        **by_secretary(village),
        zone=village.zone,
        to_member=village.li,
        on=timezone.localdate() + 3 * DAY,
    )
    pocket = Pocket(village.wang)
    planned = Keeping.objects.get(zone=village.zone, member=village.li)
    call_off_hand_over(**by_secretary(village), keeping=planned)
    follows(pocket)


def test_leave_cover_begins_and_ends_with_a_new_snapshot_for_the_one_who_covers(village: Village) -> None:
    one, other = Pocket(village.wang), Pocket(village.li)
    today = timezone.localdate()
    take_leave(
        **by_secretary(village), member=village.wang, from_day=today, to_day=today + 2 * DAY, cover=village.li
    )
    assert other.ask().reset
    follows(one)
    other.follow()
    assert set(of_kind(other.held, "household")) == {str(village.zhao.pk), str(village.qian.pk)}
    other.follow(timezone.now() + 3 * DAY)
    assert set(of_kind(other.held, "household")) == {str(village.qian.pk)}


def test_homes_taken_out_of_a_zone_and_put_into_another_move_their_records(village: Village) -> None:
    one, other = Pocket(village.wang), Pocket(village.li)
    day = timezone.localdate()
    uncover_dwellings(**by_secretary(village), zone=village.zone, dwellings=[village.home], from_day=day)
    assert ("household", str(village.zhao.pk)) in told(one)[1]
    follows(one)
    cover_dwellings(**by_secretary(village), zone=village.other_zone, dwellings=[village.home], from_day=day)
    follows(one)
    follows(other)
    assert ("household", str(village.zhao.pk)) in other.held


def test_an_erased_person_is_gone_from_every_phone(village: Village) -> None:
    concern = a_concern(
        village.wang, timezone.now(), household=village.zhao, people=[(village.zhao_one, "raised")]
    )
    households.confirm_resident(**by_wang(village), resident=village.zhao_one)
    pocket = Pocket(village.wang)
    erase_resident(**by_secretary(village), resident=village.zhao_one, reason="asked")
    pocket.follow()
    assert pocket.held == snapshot(village.wang)
    assert str(village.zhao_one.pk) not in str(pocket.held)
    assert pocket.held["concern", str(concern.pk)]["people"] == []


def test_a_range_in_which_bodies_were_emptied_asks_for_a_new_snapshot(village: Village) -> None:
    pocket = Pocket(village.wang)
    households.confirm_resident(**by_wang(village), resident=village.zhao_one)
    erase_resident(**by_secretary(village), resident=village.zhao_one, reason="asked")
    assert pocket.ask().reset
    pocket.follow()
    assert pocket.resets == 1 and pocket.held == snapshot(village.wang)


def test_a_spell_that_never_came_to_be_asks_for_a_new_snapshot(village: Village) -> None:
    day = timezone.localdate()
    other = a_household("郑一", dwelling=a_dwelling(village.yard, "9"))
    tell_ground()
    pocket = Pocket(village.wang)
    cover_dwellings(**by_secretary(village), zone=village.zone, dwellings=[home_of(other)], from_day=day)
    pocket.follow()
    assert ("household", str(other.pk)) in pocket.held
    uncover_dwellings(**by_secretary(village), zone=village.zone, dwellings=[home_of(other)], from_day=day)
    assert pocket.ask().reset
    pocket.follow()
    assert ("household", str(other.pk)) not in pocket.held


# ── where it stands ─────────────────────────────────────────────────────────────────────────────────────────────────


def some_records(village: Village, count: int) -> None:
    for _each in range(count):
        households.confirm_household(**by_wang(village), household=village.zhao)


def test_a_long_way_is_told_in_pages_and_a_too_long_one_by_a_new_snapshot(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes_module, "PAGE", 4)
    monkeypatch.setattr(changes_module, "LONGEST", 12)
    pocket = Pocket(village.wang)
    some_records(village, 10)
    first = pocket.ask()
    assert (first.more, first.at.seq) == (True, pocket.at.seq + 4)
    assert first.at.hash == bytes(Record.objects.get(seq=first.at.seq).hash).hex()
    follows(pocket)
    assert pocket.at.seq == Head.objects.get(community=OWN).seq
    some_records(village, 13)
    assert pocket.ask().reset


def test_a_chain_that_lost_its_tail_or_has_another_is_told_as_restored(village: Village) -> None:
    kept = Pocket(village.wang)
    backup = transaction.savepoint()
    some_records(village, 2)
    seen = Pocket(village.wang)
    assert not seen.ask().reset
    transaction.savepoint_rollback(backup)
    with pytest.raises(Problem, match="restored"):
        seen.ask()
    assert not kept.ask().reset
    # What was written since bears the old numbers, but another hash.
    some_records(village, 3)
    with pytest.raises(Problem, match="restored"):
        seen.ask()
    follows(kept)


def test_the_door_says_restored_also_where_only_the_newest_place_heard_of_is_lost(village: Village) -> None:
    phone = a_phone(village.wang)
    assert phone.sync() == "done"
    line = through_django()
    stand = phone.kept.stand
    headers = {"Authorization": f"Bearer {phone.kept.token}", "Accept-Language": "en"}

    def ask(**more: Any) -> Any:
        given = {**stand, "since": stand["seq"], **more}
        asked = "&".join(
            f"{name}={given[name]}" for name in ("since", "hash", "scope", "known") if name in given
        )
        return line("GET", f"/{OWN}/sync/v1/changes?{asked}", None, headers)

    assert ask().status == 200
    assert ask(known=f"{stand['seq']}:{stand['hash']}").status == 200
    for lost in (
        {"known": f"{stand['seq'] + 5}:{'ab' * 32}"},
        {"hash": "ab" * 32},
        {"since": stand["seq"] + 1},
    ):
        answer = ask(**lost)
        assert (answer.status, answer.words()["code"]) == (409, "restored")
    assert ask(scope="another").words()["reset"] is True


def test_a_phone_that_never_saw_a_record_takes_a_snapshot(village: Village) -> None:
    pocket = Pocket(village.wang)
    pocket.at = type(pocket.at)(0, "00" * 32)
    assert pocket.ask().reset


# ── what it costs ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_it_costs_as_many_queries_for_much_as_for_little_and_however_long_the_history(
    village: Village,
) -> None:
    def busy(count: int) -> None:
        at = timezone.now()
        for number in range(count):
            household = a_household(f"冯{number}", dwelling=a_dwelling(village.yard))
            Coverage.objects.create(
                community=OWN,
                zone=village.zone,
                dwelling=home_of(household),
                from_day=timezone.localdate() - DAY,
            )
            households.confirm_household(**by_wang(village), household=household)
            an_entry(village.wang, at, household=household, courtyard=village.yard)
            a_concern(village.wang, at, household=household, courtyard=village.yard)
            households.correct_resident(
                **by_wang(village),
                resident=Membership.objects.get(household=household).resident,
                person=Person(f"陈{number}"),
            )

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            found = pocket.ask()
        assert not found.reset and found.records
        return len(asked)

    pocket = Pocket(village.wang)
    busy(1)
    little = queries()
    pocket.follow()
    busy(7)
    assert queries() == little
    with CaptureQueriesContext(connection) as asked:
        idle = Pocket(village.wang)
        asked_before = len(asked)
        idle.ask()
    assert len(asked) - asked_before <= 9


def test_every_row_of_the_ledger_leads_to_a_record_or_is_known_not_to() -> None:
    """A new model must be followed here, or written down as not on the phone."""
    not_on_the_phone = {
        *(
            "households.careneed",
            "privacy.consent",
            "privacy.reading",
            "diary.book",
            "diary.companion",
            "concerns.link",
        ),
        *(
            "committee.portfolio",
            "committee.portfolioholding",
            "committee.leave",
            "committee.deputy",
            "committee.duty",
            "committee.memberwish",
            "committee.spread",
        ),
        *("territory.planversion", "territory.underlay", "territory.fixture", "territory.barrier"),
        "territory.backdrop",
        # A stop is told with its plan, which every change of it names.
        *(
            "visits.plannedstop",
            "visits.visitinghours",
            "visits.visitwindow",
            "visits.callrhythm",
            "visits.feedkey",
        ),
    }
    ledgered = {label_of(model) for model in ledgered_models()}
    assert ledgered == FOLLOWED | not_on_the_phone
    assert all(apps.get_model(label) for label in FOLLOWED)


def test_what_came_is_what_json_can_say(village: Village) -> None:
    pocket = Pocket(village.wang)
    a_concern(village.wang, timezone.now(), household=village.zhao)
    found = pocket.ask()
    assert as_sent(found.records) == found.records
    assert Concern.objects.count() == 1

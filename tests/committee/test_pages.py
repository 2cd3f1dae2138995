"""The pages of zones and committee: who reads, who edits, what is kept, how much is asked of the database."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.access.models import Role
from minqing.accounts.models import Account
from minqing.committee.models import Coverage, Duty, Keeping, Leave, Member, Portfolio, PortfolioHolding, Zone
from minqing.ledger.ids import uuid7
from minqing.territory.models import Courtyard
from tests.factories.ground import OTHER, OWN, SIBLING
from tests.factories.people import (
    LONG_AGO,
    a_courtyard,
    a_dwelling,
    a_household,
    a_member,
    a_secretary,
    a_zone,
    an_account,
    home_of,
)

TODAY = timezone.localdate()


class Street:
    """A small community: the secretary, two members, a zone with one household, one home that nobody has."""

    def __init__(self) -> None:
        self.secretary, self.wang, self.zhao = a_secretary("李书记"), a_member("王委员"), a_member("赵委员")
        self.yard: Courtyard = a_courtyard("示例胡同1号院")
        self.home, self.bare = a_dwelling(self.yard, "北房"), a_dwelling(self.yard, "南房")
        self.household = a_household("钱老太", dwelling=self.home)
        a_household("孙先生", dwelling=self.bare)
        self.zone: Zone = a_zone(self.wang, self.home)
        self.portfolio = Portfolio.objects.create(community=OWN, name="民政")
        self.leave = Leave.objects.create(
            community=OWN,
            member=self.zhao,
            cover=self.secretary,
            from_day=TODAY + timedelta(days=3),
            to_day=TODAY + timedelta(days=6),
        )


@pytest.fixture
def street(db: None) -> Iterator[Street]:
    with in_community(OWN):
        yield Street()


def signed_in(member: Member | Account) -> Client:
    client = Client()
    account = member if isinstance(member, Account) else Account.objects.get(pk=member.account_id)
    client.force_login(account)
    return client


def at(name: str, *args: UUID, code: str = OWN) -> str:
    return reverse(name, args=[code, *args])


def reading_pages(street: Street) -> list[str]:
    return [
        at("zones"),
        at("zone", street.zone.pk),
        at("committee"),
        at("member", street.zhao.pk),
        at("portfolio_matrix"),
        at("duty_roster"),
        at("my_leave"),
    ]


def dividing_pages(street: Street) -> list[str]:
    return [
        at("zone_new"),
        at("zone_change", street.zone.pk),
        at("zone_homes", street.zone.pk),
        at("zone_courtyard", street.zone.pk, street.yard.pk),
        at("zone_keeper", street.zone.pk),
        at("zone_end", street.zone.pk),
        at("courtyard_zone", street.yard.pk),
        at("portfolio_new"),
        at("member_new"),
        at("member_part", street.zhao.pk),
        at("member_deputy", street.zhao.pk),
        at("member_portfolios", street.zhao.pk),
    ]


class TestWhoMayEnter:
    def test_the_secretary_reads_and_divides(self, street: Street) -> None:
        client = signed_in(street.secretary)
        pages = [
            *reading_pages(street),
            *dividing_pages(street),
            at("household_keepers", street.household.pk),
        ]
        assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)

    def test_a_member_reads_all_zones_and_divides_nothing(self, street: Street) -> None:
        client = signed_in(street.zhao)
        readable = reading_pages(street)
        assert {page: client.get(page).status_code for page in readable} == dict.fromkeys(readable, 200)
        closed = dividing_pages(street)
        assert {page: client.get(page).status_code for page in closed} == dict.fromkeys(closed, 404)
        assert {page: client.post(page).status_code for page in closed} == dict.fromkeys(closed, 404)
        assert client.post(at("duty_roster"), {"days": [TODAY.isoformat()]}).status_code == 404
        assert Duty.objects.count() == 0

    def test_a_member_sees_whose_a_household_was_only_in_the_own_zone(self, street: Street) -> None:
        page = at("household_keepers", street.household.pk)
        assert signed_in(street.wang).get(page).status_code == 200
        assert signed_in(street.zhao).get(page).status_code == 404

    def test_nobody_of_elsewhere_enters(self, street: Street) -> None:
        pages = [*reading_pages(street), *dividing_pages(street)]
        for code, role in ((SIBLING, Role.SECRETARY), (OTHER, Role.SECRETARY)):
            client = signed_in(an_account("外人", role, code))
            assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 404)

    def test_another_communitys_rows_are_missing_under_the_own_address(self, street: Street) -> None:
        stranger = an_account("邻社区书记", Role.SECRETARY, SIBLING)
        client = signed_in(stranger)
        for name, pk in (
            ("zone", street.zone.pk),
            ("member", street.zhao.pk),
            ("leave_back", street.leave.pk),
        ):
            assert client.get(at(name, pk, code=SIBLING)).status_code == 404

    def test_who_is_not_signed_in_is_led_to_the_door(self, street: Street) -> None:
        answer = Client().get(at("zones"))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/login/")

    def test_zone_pages_show_counts_and_courtyards_and_no_resident(self, street: Street) -> None:
        for member in (street.secretary, street.zhao):
            for page in (at("zones"), at("zone", street.zone.pk)):
                body = signed_in(member).get(page).content.decode()
                assert "钱老太" not in body
                assert "孙先生" not in body

    def test_why_a_colleague_is_away_is_between_them_and_the_secretary(self, street: Street) -> None:
        Leave.objects.filter(pk=street.leave.pk).update(kind=Leave.Kind.SICK)
        page = at("member", street.zhao.pk)
        words = "病假"
        assert words in signed_in(street.secretary).get(page).content.decode()
        assert words in signed_in(street.zhao).get(page).content.decode()
        assert words not in signed_in(street.wang).get(page).content.decode()


class TestZones:
    def test_what_is_not_covered_comes_first(self, street: Street) -> None:
        body = signed_in(street.secretary).get(at("zones")).content.decode()
        assert 0 < body.index("1 户") < body.index(street.zone.name)
        assert at("courtyard_zone", street.yard.pk) in body

    def test_with_nothing_drawn_the_first_step_is_offered_to_the_secretary_alone(self, db: None) -> None:
        with in_community(OWN):
            secretary, member = a_secretary(), a_member()
        assert at("zone_new") in signed_in(secretary).get(at("zones")).content.decode()
        assert at("zone_new") not in signed_in(member).get(at("zones")).content.decode()

    def test_drawing_a_zone_twice_makes_one(self, street: Street) -> None:
        client, fact = signed_in(street.secretary), uuid7()
        for _time in range(2):
            answer = client.post(at("zone_new"), {"name": "东片", "fact": str(fact)})
            assert (answer.status_code, answer["Location"]) == (302, at("zone_homes", fact))
        assert Zone.objects.filter(name="东片").count() == 1

    def test_a_taken_name_is_refused_and_kept(self, street: Street) -> None:
        answer = signed_in(street.secretary).post(
            at("zone_new"), {"name": street.zone.name, "fact": str(uuid7())}
        )
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["name"]
        assert answer.context["form"]["name"].value() == street.zone.name

    def test_a_whole_courtyard_comes_into_a_zone(self, street: Street) -> None:
        other = a_zone(street.zhao)
        answer = signed_in(street.secretary).post(
            at("zone_homes", other.pk), {"courtyards": [str(street.yard.pk)], "from_day": TODAY.isoformat()}
        )
        assert answer.status_code == 302
        assert set(other.coverages.values_list("dwelling", flat=True)) == {street.home.pk, street.bare.pk}
        assert Coverage.objects.get(zone=street.zone).to_day == TODAY

    def test_single_homes_of_a_courtyard_come_and_go(self, street: Street) -> None:
        answer = signed_in(street.secretary).post(
            at("zone_courtyard", street.zone.pk, street.yard.pk),
            {"dwellings": [str(street.bare.pk)], "from_day": TODAY.isoformat()},
        )
        assert answer.status_code == 302
        now = Coverage.objects.filter(zone=street.zone, to_day__isnull=True)
        assert list(now.values_list("dwelling", flat=True)) == [street.bare.pk]

    def test_an_uncovered_courtyard_falls_to_a_zone_where_it_lay_bare(self, street: Street) -> None:
        other = a_zone(street.zhao)
        signed_in(street.secretary).post(
            at("courtyard_zone", street.yard.pk),
            {"zone": str(other.pk), "homes": "bare", "from_day": TODAY.isoformat()},
        )
        assert list(other.coverages.values_list("dwelling", flat=True)) == [street.bare.pk]

    def test_the_secretary_hands_over_on_the_page(self, street: Street) -> None:
        answer = signed_in(street.secretary).post(
            at("zone_keeper", street.zone.pk),
            {"keeper": str(street.wang.pk), "to_member": str(street.zhao.pk), "on": TODAY.isoformat()},
        )
        assert (answer.status_code, answer["Location"]) == (302, at("zone", street.zone.pk))
        assert Keeping.objects.get(zone=street.zone, to_day__isnull=True).member == street.zhao

    def test_a_stale_hand_over_is_refused_with_what_was_typed(self, street: Street) -> None:
        answer = signed_in(street.secretary).post(
            at("zone_keeper", street.zone.pk),
            {"keeper": str(street.zhao.pk), "to_member": str(street.secretary.pk), "on": "2026-12-24"},
        )
        assert answer.status_code == 422
        assert answer.context["form"]["on"].value() == "2026-12-24"
        assert "王委员" in str(answer.context["form"].errors["on"])
        assert Keeping.objects.get(zone=street.zone).member == street.wang

    def test_a_planned_hand_over_is_shown_and_called_off(self, street: Street) -> None:
        client, day = signed_in(street.secretary), TODAY + timedelta(days=5)
        client.post(
            at("zone_keeper", street.zone.pk),
            {"keeper": str(street.wang.pk), "to_member": str(street.zhao.pk), "on": day.isoformat()},
        )
        planned = Keeping.objects.get(zone=street.zone, member=street.zhao)
        off = at("hand_over_call_off", planned.pk)
        assert off in client.get(at("zone", street.zone.pk)).content.decode()
        assert signed_in(street.wang).post(off).status_code == 404
        assert client.post(off).status_code == 302
        assert Keeping.objects.get(zone=street.zone).to_day is None

    def test_a_zone_with_people_in_it_is_not_ended(self, street: Street) -> None:
        answer = signed_in(street.secretary).post(at("zone_end", street.zone.pk), {"on": TODAY.isoformat()})
        assert answer.status_code == 422
        street.zone.refresh_from_db()
        assert street.zone.ended_on is None

    def test_the_history_of_a_household_names_who_had_it(self, street: Street) -> None:
        Keeping.objects.filter(zone=street.zone).update(to_day=date(2026, 3, 1))
        Keeping.objects.create(
            community=OWN,
            zone=street.zone,
            member=street.zhao,
            from_day=date(2026, 3, 1),
            taken_up_at=timezone.now(),
        )
        answer = signed_in(street.zhao).get(at("household_keepers", street.household.pk))
        told = [
            (kept.member.name, kept.cover and kept.cover.name, kept.days.from_day)
            for kept in answer.context["history"]
        ]
        away, back = street.leave.from_day, street.leave.to_day
        assert told == [
            ("赵委员", None, back),
            ("赵委员", "李书记", away),
            ("赵委员", None, date(2026, 3, 1)),
            ("王委员", None, LONG_AGO),
        ]


class TestPeople:
    def test_a_member_is_added_with_a_password_shown_once(self, street: Street) -> None:
        client = signed_in(street.secretary)
        asked = {"name": "周委员", "username": "zhou", "role": "member", "from_day": TODAY.isoformat()}
        answer = client.post(at("member_new"), asked)
        password = answer.context["password"]
        assert answer.status_code == 200
        assert password in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert Account.objects.get(username="zhou").check_password(password)
        assert password not in client.get(at("committee")).content.decode()
        assert Member.objects.filter(community=OWN, name="周委员").count() == 1

    def test_a_taken_sign_in_name_is_refused_and_the_rest_kept(self, street: Street) -> None:
        taken = Account.objects.get(pk=street.wang.account_id).username
        asked = {"name": "周委员", "username": taken, "role": "member", "from_day": TODAY.isoformat()}
        answer = signed_in(street.secretary).post(at("member_new"), asked)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["username"]
        assert answer.context["form"]["name"].value() == "周委员"

    def test_who_keeps_a_zone_hands_over_before_leaving(self, street: Street) -> None:
        client = signed_in(street.secretary)
        page = at("member_part", street.wang.pk)
        answer = client.post(page, {"on": TODAY.isoformat()})
        assert answer.status_code == 422
        assert at("zone_keeper", street.zone.pk) in answer.content.decode()
        Keeping.objects.filter(zone=street.zone).update(member=street.zhao)
        assert client.post(page, {"on": TODAY.isoformat()}).status_code == 302
        street.wang.refresh_from_db()
        assert street.wang.left_on == TODAY
        assert signed_in(street.wang).get(at("zones")).status_code == 404

    def test_portfolios_are_chosen_and_the_matrix_joins_them_with_zones(self, street: Street) -> None:
        client = signed_in(street.secretary)
        client.post(
            at("member_portfolios", street.wang.pk),
            {"portfolios": [str(street.portfolio.pk)], "from_day": TODAY.isoformat()},
        )
        lines = client.get(at("portfolio_matrix")).context["matrix"].lines
        assert [(line.portfolio.name, line.holders, line.cells) for line in lines] == [
            ("民政", [street.wang], [True])
        ]
        client.post(at("member_portfolios", street.wang.pk), {"from_day": TODAY.isoformat()})
        assert PortfolioHolding.objects.count() == 0

    def test_a_deputy_is_named(self, street: Street) -> None:
        client = signed_in(street.secretary)
        client.post(
            at("member_deputy", street.wang.pk),
            {"deputy": str(street.zhao.pk), "from_day": TODAY.isoformat()},
        )
        shown = {now.member: now.deputy for now in client.get(at("committee")).context["members"]}
        assert shown == {street.secretary: None, street.wang: street.zhao, street.zhao: None}


class TestLeave:
    def asked(self, street: Street, **more: Any) -> dict[str, Any]:
        first = TODAY + timedelta(days=10)
        last = first + timedelta(days=2)
        return {
            "kind": "leave",
            "from_day": first.isoformat(),
            "last_day": last.isoformat(),
            "cover": str(street.zhao.pk),
            "fact": str(uuid7()),
        } | more

    def test_a_member_notes_the_own_absence_and_no_other(self, street: Street) -> None:
        client = signed_in(street.wang)
        answer = client.post(at("member_leave", street.wang.pk), self.asked(street))
        assert (answer.status_code, answer["Location"]) == (302, at("my_leave"))
        noted = Leave.objects.get(member=street.wang)
        assert (noted.cover, noted.to_day) == (street.zhao, TODAY + timedelta(days=13))
        assert client.get(at("member_leave", street.zhao.pk)).status_code == 404
        assert client.get(at("leave_back", street.leave.pk)).status_code == 404
        assert client.get(at("leave_cover", street.leave.pk)).status_code == 404

    def test_sending_it_twice_notes_it_once(self, street: Street) -> None:
        asked = self.asked(street)
        for _time in range(2):
            assert signed_in(street.wang).post(at("member_leave", street.wang.pk), asked).status_code == 302
        assert Leave.objects.filter(member=street.wang).count() == 1

    def test_a_cover_who_is_away_is_refused_and_the_days_are_kept(self, street: Street) -> None:
        asked = self.asked(street, from_day=(TODAY + timedelta(days=4)).isoformat())
        answer = signed_in(street.wang).post(at("member_leave", street.wang.pk), asked)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["cover"]
        assert answer.context["form"]["from_day"].value() == asked["from_day"]

    def test_back_earlier(self, street: Street) -> None:
        day = TODAY + timedelta(days=4)
        answer = signed_in(street.zhao).post(at("leave_back", street.leave.pk), {"on": day.isoformat()})
        assert answer.status_code == 302
        assert Leave.objects.get(pk=street.leave.pk).to_day == day

    def test_someone_else_covers_the_rest(self, street: Street) -> None:
        day = TODAY + timedelta(days=4)
        asked = {"cover": str(street.wang.pk), "on": day.isoformat()}
        assert signed_in(street.secretary).post(at("leave_cover", street.leave.pk), asked).status_code == 302
        rows = Leave.objects.filter(member=street.zhao).order_by("from_day")
        assert [(row.cover, row.to_day) for row in rows] == [
            (street.secretary, day),
            (street.wang, TODAY + timedelta(days=6)),
        ]


class TestDutyRoster:
    def test_days_and_whole_weeks_are_put(self, street: Street) -> None:
        client = signed_in(street.secretary)
        monday = TODAY - timedelta(days=TODAY.weekday())
        month = f"{at('duty_roster')}?month={TODAY:%Y-%m}"
        answer = client.post(month, {"member": str(street.wang.pk), "weeks": [monday.isoformat()]})
        assert answer.status_code == 302
        put = Duty.objects.order_by("day").values_list("day", "member")
        assert list(put) == [(TODAY + timedelta(days=n), street.wang.pk) for n in range(7 - TODAY.weekday())]
        answer = client.post(month, {"member": "", "days": [TODAY.isoformat()]})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["member"])
        assert Duty.objects.filter(day=TODAY).exists()
        client.post(month, {"member": "", "days": [TODAY.isoformat()], "clear": "1"})
        assert not Duty.objects.filter(day=TODAY).exists()

    def test_without_a_day_it_says_so(self, street: Street) -> None:
        answer = signed_in(street.secretary).post(at("duty_roster"), {"member": str(street.wang.pk)})
        assert answer.status_code == 422
        assert answer.context["form"].errors["days"] == ["请至少选一天。"]

    @pytest.mark.parametrize("month", ["", "x", "2026-13", "9999-12", "0001-01"])
    def test_a_month_that_is_none_shows_this_one(self, street: Street, month: str) -> None:
        answer = signed_in(street.wang).get(at("duty_roster"), {"month": month})
        assert answer.context["month"] == TODAY.replace(day=1)


def test_more_rows_ask_no_more_of_the_database(street: Street) -> None:
    client = signed_in(street.secretary)

    def queries() -> dict[str, int]:
        counts = {}
        for page in [*reading_pages(street), at("zone_homes", street.zone.pk)]:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(page)
            counts[page] = len(asked)
        return counts

    queries()
    one = queries()
    for number in range(3):
        member = a_member(f"新委员{number}")
        home = home_of(a_household())
        a_household()
        zone = a_zone(member, home)
        Coverage.objects.create(community=OWN, zone=street.zone, dwelling=a_dwelling(), from_day=LONG_AGO)
        Leave.objects.create(
            community=OWN, member=member, cover=street.wang, from_day=TODAY, to_day=TODAY + timedelta(days=9)
        )
        portfolio = Portfolio.objects.create(community=OWN, name=f"条线{number}")
        PortfolioHolding.objects.create(community=OWN, member=member, portfolio=portfolio, from_day=LONG_AGO)
        Duty.objects.create(community=OWN, day=TODAY + timedelta(days=number), member=member)
        assert zone
    assert queries() == one

"""Who is told of what is urgent, at once and at any hour (method, rules 5 and 6)."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from minqing.access.acting import in_community
from minqing.accounts.models import Account
from minqing.committee.models import Deputy, Duty, Leave, Member
from minqing.committee.queries import who_is_told
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import LONG_AGO, a_member, a_secretary

SHANGHAI = ZoneInfo("Asia/Shanghai")
TUESDAY = date(2026, 11, 24)


def moment(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=SHANGHAI)


MORNING = moment(TUESDAY, 10)


class Office:
    def __init__(self) -> None:
        with in_community(SIBLING):
            a_secretary("邻社区书记")
        self.secretary = a_secretary("李书记")
        self.wang, self.zhao, self.sun = a_member("王委员"), a_member("赵委员"), a_member("孙委员")

    def away(self, member: Member, cover: Member) -> None:
        Leave.objects.create(
            community=OWN, member=member, cover=cover, from_day=TUESDAY, to_day=date(2026, 11, 26)
        )

    def deputy(self, member: Member, deputy: Member) -> None:
        Deputy.objects.create(community=OWN, member=member, deputy=deputy, from_day=LONG_AGO)


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    with in_community(OWN):
        yield Office()


def told(at: datetime, member: Member | None = None) -> list[str]:
    return [account.name for account in who_is_told(OWN, at, member)]


def test_in_duty_hours_it_is_the_secretary(office: Office) -> None:
    Duty.objects.create(community=OWN, day=TUESDAY, member=office.sun)
    assert told(MORNING) == ["李书记"]


def test_and_the_member_whom_it_concerns(office: Office) -> None:
    assert told(MORNING, office.wang) == ["李书记", "王委员"]


@pytest.mark.parametrize(
    ("at", "duty"),
    [
        (moment(TUESDAY, 8, 29, 59), True),
        (moment(TUESDAY, 8, 30), False),
        (moment(TUESDAY, 18, 0), False),
        (moment(TUESDAY, 18, 0, 1), True),
        (moment(date(2026, 11, 28), 10), True),
        (moment(date(2026, 10, 10), 10), False),
    ],
    ids=["before", "first second", "last second", "after", "Saturday", "Saturday worked in lieu"],
)
def test_outside_duty_hours_also_who_is_on_duty_that_day(office: Office, at: datetime, duty: bool) -> None:
    Duty.objects.create(community=OWN, day=at.date(), member=office.sun)
    assert told(at) == (["李书记", "孙委员"] if duty else ["李书记"])


def test_for_a_secretary_who_is_away_her_deputy_and_her_cover(office: Office) -> None:
    office.deputy(office.secretary, office.wang)
    assert told(MORNING) == ["李书记"]
    office.away(office.secretary, office.zhao)
    assert told(MORNING) == ["王委员", "赵委员"]
    assert told(moment(date(2026, 11, 26), 10)) == ["李书记"]


def test_a_deputy_who_is_away_too_is_passed_over(office: Office) -> None:
    office.deputy(office.secretary, office.wang)
    office.away(office.secretary, office.zhao)
    office.away(office.wang, office.sun)
    assert told(MORNING) == ["赵委员"]


def test_where_everybody_is_away_it_is_still_the_secretary(office: Office) -> None:
    office.away(office.secretary, office.zhao)
    office.away(office.zhao, office.secretary)
    assert told(MORNING) == ["李书记"]


def test_for_a_member_who_is_away_the_deputy_and_the_cover_nobody_twice(office: Office) -> None:
    office.deputy(office.wang, office.zhao)
    office.away(office.wang, office.zhao)
    assert told(MORNING, office.wang) == ["李书记", "赵委员"]


def test_a_closed_account_is_told_nothing(office: Office) -> None:
    Account.objects.filter(pk=office.wang.account_id).update(is_active=False)
    assert told(MORNING, office.wang) == ["李书记"]

"""The register as one table: whose rows, in what order, under what conditions, in how many queries."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from minqing.access.acting import in_community
from minqing.access.actors import actor_of
from minqing.access.scope import Viewer
from minqing.committee.models import Member
from minqing.households.models import ActiveRole, Household, Membership, Residence, Resident
from minqing.households.sounds import search_sound
from minqing.households.table import checking, index
from minqing.households.table.asked import Asked, address_of, read_asked
from minqing.households.table.columns import COLUMNS, columns_for
from minqing.households.table.rows import part_of
from minqing.ledger.errors import Refused
from minqing.privacy.register import register
from minqing.territory.models import Community
from tests.factories.desk import Desk, a_neighbour, an_officer, signed_in, to
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import LONG_AGO, a_courtyard, a_dwelling, a_household, home_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Tests write past the ledger, which tells when a kept order is out of date."""
    index.forget()
    checking.forget()


@pytest.fixture
def desk() -> Iterator[Desk]:
    with in_community(SIBLING):
        a_household("邻居")
    with in_community(OWN), translation.override("en"):
        desk = Desk()
        for name in ("赵一", "赵二", "钱一"):
            know(name)
        yield desk


def know(name: str, **facts: Any) -> None:
    """Facts of a person, the sound of the name with them."""
    Resident.objects.filter(name=name).update(pinyin=search_sound(name), **facts)


def viewer(who: Member) -> Viewer:
    """Somebody looking at the own community's desk."""
    now = timezone.now()
    return Viewer(actor_of(who.account, TODAY), Community.objects.get(community=OWN), now)  # type: ignore[arg-type]


def asks(who: Member, query: str = "") -> Asked:
    """What an address asks for them."""
    return read_asked(QueryDict(query), viewer(who))


def names(who: Member, query: str = "", start: int = 0, stop: int = 50) -> list[str]:
    """The names in the rows of a part, in order."""
    index.forget()
    checking.forget()
    return [row.cells[0] for row in part_of(viewer(who), asks(who, query), start, stop).rows if row]


def cells(who: Member, name: str, query: str) -> tuple[str, ...]:
    """The cells of a person's row."""
    index.forget()
    part = part_of(viewer(who), asks(who, query), 0, 50)
    return next(row.cells for row in part.rows if row and row.cells[0] == name)


def left(name: str, day: date) -> Resident:
    """A person who has left on a day, and belongs to nobody since."""
    know(name, left_on=day)
    Membership.objects.filter(resident__name=name).update(to_day=day)
    return Resident.objects.get(name=name)


def test_a_member_reads_the_own_zone_and_the_secretary_the_community(desk: Desk) -> None:
    assert names(desk.wang) == ["赵二", "赵一"]
    assert names(desk.li) == ["钱一"]
    assert names(desk.secretary) == ["钱一", "赵二", "赵一"]


def test_a_part_is_told_with_the_whole_number(desk: Desk) -> None:
    part = part_of(viewer(desk.secretary), asks(desk.secretary), 1, 2)
    assert (part.start, part.total, [row.cells[0] for row in part.rows if row]) == (1, 3, ["赵二"])
    beyond = part_of(viewer(desk.secretary), asks(desk.secretary), 40, 90)
    assert (beyond.start, beyond.total, beyond.rows) == (3, 3, ())


def test_every_column_says_what_the_register_has(desk: Desk) -> None:
    know("赵一", sex="female", born="1966-05-08", phones=["13800138000", "010-64001234"],
         registered_elsewhere=False, confirmed_on=TODAY)  # fmt: skip
    Household.objects.filter(pk=desk.zhao.pk).update(number="017", declines_visits=True)
    home = home_of(desk.zhao)
    home.tenure, home.floor = "public", 2
    home.save()
    ActiveRole.objects.create(
        community=OWN, resident=Resident.objects.get(name="赵一"), kind="volunteer",
        agreed_on=LONG_AGO, from_day=LONG_AGO,
    )  # fmt: skip
    every = [column.key for column in COLUMNS]
    row = dict(zip(every, cells(desk.secretary, "赵一", f"c={','.join(every)}"), strict=True))
    assert row == {
        "name": "赵一", "home": "示例胡同1号院 3", "relation": "Head of household", "sex": "Female",
        "born": "1966-05-08", "age": str(TODAY.year - 1966 - ((TODAY.month, TODAY.day) < (5, 8))),
        "phones": "13800138000; 010-64001234", "tenure": "Public housing", "elsewhere": "No",
        "zone": desk.zone.name, "keeper": "王委员", "confirmed": f"{TODAY} · recent", "checks": "",
        "courtyard": "示例胡同1号院", "unit": "3", "lane": "", "floor": "2", "number": "017", "people": "2",
        "declines": "Yes", "roles": "Volunteer", "since": "2020-01-01", "lives_since": "2020-01-01",
        "presence": "Lives here", "left": "",
    }  # fmt: skip


def test_what_shows_is_in_the_privacy_register_and_no_sealed_need_among_it() -> None:
    listed = {line.field: line for line in register()}
    for column in COLUMNS:
        assert column.reads, column.key
        for field in column.reads:
            assert field in listed, f"{column.key} shows {field}, which no room's personal.py lists"
            assert not field.startswith(("households.CareNeed", "privacy.", "diary.")), field


def test_who_has_left_is_shown_to_the_secretary_alone(desk: Desk) -> None:
    left("赵二", TODAY - timedelta(days=3))
    assert names(desk.secretary) == ["钱一", "赵一"]
    assert names(desk.secretary, "f=") == ["钱一", "赵二", "赵一"]
    assert names(desk.secretary, "f=presence:is:left") == ["赵二"]
    assert names(desk.wang, "f=") == ["赵一"]


@pytest.mark.parametrize(
    "query",
    [
        "c=name,left", "f=left:filled", f"f=left:after:{LONG_AGO}", "sort=left", "sort=-presence", "f=presence:is:left",
        "c=name,care", "f=care:filled", "sort=sealed", "f=name:like:赵", "f=name:has:", "f=born:before:gestern",
        "f=age:least:many", "f=sex:is:other", "f=relation:is:", "sort=phones", "f=pinyin:has:z", "f=checks:is:rich",
        "f=confirmed:age:old", "f=zone:is:x", "f=name", "&".join(["f=sex:filled"] * 13),
    ],
)  # fmt: skip
def test_what_is_not_there_and_what_is_not_theirs_are_refused_alike(desk: Desk, query: str) -> None:
    """A column that may not be seen would be told through its filter or its order; both are refused, in one sentence."""
    answer = signed_in(desk.wang).get(f"{to('register_rows')}?{query}&from=0&to=9")
    assert (answer.status_code, answer.json()) == (400, {"error": "The table has no such column or filter."})


def test_a_zone_that_is_not_theirs_is_no_choice(desk: Desk) -> None:
    assert names(desk.secretary, f"f=zone:is:{desk.zone.pk}") == ["赵二", "赵一"]
    assert names(desk.wang, f"f=zone:is:{desk.zone.pk}") == ["赵二", "赵一"]
    with pytest.raises(Refused):
        names(desk.wang, f"f=zone:is:{desk.other_zone.pk}")


def ages_ago(days: int) -> date:
    """A day some days ago."""
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("f=name:has:赵", ["赵二", "赵一"]),
        ("f=name:has:qian", ["钱一"]),
        ("f=name:has:zy", ["赵一"]),
        ("f=phones:has:8000", ["钱一"]),
        ("f=phones:has:0106400", ["赵一"]),
        ("f=phones:empty", ["赵二"]),
        ("f=phones:filled", ["钱一", "赵一"]),
        ("f=sex:is:female,male", ["钱一", "赵一"]),
        ("f=sex:empty", ["赵二"]),
        ("f=sex:filled&f=name:has:赵", ["赵一"]),
        ("f=born:before:1970-01-01", ["赵一"]),
        ("f=born:after:1970-01-01", ["钱一"]),
        ("f=born:empty", ["赵二"]),
        ("f=age:least:60", ["赵一"]),
        ("f=age:most:59", []),
        ("f=age:empty", ["钱一", "赵二"]),
        ("f=relation:is:head", ["钱一", "赵一"]),
        ("f=elsewhere:is:yes", ["钱一"]),
        ("f=elsewhere:empty", ["赵二", "赵一"]),
        ("f=home:has:1号院", ["钱一", "赵二", "赵一"]),
        ("f=home:has:示例胡同1号院 7", ["钱一"]),
        ("f=unit:has:7", ["钱一"]),
        ("f=people:least:2", ["赵二", "赵一"]),
        ("f=people:most:1", ["钱一"]),
        ("f=declines:is:yes", ["钱一"]),
        ("f=confirmed:age:stale", ["钱一"]),
        ("f=confirmed:age:fresh,never", ["赵二", "赵一"]),
        (f"f=confirmed:before:{ages_ago(100)}", ["钱一"]),
        ("f=confirmed:empty", ["赵二"]),
        (f"f=since:after:{LONG_AGO - timedelta(days=1)}", ["钱一", "赵二", "赵一"]),
        ("f=roles:is:volunteer", ["赵一"]),
        ("f=roles:empty", ["钱一", "赵二"]),
        ("f=keeper:filled", ["钱一", "赵二", "赵一"]),
        ("f=zone:empty", []),
        ("f=lane:empty", ["钱一", "赵二", "赵一"]),
        ("q=8000", ["钱一"]),
        ("q=qy", ["钱一"]),
        ("q=示例胡同1号院", ["钱一", "赵二", "赵一"]),
        ("q=邻居", []),
    ],
)  # fmt: skip
def test_conditions(desk: Desk, query: str, found: list[str]) -> None:
    know("赵一", sex="female", born="1966-05-08", phones=["010-64001234"], confirmed_on=TODAY)
    know("钱一", sex="male", born="1982", phones=["13800138000"], registered_elsewhere=True,
         confirmed_on=ages_ago(400))  # fmt: skip
    Household.objects.filter(pk=desk.qian.pk).update(declines_visits=True)
    ActiveRole.objects.create(
        community=OWN, resident=Resident.objects.get(name="赵一"), kind="volunteer",
        agreed_on=LONG_AGO, from_day=LONG_AGO,
    )  # fmt: skip
    assert names(desk.secretary, query) == found


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["钱一", "孙一", "赵二", "赵一"]),
        ("-name", ["赵一", "赵二", "孙一", "钱一"]),
        ("home", ["赵二", "赵一", "钱一", "孙一"]),
        ("-home", ["孙一", "钱一", "赵二", "赵一"]),
        ("unit", ["赵二", "赵一", "钱一", "孙一"]),
        ("born", ["孙一", "赵一", "钱一", "赵二"]),
        ("-born", ["钱一", "赵一", "孙一", "赵二"]),
        ("age", ["钱一", "赵一", "孙一", "赵二"]),
        ("-age", ["孙一", "赵一", "钱一", "赵二"]),
        ("sex", ["孙一", "钱一", "赵二", "赵一"]),
        ("-confirmed", ["钱一", "赵一", "孙一", "赵二"]),
        ("relation", ["钱一", "孙一", "赵一", "赵二"]),
        ("people", ["钱一", "孙一", "赵二", "赵一"]),
        ("number", ["孙一", "赵二", "赵一", "钱一"]),
        ("zone", ["赵二", "赵一", "钱一", "孙一"]),
    ],
)
def test_orders_put_what_is_empty_last_and_ties_by_sound(desk: Desk, sort: str, order: list[str]) -> None:
    sun = a_household("孙一", dwelling=a_dwelling(desk.yard, "12"))
    know("孙一", born="1950", sex="female", confirmed_on=ages_ago(9))
    know("赵一", born="1966-05-08", confirmed_on=ages_ago(5))
    know("钱一", born="1982", confirmed_on=ages_ago(1))
    Household.objects.filter(pk=sun.pk).update(number="9")
    Household.objects.filter(pk=desk.zhao.pk).update(number="12")
    assert names(desk.secretary, f"sort={sort}") == order


def test_addresses_stand_by_lane_and_number_then_floor(desk: Desk) -> None:
    twelve, two = a_courtyard("示例胡同12号院"), a_courtyard("示例胡同2号院")
    for yard, floor, name in ((twelve, None, "周甲"), (two, 2, "周乙"), (two, 1, "周丙")):
        home = a_dwelling(yard)
        home.floor = floor
        home.save()
        a_household(name, dwelling=home)
        know(name)
    assert names(desk.secretary, "sort=home") == ["赵二", "赵一", "钱一", "周丙", "周乙", "周甲"]


def test_checks_are_a_column_and_a_condition(desk: Desk) -> None:
    Membership.objects.filter(resident__name="赵二").update(relation="head")
    know("钱一", born="2014-01-01")
    assert cells(desk.secretary, "赵二", "c=name,checks")[1] == "Two household heads"
    assert cells(desk.secretary, "钱一", "c=name,checks")[1] == "Child without a guardian"
    assert names(desk.secretary, "f=checks:is:two_heads") == ["赵二", "赵一"]
    assert names(desk.secretary, "f=checks:is:two_heads,child_alone") == ["钱一", "赵二", "赵一"]
    assert names(desk.secretary, "f=checks:filled&f=name:has:钱") == ["钱一"]
    Membership.objects.filter(resident__name="赵二").update(relation="child")
    assert names(desk.secretary, "f=checks:empty") == ["赵二", "赵一"]
    assert names(desk.li, "f=checks:filled") == ["钱一"]


def test_a_number_shared_by_other_zones_is_not_told_to_a_member(desk: Desk) -> None:
    """That it stands in three households may tell of households that are not theirs."""
    a_household("孙一", dwelling=a_dwelling(desk.yard, "12"))
    for name in ("赵一", "钱一", "孙一"):
        know(name, phones=["13800138000"])
    assert names(desk.secretary, "f=checks:is:same_phone") == ["钱一", "孙一", "赵一"]
    assert cells(desk.secretary, "赵一", "c=name,checks")[1] == "One telephone in many households"
    assert names(desk.wang, "f=checks:is:same_phone") == []
    assert cells(desk.wang, "赵一", "c=name,checks")[1] == ""


def test_the_screen_and_the_condition_find_the_same_checks(desk: Desk) -> None:
    left("赵一", ages_ago(9))
    Residence.objects.filter(household=desk.qian).update(to_day=ages_ago(2))
    every = part_of(viewer(desk.secretary), asks(desk.secretary, "f="), 0, 50).rows
    shown = {row.key: row.checks for row in every if row and row.checks}
    assert shown == checking.every_check(viewer(desk.secretary))
    assert sorted(set().union(*shown.values())) == ["lives_nowhere", "no_head"]


def test_the_address_says_what_is_asked_and_reads_back(desk: Desk) -> None:
    query = "c=name,born,zone&f=name:has:赵:一&f=born:before:1970-01-01&sort=-born&q=三 号&w=born.140"
    asked = asks(desk.secretary, query)
    assert read_asked(QueryDict(address_of(asked)), viewer(desk.secretary)) == asked
    assert asked.filters[0].value == "赵:一"
    nothing = asks(desk.secretary, "f=")
    assert read_asked(QueryDict(address_of(nothing)), viewer(desk.secretary)) == nothing


def test_a_change_through_an_action_moves_the_order_on(desk: Desk) -> None:
    from minqing.households.actions import correct_resident
    from minqing.households.persons import Person

    who = viewer(desk.secretary)
    first = part_of(who, asks(desk.secretary), 0, 9)
    correct_resident(
        by=who.actor, at=who.now, resident=Resident.objects.get(name="赵二"), person=Person("安二")
    )
    second = part_of(who, asks(desk.secretary), 0, 9)
    assert [row.cells[0] for row in first.rows if row] == ["钱一", "赵二", "赵一"]
    assert [row.cells[0] for row in second.rows if row] == ["安二", "钱一", "赵一"]
    assert second.mark > first.mark


def test_a_row_that_is_taken_away_this_moment_is_not_shown_from_the_kept_order(desk: Desk) -> None:
    who = viewer(desk.wang)
    part_of(who, asks(desk.wang), 0, 9)
    Resident.objects.filter(name="赵二").update(erased_at=timezone.now())
    part = part_of(who, asks(desk.wang), 0, 9)
    assert [row.cells[0] if row else None for row in part.rows] == [None, "赵一"]


def queries(desk: Desk, query: str) -> int:
    """How many queries a part takes when nothing is kept."""
    index.forget()
    checking.forget()
    client = signed_in(desk.secretary)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(f"{to('register_rows')}?{query}&from=0&to=200").status_code == 200
    return len(caught)


@pytest.mark.parametrize("query", ["sort=name", "sort=home&c=name,home,checks,roles,zone", "f=checks:filled"])
def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(desk: Desk, query: str) -> None:
    Membership.objects.filter(resident__name="赵二").update(relation="head")
    three = queries(desk, query)
    household, people = desk.qian, []
    for number in range(1000):
        people.append(Resident(community=OWN, name=f"李{number}", pinyin=f"li{number}"))
    Resident.objects.bulk_create(people)
    Membership.objects.bulk_create(
        [Membership(community=OWN, resident=one, household=household, from_day=LONG_AGO) for one in people]
    )
    assert queries(desk, query) == three
    Membership.objects.exclude(resident__name="赵一").delete()
    Resident.objects.exclude(name="赵一").delete()
    Membership.objects.update(relation="child")
    assert queries(desk, query) == three


@pytest.mark.parametrize(
    "page", ["register_table", "register_rows", "register_checks", "register_table_export"]
)
def test_nobody_from_elsewhere_opens_the_table(desk: Desk, page: str) -> None:
    for who in (desk.secretary, desk.wang):
        assert signed_in(who).get(to(page)).status_code == 200
    for account in (a_neighbour(), an_officer()):
        assert signed_in(account).get(to(page)).status_code == 404


def test_the_page_tells_its_script_only_columns_that_may_be_seen(desk: Desk) -> None:
    import json

    told = json.loads(signed_in(desk.wang).get(to("register_table")).context["table"])
    assert [column["key"] for column in told["columns"]] == list(columns_for(viewer(desk.wang)))
    assert not {"left", "presence"} & {column["key"] for column in told["columns"]}
    zones = next(column["choices"] for column in told["columns"] if column["key"] == "zone")
    assert zones == [[str(desk.zone.pk), desk.zone.name]]


def test_the_checks_are_counted_and_lead_into_the_table(desk: Desk) -> None:
    Membership.objects.filter(resident__name="赵二").update(relation="head")
    lines = signed_in(desk.secretary).get(to("register_checks")).context["lines"]
    counted = {url.rpartition(":")[2]: count for _words, count, url in lines if count}
    assert counted == {"two_heads": 2}
    assert lines[0][2] == f"{to('register_table')}?f=checks:is:two_heads"

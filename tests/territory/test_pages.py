"""The pages of the ground: settings and calendar for the secretary, courtyards and homes for the committee."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from django.utils import timezone, translation

from minqing.access.acting import in_community
from minqing.ledger.ids import uuid7
from minqing.territory.models import CalendarDay, Community, Courtyard, Dwelling
from tests.factories.desk import Desk, a_neighbour, an_officer, signed_in, to
from tests.factories.ground import OWN
from tests.factories.people import a_dwelling, a_zone

pytestmark = pytest.mark.django_db
NEXT = timezone.localdate().year + 1


@pytest.fixture
def desk() -> Iterator[Desk]:
    with in_community(OWN), translation.override("en"):
        yield Desk()


def own() -> Community:
    """The own community as it is now."""
    return Community.objects.get(community=OWN)


SETTINGS = [
    ("settings",),
    ("settings_hours",),
    ("settings_name",),
    ("calendar_year", NEXT),
    ("calendar_day", NEXT),
]


@pytest.mark.parametrize("page", SETTINGS)
def test_the_secretary_alone_opens_the_settings(desk: Desk, page: tuple[object, ...]) -> None:
    url = to(*page)  # type: ignore[arg-type]
    assert signed_in(desk.secretary).get(url).status_code == 200
    found = [signed_in(who).get(url).status_code for who in (desk.wang, a_neighbour(), an_officer())]
    assert found == [404, 404, 404]


def test_a_member_sets_nothing(desk: Desk) -> None:
    CalendarDay.objects.create(community=OWN, day=date(NEXT, 1, 1), works=False)
    client = signed_in(desk.wang)
    hours = {"start": "09:00", "end": "17:00", "timezone": "Asia/Shanghai"}
    posts = [
        client.post(to("settings_hours"), hours),
        client.post(to("calendar_year", NEXT), {"lines": f"{NEXT}-01-01 off"}),
        client.post(to("calendar_day_clear", date(NEXT, 1, 1))),
        client.post(to("calendar_unmark", NEXT)),
    ]
    assert [response.status_code for response in posts] == [404] * 4
    assert (own().duty_start, own().entered_years, CalendarDay.objects.count()) == (time(8, 30), [], 1)


def test_duty_hours_are_set(desk: Desk) -> None:
    said = {"start": "09:00", "end": "17:30", "timezone": "Asia/Shanghai"}
    assert signed_in(desk.secretary).post(to("settings_hours"), said)["Location"] == to("settings")
    assert (own().duty_start, own().duty_end) == (time(9), time(17, 30))


def test_the_name_and_the_visiting_period_are_set(desk: Desk) -> None:
    signed_in(desk.secretary).post(to("settings_name"), {"name": "九道湾社区", "days": 60})
    assert (own().name, own().visit_period_days) == ("九道湾社区", 60)


def test_the_settings_ask_for_a_year_that_is_not_known(desk: Desk) -> None:
    client = signed_in(desk.secretary)
    assert client.get(to("settings")).context["unknown"] == [NEXT]
    client.post(
        to("calendar_year", NEXT), {"lines": f"{NEXT}-01-01 ~ {NEXT}-01-03 off New Year\n{NEXT}-01-10 班"}
    )
    assert client.get(to("settings")).context["unknown"] == []
    assert (own().entered_years, CalendarDay.objects.count()) == ([NEXT], 4)


def test_wrong_lines_are_named_one_by_one_and_no_line_is_lost(desk: Desk) -> None:
    text = f"{NEXT}-01-01 休 元旦\n元旦放假\n{NEXT}-02-30 休"
    response = signed_in(desk.secretary).post(to("calendar_year", NEXT), {"lines": text})
    form = response.context["form"]
    assert (response.status_code, form["lines"].value()) == (422, text)
    assert [sentence[:6] for sentence in form.errors["lines"]] == ["Line 2", "Line 3"]
    assert CalendarDay.objects.count() == 0


def test_a_single_day_is_set_and_taken_back(desk: Desk) -> None:
    client, day = signed_in(desk.secretary), date(NEXT, 3, 1)
    client.post(to("calendar_day", NEXT), {"day": day.isoformat(), "works": "off", "name": "停电"})
    assert list(CalendarDay.objects.values_list("day", "works", "name")) == [(day, False, "停电")]
    client.post(to("calendar_day_clear", day))
    assert CalendarDay.objects.count() == 0


def test_an_announced_year_is_shown_and_not_entered(desk: Desk) -> None:
    client, url = signed_in(desk.secretary), to("calendar_year", 2026)
    assert client.get(url).context["of_year"].state == "announced"
    client.post(url, {"lines": "2026-01-01 off"})
    assert (own().entered_years, CalendarDay.objects.count()) == ([], 0)


def test_a_year_is_shown_by_its_holidays_whole_and_its_worked_weekends(desk: Desk) -> None:
    shown = signed_in(desk.secretary).get(to("calendar_year", 2026)).context["stretches"]
    october = [(each.first.day, each.last.day, each.works) for each in shown if each.first.month == 10]
    assert october == [(1, 7, False), (10, 10, True)]


def test_a_year_far_away_is_missing(desk: Desk) -> None:
    assert signed_in(desk.secretary).get(to("calendar_year", 9999)).status_code == 404


def test_a_courtyard_and_its_homes_are_added_once_though_sent_twice(desk: Desk) -> None:
    client, yard, home = signed_in(desk.wang), uuid7(), uuid7()
    for _ in range(2):
        said = {"fact": str(yard), "name": "示例胡同9号", "latitude": "39.94", "longitude": "116.41"}
        assert client.post(to("courtyard_new"), said)["Location"] == to("courtyard", yard)
        said = {"fact": str(home), "unit": "3号", "tenure": "public"}
        assert client.post(to("home_new", yard), said)["Location"] == to("courtyard", yard)
    assert Courtyard.objects.get(pk=yard).name == "示例胡同9号院"
    assert list(Dwelling.objects.filter(courtyard=yard).values_list("pk", "unit")) == [(home, "3")]


def test_a_refused_courtyard_is_shown_again_as_typed(desk: Desk) -> None:
    said = {"fact": str(uuid7()), "name": desk.yard.name, "lane": "示例胡同"}
    response = signed_in(desk.wang).post(to("courtyard_new"), said)
    form = response.context["form"]
    assert (response.status_code, list(form.errors), form["lane"].value()) == (422, ["name"], "示例胡同")


def test_a_courtyard_is_corrected_by_any_of_the_committee_and_missing_for_others(desk: Desk) -> None:
    url = to("courtyard_change", desk.yard.pk)
    said = {"name": "示例胡同2号院", "lane": "", "latitude": "", "longitude": ""}
    assert [signed_in(who).post(url, said).status_code for who in (a_neighbour(), an_officer())] == [404, 404]
    assert signed_in(desk.li).post(url, said).status_code == 302
    desk.yard.refresh_from_db()
    assert desk.yard.name == "示例胡同2号院"


def test_a_home_is_corrected_in_the_own_zone_only(desk: Desk) -> None:
    url, said = to("home_change", desk.home.pk), {"unit": "3", "tenure": "rented", "floor": ""}
    assert [signed_in(who).post(url, said).status_code for who in (desk.li, desk.wang)] == [404, 302]
    desk.home.refresh_from_db()
    assert desk.home.tenure == "rented"


def test_a_home_is_ended_only_when_it_is_empty(desk: Desk) -> None:
    client, today = signed_in(desk.wang), timezone.localdate().isoformat()
    assert client.post(to("home_end", desk.home.pk), {"day": today}).status_code == 422
    empty = a_dwelling(desk.yard, "9")
    a_zone(desk.wang, empty)
    assert client.post(to("home_end", empty.pk), {"day": today}).status_code == 302
    empty.refresh_from_db()
    assert empty.gone_on == timezone.localdate()

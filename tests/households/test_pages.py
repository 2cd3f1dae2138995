"""The pages of households: who gets in, what is kept of a refused form, how often the database is asked."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from minqing.access.acting import in_community
from minqing.households.models import ActiveRole, Household, Membership, Residence, Resident
from minqing.ledger.ids import uuid7
from minqing.territory.models import Dwelling
from tests.factories.desk import Desk, a_neighbour, an_officer, signed_in, to
from tests.factories.ground import OWN
from tests.factories.households import resident_named
from tests.factories.people import a_courtyard, a_dwelling, a_household, a_zone, home_of

TODAY = timezone.localdate()
pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Iterator[Desk]:
    with in_community(OWN), translation.override("en"):
        yield Desk()


def pages_of(desk: Desk) -> dict[str, str]:
    """Every page about the 赵 household and its people that is read with GET."""
    home, one = home_of(desk.zhao).pk, resident_named("赵二").pk
    about_household = ("household", "household_change", "household_move", "household_split", "household_join")
    about_person = ("resident", "resident_change", "resident_move", "resident_leave", "role_new")
    return {
        **{name: to(name, desk.zhao.pk) for name in (*about_household, "household_end", "resident_new")},
        **{name: to(name, one) for name in about_person},
        "household_new": to("household_new", home),
    }


def test_the_keeper_and_the_secretary_open_every_page_of_a_household(desk: Desk) -> None:
    for who in (desk.wang, desk.secretary):
        client = signed_in(who)
        found = {name: client.get(url).status_code for name, url in pages_of(desk).items()}
        assert found == dict.fromkeys(pages_of(desk), 200)


def test_for_a_member_of_another_zone_or_community_and_for_the_street_they_are_missing(desk: Desk) -> None:
    for who in (desk.li, a_neighbour(), an_officer()):
        client = signed_in(who)
        found = {name: client.get(url).status_code for name, url in pages_of(desk).items()}
        assert found == dict.fromkeys(pages_of(desk), 404)


def test_whoever_is_not_signed_in_is_asked_to(desk: Desk) -> None:
    from django.test import Client

    assert {Client().get(url).status_code for url in pages_of(desk).values()} == {302}


@pytest.mark.parametrize("name", ["household_confirm", "household_visits"])
def test_a_member_of_another_zone_changes_nothing(desk: Desk, name: str) -> None:
    assert signed_in(desk.li).post(to(name, desk.zhao.pk), {"wish": "decline"}).status_code == 404
    desk.zhao.refresh_from_db()
    assert (desk.zhao.confirmed_on, desk.zhao.declines_visits) == (None, False)


def test_a_visitor_from_another_zone_sees_the_courtyard_but_not_who_lives_in_it(desk: Desk) -> None:
    page = signed_in(desk.li).get(to("courtyard", desk.yard.pk)).content.decode()
    assert ("钱一" in page, "赵一" in page, "1 household of another zone" in page) == (True, False, True)


def test_the_courtyards_page_counts_households_and_names_zones(desk: Desk) -> None:
    response = signed_in(desk.wang).get(to("courtyards"))
    ((line, zones),) = response.context["lines"]
    assert (line.dwellings, line.households, line.unconfirmed) == (2, 2, 2)
    assert {zone.name for zone in zones} == {desk.zone.name, desk.other_zone.name}


def test_confirming_at_the_door_confirms_the_household_and_its_people(desk: Desk) -> None:
    response = signed_in(desk.wang).post(to("household_confirm", desk.zhao.pk))
    assert (response.status_code, response["Location"]) == (302, to("household", desk.zhao.pk))
    assert set(Resident.objects.values_list("name", "confirmed_on")) == {
        ("赵一", TODAY),
        ("赵二", TODAY),
        ("钱一", None),
    }


def test_declined_visits_are_noted_and_taken_back(desk: Desk) -> None:
    client = signed_in(desk.wang)
    for wish, declines in (("decline", True), ("accept", False)):
        client.post(to("household_visits", desk.zhao.pk), {"wish": wish})
        desk.zhao.refresh_from_db()
        assert desk.zhao.declines_visits is declines


def test_a_new_household_is_written_down_once_though_the_form_is_sent_twice(desk: Desk) -> None:
    home = a_dwelling(desk.yard, "9")
    a_zone(desk.wang, home)
    fact = uuid7()
    said = {
        "fact": str(fact),
        "day": TODAY.isoformat(),
        "name": "周一",
        "relation": "head",
        "phones": "13800138000",
    }
    client = signed_in(desk.wang)
    for _ in range(2):
        response = client.post(to("household_new", home.pk), said)
        assert (response.status_code, response["Location"]) == (302, to("household", fact))
    assert Household.objects.filter(residences__dwelling=home).count() == 1
    assert Membership.objects.get(household=fact).resident.phones == ["13800138000"]


def test_a_refused_form_is_shown_again_with_its_text_and_the_reason_at_the_field(desk: Desk) -> None:
    said = {
        "fact": str(uuid7()),
        "day": TODAY.isoformat(),
        "name": "周一",
        "born": "66.5.8",
        "phones": "13800138000",
    }
    response = signed_in(desk.wang).post(to("resident_new", desk.zhao.pk), said)
    form = response.context["form"]
    assert (response.status_code, list(form.errors), form["phones"].value()) == (422, ["born"], "13800138000")
    assert Resident.objects.filter(name="周一").count() == 0


def test_an_identity_number_is_refused_and_not_stored_anywhere(desk: Desk) -> None:
    number = "110101" + "19660508" + "000" + "0"
    said = {"name": f"赵二 {number}", "born": "", "phones": "", "sex": "", "relation": "child"}
    response = signed_in(desk.wang).post(to("resident_change", resident_named("赵二").pk), said)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["name"])
    assert resident_named("赵二").name == "赵二"


def test_a_move_within_the_community_keeps_both_homes(desk: Desk) -> None:
    said = {"how": "moved", "courtyard": desk.yard.pk, "unit": "7", "day": TODAY.isoformat()}
    signed_in(desk.secretary).post(to("household_move", desk.zhao.pk), said)
    homes = (
        Residence.objects.filter(household=desk.zhao)
        .order_by("from_day")
        .values_list("dwelling__unit", "to_day")
    )
    assert list(homes) == [("3", TODAY), ("7", None)]


def test_who_moved_out_of_a_members_zone_is_no_longer_theirs_to_see(desk: Desk) -> None:
    said = {"how": "moved", "courtyard": desk.yard.pk, "unit": "7", "day": TODAY.isoformat()}
    client = signed_in(desk.wang)
    assert client.post(to("household_move", desk.zhao.pk), said)["Location"] == to("courtyards")
    assert client.get(to("household", desk.zhao.pk)).status_code == 404


def test_a_mistyped_home_is_refused_and_added_only_when_asked_for(desk: Desk) -> None:
    said = {"how": "moved", "courtyard": desk.yard.pk, "unit": "99", "day": TODAY.isoformat()}
    client = signed_in(desk.secretary)
    response = client.post(to("household_move", desk.zhao.pk), said)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["unit"])
    client.post(to("household_move", desk.zhao.pk), said | {"add_home": "on"})
    assert home_of(desk.zhao).unit == "99"


def test_a_home_added_for_a_refused_move_is_not_left_behind(desk: Desk) -> None:
    far = (TODAY + timedelta(days=30)).isoformat()
    said = {"how": "moved", "courtyard": desk.yard.pk, "unit": "99", "add_home": "on", "day": far}
    response = signed_in(desk.secretary).post(to("household_move", desk.zhao.pk), said)
    assert list(response.context["form"].errors) == ["day"]
    assert Dwelling.objects.filter(unit="99").count() == 0


def test_some_form_a_household_of_their_own(desk: Desk) -> None:
    fact = uuid7()
    said = {
        "fact": str(fact),
        "members": [str(resident_named("赵二").pk)],
        "head": str(resident_named("赵二").pk),
        "courtyard": desk.yard.pk,
        "unit": "3",
        "day": TODAY.isoformat(),
    }
    response = signed_in(desk.wang).post(to("household_split", desk.zhao.pk), said)
    assert response["Location"] == to("household", fact)
    assert Household.objects.get(pk=fact).split_from == desk.zhao


def test_only_members_of_the_household_can_be_chosen_to_split_off(desk: Desk) -> None:
    said = {
        "fact": str(uuid7()),
        "members": [str(resident_named("钱一").pk)],
        "courtyard": desk.yard.pk,
        "unit": "3",
        "day": TODAY.isoformat(),
    }
    response = signed_in(desk.secretary).post(to("household_split", desk.zhao.pk), said)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["members"])


def test_a_household_is_found_by_words_and_joined(desk: Desk) -> None:
    client = signed_in(desk.secretary)
    lines = client.get(to("household_join", desk.zhao.pk), {"q": "钱"}).context["lines"]
    assert [line.household for line in lines] == [desk.qian]
    client.post(to("household_join", desk.zhao.pk), {"into": desk.qian.pk, "day": TODAY.isoformat()})
    desk.zhao.refresh_from_db()
    assert desk.zhao.joined_into == desk.qian


def test_a_member_joins_no_household_of_another_zone(desk: Desk) -> None:
    said = {"into": desk.qian.pk, "day": TODAY.isoformat()}
    response = signed_in(desk.wang).post(to("household_join", desk.zhao.pk), said)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["into"])


def test_a_person_moves_leaves_and_comes_back(desk: Desk) -> None:
    client, one = signed_in(desk.secretary), resident_named("赵二").pk
    said = {"into": desk.qian.pk, "day": (TODAY - timedelta(days=9)).isoformat(), "relation": "unrelated"}
    moved = client.post(to("resident_move", one), said)
    assert (moved.status_code, moved.context and moved.context["form"].errors) == (302, None)
    assert client.get(to("resident_return", one)).status_code == 404
    assert (
        client.post(to("resident_leave", one), {"day": (TODAY - timedelta(days=5)).isoformat()}).status_code
        == 302
    )
    assert client.get(to("resident_move", one)).status_code == 404
    back = {"into": desk.zhao.pk, "day": TODAY.isoformat(), "relation": "child"}
    assert client.post(to("resident_return", one), back).status_code == 302
    spells = Membership.objects.filter(resident=one).order_by("from_day").values_list("household", "relation")
    assert list(spells) == [(desk.zhao.pk, "child"), (desk.qian.pk, "unrelated"), (desk.zhao.pk, "child")]


def test_a_household_leaves_and_only_the_secretary_still_finds_it(desk: Desk) -> None:
    response = signed_in(desk.wang).post(to("household_end", desk.zhao.pk), {"day": TODAY.isoformat()})
    assert response["Location"] == to("courtyards")
    assert signed_in(desk.wang).get(to("household", desk.zhao.pk)).status_code == 404
    assert signed_in(desk.secretary).get(to("household", desk.zhao.pk)).status_code == 200


def test_a_role_is_noted_and_ended(desk: Desk) -> None:
    client, fact, one = signed_in(desk.wang), uuid7(), resident_named("赵二").pk
    before = (TODAY - timedelta(days=3)).isoformat()
    said = {
        "fact": str(fact),
        "kind": "courtyard_head",
        "courtyard": desk.yard.pk,
        "agreed_on": before,
        "day": before,
    }
    for _ in range(2):
        assert client.post(to("role_new", one), said)["Location"] == to("resident", one)
    assert signed_in(desk.li).get(to("role_end", fact)).status_code == 404
    assert client.post(to("role_end", fact), {"day": TODAY.isoformat()}).status_code == 302
    assert list(ActiveRole.objects.values_list("pk", "to_day")) == [(fact, TODAY)]


def test_a_number_is_corrected(desk: Desk) -> None:
    signed_in(desk.wang).post(to("household_change", desk.zhao.pk), {"number": "02-117"})
    desk.zhao.refresh_from_db()
    assert desk.zhao.number == "02-117"


def queries(client: object, url: str) -> int:
    """How often a page asks the database."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200  # type: ignore[attr-defined]
    return len(captured)


@pytest.mark.parametrize("name", ["register", "courtyards", "courtyard", "household", "household_join"])
def test_a_page_asks_as_often_for_many_as_for_one(desk: Desk, name: str) -> None:
    key = {"courtyard": desk.yard.pk, "household": desk.zhao.pk, "household_join": desk.zhao.pk}.get(name)
    url = to(name, key) if key else to(name)
    client = signed_in(desk.secretary)
    client.get(url)
    before = queries(client, url)
    for number in range(3):
        a_household(f"吴{number}", f"郑{number}", dwelling=a_dwelling(desk.yard, f"1{number}"))
        a_household(f"冯{number}", dwelling=a_dwelling(a_courtyard()))
    for number in range(3):
        person = Resident.objects.create(community=OWN, name=f"陈{number}")
        Membership.objects.create(community=OWN, resident=person, household=desk.zhao, from_day=TODAY)
    assert queries(client, url) == before


def test_a_courtyard_head_is_named_to_who_answers_for_them_and_not_to_the_next_zone(desk: Desk) -> None:
    ActiveRole.objects.create(
        community=OWN,
        resident=resident_named("赵一"),
        kind="courtyard_head",
        courtyard=desk.yard,
        agreed_on=TODAY,
        from_day=TODAY - timedelta(days=9),
    )
    for page in (to("courtyards"), to("courtyard", desk.yard.pk)):
        seen = [
            "赵一" in signed_in(who).get(page).content.decode()
            for who in (desk.wang, desk.secretary, desk.li)
        ]
        assert seen == [True, True, False]

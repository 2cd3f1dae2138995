"""The register's table by keyboard alone: moved in, written in, refused, clashed, filtered, linked, kept."""

from typing import Any

import pytest

from minqing.households.models import Household, Membership, Resident
from tests.e2e.conftest import DESK, PHONE
from tests.e2e.house import House
from tests.e2e.people import Person
from tests.factories.ground import OWN
from tests.factories.people import LONG_AGO

EDITED = "/cell/"  # refused and clashed answers are asked for here
GRID, CELL, FIELD, PROBLEM = ".rt", ".rt-active", ".rt-field", ".rt-problem:not([hidden])"


@pytest.fixture
def secretary(house: House, enter: Any) -> Person:
    """The secretary of the community that has everything."""
    return enter(house.world.secretary.account, DESK)


def opened(person: Person, query: str = "") -> Any:
    """The table's page, once its first rows are there."""
    page = person.goes_to("register_table", query=query)
    page.wait_for_selector(".rt-body .rt-row a")
    return page


def crowd(house: House, number: int) -> None:
    """So many more people in the world's other household."""
    with house.rows():
        household: Household = house.world.other_household
        people = [Resident(community=OWN, name=f"众{n}", pinyin=f"zz{n:05}") for n in range(number)]
        Resident.objects.bulk_create(people)
        Membership.objects.bulk_create(
            Membership(community=OWN, resident=one, household=household, from_day=LONG_AGO) for one in people
        )


def test_a_cell_is_written_by_keyboard_refused_with_its_text_kept_and_a_clash_is_told(
    house: House, secretary: Person
) -> None:
    secretary.expected = (EDITED,)
    page = opened(secretary, "?c=name,born&f=presence:is:here&q=户主")
    for _turn in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.rt')"):
            break
    assert page.get_attribute(GRID, "aria-activedescendant") == "rt-0-0"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.fill(FIELD, "1966-13-40")
    page.keyboard.press("Enter")
    assert page.wait_for_selector(PROBLEM).inner_text().startswith("没有这一天。")
    assert page.input_value(FIELD) == "1966-13-40"
    assert page.get_attribute(FIELD, "aria-invalid") == "true"
    page.fill(FIELD, "1966-05-08")
    page.keyboard.press("Enter")
    page.wait_for_selector(FIELD, state="detached")
    assert page.inner_text(CELL) == "1966-05-08"
    assert page.evaluate("document.activeElement.matches('.rt')")
    with house.rows():
        person = Resident.objects.get(pk=house.world.resident.pk)
        assert person.born == "1966-05-08"
        Resident.objects.filter(pk=person.pk).update(born="1970")
    page.keyboard.press("Enter")
    page.fill(FIELD, "1980")
    page.keyboard.press("Enter")
    assert "1970" in page.wait_for_selector(PROBLEM).inner_text()
    page.keyboard.press("Escape")
    page.wait_for_selector(FIELD, state="detached")
    with house.rows():
        assert Resident.objects.get(pk=house.world.resident.pk).born == "1970"


def test_sixty_screens_are_walked_by_key_and_what_is_asked_stands_in_the_address(
    house: House, secretary: Person
) -> None:
    crowd(house, 1200)
    page = opened(secretary, "?c=name,home&f=name:has:众")
    assert page.get_attribute(GRID, "aria-rowcount") == "1201"
    page.focus(GRID)
    page.keyboard.press("Control+End")
    page.wait_for_selector("#rt-1199-1.rt-active")
    page.locator("#rt-1199-0 a", has_text="众1199").wait_for()
    assert page.locator(".rt-body .rt-row").count() < 80
    page.keyboard.press("Control+Home")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.locator("#rt-0-0 a", has_text="众1199").wait_for()
    assert "sort=-name" in page.url
    page.reload()
    page.locator("#rt-0-0 a", has_text="众1199").wait_for()
    assert page.get_attribute("#rt-head-0", "aria-sort") == "descending"


def test_a_filter_is_made_in_words_taken_away_again_and_the_view_is_kept(secretary: Person) -> None:
    page = opened(secretary)
    secretary.presses("筛选")
    page.select_option("[name=column]", "relation")
    page.check("[value=head]")
    secretary.presses("加上筛选")
    page.get_by_role("button", name="去掉筛选：与户主关系 是 户主").wait_for()
    secretary.presses("各列")
    page.locator("[data-columns] label", has_text="户内人数").click()
    page.keyboard.press("Escape")
    assert "people" in page.url
    secretary.presses("存为视图")
    page.fill("#id_name", "各户户主")
    secretary.presses("存下")
    page.locator(".chip[aria-current]", has_text="各户户主").wait_for()
    page.get_by_role("button", name="去掉筛选：与户主关系 是 户主").click()
    page.wait_for_url(lambda address: "relation%3Ais" not in address)


def test_on_a_phone_the_name_stays_while_the_table_slides(house: House, enter: Any) -> None:
    person = enter(house.world.secretary.account, PHONE)
    page = opened(person)
    page.evaluate("document.querySelector('.rt').scrollLeft = 900")
    page.wait_for_timeout(100)
    name = page.locator("#rt-0-0").bounding_box()
    box = page.locator(GRID).bounding_box()
    assert name is not None and box is not None
    assert abs(name["x"] - box["x"]) <= 2
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

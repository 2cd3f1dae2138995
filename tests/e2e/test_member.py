"""A member with a phone: what is written at a door, handed in, and added to below."""

from typing import Any

import pytest

from minqing.concerns.models import Concern
from minqing.diary.models import Entry, Photo
from tests.e2e.conftest import PHONE
from tests.e2e.house import House
from tests.e2e.people import Person
from tests.factories.diary import a_picture


@pytest.fixture
def member(house: House, enter: Any) -> Person:
    """The member whose zone it is, at a phone."""
    return enter(house.world.keeper.account, PHONE)


def choose_door(member: Person) -> None:
    """Courtyard first, then the door among those that live there."""
    world, page = member.house.world, member.page
    page.select_option("#id_courtyard", str(world.yard.pk))
    page.locator(f"#id_household option[value='{world.household.pk}']").wait_for(state="attached")
    page.select_option("#id_household", str(world.household.pk))


def test_an_entry_with_a_photo_goes_from_today_to_a_settled_concern(house: House, member: Person):
    page = member.page
    member.goes_to("home")
    page.locator(".page-head-action a").click()
    choose_door(member)
    page.fill("#id_matter", "厨房水龙头关不严，一直滴水。")
    page.locator("details.more-fields summary").click()
    photo = {"name": "tap.jpg", "mimeType": "image/jpeg", "buffer": a_picture()}
    page.set_input_files("#id_photos", files=[photo])  # type: ignore[list-item]
    page.click("button[name=then][value=concern]")
    page.fill("#id_matter", "水龙头滴水")
    page.fill("#id_settled", "换了垫圈")
    page.check("#id_told_resident")
    page.click("main form .btn-primary")
    page.wait_for_url("**/concerns/*-*/")
    member.sees("换了垫圈")
    with house.rows():
        entry = Entry.objects.get(matter="厨房水龙头关不严，一直滴水。")
        concern = Concern.objects.get(matter="水龙头滴水")
        assert (entry.household_id, entry.handed_in_at is not None) == (house.world.household.pk, True)
        assert Photo.objects.filter(entry=entry).count() == 1
        assert (concern.entry_id, concern.stage) == (entry.pk, "settled")


def test_what_is_handed_in_is_added_to_below_and_never_changed(house: House, member: Person):
    page = member.page
    member.goes_to("entry_edit", house.world.entry.pk)
    assert page.url.endswith(f"/diary/entries/{house.world.entry.pk}/")  # led to the entry: there is no form
    page.locator(".page-head-action a").click()
    page.fill("#id_text", "第二天又去看过，不漏了。")
    page.click("main form .btn-primary")
    member.sees("第二天又去看过，不漏了。")
    assert page.locator(".addenda", has_text="第二天又去看过，不漏了。").count() == 1


def test_nobody_home_is_an_entry_too(house: House, member: Person):
    page = member.page
    member.goes_to("entry_new", query=f"?household={house.world.household.pk}")
    page.get_by_label("家中无人", exact=True).check()
    page.click("button[name=then][value=hand_in]")
    page.wait_for_url("**/diary/entries/*-*/")
    with house.rows():
        entry = Entry.objects.filter(household=house.world.household, outcome="nobody_home").get()
        assert (entry.matter, entry.handed_in_at is not None) == ("", True)


def test_pressing_twice_writes_once(house: House, member: Person):
    page = member.page
    member.goes_to("entry_new")
    page.fill("#id_matter", "楼道灯又坏了，按了两下。")
    # Two clicks before the answer comes: the second request carries the same form.
    page.locator("button[name=then][value=hand_in]").dblclick()
    page.wait_for_url("**/diary/entries/*-*/")
    with house.rows():
        assert Entry.objects.filter(matter="楼道灯又坏了，按了两下。").count() == 1


def test_without_scripts_an_entry_is_written_and_a_concern_opened(house: House, enter: Any):
    member = enter(house.world.keeper.account, PHONE, java_script_enabled=False)
    page = member.page
    member.goes_to("entry_new", query=f"?household={house.world.household.pk}")
    page.fill("#id_matter", "没有脚本也能写。")
    page.click("button[name=then][value=concern]")
    page.fill("#id_matter", "没有脚本也能登记。")
    page.click("main form .btn-primary")
    member.sees("没有脚本也能登记。")
    with house.rows():
        concern = Concern.objects.get(matter="没有脚本也能登记。")
        assert concern.entry_id == Entry.objects.get(matter="没有脚本也能写。").pk


def test_the_back_button_leads_back_and_a_missing_page_says_so(house: House, member: Person):
    page = member.page
    member.goes_to("diary")
    diary = page.url
    page.locator(".page-head-action a").click()
    page.wait_for_url("**/entries/new/")
    page.go_back()
    assert page.url == diary
    answer = page.goto(f"{house.url}/110101005012/desk/nothing-here/")
    assert (answer.status if answer else 0, page.locator("h1").count()) == (404, 1)


def test_a_page_turns_english_and_dark_where_it_stands(house: House, member: Person):
    page = member.page
    member.goes_to("concerns", query="?whose=mine")
    there, chinese = page.url, member.title
    page.locator("button[name=language]").first.click()
    page.wait_for_function("document.documentElement.lang === 'en'")
    assert (page.url, member.title == chinese) == (there, False)
    page.locator("details.menu summary").first.click()
    page.locator("[data-theme-choice]").first.click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(27, 26, 23)"

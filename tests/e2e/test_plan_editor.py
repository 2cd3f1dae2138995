"""The plan's editor in a real browser: ten homes in a few strokes, everything by keyboard, nothing lost, no clash hidden."""

import time
from typing import Any

import pytest

from minqing.committee.models import Coverage
from minqing.territory.actions import save_plan
from minqing.territory.models import Courtyard, Dwelling, PlanVersion
from tests.e2e.conftest import DESK
from tests.e2e.house import House
from tests.factories.households import NOW
from tests.factories.people import LONG_AGO, a_courtyard, as_actor
from tests.factories.plans import a_drawing, a_room

TABLET = {"width": 820, "height": 1180}


def a_yard(house: House, homes: int) -> Courtyard:
    """A courtyard of the keeper's zone with so many homes and no plan."""
    yard = a_courtyard()
    for number in range(1, homes + 1):
        home = Dwelling.objects.create(community=yard.community, courtyard=yard, unit=str(number))
        Coverage.objects.create(
            community=yard.community, zone=house.world.zone, dwelling=home, from_day=LONG_AGO
        )
    return yard


class Hand:
    """A hand at the editor that counts what it does: a key pressed and a line drawn are one action each."""

    def __init__(self, page: Any) -> None:
        self.page, self.actions = page, 0
        page.wait_for_selector(".board")
        self.box = page.locator(".board").bounding_box()
        page.locator(".board").focus()

    def key(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)
            self.actions += 1

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A part of the board in pixels of the page."""
        return self.box["x"] + x * self.box["width"], self.box["y"] + y * self.box["height"]

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.page.mouse.move(*self.at(*start))
        self.page.mouse.down()
        self.page.mouse.move(*self.at((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
        self.page.mouse.move(*self.at(*end))
        self.page.mouse.up()
        self.actions += 1

    def says(self, words: str) -> None:
        self.page.locator("[data-saying]", has_text=words).wait_for()


@pytest.fixture
def draw(house: House, enter: Any) -> Any:
    """The keeper at the editor of a new courtyard."""

    def go(homes: int, size: dict[str, int] = DESK) -> tuple[Hand, Courtyard, Any]:
        with house.rows():
            yard = a_yard(house, homes)
        person = enter(house.world.keeper.account, size)
        person.goes_to("courtyard_plan_edit", yard.pk)
        return Hand(person.page), yard, person

    return go


def test_ten_homes_are_drawn_in_far_less_than_three_minutes(house: House, draw: Any):
    hand, yard, _person = draw(10)
    began = time.monotonic()
    for top in (0.1, 0.65):
        hand.key("s")
        hand.drag((0.1, top), (0.9, top + 0.22))
        hand.key("5", "Enter")
    hand.key("Escape", "f", "Control+s")
    hand.says("已保存为第 1 版")
    with house.rows():
        drawing = PlanVersion.objects.get(courtyard=yard).drawing
        homes = {str(key) for key in Dwelling.objects.filter(courtyard=yard).values_list("pk", flat=True)}
    assert ({shape["dwelling"] for shape in drawing["shapes"]}, len(drawing["shapes"])) == (homes, 10)
    # Eleven actions: at ten seconds each, a very slow hand, still under two minutes.
    assert hand.actions == 11
    assert time.monotonic() - began < 60


def test_everything_is_done_by_keyboard(house: House, draw: Any):
    hand, yard, _person = draw(1)
    hand.key("a", "Enter", "Enter")  # a room in the middle, then its home
    hand.key("ArrowRight", "ArrowDown", "Shift+ArrowRight", "r", "d", "Shift+Tab", "b", "Enter", "Delete")
    hand.key("Control+z", "Control+y", "Control+s")
    hand.says("已保存为第 1 版")
    with house.rows():
        shapes = PlanVersion.objects.get(courtyard=yard).drawing["shapes"]
    assert [(shape["kind"], shape["w"], shape.get("turn"), "dwelling" in shape) for shape in shapes] == [
        ("room", 340, 90, True),
        ("room", 340, 90, False),
    ]


def test_a_home_is_dragged_onto_its_room_on_a_tablet(house: House, draw: Any):
    hand, yard, person = draw(2, TABLET)
    hand.key("a")
    hand.drag((0.3, 0.3), (0.7, 0.7))
    person.page.locator(".home-chip").nth(1).scroll_into_view_if_needed()
    hand.box = person.page.locator(".board").bounding_box()
    chip = person.page.locator(".home-chip").nth(1).bounding_box()
    person.page.mouse.move(chip["x"] + 10, chip["y"] + 10)
    person.page.mouse.down()
    person.page.mouse.move(*hand.at(0.4, 0.4))
    person.page.mouse.move(*hand.at(0.5, 0.5))
    person.page.mouse.up()
    person.page.locator(".plan-homes .num").get_by_text("1", exact=True).wait_for()
    person.page.get_by_role("button", name="保存").click()
    hand.says("已保存为第 1 版")
    with house.rows():
        (shape,) = PlanVersion.objects.get(courtyard=yard).drawing["shapes"]
        assert shape["dwelling"] == str(Dwelling.objects.get(courtyard=yard, unit="2").pk)


def test_nothing_is_lost_by_a_reload_and_a_clash_says_who_saved(house: House, draw: Any):
    hand, yard, person = draw(1)
    hand.key("a", "Enter")
    hand.says("本机已留底")
    with house.rows():
        secretary = house.world.secretary
        save_plan(by=as_actor(secretary), at=NOW, courtyard=yard, drawing=a_drawing(a_room("z")), based_on=0)
    page = person.page
    person.expected = ("409 ",)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.get_by_text("已恢复您上次没有保存的图").wait_for()
    page.get_by_role("button", name="保存").click()
    clash = page.get_by_role("alert")
    clash.get_by_text(f"{secretary.name}").wait_for()
    assert page.locator(".board [data-shape]").count() == 1
    clash.get_by_role("button", name="把我的存为下一版").click()
    hand.says("已保存为第 2 版")
    with house.rows():
        assert list(
            PlanVersion.objects.filter(courtyard=yard).order_by("number").values_list("by", flat=True)
        ) == [secretary.account_id, house.world.keeper.account_id]

"""The map in a real browser, under the page's own policy: drawn from this server alone, drawn on, and by keyboard."""

from typing import Any

import pytest

from minqing.committee.models import Coverage
from minqing.territory.models import Barrier, Courtyard
from tests.factories.ground import OWN


@pytest.fixture
def placed(house: Any) -> Any:
    """The two courtyards lie on the map."""
    with house.rows():
        Courtyard.objects.filter(pk=house.world.yard.pk).update(
            longitude=116.410, latitude=39.940, outline=None
        )
        other = Courtyard.objects.filter(pk=house.world.other_home.courtyard_id)
        other.update(longitude=116.4125, latitude=39.940)
        Barrier.objects.all().delete()
    return house


def opened(person: Any) -> Any:
    page = person.page
    page.goto(f"/{OWN}/desk/map/")
    page.wait_for_selector("[data-ready]", timeout=30000)
    return page


def on_canvas(page: Any, x: float, y: float) -> dict[str, float]:
    """A place of the canvas by parts of its width and height."""
    box = page.locator(".maplibregl-canvas").bounding_box()
    return {"x": box["width"] * x, "y": box["height"] * y}


def test_the_map_asks_nobody_but_this_server_and_shows_a_chosen_courtyard(placed, enter):
    person = enter(placed.world.secretary.account)
    asked: list[str] = []
    person.page.on("request", lambda request: asked.append(request.url))
    page = opened(person)
    page.get_by_role("button", name="查看 银杏胡同1号院").click()
    panel = page.locator("[data-panel]")
    assert panel.get_by_role("heading").inner_text() == "银杏胡同1号院"
    assert (
        panel.get_by_role("link", name="打开院落").get_attribute("href").endswith(f"{placed.world.yard.pk}/")
    )
    elsewhere = [url for url in asked if not url.startswith((placed.url, "data:", f"blob:{placed.url}"))]
    assert elsewhere == []


def test_a_courtyard_is_put_elsewhere_and_back_by_keyboard(placed, enter):
    page = opened(enter(placed.world.secretary.account))
    page.get_by_role("button", name="查看 银杏胡同1号院").click()
    page.locator("[data-panel]").get_by_role("button", name="换个位置").click()
    for _time in range(2):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    page.locator("[data-said]", has_text="已保存。").wait_for()
    with placed.rows():
        assert Courtyard.objects.get(pk=placed.world.yard.pk).longitude > 116.4105
    page.get_by_role("button", name="撤销").click()
    page.locator("[data-said]", has_text="已撤销。").wait_for()
    with placed.rows():
        assert Courtyard.objects.get(pk=placed.world.yard.pk).longitude == 116.410


def test_a_lasso_puts_what_it_holds_into_a_zone(placed, enter):
    page = opened(enter(placed.world.secretary.account))
    page.get_by_role("button", name="圈选院落划入片区").click()
    canvas = page.locator(".maplibregl-canvas")
    for x, y in ((0.02, 0.2), (0.98, 0.2), (0.98, 0.8), (0.02, 0.8)):
        canvas.click(position=on_canvas(page, x, y))
    page.get_by_role("button", name="画好了").click()
    assert page.locator("[data-chosen]").inner_text() == "圈中 2 个院落，共 2 户。"
    page.locator("#lasso-zone").select_option(str(placed.world.zone.pk))
    page.get_by_role("button", name="划入片区", exact=True).click()
    page.locator("[data-said]", has_text="已保存。").wait_for()
    with placed.rows():
        begun = Coverage.objects.filter(zone=placed.world.zone, dwelling=placed.world.other_home, to_day=None)
        assert begun.count() == 1
    page.get_by_role("button", name="撤销").click()
    page.locator("[data-said]", has_text="已撤销。").wait_for()
    with placed.rows():
        assert begun.count() == 0


def test_a_barrier_is_drawn_along_its_places(placed, enter):
    page = opened(enter(placed.world.secretary.account))
    page.get_by_role("button", name="画一条隔断").click()
    canvas = page.locator(".maplibregl-canvas")
    for x in (0.3, 0.7):
        canvas.click(position=on_canvas(page, x, 0.7))
    page.get_by_role("button", name="画好了").click()
    page.locator("#barrier-name").fill("平安大街")
    page.get_by_role("button", name="保存隔断").click()
    page.locator("[data-said]", has_text="已保存。").wait_for()
    with placed.rows():
        barrier = Barrier.objects.get()
        assert (barrier.name, len(barrier.line)) == ("平安大街", 2)

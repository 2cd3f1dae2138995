"""Desk, phone and paper draw the same: the shared cases, scale and what fits a sheet."""

import json
from pathlib import Path

import pytest

from minqing.territory.drawing import Shape, drawing_of
from minqing.territory.plan_art import cells, extent, strokes
from minqing.territory.plan_scale import LANDSCAPE, PORTRAIT, SCALES, sheet_for

CASES = json.loads((Path(__file__).parents[2] / "contracts/cases/plan_art.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["strokes"])
def test_every_thing_is_drawn_as_the_shared_cases_say(case):
    drawn = strokes(Shape("a", case["kind"], 0, 0, case["w"], case["h"]))
    assert [[stroke.look, stroke.d] for stroke in drawn] == case["strokes"]


@pytest.mark.parametrize("case", CASES["buildings"])
def test_homes_of_a_building_lie_where_the_shared_cases_say(case):
    drawing = drawing_of({"form": 1, "shapes": [], "entrances": case["entrances"]})
    found = [[c.entrance, c.floor, c.place, c.x, c.y, c.w, c.h, c.name] for c in cells(drawing)]
    assert (found, list(extent(drawing))) == (case["cells"], case["extent"])


@pytest.mark.parametrize("case", CASES["turned"])
def test_a_turned_thing_takes_the_room_that_it_takes(case):
    found = extent(drawing_of({"form": 1, "shapes": case["shapes"], "entrances": []}))
    assert found == pytest.approx(case["extent"], abs=0.01)


@pytest.mark.parametrize(
    ("width", "height", "scale", "landscape"),
    [
        (1800, 2100, 100, False),
        (1820, 2180, 100, False),
        (1821, 2180, 125, False),
        (2600, 1300, 100, True),
        (100, 100, 25, False),
        (9_000, 9_000, 500, False),
    ],
)
def test_a_plan_is_printed_at_the_largest_usual_scale_that_fits_a4(width, height, scale, landscape):
    sheet = sheet_for(width, height)
    assert (sheet.scale, sheet.landscape) == (scale, landscape)
    across, down = LANDSCAPE if landscape else PORTRAIT
    assert sheet.width == pytest.approx(width * 10 / scale)
    assert (sheet.width <= across, sheet.height <= down) == (True, True)


@pytest.mark.parametrize("scale", SCALES)
def test_the_bar_is_as_long_on_paper_as_it_says(scale):
    sheet = sheet_for(PORTRAIT[0] * scale / 10, PORTRAIT[1] * scale / 10)
    assert sheet.scale == scale
    assert sheet.bar_mm * scale == pytest.approx(sheet.bar_metres * 1000)
    assert 20 <= sheet.bar_mm <= 80


def test_what_fits_at_no_usual_scale_is_still_printed_whole():
    sheet = sheet_for(2_000_000, 2_000_000)
    assert (sheet.width <= PORTRAIT[0], sheet.height <= PORTRAIT[1]) == (True, True)

"""Labels of homes, floors and lanes, read off what people write."""

import pytest

from minqing.language.places import floor_of, lane_of, lies_in_china, unit_label


@pytest.mark.parametrize(
    ("written", "kept"),
    [("403室", "403"), ("4０3", "403"), ("北房", "北房"), ("三号", "3"), ("", ""), (" 03 ", "3")],
)
def test_a_home_has_one_label(written: str, kept: str) -> None:
    assert unit_label(written) == kept


def test_floors_and_lanes_are_read_only_where_they_stand_there() -> None:
    assert [floor_of(unit) for unit in ("601", "1203", "3", "北房", "101A")] == [6, 12, None, None, 1]
    assert [lane_of(name) for name in ("九道湾东巷57号院", "民安小区2号楼", "大院")] == [
        "九道湾东巷",
        "民安小区",
        "大院",
    ]


def test_a_location_lies_in_china_unless_its_two_numbers_are_exchanged() -> None:
    assert (lies_in_china(39.94, 116.41), lies_in_china(116.41, 39.94)) == (True, False)

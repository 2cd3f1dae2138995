"""Names with numbers stand in the order in which people count."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from minqing.language.order import chinese_number, reading_order

CASES = json.loads(
    (Path(__file__).parents[2] / "contracts/cases/reading_order.json").read_text(encoding="utf-8")
)["cases"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("一百零三", 103), ("二零", 20)],
)
def test_a_number_in_characters_has_its_value(text, value):
    assert chinese_number(text) == value


def test_zones_and_courtyards_stand_in_the_order_of_their_numbers():
    zones = ["第十片区", "第二片区", "第一片区", "第十一片区", "第九片区"]
    assert sorted(zones, key=reading_order) == ["第一片区", "第二片区", "第九片区", "第十片区", "第十一片区"]
    yards = ["示例胡同12号院", "示例胡同2号院", "另一胡同1号院", "示例胡同"]
    assert sorted(yards, key=reading_order) == [
        "另一胡同1号院",
        "示例胡同",
        "示例胡同2号院",
        "示例胡同12号院",
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_names_are_read_in_the_order_of_the_cases(case: dict[str, Any]) -> None:
    keys = [reading_order(name) for name in case["read"]]
    assert all(one < other for one, other in pairwise(keys))

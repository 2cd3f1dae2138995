"""Addresses in the spellings of offices lead to one courtyard and one home."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing.language.addresses import AddressCells, join_address, read_address, read_address_cells


@pytest.mark.parametrize(
    ("text", "kind", "courtyard", "dwelling"),
    [
        ("民安小区3号楼1单元202室", "entrance", "民安小区3号楼1单元", "202"),
        ("民安小区 2楼2门601", "entrance", "民安小区2号楼2单元", "601"),
        ("民安小区2号楼2单元601室", "entrance", "民安小区2号楼2单元", "601"),
        ("民安小区２号楼１单元４０３", "entrance", "民安小区2号楼1单元", "403"),
        ("民安小区2号楼1单元403室", "entrance", "民安小区2号楼1单元", "403"),
        ("民安小区二号楼一单元403", "entrance", "民安小区2号楼1单元", "403"),
        ("民安小区2-1-403", "entrance", "民安小区2号楼1单元", "403"),
        ("民安小区2号楼1-403", "entrance", "民安小区2号楼1单元", "403"),
        ("民安小区02号楼01单元403", "entrance", "民安小区2号楼1单元", "403"),
        ("民安小区12栋403", "building", "民安小区12号楼", "403"),
        ("民安小区A座1203", "building", "民安小区A座", "1203"),
        ("民安小区2号楼1单元", "entrance", "民安小区2号楼1单元", ""),
        ("石雀胡同5号院3号楼2门101", "entrance", "石雀胡同5号院3号楼2单元", "101"),
        ("九道湾东巷５７号６", "courtyard", "九道湾东巷57号院", "6"),
        ("石雀胡同31号院8号", "courtyard", "石雀胡同31号院", "8"),
        ("石雀胡同28号院 5号房", "courtyard", "石雀胡同28号院", "5"),
        ("九道湾东巷57号", "courtyard", "九道湾东巷57号院", ""),
        ("九道湾东巷57号院", "courtyard", "九道湾东巷57号院", ""),
        ("九道湾东巷甲57号院", "courtyard", "九道湾东巷甲57号院", ""),
        ("九道湾东巷57", "courtyard", "九道湾东巷57号院", ""),
        ("九道湾东巷57号院 北房", "courtyard", "九道湾东巷57号院", "北房"),
        ("九道湾东巷57号6（租户）", "courtyard", "九道湾东巷57号院", "6"),
        ("北京市东城区北新桥街道九道湾社区九道湾东巷57号6", "courtyard", "九道湾东巷57号院", "6"),
        ("鼓楼东大街12号", "courtyard", "鼓楼东大街12号院", ""),
        ("九道湾东巷", "courtyard", "九道湾东巷", ""),
    ],
)
def test_an_address_leads_to_its_courtyard_and_home(
    text: str, kind: str, courtyard: str, dwelling: str
) -> None:
    address = read_address(text)
    assert address is not None
    assert (address.kind, address.courtyard, address.dwelling) == (kind, courtyard, dwelling)
    assert read_address(address.text()) == address


def test_an_entrance_knows_its_building() -> None:
    entrance, building = read_address("民安小区3号楼1单元202"), read_address("民安小区3号楼")
    assert entrance is not None
    assert building is not None
    assert entrance.building == building.courtyard == "民安小区3号楼"
    assert building.building == ""


def test_an_address_without_a_house_number_is_its_own_courtyard_and_says_so() -> None:
    address = read_address("九道湾东巷口 修车铺")
    assert address is not None
    assert (address.courtyard, address.dwelling, address.numbered) == ("九道湾东巷口 修车铺", "", False)


@pytest.mark.parametrize("text", ["", "  ", "　", "-", "无", "不详", "（租户）"])
def test_a_blank_is_no_address(text: str) -> None:
    assert read_address(text) is None


def test_neighbours_stay_apart() -> None:
    texts = [
        "九道湾东巷57号6", "九道湾东巷5号76", "九道湾西巷57号6", "九道湾东巷57号7", "九道湾东巷甲57号6",
        "民安小区1号楼1单元101", "民安小区11号楼1单元101", "民安小区1号楼11单元101", "民安小区1号楼101",
        "九道湾东巷57号",
    ]  # fmt: skip
    addresses = [read_address(text) for text in texts]
    assert len({address.dwelling_key for address in addresses if address is not None}) == len(texts)


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (AddressCells("民安小区3号楼1单元", dwelling="102"), "民安小区3号楼1单元 102"),
        (AddressCells("民安小区3号楼", dwelling="1单元102室"), "民安小区3号楼1单元 102"),
        (AddressCells("民安小区", building="3", entrance="1", dwelling="102"), "民安小区3号楼1单元 102"),
        (
            AddressCells("民安小区", building="3号楼", entrance="1门", dwelling="102"),
            "民安小区3号楼1单元 102",
        ),
        (AddressCells("民安小区", "民安小区3号楼1单元102"), "民安小区3号楼1单元 102"),
        (AddressCells("民安小区", "3号楼1单元102", dwelling="102室"), "民安小区3号楼1单元 102"),
        (AddressCells("石雀胡同26号", dwelling="5"), "石雀胡同26号院 5"),
        (AddressCells("石雀胡同", dwelling="26号"), "石雀胡同26号院"),
        (AddressCells("石雀胡同26号"), "石雀胡同26号院"),
        (AddressCells(dwelling="102"), None),
        (AddressCells(), None),
    ],
)
def test_columns_are_read_together(cells: AddressCells, text: str | None) -> None:
    address = read_address_cells(cells)
    assert (address.text() if address is not None else None) == text


def test_a_part_that_repeats_the_whole_is_said_once() -> None:
    assert join_address("民安小区", "民安 小区3号楼", "", "1单元") == "民安 小区3号楼 1单元"


PLACES = st.sampled_from(
    ["民安小区", "九道湾东巷", "石雀胡同", "东四十条", "东直门内大街", "三里屯北", "鼓楼西大街"]
)
NUMBERS = st.integers(1, 1999)


@given(PLACES, NUMBERS, NUMBERS, st.none() | NUMBERS)
def test_a_home_in_a_building_has_one_key_in_all_spellings(
    place: str, building: int, home: int, entrance: int | None
) -> None:
    plain = (
        f"{place}{building}号楼{home}" if entrance is None else f"{place}{building}号楼{entrance}单元{home}室"
    )
    loose = (
        f"{place} {building}楼 {home}室" if entrance is None else f"{place} {building}楼{entrance}门{home}"
    )
    one, other = read_address(plain), read_address(loose)
    assert one is not None
    assert one == other
    assert one.dwelling == str(home)
    assert read_address(one.text()) == one


@given(PLACES, NUMBERS, NUMBERS)
def test_a_home_in_a_courtyard_has_one_key_in_all_spellings(place: str, number: int, home: int) -> None:
    forms = [f"{place}{number}号{home}", f"{place}{number}号院{home}号", f"{place} {number}号院 {home}号房"]
    addresses = {read_address(form) for form in forms}
    assert len(addresses) == 1
    (address,) = addresses
    assert address is not None
    assert (address.courtyard, address.dwelling) == (f"{place}{number}号院", str(home))


@given(st.text(alphabet="民安小区九道湾东巷号院楼门单元室座甲0123456789 -（）ab一十", max_size=24))
def test_what_is_written_out_is_read_back_the_same(text: str) -> None:
    address = read_address(text)
    if address is not None:
        assert read_address(address.text()) == address

"""Whatever a sheet says, reading it raises nothing, loses no row and keeps no identity number."""

from hypothesis import given, settings
from hypothesis import strategies as st

from minqing.language.id_numbers import check_character, find_id_numbers
from minqing.language.register import DuplicateRow, PersonRow, RefusedRow, SkippedRow
from tests.language.register.sheets import reading_of

UNISSUED = "110101" + "19420811" + "000"
HEADERS = st.sampled_from(
    ["姓名", "性别", "出生日期", "电话", "关系", "住址", "小区", "门牌", "楼号", "单元", "序号", "户号",
    "户主", "户主电话",
     "住房性质", "人户分离", "身份证号", "备注", "家庭成员", ""]
)  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(
        ["", "〃", "同上", "雷平", "雷安", "户主", "之子", "男", "女", "东巷57号6", "民安小区3-1-202",
        "合计", "必填", "1942.8.1",
         "2月30日", "13180407174/010-64000247", "'=1", "公", "是",
         "(空)", UNISSUED + check_character(UNISSUED)]
    ),
    st.none(), st.booleans(), st.integers(-5, 10**18), st.floats(allow_nan=True), st.text(max_size=12),
    st.dates(), st.datetimes(), st.times(), st.timedeltas(),
)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, max_size=10), max_size=12)
RANGES = st.lists(
    st.tuples(
        st.tuples(st.integers(0, 5), st.integers(0, 5)), st.tuples(st.integers(0, 9), st.integers(0, 9))
    ),
    max_size=4,
)


@given(st.lists(HEADERS, max_size=10), ROWS, RANGES)
@settings(max_examples=400, deadline=None)
def test_any_sheet_is_read_row_by_row(header: list[str], rows: list[list[object]], merged: list) -> None:
    reading = reading_of(["姓名", "住址", *header], *rows, merged=merged)
    readings = list(reading)
    if reading.header.problem:
        assert readings == []
        return
    assert {row.row for row in readings} == set(range(1, len(rows) + 2))
    for row in readings:
        assert isinstance(row, PersonRow | DuplicateRow | RefusedRow | SkippedRow)
        if isinstance(row, PersonRow):
            kept = [row.name, row.address.text(), row.household_number, *row.phones]
            assert row.name
            assert not any(find_id_numbers(text) for text in kept)
        if isinstance(row, DuplicateRow):
            assert row.first_row <= row.row

"""Identity numbers in columns where nobody expects them, as text and as Excel's numbers, are told in no note."""

import pytest

from tests.households.test_register_pages import ID_NUMBER
from tests.language.register.sheets import reading_of


@pytest.mark.parametrize("cell", [ID_NUMBER, int(ID_NUMBER), f"'{ID_NUMBER}", float(int(ID_NUMBER))])
@pytest.mark.parametrize(
    "column", ["户号", "联系电话", "性别", "出生日期", "与户主关系", "房屋性质", "人户分离", "住址"]
)
def test_a_cell_that_is_an_identity_number_is_not_repeated(column, cell):
    header = ["姓名", "住址", "户号", "联系电话", "性别", "出生日期", "与户主关系", "房屋性质", "人户分离"]
    places = ["示例胡同5号院3号", "示例胡同6号院1号"]
    rows = [["孙某", place, *[""] * 7] for place in places]
    for row in rows:
        row[header.index(column)] = cell
    read = list(reading_of(header, *rows))
    assert ID_NUMBER not in repr(read)
    assert len(read) == 3

"""The header is found below titles, in one row or two, and shown for correction."""

from collections.abc import Sequence

import pytest

from minqing.language.register import HeaderReading, read_header
from minqing.language.register.columns import COLUMNS, HEADER
from minqing.language.register.fields import Field, field_of_header


def header_of(*rows: Sequence[object], merged: Sequence = (), mapping: dict | None = None) -> HeaderReading:
    return read_header([(number, row) for number, row in enumerate(rows, start=1)], merged, mapping)


def fields_of(header: HeaderReading) -> list[Field | None]:
    return [column.field for column in header.columns]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("姓名", "name"), ("姓 名", "name"), ("姓名(必填)", "name"), ("＊姓名（必填）：", "name"),
        ("Full Name", "name"),
        ("NAME", "name"), ("性别", "sex"), ("Sex", "sex"), ("出生年月日", "birth_date"),
        ("Date of Birth", "birth_date"),
        ("联系电话", "phone"), ("手机号码", "phone"), ("Phone Number", "phone"), ("与户主关系", "relation"),
        ("与其他人员关系", "relation"), ("Relationship to Head of Household", "relation"),
        ("现住地址(必填)", "address"),
        ("住址", "address"), ("Address", "address"), ("现住小区/建筑", "courtyard"), ("门牌地址", "dwelling"),
        ("楼号", "building"), ("单元", "entrance"), ("户号", "household_number"), ("序号", "serial"),
        ("No.", "serial"),
        ("户主姓名", "head_name"), ("户主电话", "head_phone"), ("房屋性质", "tenure"), ("住房性质", "tenure"),
        ("是否人户分离", "registered_elsewhere"), ("身份证号码(必填)", "id_number"),
        ("ID Number", "id_number"),
        ("居民本人姓名", "name"), ("联系电话1", "phone"),
    ],
)  # fmt: skip
def test_a_header_is_known_by_its_synonyms(text: str, field: Field) -> None:
    assert field_of_header(text)[0] == field


@pytest.mark.parametrize(
    "text",
    [
        "民族", "宗教信仰", "政治面貌", "备注", "户籍地址", "户口所在地", "工作单位", "紧急联系人电话",
        "监护人姓名", "配偶电话",
        "文化程度", "婚姻状况", "是否独居", "健康状况", "Religion", "Ethnicity", "Remarks", "Nationality",
        "车牌号", "",
    ],
)  # fmt: skip
def test_what_minqing_has_no_field_for_is_no_field(text: str) -> None:
    assert field_of_header(text)[0] is None


def test_columns_not_kept_are_left_out_by_their_own_words() -> None:
    header = header_of(["姓名", "身份证号", "民族", "宗教信仰", "政治面貌", "住址", "备注"])
    assert header.left_out == ("身份证号", "民族", "宗教信仰", "政治面貌", "备注")
    assert header.column_of("id_number") == 1


def test_the_header_stands_below_titles() -> None:
    header = header_of(
        ["社区居民信息登记表"],
        ["填报单位：示例", "", "填报日期：10月"],
        ["姓名", "性别", "住址"],
        ["雷娟燕", "女", "东巷5号"],
    )
    assert (header.first_row, header.last_row, header.problem) == (3, 3, "")
    assert fields_of(header) == ["name", "sex", "address"]


TWOFOLD = [
    ["居民情况一览表", "", "", "", "", "", "", ""],
    ["序号", "住址", "户主情况", "", "家庭成员", "", "", "住房性质"],
    ["", "", "姓名", "电话", "姓名", "关系", "性别", ""],
    [1.0, "东巷5号", "雷娟燕", "13562369202", "雷娟燕", "户主", "女", "公"],
]
MERGED = [
    ((0, 0), (0, 7)),
    ((1, 0), (2, 0)),
    ((1, 1), (2, 1)),
    ((1, 2), (1, 3)),
    ((1, 4), (1, 6)),
    ((1, 7), (2, 7)),
]
TWOFOLD_FIELDS = ["serial", "address", "head_name", "head_phone", "name", "relation", "sex", "tenure"]


@pytest.mark.parametrize(
    "merged", [MERGED, [], MERGED[:1]], ids=["merged", "not merged", "only the title merged"]
)
def test_a_header_of_two_rows_reads_each_column_under_its_group(merged: list) -> None:
    header = header_of(*TWOFOLD, merged=merged)
    assert (header.first_row, header.last_row) == (2, 3)
    assert fields_of(header) == TWOFOLD_FIELDS
    assert header.columns[2].text == "户主情况/姓名"


def test_a_row_of_instructions_is_no_second_header_row() -> None:
    header = header_of(
        ["姓名", "性别", "出生日期", "住址"], ["必填，真实姓名", "男/女", "YYYYMMDD", "如1单元101室"]
    )
    assert (header.first_row, header.last_row) == (1, 1)


def test_a_sheet_of_heads_alone_names_its_persons() -> None:
    header = header_of(["户主姓名", "户主电话", "住址"])
    assert fields_of(header) == ["name", "phone", "address"]


def test_of_two_columns_for_one_field_the_surer_keeps_it_and_telephones_may_be_two() -> None:
    header = header_of(["租户姓名", "姓名", "手机", "固话", "住址"])
    assert fields_of(header) == [None, "name", "phone", "phone", "address"]
    assert header.left_out == ("租户姓名",)
    assert header.columns_of("phone") == (2, 3)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["甲", "乙"], "no_header"), (["性别", "住址"], "no_name_column"),
        (["姓名", "性别"], "no_address_column"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(row: list[str], problem: str) -> None:
    assert header_of(row).problem == problem


def test_a_filled_column_without_a_header_is_left_out_under_its_letter() -> None:
    header = header_of(["姓名", "住址"], ["雷平", "东巷57号6", "甲"], ["雷安", "东巷57号6", "乙", "once"])
    assert header.left_out == ("C",)


def test_a_door_s_column_alone_holds_the_whole_address() -> None:
    assert fields_of(header_of(["姓名", "门牌号"])) == ["name", "address"]


def test_a_header_in_two_languages_is_known() -> None:
    header = header_of(
        ["姓名/Name", "性别 Sex", "关系 Relationship", "住址 Address", "联系电话1", "联系电话2"]
    )
    assert fields_of(header) == ["name", "sex", "relation", "address", "phone", "phone"]


def test_a_corrected_mapping_overrules_what_was_read() -> None:
    row = ["姓名", "称呼", "性别", "哪里", "备注"]
    first = header_of(row)
    assert first.problem == "no_address_column"
    corrected = header_of(row, mapping={**first.mapping(), 3: "address", 2: None})
    assert corrected.problem == ""
    assert fields_of(corrected) == ["name", None, None, "address", None]
    assert corrected.left_out == ("称呼", "性别", "备注")


def test_a_mapping_handed_back_unchanged_changes_nothing() -> None:
    first = header_of(*TWOFOLD, merged=MERGED)
    assert fields_of(header_of(*TWOFOLD, merged=MERGED, mapping=first.mapping())) == TWOFOLD_FIELDS


def test_the_columns_of_the_export_are_known_surely() -> None:
    header = header_of(HEADER)
    assert [(column.field, column.sure, column.left_out) for column in header.columns] == [
        (field, True, False) for field, _ in COLUMNS
    ]

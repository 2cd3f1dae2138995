"""Registers as offices keep them become clean rows; refused is what cannot be, and nothing is guessed."""

from datetime import date
from itertools import count

import pytest

from minqing.language.dates import BirthDate
from minqing.language.id_numbers import check_character
from minqing.language.register import DuplicateRow, PersonRow, reason_text
from minqing.language.register.reasons import _SENTENCES, Note
from tests.language.register.sheets import families, persons, reading_of, told

HEAD = ["姓名", "性别", "出生日期", "电话", "与户主关系", "住址"]


def unissued(born: str, area: str = "110101") -> str:
    """An identity number that was never issued: order code 000."""
    body = f"{area}{born}000"
    return body + check_character(body)


def test_a_row_becomes_a_person() -> None:
    (person,) = persons(
        HEAD, ["雷 娟 燕", "女性", "1966.5.8", "13180407174/010-64000247", "户主", "九道湾东巷５７号６"]
    )
    assert person.row == 2
    assert (person.name, person.sex, person.birth_date) == ("雷娟燕", "female", BirthDate(1966, 5, 8))
    assert person.phones == ("13180407174", "010-64000247")
    assert (person.relation, person.is_head) == ("head", True)
    assert (person.address.courtyard, person.address.dwelling) == ("九道湾东巷57号院", "6")
    assert (person.tenure, person.registered_elsewhere, person.household_number) == (None, None, "")
    assert person.warnings == ()


def test_refused_is_who_has_no_name_no_address_or_an_impossible_date() -> None:
    assert told(
        HEAD,
        ["雷娟燕", "女", "1966.5.8", "", "户主", "东巷57号6"],
        ["", "男", "1966.5.8", "", "之夫", "东巷57号6"],
        ["雷平", "男", "1953年2月30日", "", "之子", "东巷57号6"],
        ["雷安", "男", "1990.1.1", "", "之子", "东巷57号6"],
        ["雷静", "女", "1992.1.1", "", "之女", ""],
        ["空户", "", "", "", "", "东巷57号7"],
    ) == [
        (1, "header"), (2, "person"), (3, "no_name"), (4, "date_impossible"), (5, "person"),
        (6, "no_address"), (7, "no_name"),
    ]  # fmt: skip


def test_titles_instructions_totals_notes_and_repeated_headers_are_nobody() -> None:
    assert told(
        ["居民登记表", "", "", "", "", ""],
        HEAD,
        ["必填，真实姓名", "男/女", "YYYYMMDD", "多个电话用;分隔", "如：户主", "小区或胡同"],
        ["雷娟燕", "女", "1966.5.8", "", "户主", "东巷57号6"],
        ["", "", "", "", "", ""],
        HEAD,
        ["易安", "女", "1966.5.8", "", "户主", "东巷57号7"],
        ["小计", "2人", "", "", "", ""],
        ["合计", "2户", "2人", "", "", ""],
        ["", "填表人：某某", "", "", "", "2026年10月"],
        ["", "", "说明：以上为示例", "", "", ""],
    ) == list(
        zip(
            count(1),
            [
                "title",
                "header",
                "instructions",
                "person",
                "blank",
                "header_again",
                "person",
                "total",
                "total",
                "note",
                "note",
            ],
            strict=False,
        )
    )


def test_an_address_alone_is_somebody_without_a_name_and_a_bracket_is_no_name() -> None:
    rows = [
        ["序号", "姓名", "住址"],
        ["第一片区", "", ""],
        ["", "", "东巷57号6"],
        ["", "（空）", "东巷57号7"],
        ["", "（租）雷平", "东巷57号7"],
    ]
    assert told(*rows)[1:] == [(2, "note"), (3, "no_name"), (4, "no_name"), (5, "person")]


def test_building_entrance_and_room_in_columns_of_their_own_are_one_address() -> None:
    found = persons(
        ["楼号", "单元", "房号", "姓名"], ["3", "1", 202.0, "雷平"], ["", "", "", "雷安"], ["", "2", "203",
        "易安"],
    )  # fmt: skip
    assert [person.address.text() for person in found] == [
        "3号楼1单元 202",
        "3号楼1单元 202",
        "3号楼2单元 203",
    ]


def test_a_yes_in_the_head_s_column_is_nobody_s_name() -> None:
    rows = [["姓名", "户主", "住址"], ["雷平", "是", "东巷57号6"], ["雷安", "否", "东巷57号6"]]
    assert [person.name for person in persons(*rows)] == ["雷平", "雷安"]


def test_who_shares_address_and_home_is_one_household_wherever_the_rows_stand() -> None:
    found = persons(
        HEAD,
        ["雷娟燕", "女", "", "", "户主", "民安小区 2楼2门601"],
        ["易安", "男", "", "", "户主", "民安小区2号楼2单元602"],
        ["雷平", "男", "", "", "之子", "民安小区２号楼２单元６０１室"],
        ["易平", "男", "", "", "之子", "民安小区2-2-602"],
        ["单平", "男", "", "", "户主", "民安小区2号楼2单元601"],
    )
    assert families(found) == [["雷娟燕", "雷平", "单平"], ["易安", "易平"]]
    assert found[-1].warnings == (Note("second_head", (("first", "2"),)),)


def test_a_household_has_the_same_key_in_every_run() -> None:
    rows = (HEAD, ["雷娟燕", "女", "", "", "户主", "东巷57号6"])
    assert persons(*rows)[0].household_key == persons(*rows)[0].household_key


def test_blank_addresses_mean_as_above_where_the_sheet_is_kept_so() -> None:
    found = persons(
        HEAD,
        ["雷娟燕", "女", "", "", "户主", "东巷57号6"],
        ["雷平", "男", "", "", "之子", ""],
        ["易安", "男", "", "", "户主", "东巷57号7"],
        ["易平", "男", "", "", "之子", ""],
    )
    assert families(found) == [["雷娟燕", "雷平"], ["易安", "易平"]]


def test_ditto_marks_mean_as_above_in_any_column_but_the_name() -> None:
    found = persons(
        HEAD,
        ["雷娟燕", "女", "1966.5.8", "13180407174", "户主", "东巷57号6"],
        ["雷平", "〃", "1990.1.1", "同上", "之女", "〃"],
        ["雷安", "同上", "1991.1.1", "", "〃", "同上"],
    )
    assert [(p.sex, p.relation, p.address.dwelling, p.phones) for p in found[1:]] == [
        ("female", "child", "6", ("13180407174",)),
        ("female", "child", "6", ()),
    ]
    assert told(HEAD, ["雷娟燕", "女", "", "", "", "东巷57号6"], ["〃", "女", "", "", "", "东巷57号6"])[
        -1
    ] == (3, "no_name")


def test_a_merged_address_covers_its_rows_and_no_more() -> None:
    rows = [
        HEAD,
        ["雷娟燕", "女", "", "", "户主", "东巷57号6"],
        ["雷平", "男", "", "", "之子", ""],
        ["易安", "男", "", "", "户主", "东巷57号7"],
        ["易平", "男", "", "", "之子", "东巷57号7"],
        ["单平", "男", "", "", "户主", ""],
    ]
    assert told(*rows, merged=[((1, 5), (2, 5))])[1:] == [
        (2, "person"), (3, "person"), (4, "person"), (5, "person"), (6, "no_address"),
    ]  # fmt: skip


def test_estate_and_door_columns_are_joined_and_a_blank_estate_is_the_one_above() -> None:
    head = ["姓名", "小区", "门牌"]
    found = persons(
        head,
        ["雷娟燕", "民安小区3号楼1单元", 102.0],
        ["雷平", "", ""],
        ["易安", "", "103室"],
        ["易平", "", ""],
    )
    assert [person.address.text() for person in found] == [
        "民安小区3号楼1单元 102", "民安小区3号楼1单元 102", "民安小区3号楼1单元 103",
        "民安小区3号楼1单元 103",
    ]  # fmt: skip
    assert families(found) == [["雷娟燕", "雷平"], ["易安", "易平"]]


NUMBERED = ["序号", "姓名", "关系", "住址"]


def test_a_number_left_blank_for_members_numbers_households() -> None:
    rows = [
        NUMBERED,
        [1.0, "雷娟燕", "户主", "东巷57号6"], ["", "雷平", "之子", ""],
        [2.0, "易安", "户主", "东巷57号6"], ["", "易平", "之子", ""],
        [3.0, "单平", "户主", "东巷57号8"],
        [1.0, "雷安", "之女", ""],
    ]  # fmt: skip
    found = persons(*rows)
    assert families(found) == [["雷娟燕", "雷平", "雷安"], ["易安", "易平"], ["单平"]]
    assert [person.household_number for person in found] == ["1", "1", "2", "2", "3", "1"]
    assert reading_of(*rows).left_out == ()


def test_a_number_that_counts_persons_is_no_household_and_is_left_out() -> None:
    rows = [
        NUMBERED,
        [1.0, "雷娟燕", "户主", "东巷57号6"],
        [2.0, "雷平", "之子", "东巷57号6"],
        [3.0, "易安", "户主", "东巷57号7"],
    ]
    assert families(persons(*rows)) == [["雷娟燕", "雷平"], ["易安"]]
    assert reading_of(*rows).left_out == ("序号",)


def test_a_number_of_the_members_of_each_family_is_no_household() -> None:
    rows = [
        NUMBERED,
        [1.0, "雷娟燕", "户主", "东巷57号6"], [2.0, "雷平", "之子", "东巷57号6"],
        [1.0, "易安", "户主", "东巷57号7"], [1.0, "单平", "户主", "东巷57号8"],
    ]  # fmt: skip
    assert families(persons(*rows)) == [["雷娟燕", "雷平"], ["易安"], ["单平"]]


def test_a_numbering_that_begins_again_is_a_new_section() -> None:
    rows = [
        NUMBERED,
        [1.0, "雷娟燕", "户主", "东巷57号6"], ["", "雷平", "之子", ""], [2.0, "易安", "户主", "东巷57号7"],
        [1.0, "单平", "户主", "西巷3号1"], ["", "单安", "之子", ""],
    ]  # fmt: skip
    assert families(persons(*rows)) == [["雷娟燕", "雷平"], ["易安"], ["单平", "单安"]]


def test_a_household_number_rules_even_where_addresses_differ_and_says_so() -> None:
    found = persons(
        ["户号", "姓名", "住址"],
        ["A1", "雷娟燕", "东巷57号6"],
        ["A1", "雷平", "东巷57号7"],
        ["A2", "易安", "东巷57号6"],
    )
    assert families(found) == [["雷娟燕", "雷平"], ["易安"]]
    assert found[1].address.dwelling == "6"
    assert [note.key for note in found[1].warnings] == ["address_unlike_household"]


HEADS = [
    ["序号", "住址", "户主情况", "", "家庭成员", "", "", "住房性质"],
    ["", "", "姓名", "电话", "姓名", "关系", "性别", ""],
]


def test_the_head_s_telephone_belongs_to_the_head_and_the_tenure_to_all() -> None:
    found = persons(
        *HEADS,
        [1.0, "东巷57号6", "雷娟燕", 13180407174.0, "雷娟燕", "户主", "女", "公"],
        ["", "", "", "", "雷平", "之子", "男", ""],
        [2.0, "东巷57号7", "易安", "64000247", "易安", "户主", "男", "租"],
    )
    assert [(p.name, p.phones, p.tenure, p.is_head) for p in found] == [
        ("雷娟燕", ("13180407174",), "public", True), ("雷平", (), "public", False),
        ("易安", ("64000247",), "rented", True),
    ]  # fmt: skip


def test_a_head_who_stands_only_in_the_head_s_columns_is_taken_from_there() -> None:
    found = persons(
        *HEADS,
        [1.0, "东巷57号6", "雷娟燕", "13180407174", "雷平", "之子", "男", "公"],
        ["", "", "", "", "雷安", "之女", "女", ""],
        [2.0, "东巷57号7", "易安", "64000247", "", "", "", "租"],
    )
    assert [(p.row, p.name, p.relation, p.phones) for p in found] == [
        (3, "雷娟燕", "head", ("13180407174",)), (3, "雷平", "child", ()), (4, "雷安", "child", ()),
        (5, "易安", "head", ("64000247",)),
    ]  # fmt: skip
    assert [note.key for note in found[0].warnings] == ["head_from_head_column"]


def test_a_refused_head_does_not_come_back_through_the_head_s_columns() -> None:
    rows = [
        [*HEADS[0][:7], "出生日期"],
        HEADS[1],
        [1.0, "东巷57号6", "雷娟燕", "", "雷娟燕", "户主", "女", "1953-02-30"],
        ["", "", "", "", "雷平", "之子", "男", "1990-01-01"],
    ]
    assert told(*rows)[2:] == [(3, "date_impossible"), (4, "person")]


WITH_ID = ["姓名", "身份证号", "出生日期", "电话", "住址"]


def test_the_same_person_twice_adds_only_what_was_blank() -> None:
    number = unissued("19660508")
    readings = list(reading_of(
        WITH_ID,
        ["雷娟燕", number, "1966.5.8", "", "东巷57号6"],
        ["雷 娟 燕", number.lower(), "1966.5.9", "13180407174", "西巷3号1"],
        ["雷娟燕", f"{number[:6]} {number[6:]}", "1966.5.8", "13180407175", "东巷57号6"],
    ))  # fmt: skip
    assert [type(row) for row in readings[1:]] == [PersonRow, DuplicateRow, DuplicateRow]
    second, third = readings[2], readings[3]
    assert isinstance(second, DuplicateRow)
    assert isinstance(third, DuplicateRow)
    assert (second.first_row, dict(second.adds)) == (2, {"phones": ("13180407174",)})
    assert [note.key for note in second.warnings] == ["same_id_number", "other_address_of_same_person"]
    assert dict(third.adds) == {}


def test_one_identity_number_under_two_names_is_two_people() -> None:
    number = unissued("19660508")
    found = persons(WITH_ID, ["雷娟燕", number, "", "", "东巷57号6"], ["易安", number, "", "", "东巷57号7"])
    assert [person.name for person in found] == ["雷娟燕", "易安"]
    assert found[1].warnings == (Note("id_number_of_another", (("first", "2"),)),)


@pytest.mark.parametrize(
    ("second", "kind", "reason"),
    [
        (["雷娟燕", "", "1966-05-08", "", "东巷57号院 6号"], "duplicate", "same_name_birth_home"),
        (["雷娟燕", "", "", "", "东巷57号6"], "duplicate", "same_name_home"),
        (["雷娟燕", "", "1967-05-08", "", "东巷57号6"], "person", None),
        (["雷娟燕", unissued("19660508", "110102"), "1966.5.8", "", "东巷57号6"], "person", "like_another"),
        (["雷娟燕", "", "1966.5.8", "", "东巷57号7"], "person", "like_another"),
        (["雷娟艳", "", "1966.5.8", "", "东巷57号6"], "person", None),
    ],
)
def test_without_one_identity_number_name_birth_and_home_decide(
    second: list[str], kind: str, reason: str | None
) -> None:
    rows = [WITH_ID, ["雷娟燕", unissued("19660508"), "1966.5.8", "", "东巷57号6"], second]
    assert told(*rows)[-1] == (3, kind)
    last = list(reading_of(*rows))[-1]
    assert isinstance(last, PersonRow | DuplicateRow)
    assert [note.key for note in last.warnings] == ([] if reason is None else [reason])


def test_remarks_and_identity_numbers_do_not_slip_into_kept_columns() -> None:
    number = unissued("19660508")
    (person,) = persons(HEAD, [f"雷娟燕（独居）{number}", "女", "", number, "户主", f"东巷57号6 {number}"])
    assert person.name == "雷娟燕"
    assert person.phones == ()
    assert number not in repr(person)
    assert {note.key for note in person.warnings} == {"name_remark_left_out", "id_number_left_out"}


def test_no_cache_remembers_an_identity_number_in_a_wrong_column() -> None:
    import gc

    # Built at run time from parts, so that the only copies alive are those that reading made.
    born = "19570" + "713"
    number = unissued(born, "110" + "106")
    rows = [
        [*HEAD, "住房性质", "人户分离", "身份证号"],
        [
            f"雷平{number}",
            number,
            "",
            f"13180407174/{number}",
            number,
            f"东巷57号6 {number}",
            number,
            number,
            number,
        ],
        ["雷安", "", number, "", "", "东巷57号6", "", "", ""],
    ]
    readings = list(reading_of(*rows))
    assert [number in repr(row) for row in readings] == [False, False, False]
    cached = [wrapper for wrapper in gc.get_objects() if type(wrapper).__name__ == "_lru_cache_wrapper"]
    held = [
        gc.get_referents(wrapper) for wrapper in cached if wrapper.__module__.startswith("minqing.language")
    ]
    assert len(held) > 5
    assert number not in repr(held)


def test_what_cannot_be_read_is_left_blank_with_a_warning() -> None:
    head = [*HEAD, "住房性质", "人户分离"]
    (person,) = persons(head, ["雷娟燕", "？", "", "1380", "干部", "东巷", "借住", "看情况"])
    assert (person.sex, person.phones, person.relation, person.tenure, person.registered_elsewhere) == (
        None,
        (),
        None,
        None,
        None,
    )
    assert [note.key for note in person.warnings] == [
        "no_house_number", "sex_unreadable", "relation_unreadable", "registered_elsewhere_unreadable",
        "phone_unreadable",
        "tenure_unreadable",
    ]  # fmt: skip


def test_a_sex_that_does_not_go_with_the_relation_is_only_a_warning() -> None:
    (person,) = persons(HEAD, ["雷平", "男", "", "", "之女", "东巷57号6"])
    assert (person.sex, person.relation) == ("male", "child")
    assert [note.key for note in person.warnings] == ["sex_unlike_relation"]


def test_an_english_sheet_is_read() -> None:
    (person,) = persons(
        [
            "Full name",
            "Sex",
            "Date of birth",
            "Relationship to head",
            "Address",
            "Tenure",
            "Registered elsewhere",
            "Religion",
        ],
        ["John  Smith", "M", date(1970, 1, 2), "Husband", "民安小区3号楼1单元 102", "Rented", "yes", "-"],
    )
    assert (person.name, person.sex, person.relation, person.tenure) == (
        "John Smith",
        "male",
        "spouse",
        "rented",
    )
    assert person.registered_elsewhere is True


def test_an_empty_sheet_has_no_header_and_no_rows() -> None:
    empty = reading_of()
    assert empty.header.problem == "no_header"
    assert list(empty) == []


def test_short_rows_are_read_as_blank_cells() -> None:
    assert told(HEAD, ["雷娟燕"], ["雷平", "男", "", "", "", "东巷57号6"])[1:] == [
        (2, "no_address"),
        (3, "person"),
    ]


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    for key, sentences in _SENTENCES.items():
        names = {"text": "甲", "first": "7", "number": "3"}
        english, chinese = (
            reason_text(Note(key, tuple(names.items())), language) for language in ("en", "zh")
        )
        assert english != chinese
        assert all("{" not in sentence for sentence in (english, chinese))
        assert english.isascii() or "甲" in english or "“" in english, sentences
    assert reason_text(Note("date_impossible", (("text", "2月30日"),)), "zh") == "没有这一天：2月30日。"


def test_rows_are_read_one_by_one() -> None:
    taken = 0

    def endless():
        nonlocal taken
        yield 1, HEAD
        for number in count(2):
            taken = number
            yield number, ["雷娟燕", "女", "", "", "户主", f"东巷{number}号6"]

    from minqing.language.register import read_register

    reading = iter(read_register(endless(), today=date(2026, 11, 24)))
    for _ in range(2000):
        next(reading)
    assert taken <= 2001

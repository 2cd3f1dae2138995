"""What the register writes it reads back, so exporting and importing again changes nothing."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from minqing.language.addresses import read_address
from minqing.language.dates import BirthDate
from minqing.language.names import normalised_name
from minqing.language.register import PersonRow, RefusedRow
from minqing.language.register.columns import (
    HEADER,
    RELATION_WORDS,
    SEX_WORDS,
    TENURE_WORDS,
    RegisterLine,
    address_cell,
    register_cells,
)
from tests.language.register.sheets import TODAY, reading_of

DAYS = st.dates(date(1897, 1, 1), TODAY)
BIRTHS = (
    st.builds(lambda day: BirthDate(day.year, day.month, day.day), DAYS)
    | st.builds(lambda day: BirthDate(day.year, day.month), DAYS)
    | st.builds(lambda day: BirthDate(day.year), DAYS)
)
ADDRESSES = st.builds(
    lambda lane, number, home: read_address(f"{lane}{number}{home}"),
    st.sampled_from(["东巷", "民安小区", "=东巷", "+西巷"]),
    st.integers(1, 99),
    st.sampled_from(["号院", "号6", "号院 北房", "号楼202", "号楼1单元202", "号楼3单元"]),
)
LINES = st.builds(
    RegisterLine,
    household_number=st.integers(1, 9).map(str),
    name=st.lists(st.sampled_from("雷娟燕平安静"), min_size=2, max_size=4).map("".join)
    | st.sampled_from(["阿依古丽·买买提", "Mary Smith", "=雷平", "-Anna", "＠安"]).map(normalised_name),
    sex=st.none() | st.sampled_from(sorted(SEX_WORDS)),
    birth_date=st.none() | BIRTHS,
    phones=st.lists(
        st.sampled_from(["13180407174", "010-64000247", "64000247-801", "+85261234567"]), unique=True
    ).map(tuple),
    relation=st.none() | st.sampled_from(sorted(RELATION_WORDS)),
    address=ADDRESSES.map(address_cell),
    tenure=st.none() | st.sampled_from(sorted(TENURE_WORDS)),
    registered_elsewhere=st.sampled_from([None, True, False]),
)


def line_of(person: PersonRow) -> RegisterLine:
    return RegisterLine(
        person.household_number, person.name, person.sex, person.birth_date, person.phones, person.relation,
        address_cell(person.address), person.tenure, person.registered_elsewhere,
    )  # fmt: skip


@given(LINES)
@settings(max_examples=300)
def test_a_line_is_read_back_as_it_was_written(line: RegisterLine) -> None:
    rows = [
        row for row in reading_of(HEADER, register_cells(line)) if isinstance(row, PersonRow | RefusedRow)
    ]
    assert len(rows) == 1
    assert isinstance(rows[0], PersonRow)
    assert line_of(rows[0]) == line


def test_no_cell_that_leaves_is_a_formula() -> None:
    line = RegisterLine("1", "=HYPERLINK(1)", None, None, ("+85261234567",), None, "@东巷", None, None)
    assert [cell[:1] for cell in register_cells(line) if cell] == ["1", "'", "'", "'"]


def test_households_keep_their_numbers_and_members() -> None:
    lines = [
        RegisterLine(number, name, None, None, (), None, "东巷57号院 6", "rented", True)
        for number, name in [("1", "雷娟燕"), ("1", "雷平"), ("2", "易安")]
    ]
    found = [row for row in reading_of(HEADER, *map(register_cells, lines)) if isinstance(row, PersonRow)]
    assert [line_of(person) for person in found] == lines
    assert len({person.household_key for person in found}) == 2

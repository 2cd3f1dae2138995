"""Out and in again: whatever stands in a register, its export changes nothing, and makes the same register elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from minqing.access.acting import in_community
from minqing.households.actions.importing import import_register
from minqing.households.models import Household, Membership, Residence, Resident
from minqing.households.register_in.files import gathered_file
from minqing.households.register_out import count_lines, register_lines, write_register
from minqing.language.addresses import read_address
from minqing.language.register.cells import read_name
from minqing.ledger.models import Head
from minqing.territory.models import Courtyard, Dwelling
from tests.factories.ground import OWN, SIBLING
from tests.factories.registers import CLI, NOW, TODAY, counts, exported, quiet, take_exported

pytestmark = pytest.mark.django_db

SURNAMES = "张王李赵欧阳"
names = st.one_of(
    st.builds(lambda a, b: a + b, st.sampled_from(SURNAMES), st.text("伟芳娜敏静丽", min_size=1, max_size=2)),
    st.sampled_from(
        ["阿依古丽·买买提", "=1+1甲", "+乙", "-丙", "@丁", "'戊", "Ann Lee", '=HYPERLINK("x")', "一\t二"]
    ),
)
borns = st.one_of(
    st.just(""),
    st.integers(1930, 2025).map(str),
    st.dates(min_value=TODAY.replace(year=1930), max_value=TODAY).map(lambda day: day.isoformat()),
    st.dates(min_value=TODAY.replace(year=1930), max_value=TODAY).map(lambda day: day.isoformat()[:7]),
)
phones = st.lists(
    st.sampled_from(["13800138000", "13900139000", "010-64000247", "010-64000247-801", "+85212345678"]),
    unique=True,
    max_size=3,
)
people = st.fixed_dictionaries(
    {
        "name": names,
        "sex": st.sampled_from(["", "male", "female"]),
        "born": borns,
        "phones": phones,
        "registered_elsewhere": st.sampled_from([None, True, False]),
        "relation": st.sampled_from(
            ["", "spouse", "child", "parent", "relative", "unrelated", "child_in_law"]
        ),
    }
)
homes = st.sampled_from(
    [
        "示例胡同5号院 3",
        "示例胡同5号院",
        "示例胡同甲7号院 北房",
        "某小区2号楼1单元 601",
        "某小区12号楼 101",
        "平房区",
    ]
)
households = st.fixed_dictionaries(
    {
        "home": homes,
        "number": st.sampled_from(["", "", "1", "2", "12", "A-3", "=5", "5~2"]),
        "headed": st.booleans(),
        "people": st.lists(people, min_size=1, max_size=4, unique_by=lambda person: person["name"]),
    }
)
registers = st.lists(households, max_size=6)
tenures = st.sampled_from(["", "public", "private", "self_built", "rented", "other"])


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    with in_community(OWN):
        yield


def lay_down(register: list[dict], tenure: str) -> None:  # type: ignore[type-arg]
    """The register as rows, whoever wrote them."""
    for household in register:
        address = read_address(household["home"])
        assert address is not None
        courtyard, _ = Courtyard.objects.get_or_create(
            community=OWN,
            key=address.courtyard_key,
            defaults={"name": address.courtyard, "kind": address.kind},
        )
        home, _ = Dwelling.objects.get_or_create(
            community=OWN, courtyard=courtyard, unit=address.dwelling, defaults={"tenure": tenure}
        )
        row = Household.objects.create(community=OWN, number=household["number"], formed_on=TODAY)
        Residence.objects.create(community=OWN, household=row, dwelling=home, from_day=TODAY)
        for place, facts in enumerate(household["people"]):
            relation = "head" if household["headed"] and place == 0 else facts["relation"]
            person = {key: value for key, value in facts.items() if key != "relation"}
            resident = Resident.objects.create(community=OWN, **person)
            Membership.objects.create(
                community=OWN, resident=resident, household=row, relation=relation, from_day=TODAY
            )


def everything() -> list[list[tuple[object, ...]]]:
    """Every row of the register, as it stands."""
    models = (Courtyard, Dwelling, Household, Residence, Resident, Membership)
    return [sorted(model.objects.values_list(), key=str) for model in models]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(registers, tenures)
def test_taking_in_what_was_taken_out_changes_nothing(register: list[dict], tenure: str) -> None:  # type: ignore[type-arg]
    assume(all(read_name(person["name"])[0] for household in register for person in household["people"]))
    with transaction.atomic():
        lay_down(register, tenure)
        before = everything()
        rows = exported()
        assert exported() == rows
        if rows:
            outcome = take_exported(rows)
            assert outcome.changes_nothing, outcome.as_json()
            assert counts(outcome)["residents"] == (0, 0, len(rows))
            assert outcome.refused == []
        assert everything() == before
        assert not Head.objects.filter(community=OWN, seq__gt=1).exists()
        transaction.set_rollback(True)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(registers, tenures)
def test_the_export_makes_the_same_register_in_an_empty_community(register: list[dict], tenure: str) -> None:  # type: ignore[type-arg]
    # A name with a remark in brackets is read without it where it is not known yet.
    assume(
        all(
            read_name(each["name"])[0] == each["name"]
            for household in register
            for each in household["people"]
        )
    )
    with transaction.atomic():
        lay_down(register, tenure)
        rows = exported()
        if rows:
            with in_community(SIBLING):
                take_exported(rows)
                again = exported()
            assert again == rows
        transaction.set_rollback(True)


def test_a_file_goes_out_and_in_without_a_change_and_nothing_in_it_is_a_formula(tmp_path: Path) -> None:
    dangers = ["=cmd|'/c calc'!A1", "+乙", "-丙", "@丁", "＝戊"]
    lay_down(
        [
            {
                "home": "示例胡同5号院 3",
                "number": "=5",
                "headed": True,
                "people": [
                    {
                        "name": name,
                        "sex": "",
                        "born": "",
                        "phones": [],
                        "registered_elsewhere": None,
                        "relation": "",
                    }
                    for name in dangers
                ],
            }
        ],
        "public",
    )
    households, file = Household.objects.filter(community=OWN), tmp_path / "out.xlsx"
    written = write_register(file, register_lines(households, TODAY), quiet, count_lines(households, TODAY))
    assert written == len(dangers)
    cells = [cell for row in load_workbook(file).active.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert not [cell.value for cell in cells if str(cell.value or "").startswith(("=", "+", "-", "@", "＝"))]
    sheet = gathered_file(file, TODAY, quiet)
    outcome = import_register(by=CLI, at=NOW, community=OWN, sheet=sheet, steps=quiet)
    assert outcome.changes_nothing


def test_who_left_and_care_needs_do_not_go_out() -> None:
    person = {"sex": "", "born": "", "phones": [], "registered_elsewhere": None, "relation": ""}
    lay_down(
        [
            {
                "home": "平房区",
                "number": "",
                "headed": True,
                "people": [{"name": "张甲", **person}, {"name": "张乙", **person}],
            }
        ],
        "",
    )
    gone = Membership.objects.get(resident__name="张乙")
    Membership.objects.filter(pk=gone.pk).update(from_day="2026-01-01", to_day=TODAY)
    assert [row[1] for row in exported()] == ["张甲"]


def test_rows_stand_in_the_order_of_doors_with_the_head_first() -> None:
    person = {"sex": "", "born": "", "phones": [], "registered_elsewhere": None}
    two = [{"name": "张子", **person, "relation": "child"}, {"name": "张父", **person, "relation": "head"}]
    one = [{"name": "李某", **person, "relation": ""}]
    lay_down(
        [
            {"home": "示例胡同12号院", "number": "", "headed": False, "people": one},
            {"home": "示例胡同2号院", "number": "7", "headed": False, "people": two},
        ],
        "",
    )
    assert [(row[0], row[1], row[6]) for row in exported()] == [
        ("7", "张父", "示例胡同2号院"),
        ("7", "张子", "示例胡同2号院"),
        ("~1", "李某", "示例胡同12号院"),
    ]

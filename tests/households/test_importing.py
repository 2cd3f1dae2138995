"""Taking a register in: who is who, what changes, what is refused, and that all of it happens or nothing."""

from collections.abc import Iterator
from datetime import date
from threading import Event, Thread

import pytest
from django.db import connection

from minqing.access.acting import in_community
from minqing.access.models import Role
from minqing.committee.models import Coverage
from minqing.households.actions import move_household, resident_leaves
from minqing.households.models import Household, Membership, Residence, Resident
from minqing.households.register_in.taking import Taking
from minqing.ledger.actor import Actor, Held
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.models import Head, Record
from minqing.ledger.verify import verify_community
from minqing.territory.models import Courtyard, Dwelling
from tests.factories.ground import OTHER, OWN, SIBLING
from tests.factories.people import a_member, a_zone
from tests.factories.registers import CLI, HEADER, LATER, counts, look, read, take

pytestmark = pytest.mark.django_db
HOME, OTHER_HOME = "示例胡同5号院3号", "示例胡同7号院1号"
# Of the form of an identity number, with the order code 000, which is never issued; built here.
ID_NUMBER = "110101" + "19660508" + "000" + "0"


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    with in_community(OWN):
        yield


def row(
    name: str,
    sex: str = "",
    born: str = "",
    phone: str = "",
    relation: str = "",
    home: str = HOME,
    tenure: str = "",
) -> tuple[str, ...]:
    """One row under HEADER."""
    return (name, sex, born, phone, relation, home, tenure)


FATHER = row("张父", "男", "1950-03-02", "13800138000", "户主", tenure="公房")
SON = row("张子", "男", "1980", "", "之子")


def notes(line: dict[str, object]) -> list[str]:
    """The keys of what a preview's line remarks."""
    told = line["notes"]
    assert isinstance(told, list)
    return [key for key, _ in told]


def test_people_who_share_a_home_become_one_household_there() -> None:
    outcome = take(FATHER, SON, row("李某", home=OTHER_HOME))
    assert counts(outcome) == {"residents": (3, 0, 0), "households": (2, 0, 0), "courtyards": (2, 0, 0)}
    father = Resident.objects.get(name="张父")
    assert (father.sex, father.born, father.phones) == ("male", "1950-03-02", ["13800138000"])
    assert father.pinyin == "zhangfu zf"
    membership = father.memberships.get()
    assert (membership.relation, membership.from_day) == ("head", date(2026, 11, 24))
    home = membership.household.residences.get().dwelling
    assert (home.courtyard.name, home.unit, home.tenure) == ("示例胡同5号院", "3", "public")


def test_an_entrance_brings_its_building_and_a_room_its_floor() -> None:
    take(row("张某", home="某小区2号楼1单元1203"))
    home = Dwelling.objects.get()
    assert (home.unit, home.floor, home.courtyard.kind) == ("1203", 12, "entrance")
    assert home.courtyard.building is not None
    assert home.courtyard.building.name == "某小区2号楼"


def test_the_same_rows_again_change_nothing_and_leave_no_record() -> None:
    take(FATHER, SON)
    before = Head.objects.get(community=OWN).seq
    outcome = take(FATHER, SON, at=LATER)
    assert counts(outcome) == {"residents": (0, 0, 2), "households": (0, 0, 1), "courtyards": (0, 0, 1)}
    assert Head.objects.get(community=OWN).seq == before


def test_every_person_and_household_has_a_record_and_the_ledger_holds() -> None:
    take(FATHER, SON)
    subjects = (
        Record.objects.filter(kind="register.import").order_by("seq").values_list("subject_type", flat=True)
    )
    assert list(subjects) == [
        "households.household",
        "households.resident",
        "households.resident",
        "territory.community",
    ]
    take(row("张父", phone="13900139000"), row("张孙", born="2010"), at=LATER)
    assert verify_community(OWN).bad is None


def test_only_cells_that_say_something_else_change_a_person() -> None:
    take(FATHER, SON)
    (line,) = look(row("张父", "女", "1950", "13900139000"))
    assert line["kind"] == "changed"
    assert line["changes"] == [
        ("sex", "male", "female"),
        ("phones", ["13800138000"], ["13800138000", "13900139000"]),
    ]
    outcome = take(row("张父", "女", "1950", "13900139000"), at=LATER)
    assert counts(outcome)["residents"] == (0, 1, 0)
    father = Resident.objects.get(name="张父")
    assert (father.sex, father.born, father.phones) == (
        "female",
        "1950-03-02",
        ["13800138000", "13900139000"],
    )


def test_a_blank_cell_erases_nothing_and_who_is_absent_stays() -> None:
    take(FATHER, SON)
    (line,) = look(row("张父"))
    assert (line["kind"], notes(line)) == ("unchanged", ["others_in_household"])
    take(row("张父"), at=LATER)
    assert Membership.objects.filter(to_day__isnull=True).count() == 2


def test_a_birth_date_becomes_more_exact_and_never_less() -> None:
    take(SON)
    assert look(row("张子", born="1980-05"))[0]["changes"] == [("born", "1980", "1980-05")]
    take(row("张子", born="1980-05"), at=LATER)
    assert look(row("张子", born="1980"))[0]["kind"] == "unchanged"


def test_another_head_leaves_the_old_one_without_a_relation() -> None:
    take(FATHER, SON)
    take(row("张子", relation="户主"), at=LATER)
    relations = dict(Membership.objects.values_list("resident__name", "relation"))
    assert relations == {"张父": "", "张子": "head"}
    assert verify_community(OWN).bad is None


def test_of_two_heads_in_a_file_the_first_is_it_and_again_changes_nothing() -> None:
    both = (FATHER, row("张子", relation="户主"))
    take(*both)
    assert Membership.objects.filter(relation="head").count() == 1
    assert counts(take(*both))["residents"] == (0, 0, 2)


NUMBERED = ("户号", *HEADER)


def numbered(number: str, *cells: str) -> tuple[str, ...]:
    """One row under NUMBERED."""
    return (number, *cells)


def test_a_number_finds_its_household_in_another_home_where_somebody_of_it_lives_and_it_moves() -> None:
    take(numbered("12", *FATHER), numbered("12", *SON), numbered("13", *row("李某")), header=NUMBERED)
    moved = numbered("12", *row("张父", home=OTHER_HOME))
    outcome = take(moved, header=NUMBERED, at=LATER)
    assert counts(outcome)["households"] == (0, 1, 0)
    household = Household.objects.get(number="12")
    homes = household.residences.order_by("from_day").values_list("dwelling__courtyard__name", "to_day")
    assert list(homes) == [("示例胡同5号院", date(2026, 12, 1)), ("示例胡同7号院", None)]
    assert verify_community(OWN).bad is None


def test_a_home_written_down_wrongly_the_same_day_is_put_right_without_a_history() -> None:
    take(numbered("12", *FATHER), numbered("13", *row("李某")), header=NUMBERED)
    take(numbered("12", *row("张父", home=OTHER_HOME)), header=NUMBERED)
    residence = Residence.objects.get(household__number="12")
    assert (residence.dwelling.courtyard.name, residence.to_day) == ("示例胡同7号院", None)


def test_the_same_number_elsewhere_with_nobody_known_is_another_household() -> None:
    take(numbered("1", *FATHER), numbered("2", *row("李某")), header=NUMBERED)
    outcome = take(numbered("1", *row("王某", home=OTHER_HOME)), header=NUMBERED, at=LATER)
    assert counts(outcome)["households"] == (1, 0, 0)


def test_two_numbered_households_in_one_home_stay_two() -> None:
    rows = [numbered("1", *FATHER), numbered("2", *row("李某"))]
    take(*rows, header=NUMBERED)
    assert (Household.objects.count(), Dwelling.objects.count()) == (2, 1)
    assert counts(take(*rows, header=NUMBERED))["households"] == (0, 0, 2)


def test_a_household_moved_by_hand_is_found_where_the_file_still_has_it() -> None:
    take(numbered("12", *FATHER), numbered("13", *row("李某", home=OTHER_HOME)), header=NUMBERED)
    move_household(
        by=CLI,
        at=LATER,
        household=Household.objects.get(number="12"),
        dwelling=Dwelling.objects.get(courtyard__name="示例胡同7号院"),
        day=date(2026, 11, 30),
    )
    outcome = take(numbered("12", *FATHER), header=NUMBERED, at=LATER)
    assert counts(outcome)["households"] == (0, 1, 0)
    assert verify_community(OWN).bad is None


def test_the_same_name_and_birth_elsewhere_is_told_and_not_guessed() -> None:
    take(FATHER)
    (line,) = look(row("张父", born="1950-03-02", home=OTHER_HOME))
    assert (line["kind"], notes(line)) == ("new", ["like_resident"])


def test_somebody_who_left_is_told_and_not_brought_back() -> None:
    take(FATHER, SON)
    resident_leaves(by=CLI, at=LATER, resident=Resident.objects.get(name="张父"), day=date(2026, 11, 30))
    sheet = read(FATHER, today=LATER.date())
    assert len(sheet.households) == 1
    outcome = take(FATHER, at=LATER)
    assert counts(outcome)["residents"] == (1, 0, 0)
    assert [note.key for _, note in outcome.warnings if note.key.startswith("like")] == [
        "like_former_resident"
    ]


def test_strangers_in_a_home_of_one_household_are_taken_into_it_and_it_is_said() -> None:
    take(FATHER)
    (line,) = look(row("钱某"))
    assert (line["kind"], notes(line)) == ("new", ["nobody_of_household"])


def test_another_family_with_a_head_of_its_own_in_the_home_is_another_household() -> None:
    take(FATHER)
    (line,) = look(row("钱某", relation="户主"))
    assert (line["kind"], notes(line)) == ("new", ["others_in_home"])
    take(row("钱某", relation="户主"), at=LATER)
    assert (Household.objects.count(), Membership.objects.filter(relation="head").count()) == (2, 2)
    for family in (FATHER, row("钱某", relation="户主")):
        assert take(family, at=LATER).changes_nothing


def test_a_new_household_tells_how_its_home_is_held_now() -> None:
    take(FATHER)
    rented = row("钱某", relation="户主", tenure="出租房")
    take(rented, at=LATER)
    assert Dwelling.objects.get().tenure == "rented"
    assert take(rented, at=LATER).changes_nothing
    assert verify_community(OWN).bad is None


def test_a_new_home_in_a_courtyard_of_a_zone_falls_to_the_zone() -> None:
    take(FATHER)
    zone = a_zone(a_member(), Dwelling.objects.get())
    take(row("李某", home="示例胡同5号院4号"), at=LATER)
    new = Dwelling.objects.get(unit="4")
    assert [each.zone_id for each in Coverage.objects.filter(dwelling=new)] == [zone.pk]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (row(""), "no_name"),
        (row("李某", home=""), "no_address"),
        (row("李某", born="1953年2月30日"), "date_impossible"),
        (row("李" * 61), "name_too_long"),
        (row("李某", home="某" * 81 + "5号院"), "address_too_long"),
        (row("李某", home="示例胡同5号院" + "北" * 41), "address_too_long"),
    ],
)
def test_a_row_that_cannot_be_is_refused_and_the_others_are_taken(bad: tuple[str, ...], why: str) -> None:
    # Two people tell the home again, so in this sheet a blank address is not "as above".
    outcome = take(row("张父"), row("张母"), bad, row("钱某", home=OTHER_HOME))
    assert [(number, note.key) for number, note in outcome.refused] == [(4, why)]
    assert sorted(Resident.objects.values_list("name", flat=True)) == ["张母", "张父", "钱某"]


def test_huge_cells_are_refused_or_left_out_and_nothing_breaks() -> None:
    huge = "很长" * 20_000
    outcome = take(row("张父"), row(huge), row("李某", home=huge), row("王某", phone=huge, relation=huge))
    assert [note.key for _, note in outcome.refused] == ["name_too_long", "address_too_long"]
    assert sorted(Resident.objects.values_list("name", flat=True)) == ["张父", "王某"]
    assert max(len(told["reason"]) for told in outcome.as_json()["warnings"]) < 200


def test_five_telephones_are_kept_and_the_sixth_is_named() -> None:
    six = [f"1380013800{digit}" for digit in range(6)]
    outcome = take(row("张父", phone="/".join(six)))
    assert Resident.objects.get().phones == six[:5]
    assert ("phones_too_many", (("text", six[5]),)) in [tuple(note) for _, note in outcome.warnings]


def test_an_identity_number_reaches_no_column_wherever_it_stands() -> None:
    header = ("户号", "身份证号", *HEADER)
    rows = [
        (ID_NUMBER, ID_NUMBER, f"张父{ID_NUMBER}", "男", "1950-03-02", ID_NUMBER, "户主", HOME, ""),
        ("", "", "张子", ID_NUMBER, "", "", ID_NUMBER, f"示例胡同9号院{ID_NUMBER}", ID_NUMBER),
    ]
    outcome = take(*rows, header=header)
    assert ID_NUMBER not in str(outcome.as_json())
    assert rows_of_the_street_with(ID_NUMBER) == []


def rows_of_the_street_with(text: str) -> list[str]:
    """The tables of the street's schema and the shared one that hold a text in any column."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', %s)", [f"s{OWN[:9]}"]
        )
        for schema, table in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{schema}"."{table}" t WHERE t::text LIKE %s', [f"%{text}%"]
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


@pytest.mark.parametrize(
    "by",
    [
        Actor(None, "", (), "desk"),
        Actor(None, "", (Held(Role.MEMBER, OWN),), "desk"),
        Actor(None, "", (Held(Role.SECRETARY, SIBLING),), "desk"),
        Actor(None, "", (Held(Role.OFFICER, OWN[:9]),), "desk"),
    ],
)
def test_only_the_secretary_of_the_community_imports(by: Actor) -> None:
    with pytest.raises(Denied):
        take(FATHER, by=by)
    assert not Resident.objects.exists()


def test_an_import_never_touches_the_rows_of_another_community() -> None:
    take(numbered("1", *FATHER), numbered("2", *row("李某")), header=NUMBERED)
    for code in (SIBLING, OTHER):
        with in_community(code):
            outcome = take(numbered("1", *FATHER), numbered("2", *row("李某")), header=NUMBERED)
            assert counts(outcome) == {
                "residents": (2, 0, 0),
                "households": (2, 0, 0),
                "courtyards": (1, 0, 0),
            }
    assert Resident.objects.count() == 2


def test_a_sheet_without_a_header_is_refused() -> None:
    with pytest.raises(Refused):
        take(header=("床前", "明月光"))


@pytest.mark.django_db(transaction=True)
def test_an_import_that_breaks_midway_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minqing.households.register_in.taking.CHUNK", 2)
    before = Head.objects.get(community=OWN).seq
    write, calls = Taking.write, []

    def breaks(self: Taking) -> None:
        calls.append(1)
        write(self)
        if len(calls) == 2:
            raise RuntimeError("the power went")

    monkeypatch.setattr(Taking, "write", breaks)
    with pytest.raises(RuntimeError):
        take(*(row(f"张{number}", home=f"示例胡同{number}号院") for number in range(1, 9)))
    assert len(calls) == 2
    assert not Resident.objects.exists()
    assert not Courtyard.objects.exists()
    assert Head.objects.get(community=OWN).seq == before


@pytest.mark.django_db(transaction=True)
def test_a_second_import_at_the_same_time_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = Event(), Event()
    write = Taking.write

    def waits(self: Taking) -> None:
        begun.set()
        assert go_on.wait(20)
        write(self)

    monkeypatch.setattr(Taking, "write", waits)

    def first() -> None:
        with in_community(OWN):
            take(FATHER)
        connection.close()

    thread = Thread(target=first)
    thread.start()
    try:
        assert begun.wait(20)
        with pytest.raises(Refused):
            take(SON)
    finally:
        go_on.set()
        thread.join()
    assert list(Resident.objects.values_list("name", flat=True)) == ["张父"]


def test_a_home_that_was_gone_is_there_again_with_its_new_household() -> None:
    take(FATHER)
    Dwelling.objects.update(gone_on="2026-11-20")
    Residence.objects.update(to_day="2026-11-25")
    Household.objects.update(ended_on="2026-11-25")
    take(row("钱某", relation="户主", tenure="出租房"), at=LATER)
    home = Dwelling.objects.get()
    assert (home.gone_on, home.tenure) == (None, "rented")

"""A cell written in place: by the actions of the forms, refused in their words, never over what somebody else wrote."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone, translation

from minqing.access.acting import in_community
from minqing.committee.models import Member
from minqing.households.models import Household, Membership, Resident
from minqing.households.table import checking, index
from minqing.ledger.models import Record
from tests.factories.desk import Desk, a_neighbour, an_officer, signed_in, to
from tests.factories.ground import OWN
from tests.factories.people import home_of

pytestmark = pytest.mark.django_db
# Of the form of an identity number, with the order code 000, which is never issued; built here.
ID_NUMBER = "110101" + "19660508" + "000" + "0"


@pytest.fixture
def desk() -> Iterator[Desk]:
    index.forget()
    checking.forget()
    with in_community(OWN), translation.override("en"):
        yield Desk()


def person(name: str) -> Resident:
    """A resident by name."""
    return Resident.objects.get(name=name)


def write(who: Any, whom: Resident, column: str, value: str, was: str = "", query: str = "") -> Any:
    """Send a cell as the table does; the answer."""
    address = f"{to('resident_cell', whom.pk)}?{query}"
    return signed_in(who).post(address, {"column": column, "value": value, "was": was})


def kinds() -> list[str]:
    """The kinds of the ledger's records, the newest last."""
    return list(Record.objects.filter(community=OWN).order_by("seq").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("column", "value", "was", "shown", "kind"),
    [
        ("name", "赵壹", "赵一", "赵壹", "resident.correct"),
        ("sex", "female", "", "Female", "resident.correct"),
        ("born", "1966年5月8日", "", "1966-05-08", "resident.correct"),
        ("phones", "13800138000;010-64001234", "", "13800138000; 010-64001234", "resident.correct"),
        ("elsewhere", "no", "", "No", "resident.correct"),
        ("relation", "spouse", "Head of household", "Spouse", "resident.correct"),
        ("number", "017", "", "017", "household.correct"),
        ("declines", "yes", "No", "Yes", "household.decline_visits"),
        ("tenure", "public", "", "Public housing", "dwelling.change"),
        ("confirmed", "today", "never confirmed", f"{timezone.localdate()} · recent", "resident.confirm"),
    ],
)
def test_a_cell_is_written_by_the_action_of_its_form(
    desk: Desk, column: str, value: str, was: str, shown: str, kind: str
) -> None:
    before = len(kinds())
    answer = write(desk.wang, person("赵一"), column, value, was, f"c=name,{column}&f=")
    assert answer.status_code == 200
    assert answer.json()["row"][4][-1] == shown
    assert kinds()[before:] == [kind]


def test_the_other_facts_of_a_person_stay_as_they_were(desk: Desk) -> None:
    Resident.objects.filter(name="赵一").update(
        born="1966", phones=["13800138000"], sex="male", registered_elsewhere=True
    )
    assert write(desk.wang, person("赵一"), "name", "赵壹", "赵一").status_code == 200
    found = Resident.objects.values_list("born", "phones", "sex", "registered_elsewhere", "pinyin").get(
        name="赵壹"
    )
    assert found == ("1966", ["13800138000"], "male", True, "zhaoyi zy")
    assert Membership.objects.get(resident__name="赵壹").relation == "head"
    home = home_of(desk.zhao)
    home.floor = 2
    home.save()
    write(desk.wang, person("赵壹"), "tenure", "rented")
    home.refresh_from_db()
    assert (home.tenure, home.floor, home.unit) == ("rented", 2, "3")


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("name", " ", "Write the person's name."),
        ("born", "1966-13-40", "There is no such day. Write the birth date as 1966-05-08, 1966-05 or 1966."),
        ("phones", "138001", "“138001” is no telephone number."),
        ("sex", "other", "Choose from the list."),
        ("elsewhere", "perhaps", "The table has no such column or filter."),
        ("number", "0" * 21, "This number is too long (20 characters at most)."),
        ("confirmed", "yesterday", "The table has no such column or filter."),
        ("home", "2号院", "The table has no such column or filter."),
        ("checks", "", "The table has no such column or filter."),
        ("presence", "left", "The table has no such column or filter."),
        ("care", "lives_alone", "The table has no such column or filter."),
    ],
)
def test_what_the_form_refuses_is_refused_in_its_words_and_nothing_is_written(
    desk: Desk, column: str, value: str, words: str
) -> None:
    was = {"name": "赵一", "confirmed": "never confirmed"}.get(column, "")
    before = kinds()
    answer = write(desk.wang, person("赵一"), column, value, was)
    assert (answer.status_code, answer.json()) == (422, {"error": words})
    assert kinds() == before


def test_an_identity_number_is_refused_in_every_cell_that_is_typed(desk: Desk) -> None:
    for column, was in (("name", "赵一"), ("born", ""), ("phones", ""), ("number", "")):
        answer = write(desk.wang, person("赵一"), column, ID_NUMBER, was)
        assert answer.status_code == 422
        assert ID_NUMBER not in answer.content.decode()


def test_what_somebody_else_wrote_meanwhile_is_told_and_not_overwritten(desk: Desk) -> None:
    Resident.objects.filter(name="赵一").update(born="1966-05-08")
    answer = write(desk.wang, person("赵一"), "born", "1970", was="")
    assert (answer.status_code, answer.json()) == (409, {"now": "1966-05-08"})
    assert person("赵一").born == "1966-05-08"
    assert write(desk.wang, person("赵一"), "born", "1970", was="1966-05-08").status_code == 200


def test_another_cell_of_the_row_may_have_changed_meanwhile(desk: Desk) -> None:
    Resident.objects.filter(name="赵一").update(sex="female")
    assert write(desk.wang, person("赵一"), "born", "1970").status_code == 200
    assert (person("赵一").born, person("赵一").sex) == ("1970", "female")


def test_a_row_of_somebody_elses_zone_is_missing(desk: Desk) -> None:
    before = kinds()
    assert write(desk.li, person("赵一"), "born", "1970").status_code == 404
    for account in (a_neighbour(), an_officer()):
        assert write(account, person("赵一"), "born", "1970").status_code == 404
    assert kinds() == before
    assert write(desk.secretary, person("赵一"), "born", "1970").status_code == 200


def test_a_person_who_has_left_is_corrected_but_has_no_relation_or_home(desk: Desk) -> None:
    today = timezone.localdate()
    Membership.objects.filter(resident__name="赵二").update(to_day=today)
    Resident.objects.filter(name="赵二").update(left_on=today)
    secretary: Member = desk.secretary
    assert write(secretary, person("赵二"), "born", "1999").status_code == 200
    for column, value in (("relation", "head"), ("number", "1"), ("declines", "yes"), ("tenure", "public")):
        assert write(secretary, person("赵二"), column, value).status_code == 422
    assert Household.objects.filter(declines_visits=True).count() == 0

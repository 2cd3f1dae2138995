"""What may be written down about a person, and what the register never keeps."""

from collections.abc import Iterator
from datetime import date

import pytest

from minqing.access.acting import in_community
from minqing.households.actions import (
    accept_visits,
    add_resident,
    agree_to_role,
    confirm_household,
    confirm_resident,
    correct_household,
    correct_resident,
    decline_visits,
    end_household,
    end_role,
    resident_leaves,
)
from minqing.households.models import Membership
from minqing.ledger.errors import Refused
from minqing.privacy.refusals import no_id_numbers
from tests.factories.ground import OWN
from tests.factories.households import NOW, TODAY, person, resident_named, the_secretary
from tests.factories.people import a_courtyard, a_household

pytestmark = pytest.mark.django_db
MAY, JULY = date(2026, 5, 1), date(2026, 7, 1)
# Of the form of an identity number, with the order code 000, which is never issued; built here, not
# written down.
ID_NUMBER = "110101" + "19660508" + "000" + "0"


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    with in_community(OWN):
        yield


def test_a_person_is_kept_in_one_spelling_with_the_sound_of_the_name() -> None:
    resident = add_resident(
        by=the_secretary(),
        at=NOW,
        household=a_household("钱一"),
        person=person(
            "单 卫国", sex="male", born="1966.5.8", phones=["１３８ 0013 8000", "010-64000247转801"]
        ),
        day=MAY,
    )
    assert (resident.name, resident.pinyin, resident.born) == ("单卫国", "shanweiguo swg", "1966-05-08")
    assert resident.phones == ["13800138000", "010-64000247-801"]


@pytest.mark.parametrize(
    ("born", "kept"), [("1966", "1966"), ("1966年5月", "1966-05"), ("19660508", "1966-05-08"), ("不详", "")]
)
def test_a_birth_date_is_kept_as_far_as_it_is_known(born: str, kept: str) -> None:
    resident = add_resident(
        by=the_secretary(), at=NOW, household=a_household("钱一"), person=person(born=born), day=MAY
    )
    assert resident.born == kept


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "赵" * 61}, "name"),
        ({"name": f"赵一 {ID_NUMBER}"}, "name"),
        ({"name": "赵一", "born": ID_NUMBER}, "born"),
        ({"name": "赵一", "phones": [ID_NUMBER]}, "phones"),
        ({"name": "赵一", "phones": ["12"]}, "phones"),
        ({"name": "赵一", "phones": [f"1380013800{n}" for n in range(6)]}, "phones"),
        ({"name": "赵一", "born": "1966-02-30"}, "born"),
        ({"name": "赵一", "born": "2027-01-01"}, "born"),
        ({"name": "赵一", "born": "66.5.8"}, "born"),
        ({"name": "赵一", "born": "1890-01-01"}, "born"),
        ({"name": "赵一", "sex": "x"}, "sex"),
        ({"name": "赵一", "relation": "x"}, "relation"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(facts: dict[str, object], field: str) -> None:
    household, actor = a_household("钱一"), the_secretary()
    with pytest.raises(Refused) as refused:
        add_resident(by=actor, at=NOW, household=household, person=person(**facts), day=MAY)  # type: ignore[arg-type]
    assert list(refused.value.message_dict) == [field]
    assert Membership.objects.count() == 1


def test_a_refusal_does_not_repeat_the_identity_number() -> None:
    with pytest.raises(Refused) as refused:
        no_id_numbers(f"证件 {ID_NUMBER[:6]} {ID_NUMBER[6:14]} {ID_NUMBER[14:]}", "matter")
    ((field, (sentence,)),) = refused.value.message_dict.items()
    assert (field, [each for each in sentence if each.isdigit()]) == ("matter", [])


def test_a_text_without_an_identity_number_comes_back_as_it_was() -> None:
    assert no_id_numbers("三楼漏水，电话 13800138000", "matter") == "三楼漏水，电话 13800138000"


def test_nobody_comes_to_a_household_before_it_was_formed() -> None:
    with pytest.raises(Refused) as refused:
        add_resident(
            by=the_secretary(), at=NOW, household=a_household("钱一"), person=person(), day=date(2019, 12, 31)
        )
    assert list(refused.value.message_dict) == ["day"]


def test_a_correction_changes_the_facts_the_sound_and_the_relation() -> None:
    a_household("赵一", "赵二")
    correct_resident(
        by=the_secretary(),
        at=NOW,
        resident=resident_named("赵二"),
        person=person("曾二", born="1980", relation="spouse", registered_elsewhere=True),
    )
    found = resident_named("曾二")
    assert (found.pinyin, found.born, found.registered_elsewhere) == ("zenger ze", "1980", True)
    assert Membership.objects.get(resident=found).relation == "spouse"


def test_when_somebody_else_becomes_the_head_the_relation_of_the_one_before_is_left_open() -> None:
    a_household("赵一", "赵二")
    correct_resident(
        by=the_secretary(), at=NOW, resident=resident_named("赵二"), person=person("赵二", relation="head")
    )
    rows = Membership.objects.order_by("resident__name").values_list("resident__name", "relation")
    assert list(rows) == [("赵一", ""), ("赵二", "head")]


def test_confirming_a_household_confirms_everyone_in_it_today_and_nobody_else() -> None:
    household, actor = a_household("赵一", "赵二", "赵三"), the_secretary()
    a_household("钱一")
    resident_leaves(by=actor, at=NOW, resident=resident_named("赵三"), day=MAY)
    confirm_household(by=actor, at=NOW, household=household)
    confirmed = {name: resident_named(name).confirmed_on for name in ("赵一", "赵二", "赵三", "钱一")}
    assert confirmed == {"赵一": TODAY, "赵二": TODAY, "赵三": None, "钱一": None}


def test_a_confirmation_that_arrives_late_does_not_set_the_day_back() -> None:
    a_household("赵一")
    actor = the_secretary()
    confirm_resident(by=actor, at=NOW, resident=resident_named("赵一"))
    confirm_resident(by=actor, at=NOW.replace(month=3), resident=resident_named("赵一"))
    assert resident_named("赵一").confirmed_on == TODAY


def test_an_ended_household_is_not_confirmed() -> None:
    household, actor = a_household("赵一"), the_secretary()
    end_household(by=actor, at=NOW, household=household, day=MAY)
    with pytest.raises(Refused):
        confirm_household(by=actor, at=NOW, household=household)


def test_a_household_may_decline_visits_and_welcome_them_again() -> None:
    household, actor = a_household("赵一"), the_secretary()
    decline_visits(by=actor, at=NOW, household=household)
    household.refresh_from_db()
    assert household.declines_visits is True
    accept_visits(by=actor, at=NOW, household=household)
    household.refresh_from_db()
    assert household.declines_visits is False


def test_a_household_number_is_the_offices_own_and_no_identity_number() -> None:
    household, actor = a_household("赵一"), the_secretary()
    assert correct_household(by=actor, at=NOW, household=household, number=" 02-117 ").number == "02-117"
    with pytest.raises(Refused) as refused:
        correct_household(by=actor, at=NOW, household=household, number=ID_NUMBER)
    assert list(refused.value.message_dict) == ["number"]


def test_a_role_is_noted_only_with_the_day_of_agreement() -> None:
    a_household("赵一")
    with pytest.raises(Refused) as refused:
        agree_to_role(
            by=the_secretary(),
            at=NOW,
            resident=resident_named("赵一"),
            kind="volunteer",
            day=MAY,
            agreed_on=None,
        )
    assert list(refused.value.message_dict) == ["agreed_on"]


@pytest.mark.parametrize(
    ("kind", "agreed_on", "field"),
    [("volunteer", JULY, "agreed_on"), ("courtyard_head", MAY, "courtyard"), ("informant", MAY, "kind")],
)
def test_a_role_that_cannot_be_is_refused(kind: str, agreed_on: date, field: str) -> None:
    a_household("赵一")
    with pytest.raises(Refused) as refused:
        agree_to_role(
            by=the_secretary(),
            at=NOW,
            resident=resident_named("赵一"),
            kind=kind,
            day=MAY,
            agreed_on=agreed_on,
        )
    assert list(refused.value.message_dict) == [field]


def test_a_role_is_held_once_at_a_time_and_again_after_it_ended() -> None:
    a_household("赵一")
    head, actor, yard = resident_named("赵一"), the_secretary(), a_courtyard()
    role = {
        "by": actor,
        "at": NOW,
        "resident": head,
        "kind": "courtyard_head",
        "courtyard": yard,
        "agreed_on": MAY,
    }
    first = agree_to_role(day=MAY, **role)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        agree_to_role(day=JULY, **role)  # type: ignore[arg-type]
    end_role(by=actor, at=NOW, role=first, day=JULY)
    again = agree_to_role(day=JULY, **role)  # type: ignore[arg-type]
    assert (first.to_day, again.from_day) == (JULY, JULY)


def test_who_has_left_takes_no_role() -> None:
    a_household("赵一", "赵二")
    actor = the_secretary()
    resident_leaves(by=actor, at=NOW, resident=resident_named("赵二"), day=MAY)
    with pytest.raises(Refused):
        agree_to_role(
            by=actor, at=NOW, resident=resident_named("赵二"), kind="volunteer", day=JULY, agreed_on=JULY
        )

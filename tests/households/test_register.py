"""The register: one row a resident; found by name, sound, telephone, address; filtered; paged by key."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from minqing.access.acting import in_community
from minqing.access.actors import actor_of
from minqing.access.scope import Viewer
from minqing.committee.models import Member
from minqing.households.models import Membership, Residence, Resident
from minqing.households.queries import RegisterFilter, register_rows
from minqing.households.sounds import search_sound
from minqing.territory.models import Community
from tests.factories.desk import Desk, signed_in, to
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import a_courtyard, a_dwelling, a_household

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def desk() -> Iterator[Desk]:
    with in_community(SIBLING):
        a_household("邻居")
    with in_community(OWN), translation.override("en"):
        yield Desk()


def know(name: str, **facts: Any) -> None:
    """Facts of a person, the sound of the name with them."""
    Resident.objects.filter(name=name).update(pinyin=search_sound(name), **facts)


def viewer(who: Member) -> Viewer:
    """Somebody looking at the own community's desk."""
    now = timezone.now()
    return Viewer(actor_of(who.account, TODAY), Community.objects.get(community=OWN), now)  # type: ignore[arg-type]


def names(who: Member, **asked: Any) -> list[str]:
    """The names that the first page shows, in order."""
    return [row.resident.name for row in register_rows(viewer(who), RegisterFilter(**asked)).rows]


def test_a_member_reads_the_own_zone_and_the_secretary_the_community(desk: Desk) -> None:
    for name in ("赵一", "赵二", "钱一"):
        know(name)
    assert names(desk.wang) == ["赵二", "赵一"]
    assert names(desk.secretary) == ["钱一", "赵二", "赵一"]


@pytest.mark.parametrize(
    "words",
    [
        "卫国",
        "国",
        "单卫国",
        "shan",
        "shanweiguo",
        "shan wei",
        "SWG",
        "sw",
        "8000",
        "138-0013-8000",
        "4000247",
    ],
)
def test_a_person_is_found_by_characters_sound_initials_and_the_end_of_a_telephone(
    desk: Desk, words: str
) -> None:
    a_household("单卫国")
    know("单卫国", phones=["13800138000", "010-64000247"])
    know("赵一", phones=["13900139001"])
    assert names(desk.secretary, words=words) == ["单卫国"]


@pytest.mark.parametrize("words", ["dan", "guo", "13800", "x", "'; drop", "%", "_"])
def test_what_means_nobody_finds_nobody(desk: Desk, words: str) -> None:
    a_household("单卫国")
    know("单卫国", phones=["13800138000"])
    assert names(desk.secretary, words=words) == []


@pytest.mark.parametrize("words", ["示例胡同1号", "示例胡同1号院", "示例胡同1号院 3", "示例胡同1号院3号"])
def test_an_address_finds_who_lives_there(desk: Desk, words: str) -> None:
    a_household("周一", dwelling=a_dwelling(a_courtyard("示例胡同11号院"), "3"))
    assert set(names(desk.secretary, words=words)) >= {"赵一", "赵二"}
    assert "周一" not in names(desk.secretary, words=words)


def test_the_filters_show_what_they_say(desk: Desk) -> None:
    know("赵一", confirmed_on=TODAY, registered_elsewhere=True)
    know("赵二", confirmed_on=TODAY - timedelta(days=200), registered_elsewhere=False)
    know("钱一")
    a_household("新一")
    Residence.objects.filter(household__memberships__resident__name="新一").update(
        from_day=TODAY - timedelta(days=5)
    )
    know("新一", confirmed_on=TODAY)
    found = {
        whose: names(desk.secretary, whose=whose)
        for whose in ("elsewhere", "here", "never", "stale", "arrived")
    }
    assert found == {
        "elsewhere": ["赵一"],
        "here": ["赵二"],
        "never": ["钱一"],
        "stale": ["钱一", "赵二"],
        "arrived": ["新一"],
    }


def test_who_has_left_is_shown_only_when_asked_for(desk: Desk) -> None:
    Membership.objects.filter(resident__name="赵二").update(to_day=TODAY)
    know("赵二", left_on=TODAY)
    assert "赵二" not in names(desk.secretary)
    assert names(desk.secretary, whose="left") == ["赵二"]
    assert names(desk.wang, whose="left") == []


def test_a_courtyard_narrows_the_register(desk: Desk) -> None:
    a_household("周一")
    assert set(names(desk.secretary, courtyard=desk.yard.pk)) == {"赵一", "赵二", "钱一"}


def test_every_person_stands_on_exactly_one_page(desk: Desk) -> None:
    household = a_household("周零")
    for number in range(120):
        person = Resident.objects.create(
            community=OWN, name=f"吴{number}", pinyin="wu w" if number % 2 else ""
        )
        Membership.objects.create(
            community=OWN, resident=person, household=household, from_day=date(2020, 1, 1)
        )
    seen: list[str] = []
    after, pages = "", 0
    while True:
        page = register_rows(viewer(desk.secretary), RegisterFilter(), after)
        seen += [row.resident.name for row in page.rows]
        after, pages = page.next, pages + 1
        if not after:
            break
    assert (pages, len(seen), len(set(seen))) == (3, 124, 124)


def test_a_made_up_cursor_begins_at_the_first_page(desk: Desk) -> None:
    first = register_rows(viewer(desk.secretary), RegisterFilter())
    assert register_rows(viewer(desk.secretary), RegisterFilter(), "%%%").rows == first.rows
    assert register_rows(viewer(desk.secretary), RegisterFilter(), "W10=").rows == first.rows


def test_the_register_page_shows_each_row_with_its_zone_and_never_another_zones_people(desk: Desk) -> None:
    page = signed_in(desk.wang).get(to("register")).content.decode()
    assert [name in page for name in ("赵一", "王委员", "钱一", "邻居")] == [True, True, False, False]


@pytest.mark.parametrize("asked", [{"zone": "x"}, {"courtyard": "1"}, {"whose": "opinion"}, {"after": "!"}])
def test_an_address_with_nonsense_in_it_shows_the_register(desk: Desk, asked: dict[str, str]) -> None:
    assert signed_in(desk.secretary).get(to("register"), asked).status_code == 200

"""Ways of looking that are kept: one's own, those the secretary shares, and no words about a person in any of them."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from minqing.access.acting import in_community
from minqing.households.models import SavedView
from minqing.ledger.models import Record
from tests.factories.desk import Desk, a_neighbour, signed_in, to
from tests.factories.ground import OWN, SIBLING

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Iterator[Desk]:
    with in_community(SIBLING):
        SavedView.objects.create(
            community=SIBLING, account=uuid4(), name="邻家视图", asked="c=name&f=", shared=True
        )
    with in_community(OWN), translation.override("en"):
        yield Desk()


def keep(who: Any, name: str, asked: str, **more: str) -> Any:
    """Keep a view as its form does; the answer."""
    return signed_in(who).post(
        to("register_view_keep"), {"fact": str(uuid4()), "name": name, "asked": asked} | more
    )


def seen(who: Any) -> list[str]:
    """The views that somebody sees, by name."""
    return [chip.label for chip in signed_in(who).get(to("register_table")).context["view_chips"][1:]]


def test_a_view_is_kept_for_oneself_and_opens_again(desk: Desk) -> None:
    before = Record.objects.count()
    answer = keep(desk.wang, "待核实", "c=name,confirmed&f=confirmed:age:stale,never&sort=confirmed")
    assert answer.status_code == 303
    assert seen(desk.wang) == ["待核实"]
    assert seen(desk.li) == seen(desk.secretary) == []
    page = signed_in(desk.wang).get(answer.headers["Location"])
    assert [chip.label for chip in page.context["view_chips"] if chip.current] == ["待核实"]
    assert Record.objects.count() == before


def test_what_was_typed_about_a_person_is_not_kept(desk: Desk) -> None:
    keep(desk.wang, "找人", "c=name&f=name:has:赵&f=phones:has:8000&f=sex:is:male&q=赵一&sort=born")
    assert SavedView.objects.get(name="找人").asked == "c=name&f=sex%3Ais%3Amale&sort=born"


def test_a_view_of_the_same_name_is_overwritten(desk: Desk) -> None:
    keep(desk.wang, "常用", "c=name,sex&f=")
    keep(desk.wang, "常用", "c=name,born&f=")
    assert list(SavedView.objects.filter(name="常用").values_list("asked", flat=True)) == [
        "c=name%2Cborn&f=&sort=name"
    ]


def test_the_secretary_shares_and_a_member_cannot(desk: Desk) -> None:
    keep(desk.secretary, "全社区", "c=name,zone&f=", shared="on")
    assert seen(desk.wang) == seen(desk.li) == ["全社区"]
    assert keep(desk.wang, "我的", "c=name&f=", shared="on").status_code == 404
    assert seen(desk.li) == ["全社区"]
    keep(desk.wang, "我的", "c=name&f=")
    mine = SavedView.objects.get(name="我的")
    assert signed_in(desk.wang).post(to("register_view_share", mine.pk)).status_code == 404
    shared = SavedView.objects.get(name="全社区")
    assert signed_in(desk.secretary).post(to("register_view_share", shared.pk)).status_code == 303
    assert seen(desk.wang) == ["我的"]


def test_a_shared_view_of_what_a_member_may_not_see_says_so(desk: Desk) -> None:
    keep(desk.secretary, "已离开", "c=name,left&f=presence:is:left", shared="on")
    page = signed_in(desk.wang).get(f"{to('register_table')}?{SavedView.objects.get(name='已离开').asked}")
    assert [str(told) for told in page.context["messages"]] == ["The table has no such column or filter."]


@pytest.mark.parametrize("asked", ["c=care", "f=left:filled", "sort=presence"])
def test_what_may_not_be_asked_is_not_kept(desk: Desk, asked: str) -> None:
    keep(desk.wang, "偷看", asked)
    assert seen(desk.wang) == []


@pytest.mark.parametrize("name", ["", " ", "名" * 41])
def test_a_view_needs_a_name(desk: Desk, name: str) -> None:
    keep(desk.wang, name, "c=name&f=")
    assert seen(desk.wang) == []


def test_only_ones_own_view_is_put_away(desk: Desk) -> None:
    keep(desk.secretary, "全社区", "c=name&f=", shared="on")
    view = SavedView.objects.get(name="全社区")
    for who in (desk.wang, a_neighbour()):
        assert signed_in(who).post(to("register_view_put_away", view.pk)).status_code == 404
    assert signed_in(desk.secretary).post(to("register_view_put_away", view.pk)).status_code == 303
    assert seen(desk.secretary) == []


def test_forty_views_are_enough(desk: Desk) -> None:
    SavedView.objects.bulk_create(
        SavedView(community=OWN, account=desk.wang.account_id, name=f"{number}", asked="f=")
        for number in range(40)
    )
    keep(desk.wang, "又一个", "c=name&f=")
    assert len(seen(desk.wang)) == 40

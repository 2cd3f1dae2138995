"""The secretary at her desk: people, zones, the tray by keyboard, concerns up to the last word."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from minqing.committee.models import Keeping, Member
from minqing.concerns.models import Concern
from minqing.diary.actions import write_entry
from minqing.diary.models import Comment
from tests.e2e.conftest import DESK, PHONE
from tests.e2e.house import House
from tests.e2e.people import Person
from tests.factories.ground import SIBLING
from tests.factories.people import a_courtyard, a_dwelling, a_household, a_member


@pytest.fixture
def secretary(house: House, enter: Any) -> Person:
    """The secretary of the community that has everything."""
    return enter(house.world.secretary.account, DESK)


def test_a_new_member_gets_a_password_once_and_a_zone_with_its_courtyard(house: House, enter: Any):
    with house.rows(SIBLING):
        yard, other = a_courtyard("槐树胡同3号院"), a_courtyard("槐树胡同5号院")
        a_household("甲某", dwelling=a_dwelling(yard, "1"))
        a_household("乙某", dwelling=a_dwelling(other, "1"))
        successor = a_member("秦委员")
    person = enter(house.new_secretary.account)
    page = person.page
    person.goes_to("member_new", code=SIBLING)
    page.fill("#id_name", "沈委员")
    if page.locator("#id_username").count():
        page.fill("#id_username", "shen")
    page.click("main form .btn-primary")
    password = page.locator("main code").nth(1).inner_text()
    assert len(password) >= 10
    with house.rows(SIBLING):
        member = Member.objects.select_related("account").get(name="沈委员")
    newcomer = enter()
    newcomer.page.goto("/account/login/")
    newcomer.page.fill("#id_login", member.account.username)
    newcomer.page.fill("#id_password", password)
    newcomer.page.locator("main form .btn-primary").first.click()
    newcomer.page.wait_for_url(f"**/{SIBLING}/desk/")
    person.goes_to("zone_new", code=SIBLING)
    page.fill("#id_name", "槐树片区")
    page.click("main form .btn-primary")
    page.check(f"input[name=courtyards][value='{yard.pk}']")
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile(r"/zones/[0-9a-f-]{36}/$"))
    page.locator(".page-head-action a").click()
    page.select_option("#id_member", str(member.pk))
    page.click("main form .btn-primary")
    page.wait_for_url(re.compile(r"/zones/[0-9a-f-]{36}/$"))
    page.locator(".page-head-action a").click()
    day = timezone.localdate() + timedelta(days=10)
    page.select_option("#id_to_member", str(successor.pk))
    page.fill("#id_on", day.isoformat())
    page.click("main form .btn-primary")
    page.wait_for_url(re.compile(r"/zones/[0-9a-f-]{36}/$"))
    with house.rows(SIBLING):
        kept = Keeping.objects.filter(zone__name="槐树片区").order_by("from_day")
        assert [(one.member.name, one.to_day) for one in kept] == [("沈委员", day), ("秦委员", None)]
    person.goes_to("zones", code=SIBLING)
    bare = page.locator("section[aria-labelledby=bare] .row-main", has_text="槐树胡同").all_inner_texts()
    assert [text.split("\n")[0].strip() for text in bare] == ["槐树胡同5号院"]


def test_the_tray_is_read_by_keyboard_alone_and_answered_below(house: House, enter: Any):
    world = house.world
    with house.rows():
        entries = [
            write_entry(by=world.by, at=world.now, **world._words() | {"matter": f"键盘批阅第{n}篇"})
            for n in range(3)
        ]
        for one in (world.unread,):
            one.refresh_from_db()
    secretary = enter(world.secretary.account)
    page, press = secretary.page, secretary.page.keyboard.press

    def reads(number: int) -> None:
        """Down the list to the entry, and into it."""
        secretary.goes_to("review")
        for _step in range(12):
            press("j")
            if f"第{number}篇" in page.locator("[data-selected]").inner_text():
                break
        press("Enter")
        page.wait_for_url(f"**/review/entries/{entries[number].pk}/")

    reads(0)
    press("r")
    page.wait_for_url(lambda url: str(entries[0].pk) not in url)
    for number, key, words in ((1, "p", "写得实在"), (2, "b", "结果没写，请补上")):
        reads(number)
        page.locator("#review-text").focus()
        page.keyboard.type(words)
        page.locator("#review-text").evaluate("e => e.blur()")
        press(key)
        page.wait_for_url(lambda url, pk=entries[number].pk: str(pk) not in url)
    with house.rows():
        said = dict(Comment.objects.filter(entry__in=entries).values_list("text", "kind"))
        assert said == {"写得实在": "praise", "结果没写，请补上": "return"}
        returned = Comment.objects.get(text="结果没写，请补上")
    keeper = enter(world.keeper.account, PHONE)
    keeper.goes_to("diary")
    keeper.sees("结果没写，请补上")
    keeper.goes_to("comment_answer", returned.pk)
    keeper.page.fill("#id_text", "补上了：第二天修好。")
    keeper.page.click("main form .btn-primary")
    keeper.sees("补上了：第二天修好。")


def test_an_urgent_concern_reaches_the_open_loop_by_itself_and_is_acknowledged(house: House, enter: Any):
    world = house.world
    secretary, member = enter(world.secretary.account, DESK), enter(world.keeper.account, PHONE)
    page = secretary.page
    with page.expect_response(lambda answer: answer.url.endswith("/desk/live/")):
        secretary.goes_to("home")
    page.evaluate("window.notReloaded = true")
    count = page.locator("#rail-bell .nav-count")
    before = int(count.inner_text()) if count.count() else 0
    page.wait_for_timeout(500)  # the first stream of a server still begins to listen
    member.goes_to("concern_new")
    member.page.fill("#id_matter", "三号院冒烟，闻到焦味。")
    member.page.check("input[name=grade][value=urgent]")
    member.page.click("main form .btn-primary")
    member.page.wait_for_url("**/concerns/*-*/")
    page.locator("#now", has_text="三号院冒烟，闻到焦味。").wait_for()
    assert page.evaluate("window.notReloaded") is True
    assert int(count.inner_text()) == before + 1
    page.get_by_text("三号院冒烟，闻到焦味。").first.click()
    page.wait_for_url("**/concerns/*-*/")
    page.keyboard.press("a")
    with house.rows():
        concern = Concern.objects.get(matter="三号院冒烟，闻到焦味。")
    secretary.page.wait_for_function("!document.querySelector('form[action$=\"/acknowledge/\"]')")
    with house.rows():
        assert concern.promises.get(name="acknowledge").state == "kept"


def test_a_concern_goes_through_coordination_and_answer_and_is_reopened(house: House, secretary: Person):
    page, concern = secretary.page, house.world.other_concern

    def does(kind: str, **fields: str) -> None:
        """One step from the composer."""
        secretary.goes_to("concern", concern.pk, query=f"?do={kind}")
        for name, value in fields.items():
            page.fill(f"#composer [name={name}]", value)
        page.locator("#composer button:not(.chip)").last.click()
        page.wait_for_url(lambda url: "do=" not in url)

    does("coordinate", parties="街道办，供水所", text="约了周五一起看现场")
    does("answer", text="管子周六换好")
    secretary.goes_to("concern", concern.pk, query="?do=call_back")
    page.check("#composer input[name=satisfaction][value=not_satisfied]")
    page.fill("#composer [name=text]", "还在漏")
    page.locator("#composer button:not(.chip)").last.click()
    page.wait_for_url(lambda url: "do=" not in url)
    story = page.locator("#story").inner_text()
    assert story.index("街道办") < story.index("管子周六换好") < story.index("还在漏")
    with house.rows():
        concern.refresh_from_db()
        assert concern.stage == "reopened"

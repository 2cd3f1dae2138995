"""Safe in a pocket: PINs, signing out, a phone that is told to forget, two members on one phone, and the worker."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from minqing.diary.actions import comment_entry
from minqing.diary.models import Addendum, Entry
from minqing.sync.models import Device
from tests.e2e.house import House
from tests.e2e.notebook import ANOTHER_PIN, PIN, Committee, Phone, Zone
from tests.factories.ground import OTHER
from tests.factories.people import as_actor


@pytest.fixture(scope="module")
def lane(committee: Committee) -> Zone:
    """A member with two homes."""
    return committee.member("冯委员", "蔺阿婆", "邵大爷")


@pytest.fixture
def phone(carry: Any, lane: Zone) -> Phone:
    """Their phone, enrolled and up to date."""
    one: Phone = carry(lane.member.account)
    one.enrols()
    return one


def writes_offline(phone: Phone, words: str) -> str:
    """An entry that waits; answers its id."""
    phone.goes_offline()
    phone.turns_to("write")
    phone.writes(words)
    phone.saves()
    return phone.entry


def test_after_enrolling_the_phone_opens_no_desk(phone: Phone, house: House):
    assert [one["name"] for one in phone.context.cookies() if one["name"] == "sessionid"] == []
    answer = phone.context.request.get(f"{house.url}/{OTHER}/desk/")
    assert "/account/login/" in answer.url


def test_five_wrong_pins_ask_for_a_sign_in_which_gives_everything_back(phone: Phone, house: House):
    entry = writes_offline(phone, "五次输错以前写的")
    phone.goes_online()
    phone.opens()
    phone.sees("输入密码")
    for left in (4, 3, 2, 1):
        phone.types_pin("555001")
        phone.sees(f"还能试 {left} 次")
    phone.types_pin("555001")
    phone.sees("请重新登录")
    phone.opens()
    phone.sees("请重新登录")  # neither the right PIN nor a fresh start helps now
    phone.signs_in()
    phone.opens()
    phone.sets_pin(ANOTHER_PIN)
    phone.turns_to(f"entry/{entry}")
    phone.sees("五次输错以前写的")
    phone.is_up_to_date()
    phone.opens()
    phone.unlocks(ANOTHER_PIN)
    with house.rows(OTHER):
        assert Entry.objects.filter(pk=entry).count() == 1


def left_of(phone: Phone) -> list[str]:
    """Databases of members that are still there, and profiles that name one."""
    stores = phone.stores()
    names = [
        name for name in stores if name.startswith("minqing-") and not name.startswith("minqing-profiles")
    ]
    return names + [text for name, text in stores.items() if name == "minqing-profiles profiles" and text]


def test_signing_out_sends_what_waits_and_leaves_nothing(phone: Phone, house: House):
    entry = writes_offline(phone, "退出以前写的")
    phone.turns_to("settings")
    phone.presses("退出并清除")
    phone.presses("确认退出并清除")
    phone.sees("这部手机即将停用")
    phone.goes_online()
    phone.sees("这部手机上已没有您的内容")
    with house.rows(OTHER):
        assert Entry.objects.get(pk=entry).matter == "退出以前写的"
    assert left_of(phone) == []
    phone.opens()
    phone.sees("在这部手机上启用")


def test_a_phone_told_to_forget_sends_what_waits_after_the_pin_and_leaves_nothing(
    phone: Phone, house: House, enter: Any, lane: Zone
):
    phone.expected += ("410 ",)
    entry = writes_offline(phone, "丢了以前写的")
    desk = enter(lane.member.account)
    desk.goes_to("phones", code=OTHER)
    with house.rows(OTHER):
        device = Device.objects.filter(account=lane.member.account_id).latest("enrolled_at")
    desk.page.locator(
        f"form[action$='{reverse('phone_forget', args=[OTHER, device.pk])}'] button"
    ).first.click()
    desk.page.wait_for_load_state()
    phone.goes_online()
    phone.sees("这部手机即将停用")
    phone.types_pin()
    phone.sees("这部手机上已没有您的内容")
    with house.rows(OTHER):
        assert Entry.objects.get(pk=entry).matter == "丢了以前写的"
        device.refresh_from_db()
        assert device.wiped_at is not None
    assert left_of(phone) == []


def test_two_members_on_one_phone_see_nothing_of_each_other_and_the_disk_tells_nothing(
    phone: Phone, committee: Committee, lane: Zone
):
    words = "蔺阿婆说暖气不热"
    writes_offline(phone, words)
    phone.turns_to("write")
    phone.writes("写了一半的话")
    phone.sees("已存在本机")
    phone.goes_online()
    phone.syncs()
    phone.goes_offline()
    kept = writes_offline(phone, f"{words}，待发送")
    other = committee.member("葛委员", "汪老师")
    phone.goes_online()
    phone.is_up_to_date()
    second = another_member_enrols(phone, other)
    second.turns_to("zone")
    second.sees(other.yard.name)
    assert second.page.get_by_text(lane.yard.name).count() == 0
    second.turns_to(f"entry/{kept}")
    second.sees("这一篇不在手机上")
    second.opens()
    second.sees("您是哪一位？")
    assert second.page.get_by_text("蔺阿婆").count() == 0
    second.presses("冯委员")
    second.unlocks()
    second.turns_to(f"household/{other.homes['汪老师'].pk}")
    second.sees("手机上已没有这一户")
    phone = second
    clear = [
        words,
        "写了一半的话",
        "暖气",
        "蔺阿婆",
        "邵大爷",
        lane.yard.name,
        str(lane.homes["蔺阿婆"].pk),
        PIN,
    ]
    stores = phone.stores()
    assert [(name, word) for name, text in stores.items() for word in clear if word in text] == []
    assert "key extractable=false" in "".join(stores.values())


def another_member_enrols(phone: Phone, zone: Zone) -> Phone:
    """Another member in the same browser: from the settings of the first, or by the door to the phone."""
    phone.account = zone.member.account
    phone.signs_in()
    phone.opens()
    phone.presses("换一个人")
    phone.presses("另一位在这部手机上启用")
    phone.presses("启用这部手机")
    phone.sets_pin(ANOTHER_PIN)
    phone.is_up_to_date()
    return phone


def test_fourteen_days_without_contact_lock_it_until_somebody_signs_in(phone: Phone):
    entry = writes_offline(phone, "出差以前写的")
    for day in (15, 0):  # once it was seen out of contact, setting the clock back does not help
        phone.page.clock.set_fixed_time(datetime.now() + timedelta(days=day))
        phone.opens()
        phone.sees("请重新登录")
    phone.goes_online()
    phone.signs_in()
    phone.opens()
    phone.sets_pin()
    phone.turns_to(f"entry/{entry}")
    phone.sees("出差以前写的")


def test_the_secretarys_comment_arrives_and_is_answered(
    phone: Phone, house: House, committee: Committee, lane: Zone
):
    entry = writes_offline(phone, "等书记来看的")
    phone.goes_online()
    phone.syncs()
    with house.rows(OTHER):
        written = Entry.objects.get(pk=entry)
        comment_entry(
            by=as_actor(committee.secretary), at=written.written_at, entry=written, text="明天再去一趟"
        )
    phone.syncs()
    phone.turns_to(f"entry/{entry}")
    phone.sees("明天再去一趟")
    phone.presses("回复")
    phone.page.get_by_label("您的回复").fill("好，上午就去")
    phone.presses("回复")
    phone.sees("已回复")
    phone.syncs()
    with house.rows(OTHER):
        assert list(Addendum.objects.filter(entry_id=entry).values_list("kind", "text")) == [
            ("answer", "好，上午就去")
        ]


def test_a_zone_that_changed_hands_leaves_the_phone_and_comes_to_the_next(
    carry: Any, house: House, committee: Committee
):
    from minqing.committee.models import Keeping

    before, after = committee.member("前委员", "苗大妈"), committee.member("后委员", "别家")
    phone = carry(before.member.account)
    phone.enrols()
    phone.turns_to("zone")
    phone.sees(before.yard.name)
    with house.rows(OTHER):
        Keeping.objects.filter(zone=before.zone).update(member=after.member)
    phone.syncs()
    phone.turns_to("zone")
    phone.sees("手机上还没有您的楼门院。")
    assert phone.page.get_by_text(before.yard.name).count() == 0
    phone.turns_to(f"household/{before.homes['苗大妈'].pk}")
    phone.sees("手机上已没有这一户")
    heir = carry(after.member.account)
    heir.enrols()
    heir.turns_to("zone")
    heir.sees(before.yard.name)


def test_any_address_opens_without_network_and_the_worker_leaves_the_desk_alone(
    phone: Phone, house: House, lane: Zone
):
    scope = phone.page.evaluate("navigator.serviceWorker.ready.then(one => one.scope)")
    assert scope == f"{house.url}/"
    phone.page.goto(f"{house.url}/account/login/")
    assert phone.page.evaluate("performance.getEntriesByType('navigation')[0].workerStart") >= 0
    kept = [url for name, urls in phone.stores().items() if name.startswith("cache ") for url in urls.split()]
    assert [url for url in kept if re.search(r"/(desk|account|sync)/", url)] == []
    phone.goes_offline()
    phone.opens(f"household/{lane.homes['蔺阿婆'].pk}")
    phone.unlocks()
    phone.sees("蔺阿婆之子")


def test_a_portal_that_answers_for_the_server_is_told_and_nothing_is_lost(phone: Phone, house: House):
    phone.context.route(
        "**/sync/v1/**",
        lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>Wi-Fi</h1>"),
    )
    phone.turns_to("write")
    phone.writes("酒店的网络")
    phone.saves()
    entry = phone.entry
    phone.turns_to("settings")
    phone.presses("现在同步")
    phone.sees("有别的东西在冒充服务器应答。")
    phone.context.unroute_all()
    phone.syncs()
    with house.rows(OTHER):
        assert Entry.objects.filter(pk=entry).count() == 1


def test_a_newer_program_takes_over_without_losing_what_is_being_written(phone: Phone):
    phone.turns_to("write")
    phone.writes("更新来得不是时候")
    phone.sees("已存在本机")
    expect(phone.page.get_by_label("什么事？")).to_have_value("更新来得不是时候")
    phone.expected += ("426 ",)
    phone.context.route(
        "**/sync/v1/**",
        lambda route: route.fulfill(status=426, json={"code": "update", "text": "旧了"}),
    )
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.sees("民情本需要更新")
    phone.context.unroute_all()
    phone.presses("现在更新")
    phone.unlocks()
    expect(phone.page.get_by_label("什么事？")).to_have_value("更新来得不是时候")

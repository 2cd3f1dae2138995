"""What somebody wrote is never lost: not with the session, not with the server, not with a refused form."""

from typing import Any

from django.urls import reverse

from minqing.diary.models import Entry
from tests.e2e.conftest import PHONE
from tests.e2e.house import PASSWORD, House
from tests.factories.ground import OWN

WORDS = "老人说暖气不热，写到一半。"


def test_words_survive_the_end_of_the_session(house: House, enter: Any):
    account = house.with_password("郑委员")
    person = enter(account, PHONE)
    page = person.page
    person.goes_to("entry_new")
    page.fill("#id_matter", WORDS)
    house.forget_sessions()
    page.click("button[name=then][value=hand_in]")
    page.wait_for_url("**/account/login/**")
    page.fill("#id_login", account.username)
    page.fill("#id_password", PASSWORD)
    page.click("main form .btn-primary")
    page.wait_for_url("**/entries/new/**")
    assert page.input_value("#id_matter") == WORDS
    page.click("button[name=then][value=hand_in]")
    page.wait_for_url("**/diary/entries/*-*/")
    with house.rows():
        assert Entry.objects.filter(matter=WORDS).count() == 1


def test_words_survive_a_server_that_is_away(house: House, enter: Any):
    person = enter(house.with_password("冯委员"), PHONE)
    page = person.page
    person.goes_to("entry_new")
    page.fill("#id_matter", "服务器停的时候写的。")
    house.stop_web()
    try:
        page.click("button[name=then][value=hand_in]")
        page.wait_for_url("chrome-error://**")
    finally:
        house.start_web()
    person.goes_to("entry_new")
    assert page.input_value("#id_matter") == "服务器停的时候写的。"


def test_an_open_page_says_that_its_line_is_cut_and_comes_back(house: House, enter: Any):
    person = enter(house.world.secretary.account)
    person.goes_to("home")
    line = person.page.locator("[data-live-state]")
    person.page.wait_for_load_state("load")
    house.stop_web()
    try:
        line.wait_for(state="visible", timeout=20000)
        assert line.inner_text() == "与服务器的连接断了，正在重新连接。下面的内容可能不是最新的。"
    finally:
        house.start_web()
    line.wait_for(state="hidden", timeout=30000)
    person.expected = ("ERR_", "net::")


def test_a_refused_extension_keeps_its_words(house: House, enter: Any):
    person = enter(house.world.keeper.account)
    page = person.page
    concern = house.world.concern
    page.goto(reverse("concern_extend", args=[OWN, concern.pk, house.world.promise.pk]))
    page.check("#id_told_resident")
    later = page.evaluate("new Date(Date.now() + 20 * 864e5).toISOString().slice(0, 10)") + "T12:00"
    page.fill("#id_due", later)
    page.click("main form .btn-primary")
    person.sees("还没有保存")
    assert (page.input_value("#id_due"), page.is_checked("#id_told_resident")) == (later, True)
    page.fill("#id_reason", "配件要等厂家发货。")
    page.click("main form .btn-primary")
    page.wait_for_url(f"**/concerns/{concern.pk}/**")
    person.sees("配件要等厂家发货。")

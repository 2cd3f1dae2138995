"""Every screen of the notebook: nothing for axe to find, nothing wider than the screen, in both languages."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

import pytest
from django.utils import timezone

from minqing.concerns.actions import open_concern
from minqing.diary.actions import comment_entry, write_entry
from tests.e2e.house import House
from tests.e2e.notebook import Committee, Phone, Zone
from tests.e2e.test_every_page import AXE, RUN, TOO_WIDE
from tests.factories.ground import OTHER
from tests.factories.people import as_actor

SIZES: tuple[tuple[int, Literal["light", "dark"]], ...] = ((390, "light"), (320, "dark"))


@dataclass
class Lane:
    """A member's zone, an entry of theirs that the secretary commented, and an open concern."""

    zone: Zone
    entry: UUID
    concern: UUID


@pytest.fixture(scope="module")
def lane(committee: Committee) -> Lane:
    """A member with two homes, an open concern, an entry that the secretary commented."""
    zone = committee.member("页委员", "鲁阿姨", "齐师傅")
    now = timezone.now() - timedelta(hours=1)
    with committee.house.rows(OTHER):
        by, home = as_actor(zone.member), zone.homes["鲁阿姨"]
        words = {"courtyard": zone.yard, "household": home}
        entry = write_entry(
            by=by, at=now, member=zone.member, began_at=now, matter="水管漏了", wish="想学书法", **words
        )
        comment_entry(by=as_actor(committee.secretary), at=now, entry=entry, text="多去看看")
        concern = open_concern(
            by=by, at=now, community=OTHER, matter="楼道灯坏了", grade="difficult", **words
        )
    return Lane(zone, entry.pk, concern.pk)


def faults(
    phone: Phone,
    name: str,
    language: str,
    sizes: tuple[tuple[int, Literal["light", "dark"]], ...] = SIZES,
) -> list[str]:
    """What axe finds, and what is too wide, also with type twice as large."""
    page, found = phone.page, []
    page.evaluate(AXE)
    for width, scheme in sizes:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        found += [f"{name} {language} {width} {scheme} {one}" for one in page.evaluate(RUN)]
        for scale in ("100%", "200%"):
            page.evaluate("scale => { document.documentElement.style.fontSize = scale }", scale)
            wide = page.evaluate(TOO_WIDE)
            found += [f"{name} {language} {width} {scale} wide {wide}"] if wide else []
        page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def speaks(phone: Phone, language: str) -> None:
    """The notebook's language, as its settings keep it."""
    cookie = {"name": "django_language", "value": language, "url": phone.house.url}
    phone.context.add_cookies([cookie])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_of_an_open_notebook(carry: Any, lane: Lane, language: str) -> None:
    phone: Phone = carry(lane.zone.member.account)
    phone.enrols()
    home, person = lane.zone.homes["鲁阿姨"].pk, lane.zone.people["鲁阿姨"].pk
    entry, concern = lane.entry, lane.concern
    pages = ["", "zone", f"courtyard/{lane.zone.yard.pk}", f"household/{home}", f"person/{person}"]
    pages += [
        f"person/{person}?correct",
        f"add/person/{home}",
        f"add/household/{lane.zone.yard.pk}",
        "concerns",
    ]
    pages += [f"concern/{concern}", f"entry/{entry}", f"write?household={home}", "outbox", "settings"]
    pages += ["zone?q=鲁", "zone?q=nobody", "entry/gone", "household/gone", "person/gone", "concern/gone"]
    phone.goes_offline()
    phone.turns_to("write?household=" + str(home))
    phone.writes("等着发送的")
    phone.chooses("有没有要办的事？", "记一件诉求")
    found = faults(phone, "write, all open", "zh")
    phone.saves()
    phone.turns_to(f"household/{home}")
    phone.presses("到门口了")
    phone.sees("走访中")
    speaks(phone, language)
    phone.opens()
    found += faults(phone, "locked", language)
    phone.types_pin()
    phone.page.locator("nav.bar").wait_for()
    for path in pages:
        phone.turns_to(path)
        phone.page.locator("main h1").first.wait_for()
        phone.page.wait_for_timeout(60)
        found += faults(phone, path or "today", language)
    assert found == [], "\n" + "\n".join(found)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_door_before_the_notebook(carry: Any, house: House, lane: Lane, language: str) -> None:
    phone: Phone = carry(lane.zone.member.account)
    phone.expected += ("426 ", "410 ", "401 ")
    speaks(phone, language)
    phone.opens()
    phone.page.locator("main a.button").wait_for()
    found = faults(phone, "enrol, not signed in", language)
    phone.signs_in()
    phone.opens()
    go = phone.page.locator("main form button.button-first")
    go.wait_for()
    found += faults(phone, "enrol", language)
    go.click()
    phone.page.locator(".pad").wait_for()
    found += faults(phone, "set a PIN", language)
    for _twice in range(2):
        phone.types_pin()
        phone.page.wait_for_timeout(100)
    phone.page.locator("nav.bar").wait_for()
    for status, code in ((426, "update"), (410, "forget"), (401, "sign_in")):
        found += door(phone, status, code, language)
    assert found == [], "\n" + "\n".join(found)


def door(phone: Phone, status: int, code: str, language: str) -> list[str]:
    """What the notebook shows when the server answers so."""
    phone.context.route(
        "**/sync/v1/**",
        lambda route: route.fulfill(status=status, json={"code": code, "text": "…"}),
    )
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.page.locator("nav.bar").wait_for(state="hidden")
    phone.page.locator("main h1").wait_for()
    found = faults(phone, code, language)
    phone.context.unroute_all()
    if code == "update":
        phone.opens()
        phone.types_pin()
        phone.page.locator("nav.bar").wait_for()
    elif code == "forget":
        phone.types_pin()
        phone.page.locator(".pad").wait_for(state="hidden")
        phone.page.locator("main .button-wide").wait_for()
        found += faults(phone, "wiped", language)
        phone.signs_in()
        phone.opens()
        phone.page.locator("main form button.button-first").click()
        phone.page.locator(".pad").wait_for()
        for _twice in range(2):
            phone.types_pin()
            phone.page.wait_for_timeout(100)
        phone.page.locator("nav.bar").wait_for()
    return found

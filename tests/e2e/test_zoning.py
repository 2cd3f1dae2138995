"""The secretary divides the community anew: asks, compares, edits by hand with the balance before her, adopts."""

import re
from typing import Any

from playwright.sync_api import expect

from minqing.committee.models import Coverage, Keeping
from minqing.territory.models import Courtyard
from tests.e2e.conftest import DESK
from tests.e2e.house import House
from tests.factories.ground import SIBLING
from tests.factories.people import a_courtyard, a_dwelling, a_household, a_member


def test_the_secretary_divides_the_community_anew(house: House, enter: Any) -> None:
    with house.rows(SIBLING):
        wang, li = a_member("东片委员"), a_member("西片委员")
        for place in range(8):
            yard = a_courtyard(f"分片胡同{place + 1}号院")
            a_household(f"户主{place}", dwelling=a_dwelling(yard, "1"))
            Courtyard.objects.filter(pk=yard.pk).update(latitude=39.93, longitude=116.41 + place * 0.001)
    person = enter(house.new_secretary.account, DESK)
    page = person.goes_to("zoning", code=SIBLING)
    for box in page.locator("select[name^=share-]").all():
        box.select_option("0")
    for member in (wang, li):
        page.select_option(f"[name=share-{member.pk}]", "1")
    page.select_option("#id_tolerance", "0.2")
    page.select_option("#id_seconds", "20")
    page.click("main form .btn-primary")
    page.locator(".zone-cards li").first.wait_for(timeout=60000)
    page.locator("tbody a").first.click()
    page.wait_for_url(re.compile(r"/1/$"))
    of = page.locator(".zone-list").filter(has=page.locator("input")).first.get_attribute("data-of")
    other = str(li.pk) if of == str(wang.pk) else str(wang.pk)
    box = page.locator(f".zone-list[data-of='{of}'] input").first
    key = box.get_attribute("value")
    page.locator(f"[data-picks='courtyard-{key}']").click()
    expect(box).to_be_checked()
    page.select_option("#give-to", other)
    expect(page.locator(f"[data-share='{other}'] [data-after]")).to_contain_text("→")
    page.locator("form[data-zoning] button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/\d+/$"))
    expect(page.locator(f".zone-list[data-of='{other}'] input[value='{key}']")).to_have_count(1)
    page.go_back()
    page.goto(page.url.rsplit("/", 2)[0] + "/1/adopt/")
    page.click("main form .btn-primary")
    page.wait_for_url(re.compile(r"/zones/$"))
    with house.rows(SIBLING):
        zones = Keeping.objects.filter(member__in=[wang, li]).values("zone")
        homes = Coverage.objects.filter(zone__in=zones, to_day__isnull=True)
        assert homes.filter(dwelling__courtyard__name__startswith="分片胡同").count() == 8

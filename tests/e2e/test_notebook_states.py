"""What a phone shows on a bad day, looked at by axe: refused, handed over, in doubt, full, misled, its clock wrong.

The server's answers are made on the way, by the words of the contract; everything behind them is the phone's own store.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import uuid4

import pytest
from playwright.sync_api import Route

from tests.e2e.notebook import Committee, Phone, Zone
from tests.e2e.test_notebook_pages import faults, speaks

Look = tuple[str, tuple[tuple[int, Literal["light", "dark"]], ...]]
# Another member on the same phone: the row that says so, as enrolling leaves it.
ANOTHER_PROFILE = """() => new Promise(done => {
  indexedDB.open('minqing-profiles').onsuccess = ({target: {result: db}}) => {
    const rows = db.transaction('profiles', 'readwrite').objectStore('profiles')
    rows.getAll().onsuccess = ({target: {result: [one]}}) => {
      rows.put({...one, key: 'another', name: '另一位姓名很长的社区委员'}).onsuccess = () => { db.close(); done() }
    }
  }
})"""
FULL = "used => { navigator.storage.estimate = async () => ({ usage: used, quota: 1e8 }) }"


@pytest.fixture(scope="module")
def lane(committee: Committee) -> Zone:
    """A member with two homes."""
    return committee.member("难委员", "项阿姨", "裘师傅")


class Way:
    """The way to the server, which answers for it: facts by what they are, changes with more records, the time shifted."""

    def __init__(self, phone: Phone, lane: Zone) -> None:
        self.phone, self.lane = phone, lane
        self.place = {"seq": 0, "hash": ""}
        self.ahead = timedelta()
        self.instead: dict[str, Any] | None = None
        phone.context.route("**/sync/v1/**", self.answer)

    def answer(self, route: Route) -> None:
        """As the contract says, or whatever is set instead."""
        if self.instead is not None:
            return route.fulfill(**self.instead)
        if route.request.url.endswith("/facts"):
            facts = (route.request.post_data_json or {"facts": []})["facts"]
            receipts = [self.receipt(fact) for fact in facts]
            return route.fulfill(json={"now": self.now(), **self.place, "receipts": receipts})
        answer = route.fetch()
        told = answer.json() | {"now": self.now()}
        if "/changes" in route.request.url:
            self.place = {name: told[name] for name in self.place}
            told["records"] += self.records()
        return route.fulfill(response=answer, json=told)

    def now(self) -> str:
        """The time that the server tells."""
        return (datetime.now(UTC) + self.ahead).isoformat().replace("+00:00", "Z")

    def receipt(self, fact: dict[str, Any]) -> dict[str, Any]:
        """Confirmed homes are another's now; one person is no longer the member's; the rest is not right."""
        if fact["kind"] == "household.confirm":
            return {"id": fact["id"], "state": "handed", "to": "后来的委员", "noted_at": fact["noted_at"]}
        if fact["kind"] == "resident.confirm":
            why: dict[str, Any] = {"code": "not_yours", "text": "这位居民现在归别的委员。"}
        else:
            why = {"code": "invalid", "text": "有内容需要改正。", "fields": {"matter": "写得太长。"}}
        return {"id": fact["id"], "state": "refused", "why": why}

    def records(self) -> list[dict[str, Any]]:
        """A moment in doubt, what another member handed over, and two who corrected the same number."""
        at = self.now()
        home, person = (str(row.pk) for row in (self.lane.homes["项阿姨"], self.lane.people["项阿姨"]))
        doubt = {"fact": str(uuid4()), "kind": "entry.write", "subject": str(uuid4())}
        doubt |= dict.fromkeys(("device_at", "lower", "upper", "taken"), at)
        handed = {"kind": "household.confirm", "from": "前任委员", "noted_at": at, "household": home}
        handed["text"] = "还是三口人"
        clash = {"resident": person, "field": "phones", "shown": ["010-62345678"], "other": []}
        clash |= {"shown_by": "甲", "other_by": "乙", "shown_at": at, "other_at": at}
        told = (("doubt", doubt), ("handed", handed), ("clash", clash))
        return [{"t": kind, "id": self.id_of(kind), "d": record} for kind, record in told]

    @staticmethod
    def id_of(kind: str) -> str:
        """Always the same for a kind."""
        return f"01990000-0000-7000-8000-{sum(map(ord, kind)):012d}"

    def is_tried(self) -> None:
        """A round with whatever answers."""
        with self.phone.page.expect_response("**/sync/v1/**"):
            self.phone.page.evaluate("dispatchEvent(new Event('online'))")


@pytest.mark.parametrize("look", [("zh-hans", ((320, "light"),)), ("en", ((320, "dark"),))], ids=("zh", "en"))
def test_every_state_of_a_bad_day(carry: Any, lane: Zone, look: Look) -> None:
    phone: Phone = carry(lane.member.account)
    phone.expected += ("503 ",)
    phone.enrols()
    phone.goes_offline()
    writes(phone, lane)
    speaks(phone, look[0])
    reopens(phone)
    way = Way(phone, lane)
    phone.goes_online()
    found = refusals(phone, lane, look)
    found += warnings(phone, lane, look)
    found += banners(phone, way, look)
    found += full(phone, look)
    phone.page.evaluate(ANOTHER_PROFILE)
    phone.opens()
    phone.page.locator("main .button-wide").nth(1).wait_for()
    found += faults(phone, "who are you?", *look)
    assert found == [], "\n" + "\n".join(found)


def reopens(phone: Phone, path: str = "") -> None:
    """The notebook opened anew, with the PIN."""
    phone.opens(path)
    phone.types_pin()
    phone.page.locator("main h1").first.wait_for()
    phone.page.locator(".pad").wait_for(state="hidden")


def writes(phone: Phone, lane: Zone) -> None:
    """What will be refused, handed over, or is another's."""
    phone.turns_to(f"write?household={lane.homes['项阿姨'].pk}")
    phone.writes("太长的一件事" * 20)
    phone.chooses("有没有要办的事？", "记一件诉求")
    phone.saves()
    phone.turns_to(f"household/{lane.homes['裘师傅'].pk}")
    phone.presses("还是 2 口人，都对")
    phone.turns_to(f"person/{lane.people['项阿姨'].pk}")
    phone.presses("都对")
    # Written down before the notebook is opened anew: a press alone promises nothing yet.
    phone.page.get_by_text("4 条待发送").first.wait_for(state="attached")


def refusals(phone: Phone, lane: Zone, look: Look) -> list[str]:
    """The tray with all its cards, their ways out, and a clash."""
    page = phone.page
    phone.turns_to("outbox")
    page.locator("article.notice-seal").nth(2).wait_for()
    page.locator("form.notice-amber").wait_for()
    page.locator("main article.sheet").wait_for()
    found = faults(phone, "tray", *look)
    page.locator("main article.sheet .button").nth(1).click()
    page.locator("article.notice-seal .button:not(.button-first)").last.click()
    page.locator(".button-seal").wait_for()
    found += faults(phone, "tray, discarding", *look)
    for kind in ("entry", "concern"):
        phone.turns_to()
        phone.turns_to("outbox")
        page.locator("article.notice-seal a.button-first").nth(0 if kind == "concern" else 1).click()
        page.locator("form .actions").wait_for()
        found += faults(phone, f"{kind} again", *look)
    phone.turns_to(f"person/{lane.people['项阿姨'].pk}")
    page.locator("section.notice-seal").wait_for()
    return found + faults(phone, "clash", *look)


def warnings(phone: Phone, lane: Zone, look: Look) -> list[str]:
    """Somebody alike, and a home that is written down already."""
    page = phone.page
    phone.turns_to(f"add/person/{lane.homes['项阿姨'].pk}")
    page.locator("form input").first.fill("项阿姨")
    page.locator(".actions .button-first").click()
    page.locator("form section[role=alert]").wait_for()
    found = faults(phone, "alike", *look)
    phone.turns_to(f"add/household/{lane.yard.pk}")
    page.locator("form input").nth(0).fill("1")
    page.locator("form fieldset input").first.fill("项阿姨")
    page.locator(".actions .button-first").click()
    page.locator("form [role=alert]").first.wait_for()
    return found + faults(phone, "home taken", *look)


def banners(phone: Phone, way: Way, look: Look) -> list[str]:
    """A stranger who answers, a server that is busy, a clock that is wrong."""
    phone.turns_to()
    found = []
    way.ahead = timedelta(hours=3)
    way.is_tried()
    phone.page.locator(".banners .notice-amber").wait_for()
    found += faults(phone, "clock", *look)
    way.ahead = timedelta()
    way.instead = {"status": 200, "content_type": "text/html", "body": "<h1>Wi-Fi</h1>"}
    way.is_tried()
    phone.page.locator(".banners .notice-amber strong").first.wait_for()
    phone.page.wait_for_timeout(100)
    found += faults(phone, "stranger", *look)
    way.instead = {"status": 503, "json": {"code": "busy", "text": "忙"}, "headers": {"Retry-After": "9"}}
    way.is_tried()
    phone.page.locator(".banners .notice:not(.notice-amber)").first.wait_for()
    found += faults(phone, "busy", *look)
    return found


def full(phone: Phone, look: Look) -> list[str]:
    """A phone that is nearly full, and one that is."""
    found = []
    for used, where in ((6e7, ".notice-amber"), (9.9e7, ".notice-seal")):
        phone.page.add_init_script(f"({FULL})({used})")
        reopens(phone)
        phone.page.locator(f".banners section{where}").wait_for()
        found += faults(phone, f"{used:.0f} of storage used", *look)
    phone.turns_to("settings")
    phone.page.locator(".settings").wait_for()
    return found + faults(phone, "settings, full", *look)

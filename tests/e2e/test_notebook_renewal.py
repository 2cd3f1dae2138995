"""A newer program on the server: the open page goes on, the next start has it, what waits is kept; the desk is untouched."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Error, expect

from minqing.diary.models import Entry
from tests.e2e.front import SECOND, Front
from tests.e2e.house import House
from tests.e2e.notebook import Committee, Phone, Zone
from tests.factories.ground import OTHER

UPDATE = "navigator.serviceWorker.getRegistration().then(one => one.update()).then(() => true)"
WAITING = "navigator.serviceWorker.getRegistration().then(one => one.waiting !== null)"
POISON = """async where => {
  for (const name of await caches.keys()) {
    const kept = await caches.open(name)
    for (const url of where) await kept.put(url, new Response('<h1>kept</h1>', { headers: { 'Content-Type': 'text/html' } }))
  }
}"""


@pytest.fixture
def front(house: House) -> Iterator[Front]:
    """The program behind a server that knows two versions of it."""
    one = Front(house.port)
    yield one
    one.stop()


@pytest.fixture(scope="module")
def lane(committee: Committee) -> Zone:
    """A member with a home."""
    return committee.member("新委员", "邬阿姨")


@pytest.fixture
def phone(carry: Any, house: House, front: Front, lane: Zone) -> Phone:
    """Their phone, enrolled through the server in front."""
    one: Phone = carry(lane.member.account)
    one.house = SimpleNamespace(url=front.url, session_of=house.session_of)  # type: ignore[assignment]
    one.enrols()
    return one


def version(phone: Phone) -> str | None:
    """What the page was made of."""
    return phone.page.locator("html").get_attribute("data-version")


def parts(phone: Phone) -> set[bool]:
    """Whether the parts of the program that are kept are of the second version."""
    kept = " ".join(urls for name, urls in phone.stores().items() if name.startswith("cache "))
    return {SECOND in url for url in kept.split() if "/assets/" in url}


def test_a_newer_program_waits_for_the_next_start_and_the_outbox_is_kept(
    phone: Phone, front: Front, house: House, lane: Zone
):
    phone.goes_offline()
    phone.turns_to("write")
    phone.writes("换版本以前写的")
    phone.saves()
    entry = phone.entry
    phone.context.route("**/sync/v1/**", lambda route: route.abort())
    phone.goes_online()
    front.version = 2
    phone.page.evaluate(UPDATE)
    phone.page.wait_for_function(WAITING)
    # The old page goes on, also with parts of it that the server does not have any more.
    phone.turns_to(f"household/{lane.homes['邬阿姨'].pk}")
    phone.sees("邬阿姨之子")
    assert (version(phone), parts(phone)) == (None, {False, True})
    phone.opens()
    expect(phone.page.locator("html")).to_have_attribute("data-version", "2")
    phone.unlocks()
    phone.turns_to("outbox")
    phone.sees("换版本以前写的")
    phone.goes_offline()
    phone.opens(f"entry/{entry}")
    phone.unlocks()
    phone.sees("换版本以前写的")
    assert (version(phone), parts(phone)) == ("2", {True})
    phone.context.unroute_all()
    phone.goes_online()
    phone.syncs()
    with house.rows(OTHER):
        assert Entry.objects.filter(pk=entry).count() == 1


def test_the_worker_never_answers_for_the_desk(phone: Phone, front: Front):
    phone.signs_in()
    desk = f"{front.url}/{OTHER}/desk/"
    answers: list[Any] = []
    phone.page.on("response", lambda answer: answers.append(answer))
    phone.page.goto(desk)
    phone.page.evaluate(POISON, [answer.url for answer in answers])
    answers.clear()
    phone.page.goto(desk)
    assert phone.page.evaluate("navigator.serviceWorker.controller !== null")
    assert phone.page.locator("h1").inner_text() != "kept"
    ours = [answer for answer in answers if answer.url.startswith(front.url)]
    assert len(ours) > 2
    assert [answer.url for answer in ours if answer.from_service_worker] == []
    phone.goes_offline()
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        phone.page.goto(desk)

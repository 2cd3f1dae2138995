"""A member with the notebook in hand: a phone's screen and fingers, a committee to belong to, a network that goes away."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Locator, Page, expect

from minqing.committee.models import Member
from minqing.households.models import Household, Resident
from minqing.territory.models import Courtyard
from tests.e2e.house import House
from tests.e2e.people import Person
from tests.factories.ground import OTHER
from tests.factories.people import a_courtyard, a_dwelling, a_household, a_member, a_secretary, a_zone

PIN = "318264"
ANOTHER_PIN = "927405"
SCREEN: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
    "has_touch": True,
    "is_mobile": True,
    "reduced_motion": "reduce",
}
# Without network a browser says so for every request; that is no fault of the page.
NO_NETWORK = ("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "net::ERR")


class Committee:
    """A secretary and members with zones, in a community of another street than the other browser tests."""

    def __init__(self, house: House) -> None:
        self.house = house
        with house.rows(OTHER):
            self.secretary = a_secretary("沈书记")

    def member(self, name: str, *heads: str) -> "Zone":
        """A member of this name, with a courtyard of one home for each of these people."""
        with self.house.rows(OTHER):
            return Zone(a_member(name), heads)


class Zone:
    """A member, the courtyard that is theirs, and its homes by the name of their head."""

    def __init__(self, member: Member, heads: tuple[str, ...]) -> None:
        self.member = member
        self.yard: Courtyard = a_courtyard(f"{member.name}胡同7号院")
        self.homes: dict[str, Household] = {}
        self.people: dict[str, Resident] = {}
        dwellings = []
        for place, head in enumerate(heads):
            dwellings.append(a_dwelling(self.yard, str(place + 1)))
            self.homes[head] = a_household(head, f"{head}之子", dwelling=dwellings[-1])
            self.people[head] = Resident.objects.get(name=head)
        self.zone = a_zone(member, *dwellings)


class Phone(Person):
    """A phone of one member. `code` is the community whose notebook it carries."""

    def __init__(self, house: House, page: Page, account: Any, code: str = OTHER) -> None:
        self.code = code
        super().__init__(house, page, account)
        page.set_default_timeout(30000)
        self.expected = NO_NETWORK

    @property
    def context(self) -> Any:
        """Its browser's context."""
        return self.page.context

    def signs_in(self) -> None:
        """A web session, as the sign-in page leaves it."""
        cookie = {"name": "sessionid", "value": self.house.session_of(self.account), "url": self.house.url}
        self.context.add_cookies([cookie])

    def address(self, path: str = "") -> str:
        """An address of the notebook."""
        return f"{self.house.url}/{self.code}/notebook/{path}"

    def opens(self, path: str = "") -> None:
        """Open an address of the notebook anew, as from the home screen or a link."""
        self.page.goto(self.address(path))

    def turns_to(self, path: str = "") -> None:
        """Go to another page without opening the notebook anew: as a link within it does."""
        self.page.evaluate(
            "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate', {state: null})) }",
            f"/{self.code}/notebook/{path}",
        )

    def types_pin(self, pin: str = PIN) -> None:
        """Six digits on the pad."""
        expect(self.page.get_by_role("button", name="5", exact=True)).to_be_enabled()
        for digit in pin:
            self.page.keyboard.press(digit)

    def enrols(self) -> None:
        """From a signed-in browser to an open notebook with its zone."""
        self.signs_in()
        self.opens()
        self.presses("启用这部手机")
        self.sets_pin()
        self.is_up_to_date()

    def sets_pin(self, pin: str = PIN) -> None:
        """Choose a PIN, twice."""
        self.sees("设一个密码")
        self.types_pin(pin)
        self.sees("再输一遍")
        self.types_pin(pin)
        self.page.get_by_text("设一个密码").wait_for(state="hidden")

    def unlocks(self, pin: str = PIN) -> None:
        """Give the PIN; the page that was asked for stands open."""
        self.sees("输入密码")
        self.types_pin(pin)
        self.page.get_by_text("输入密码").wait_for(state="hidden")

    def is_up_to_date(self) -> None:
        """Wait until the program is kept for times without network and a whole round with the server is over."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.syncs()
        self.turns_to()
        self.page.locator("nav.bar").wait_for()

    def syncs(self) -> None:
        """A round with the server: up, down, photos."""
        self.turns_to("settings")
        button = self.page.get_by_role("button", name=re.compile("^(现在同步|同步中)$"))
        expect(button).to_have_text("现在同步", timeout=30000)
        with self.page.expect_response(lambda answer: "/sync/v1/changes" in answer.url, timeout=30000):
            button.click()
        expect(button).to_have_text("现在同步", timeout=30000)

    def sends_everything(self) -> None:
        """Rounds with the server until neither words nor photos wait."""
        self.syncs()
        self.turns_to("outbox")
        main = self.page.locator("main")
        expect(main).not_to_contain_text(re.compile("条待发送|条发送中|张照片待传"), timeout=60000)
        expect(main).to_contain_text("已收到")

    def goes_offline(self) -> None:
        """Airplane mode."""
        self.context.set_offline(True)

    def goes_online(self) -> None:
        """The network is back."""
        self.context.set_offline(False)

    def chooses(self, group: str, choice: str) -> None:
        """A chip of a group."""
        chips = self.page.get_by_role("group", name=group)
        chips.locator("label", has_text=re.compile(rf"^[✓\s]*{re.escape(choice)}$")).click()

    def writes(self, words: str) -> None:
        """The matter of an entry."""
        self.page.get_by_label("什么事？").fill(words)

    def saves(self) -> None:
        """Save the entry; it is shown as saved."""
        self.presses("保存")
        self.sees("已保存，有网络时自动发送。")

    @property
    def entry(self) -> str:
        """The id of the entry that is shown."""
        found = re.search(r"/entry/([\w-]+)", self.page.url)
        assert found, self.page.url
        return found[1]

    def photographs(self, *pictures: bytes) -> None:
        """Take photos with the camera."""
        field = self.page.locator("input[type=file]")
        for picture in pictures:
            before = self.page.locator(".photo img").count()
            field.set_input_files([{"name": "door.jpg", "mimeType": "image/jpeg", "buffer": picture}])
            expect(self.page.locator(".photo img")).to_have_count(before + 1)

    def button(self, words: str) -> Locator:
        """A button, by its words."""
        return self.page.get_by_role("button", name=words, exact=True)

    def stores(self) -> dict[str, str]:
        """Everything that IndexedDB and other stores of this origin hold, as one text for each of them."""
        found: dict[str, str] = self.page.evaluate(DUMP)
        return found


# Bytes are read as UTF-8 and as they stand, so that clear text shows in whatever it is wrapped.
DUMP = """async () => {
  const spelled = value => {
    if (value instanceof ArrayBuffer) value = new Uint8Array(value)
    if (ArrayBuffer.isView(value)) return new TextDecoder().decode(value)
    if (value instanceof CryptoKey) return `key extractable=${value.extractable}`
    if (Array.isArray(value)) return value.map(spelled).join(' ')
    if (value && typeof value === 'object') return Object.entries(value).map(([k, v]) => `${k} ${spelled(v)}`).join(' ')
    return String(value)
  }
  const asked = request => new Promise((yes, no) => { request.onsuccess = () => yes(request.result); request.onerror = no })
  const found = { localStorage: JSON.stringify({...localStorage}), sessionStorage: JSON.stringify({...sessionStorage}) }
  for (const { name } of await indexedDB.databases()) {
    const db = await asked(indexedDB.open(name))
    found[name] = ''
    for (const store of db.objectStoreNames) {
      const rows = db.transaction(store).objectStore(store)
      found[`${name} ${store}`] = spelled(await asked(rows.getAll())) + spelled(await asked(rows.getAllKeys()))
    }
    db.close()
  }
  for (const name of await caches.keys())
    found[`cache ${name}`] = (await (await caches.open(name)).keys()).map(one => one.url).join(' ')
  return found
}"""


def phone_in(folder: Path, browser: Any, house: House, account: Any) -> Phone:
    """A phone whose store lies in a folder, so that its browser can be ended and begun again."""
    from tests.e2e.conftest import FLAGS

    kind = browser.browser_type
    executable = next(path for path in (kind.executable_path, "/usr/bin/chromium") if Path(path).exists())
    context = kind.launch_persistent_context(folder, executable_path=executable, args=list(FLAGS), **SCREEN)
    return Phone(house, context.pages[0], account)


def kill_browser_of(folder: Path) -> None:
    """End the browser at once, as a phone does that falls into the water: no page hears of it."""
    for process in Path("/proc").iterdir():
        # A process may end between being seen, read and killed: its helpers go with the browser.
        with suppress(OSError):
            words = (process / "cmdline").read_bytes().split(b"\0")
            if f"--user-data-dir={folder}".encode() in words and b"--type=renderer" not in words:
                os.kill(int(process.name), signal.SIGKILL)


@contextmanager
def gone_after(phone: Phone) -> Iterator[Phone]:
    """Close what is left of its browser."""
    try:
        yield phone
    finally:
        with suppress(Error):
            phone.context.close()

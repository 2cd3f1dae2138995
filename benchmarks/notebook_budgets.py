"""Is the notebook quick in the hand: opened without network, a PIN given, a name searched, an entry saved?

Chromium as a phone (390 × 844, touch) with its processor slowed four times, the web server ended and the network off. Zones
as `first_sync.py` lays them, 2.75 people a household: 146 households are 400 people, 400 are 1,100, 1,091 are 3,000. Each
time is taken inside the page, and every round begins with a browser that was just started. Opening: from the navigation
until the PIN pad can be pressed; the PIN: from the last digit until today's next door stands there, with the memory-hard
key of the PIN; first: both together. Six digits are typed in 0.7 s, as fast as anybody types; that time does not count.
Search: from a keystroke to the paint after it, the slowest keystroke of a round. Saving: from the tap to the entry shown,
which is after it was stored durably. JavaScript: what the first opening fetched, as it came over the line. `idle`: what a
fixed piece of arithmetic took on the slowed processor in the same round; where it varies, other work disturbed the run.

Run: python benchmarks/notebook_budgets.py [--sizes 146,400,1091] [--rounds 5] [--slowed 4].
"""

import argparse
import re
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from accept_entries import web_server
from first_sync import code_of
from ground.browser import Browser
from ground.cluster import own_home
from ground.filling import PASSWORD, lay_street, make_accounts

PIN = "318264"
LIMITS = {"first ms": 1500.0, "search ms": 50.0, "save ms": 100.0, "JS kB": 180.0}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
SCREEN: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "locale": "zh-CN",
    "has_touch": True,
    "is_mobile": True,
}
# Notes when something is first there, counted from the navigation.
NOTES = """
window.__at = {}
const marks = {
  pad: '.pad-keys button:not([disabled])', today: '.next h2, .visit h2, main .empty', saved: '.said, main article.sheet',
}
const note = () => { for (const [name, where] of Object.entries(marks))
  if (!(name in window.__at) && document.querySelector(where)) window.__at[name] = performance.now() }
new MutationObserver(note).observe(document, { childList: true, subtree: true, attributes: true })
addEventListener('keydown', () => { window.__key = performance.now() }, true)
"""
SEARCH = """async words => {
  const field = document.querySelector('input[type=search]')
  const times = []
  for (let end = 0; end <= words.length; end += 1) {
    const begun = performance.now()
    field.value = words.slice(0, end)
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await new Promise(painted => requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = painted
      channel.port2.postMessage(0)
    }))
    if (end > 0) times.push(performance.now() - begun)
  }
  return times
}"""
SAVE = """() => new Promise(done => {
  const begun = performance.now()
  new MutationObserver((_, watch) => {
    if (!/\\/entry\\//.test(location.pathname) || !document.querySelector('main article.sheet')) return
    watch.disconnect()
    done(performance.now() - begun)
  }).observe(document, { childList: true, subtree: true })
  document.querySelector('main form .actions .button-first').click()
})"""
IDLE = """() => {
  const begun = performance.now()
  let sum = 0
  for (let at = 0; at < 2e7; at += 1) sum = (sum * 31 + at) | 0
  return performance.now() - begun + (sum === 1 ? 1 : 0)
}"""
TURN = "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate', {state: null})) }"


class Phone:
    """A browser with a store of its own, enrolled for the zone's keeper."""

    def __init__(self, kind: Any, executable: str, folder: str, port: int, code: str) -> None:
        self.home = f"http://localhost:{port}/{code}/notebook/"
        self._kind, self._executable, self._folder = kind, executable, folder
        self.start()
        self.fetched = 0.0
        browser = Browser(port)
        browser.sign_in("member1", PASSWORD)
        self.context.add_cookies(
            [
                {
                    "name": "sessionid",
                    "value": browser.cookies()["sessionid"],
                    "url": f"http://localhost:{port}",
                }
            ]
        )

    def start(self) -> None:
        """Start the browser."""
        self.context = self._kind.launch_persistent_context(
            self._folder, executable_path=self._executable, args=FLAGS, **SCREEN
        )
        self.page = self.context.pages[0]
        self.page.set_default_timeout(30_000)
        self.line = self.context.new_cdp_session(self.page)

    def enrol(self) -> None:
        """Enrol, set the PIN, take the whole zone; the JavaScript that came over the line is counted."""
        scripts: set[str] = set()
        sizes: dict[str, float] = {}
        self.line.on("Network.responseReceived", lambda told: _script(told, scripts))
        self.line.on(
            "Network.loadingFinished",
            lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}),
        )
        self.line.send("Network.enable")
        self.page.goto(self.home)
        self.page.get_by_role("button", name="启用这部手机").wait_for()
        self.fetched = sum(sizes.get(one, 0) for one in scripts) / 1000
        self.page.get_by_role("button", name="启用这部手机").click()
        for words in ("设一个密码", "再输一遍"):
            self.page.get_by_text(words).first.wait_for()
            self.page.wait_for_timeout(200)
            self._pin()
        self.page.locator("nav.bar").wait_for()
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.turn("settings")
        button = self.page.get_by_role("button", name=re.compile("^现在同步$"))
        button.click()
        self.page.wait_for_timeout(2000)
        button.wait_for()

    def _pin(self) -> None:
        for digit in PIN:
            self.page.wait_for_timeout(120)
            self.page.keyboard.press(digit)

    def turn(self, path: str) -> None:
        """Another page of the open notebook."""
        self.page.evaluate(TURN, self.home.split("/", 3)[3].join(("/", path)))

    def restart(self, times: int) -> None:
        """A browser started anew, on a slow processor, without network."""
        self.context.close()
        self.start()
        self.page.add_init_script(NOTES)
        self.context.set_offline(True)
        self.line.send("Emulation.setCPUThrottlingRate", {"rate": times})

    def measure(self, slowed: int) -> dict[str, float]:
        """One round of everything."""
        self.restart(slowed)
        self.page.goto(self.home)
        self.page.locator(".pad-keys button:not([disabled])").first.wait_for()
        self._pin()
        self.page.locator("nav.bar").wait_for()
        self.page.locator(".next h2, .visit h2, main .empty").first.wait_for()
        at = self.page.evaluate("({...window.__at, key: window.__key})")
        self.turn("zone")
        self.page.locator("input[type=search]").first.tap()
        self.page.wait_for_timeout(500)
        people = ("王秀兰", "wang", "1号", "13")
        searched = [time for words in people for time in self.page.evaluate(SEARCH, words)]
        self.turn("write")
        self.page.get_by_label("什么事？").fill("楼道灯不亮")
        self.page.wait_for_timeout(500)
        return {
            "open ms": at["pad"],
            "pin ms": at["today"] - at["key"],
            "first ms": at["pad"] + at["today"] - at["key"],
            "search ms": max(searched),
            "save ms": self.page.evaluate(SAVE),
            "idle ms": self.page.evaluate(IDLE),
        }


def _script(told: Any, scripts: set[str]) -> None:
    if told["response"]["url"].endswith(".js"):
        scripts.add(told["requestId"])


@contextmanager
def chromium() -> Iterator[tuple[Any, str]]:
    """Playwright's Chromium, else the system's."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        yield playwright.chromium, own if Path(own).exists() else "/usr/bin/chromium"


def tell(households: int, phone: Phone, rounds: list[dict[str, float]]) -> None:
    """Best, median and worst of each, beside its limit where it has one."""
    measured = {name: [one[name] for one in rounds] for name in rounds[0]} | {"JS kB": [phone.fetched]}
    for name, times in measured.items():
        best, middle, worst = min(times), statistics.median(times), max(times)
        limit = LIMITS.get(name)
        word = "" if limit is None else f"{limit:>9.0f}  {'within' if worst <= limit else 'OVER'}"
        print(f"{households:>10}  {name:<10}{best:>9.0f}{middle:>9.0f}{worst:>9.0f}{word}")


def main() -> None:
    """Lay the zones, enrol a phone in each, end the server, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="146,400,1091")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slowed", type=int, default=4)
    args = parser.parse_args()
    sizes = [int(size) for size in args.sizes.split(",")]
    with own_home(safe=False):
        accounts = make_accounts(PASSWORD)
        for place, households in enumerate(sizes):
            lay_street(code_of(place), accounts, "zone.sql", households=households, entries=300)
        with chromium() as (kind, executable), tempfile.TemporaryDirectory() as folder:
            phones = []
            with web_server("1") as port:
                for place, households in enumerate(sizes):
                    phones.append(Phone(kind, executable, f"{folder}/{households}", port, code_of(place)))
                    phones[-1].enrol()
            print(f"{'households':>10}  {'':<10}{'best':>9}{'median':>9}{'worst':>9}{'limit':>9}")
            for households, phone in zip(sizes, phones, strict=True):
                tell(households, phone, [phone.measure(args.slowed) for _round in range(args.rounds)])
                phone.context.close()


if __name__ == "__main__":
    main()

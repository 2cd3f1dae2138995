"""The page with every component in a real browser: nothing for axe to find, nothing wider than it."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, Route, sync_playwright

from tests.desk.rendering import drawn_specimen

CHROMIUM = Path("/usr/bin/chromium")
QUIET = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
STATIC = Path(__file__).resolve().parents[2] / "minqing/site/static"
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium at /usr/bin/chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET.split())
        yield browser
        browser.close()


def opened(browser: Browser, html: str, width: int, policy: bool = True) -> tuple[Page, list[str]]:
    """The page at a width, served with the policy of the real one; and what its console complained of."""
    page = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=not policy).new_page()
    complaints: list[str] = []

    def serve(route: Route, request: Request) -> None:
        path = request.url.split("localhost", 1)[1].split("?")[0]
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(body=file.read_bytes(), content_type=kind)
        elif request.resource_type == "document":
            headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
            route.fulfill(body=html, headers=headers)
        else:
            route.fulfill(status=204)

    page.route("**/*", serve)
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("http://localhost/110101005012/desk/")
    return page, complaints


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("width", "language"), [(390, "zh-hans"), (390, "en"), (1440, "zh-hans"), (1440, "en")]
)
def test_axe_finds_nothing(browser: Browser, width: int, language: str, theme: str) -> None:
    page, _ = opened(browser, drawn_specimen(language, theme), width, policy=False)
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [320, 390, 720, 1440])
def test_the_page_is_never_wider_than_the_screen_and_the_policy_holds(
    browser: Browser, width: int, language: str
) -> None:
    page, complaints = opened(browser, drawn_specimen(language), width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert complaints == []


def test_the_keyboard_reaches_the_content_first_and_walks_the_list(browser: Browser) -> None:
    page, _ = opened(browser, drawn_specimen("zh-hans").replace("data-errors", ""), 1440)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("j")
    page.keyboard.press("j")
    chosen = page.evaluate("document.querySelector('[data-selected] .row-main').firstChild.textContent")
    assert chosen == "楼道灯坏了两层"
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()


def test_the_printed_page_has_no_bars_and_no_address(browser: Browser) -> None:
    page, _ = opened(browser, drawn_specimen("zh-hans", "dark"), 1440)
    page.emulate_media(media="print")
    assert not page.locator(".topbar").is_visible()
    assert not page.locator(".composer").is_visible()
    assert page.locator(".book-title").is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.querySelector('a[href]'), '::after').content") == "none"

"""A real browser before the real program. Where there is no Chromium: skipped, saying so.

With MINQING_REQUIRE_BROWSER=1 that is a failure instead: a check that must not be passed over in silence.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.house import House
from tests.e2e.notebook import SCREEN, Committee, Phone
from tests.e2e.people import Person, watched

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Everything here drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _chromium(playwright: Any) -> str | None:
    """Playwright's own Chromium, else the system's."""
    for path in (playwright.chromium.executable_path, "/usr/bin/chromium", shutil.which("chromium")):
        if path and Path(path).exists():
            return str(path)
    return None


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """One Chromium for all tests here; gone before other tests run, which must find no running event loop."""
    from playwright.sync_api import expect, sync_playwright

    # Two loaded processors may be slow; waiting longer costs nothing where all is well.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        path = _chromium(playwright)
        if path is None:
            words = "there is no Chromium on this machine: `playwright install chromium`, or the system's own"
            if os.environ.get("MINQING_REQUIRE_BROWSER") == "1":
                pytest.fail(words)
            pytest.skip(words)
        # Playwright's loop runs in this thread while our rows are read in it: no two of them at once.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        one = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield one
        one.close()
        os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)


@pytest.fixture(scope="package")
def house(
    browser: Any, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[House]:
    """The program, running, with its community."""
    from django.conf import settings

    command = [sys.executable, "-m", "minqing.cli.main", "manage", "collectstatic", "--noinput", "-v", "0"]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    with django_db_blocker.unblock():
        one = House(settings.DATABASES["default"]["NAME"], tmp_path_factory.mktemp("house"))
        try:
            one.start()
            yield one
        finally:
            one.stop()


@pytest.fixture
def enter(browser: Any, house: House) -> Iterator[Callable[..., Person]]:
    """`enter(account, PHONE)`: someone before a browser of their own; at the end nothing may have gone wrong in it."""
    contexts: list[Any] = []
    people: list[Person] = []

    def come(account: Any = None, size: dict[str, int] = DESK, **more: Any) -> Person:
        context = browser.new_context(viewport=size, locale="zh-CN", base_url=house.url, **more)
        context.set_default_timeout(30000)
        contexts.append(context)
        if account is not None:
            cookie = {"name": "sessionid", "value": house.session_of(account), "url": house.url}
            context.add_cookies([cookie])
        person = Person(house, context.new_page(), account)
        people.append(person)
        return person

    yield come
    for context in contexts:
        context.close()
    for person in people:
        assert watched(person) == []


@pytest.fixture(scope="package")
def committee(house: House) -> Committee:
    """A committee whose members carry the notebook."""
    return Committee(house)


@pytest.fixture
def carry(browser: Any, house: House) -> Iterator[Callable[..., Phone]]:
    """`carry(account)`: a phone of its own for a member; at the end nothing may have gone wrong on it."""
    phones: list[Phone] = []

    def take(account: Any, **more: Any) -> Phone:
        context = browser.new_context(base_url=house.url, **(SCREEN | more))
        phones.append(Phone(house, context.new_page(), account))
        return phones[-1]

    yield take
    for phone in phones:
        phone.context.close()
    for phone in phones:
        assert watched(phone) == []

"""Someone before the browser: where they go, what went wrong there that they would not see."""

from typing import Any

from django.urls import reverse
from playwright.sync_api import ConsoleMessage, Locator, Page, Response

from tests.e2e.house import House
from tests.factories.ground import OWN


class Person:
    """A browser of one account. What its console says is kept; a refused form's 422 is an answer, no fault."""

    def __init__(self, house: House, page: Page, account: Any) -> None:
        self.house, self.page, self.account = house, page, account
        self.faults: list[str] = []
        self.expected: tuple[str, ...] = ()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"{self.page.url}: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500 or (
            response.status >= 400 and not response.request.is_navigation_request()
        ):
            self.faults.append(f"{response.status} {response.url}")

    def goes_to(self, name: str, *arguments: object, code: str = OWN, query: str = "") -> Page:
        """Open an address of the desk by its name."""
        self.page.goto(reverse(name, args=[code, *arguments]) + query)
        return self.page

    def sees(self, words: str) -> Locator:
        """Words on the page; waits for them."""
        found = self.page.get_by_text(words).first
        found.wait_for()
        return found

    def presses(self, words: str) -> None:
        """Click the button of these words."""
        self.page.get_by_role("button", name=words, exact=True).first.click()

    @property
    def title(self) -> str:
        """What the page is called."""
        return self.page.locator("h1").inner_text()


def watched(person: Person) -> list[str]:
    """What went wrong and was not expected."""
    return [fault for fault in person.faults if not any(word in fault for word in person.expected)]

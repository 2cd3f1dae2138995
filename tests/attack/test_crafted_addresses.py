"""Addresses that somebody made up are answered, never with an error page: an error page is a log line and a doubt."""

import pytest
from django.test import Client
from django.urls import reverse

from minqing.access.acting import in_community
from tests.factories.ground import OWN
from tests.factories.people import a_household, a_secretary, a_zone, home_of

pytestmark = pytest.mark.django_db
WORDS = (
    "²",
    "\0",
    "'",
    "%",
    "99999999999999999999",
    "-1",
    "0001-01-01",
    "9999-12-31",
    "9999-12",
    "0001-01",
    "٣",
    "😀" * 50,
)
ASKED = {
    "home": (),
    "visits_due": ("from",),
    "register": ("q", "zone", "courtyard", "whose", "after"),
    "courtyards": ("zone",),
    "concerns": ("after", "stage", "category", "grade", "level", "whose", "late", "q"),
    "diary": ("month",),
    "review_week": ("of",),
    "review": ("after", "from", "member"),
    "duty_roster": ("month",),
    "wishes": ("show",),
    "entry_new": ("household", "courtyard"),
    "entry_doors": ("courtyard",),
    "concern_new": ("entry", "courtyard", "household"),
    "concern_doors": ("courtyard", "household"),
    "opinions": ("since",),
    "zones": ("day",),
}


@pytest.fixture
def secretary() -> Client:
    client = Client(raise_request_exception=False)
    with in_community(OWN):
        member = a_secretary()
        a_zone(member, home_of(a_household("赵某")))
        client.force_login(member.account)
    return client


@pytest.mark.parametrize(("name", "fields"), ASKED.items())
def test_a_query_that_somebody_made_up_is_no_error(secretary, name, fields):
    url = reverse(name, args=[OWN])
    wrong = [
        (field, word)
        for field in fields
        for word in WORDS
        if secretary.get(url, {field: word}).status_code >= 500
    ]
    assert wrong == []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "x"])
def test_neither_is_a_day(secretary, day):
    assert secretary.get(f"/{OWN}/desk/diary/days/{day}/").status_code in (200, 404)
    assert secretary.post(f"/{OWN}/desk/diary/days/{day}/hand-in/").status_code in (303, 404)


@pytest.mark.parametrize(
    "path", ["settings/calendar/0/", "settings/calendar/99999999999/day/", "diary/books/x/"]
)
def test_neither_is_a_year(secretary, path):
    assert secretary.get(f"/{OWN}/desk/{path}").status_code == 404


@pytest.mark.parametrize("code", ["１１０１０１００５０１２", "١١٠١٠١٠٠٥٠١٢"])
def test_digits_of_another_script_are_no_code(secretary, code):
    assert secretary.get(f"/{code}/desk/").status_code == 404
    assert secretary.get(f"/{code}/").status_code == 404

"""Every address × every role × own community, next community, other street: taken from the URL resolver.

What is expected is read from expectations.txt, which people write; bodies are searched for what other scopes hold.
"""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from minqing.access.acting import acting, in_community
from minqing.access.models import Role
from minqing.accounts.models import Account
from tests.factories.ground import OTHER, OWN, SIBLING
from tests.factories.notebook import a_built_notebook
from tests.factories.people import an_account
from tests.factories.world import World
from tests.matrix.reading import lines

CANARIES = {OWN: "金丝雀", SIBLING: "红点颏", OTHER: "蓝靛颏"}
COLUMNS = ("sec", "mem", "col")
pytestmark = pytest.mark.django_db


def addresses() -> dict[str, set[str]]:
    """Every named address of the program with the names of its parts."""
    found: dict[str, set[str]] = {}

    def walk(patterns: list[Any], parts: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
        for one in patterns:
            here = parts | set(one.pattern.converters) | set(getattr(one.pattern.regex, "groupindex", {}))
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, here)
            elif isinstance(one, URLPattern):
                assert one.name, f"an address without a name: {one.pattern}"
                yield one.name, here

    for name, parts in walk(get_resolver().url_patterns, frozenset()):
        found.setdefault(name, set()).update(parts)
    return found


def test_every_address_has_a_line_and_every_line_an_address():
    named, written = set(addresses()), set(lines())
    assert sorted(named - written) == [], "write a line for each in tests/matrix/expectations.txt"
    assert sorted(written - named) == [], "these lines have no address any more"


def arguments(name: str, world: World) -> list[Any]:
    """The parts of an address after the code, naming rows of this world."""
    by_name: dict[str, list[Any]] = {
        "calendar_year": [2027],
        "calendar_day": [2027],
        "calendar_unmark": [2027],
        "calendar_day_clear": [date(2027, 1, 1)],
        "courtyard": [world.yard.pk],
        "courtyard_change": [world.yard.pk],
        "courtyard_zone": [world.yard.pk],
        "home_new": [world.yard.pk],
        "home_change": [world.empty_home.pk],
        "home_end": [world.empty_home.pk],
        "household_new": [world.empty_home.pk],
        "courtyard_plan_home": [world.yard.pk, world.home.pk],
        "courtyard_plan_version": [world.yard.pk, 1],
        "fixture_new": [world.yard.pk],
        "role_end": [world.role.pk],
        "care_need_open": [world.need.pk],
        "care_need_confirm": [world.need.pk],
        "care_need_end": [world.need.pk],
        "consent_withdraw": [world.consent.pk],
        "zone_courtyard": [world.zone.pk, world.yard.pk],
        "hand_over_call_off": [world.keeping.pk],
        "leave_back": [world.leave.pk],
        "leave_cover": [world.leave.pk],
        "leave_spread": [world.leave.pk, world.zone.pk],
        "spread_gather": [world.spread.pk],
        "zoning": [],
        "zoning_run": [world.division.pk],
        "member_wishes": [],
        "member_wish_drop": [world.wish.pk],
        "proposal": [world.division.pk, 1],
        "proposal_move": [world.division.pk, 1],
        "proposal_undo": [world.division.pk, 1],
        "proposal_adopt": [world.division.pk, 1],
        "notice": [world.notice.pk],
        "diary_day": [world.now.date().isoformat()],
        "day_hand_in": [world.now.date().isoformat()],
        "diary_of_household": [world.household.pk],
        "entry_edit": [world.draft.pk],
        "entry_hand_in": [world.draft.pk],
        "entry_discard": [world.draft.pk],
        "entry_restore": [world.discarded.pk],
        "comment_answer": [world.comment.pk],
        "photo": [world.photo.pk],
        "photo_remove": [world.photo.pk],
        "review_entry": [world.unread.pk],
        "review_book": [world.entry.book_id],
        "concern_extend": [world.concern.pk, world.promise.pk],
        "concern_unlink": [world.concern.pk, world.link.pk],
        "register_import_columns": [world.sheet.pk],
        "register_import_preview": [world.sheet.pk],
        "register_import_progress": [world.sheet.pk],
        "register_import_put_away": [world.sheet.pk],
        "register_view_share": [world.view.pk],
        "register_view_put_away": [world.view.pk],
        "resident_new": [world.household.pk],
        "plan_order": [world.plan.pk],
        "plan_of": [world.keeper.pk],
        "feed_key_revoke": [world.feed_key.pk],
        "hours_of": [world.keeper.pk],
        "hours_correct": [world.entry.pk],
        "resident_return": [world.left.pk],
        "map_place": [world.yard.pk],
        "map_barrier_remove": [world.barrier.pk],
        "map_import_preview": [world.places],
        "map_export_file": ["courtyards", "geojson"],
    }
    by_room = {
        "household": world.household.pk,
        "resident": world.resident.pk,
        "role": world.resident.pk,
        "care": world.resident.pk,
        "consents": world.resident.pk,
        "readings": world.resident.pk,
        "zone": world.zone.pk,
        "member": world.keeper.pk,
        "book": world.entry.book_id,
        "entry": world.entry.pk,
        "concern": world.concern.pk,
        "phone": world.device.pk,
        "courtyard": world.yard.pk,
        "fixture": world.fixture.pk,
        "stop": world.stop.pk,
        "handed": world.handed.pk,
        "clash": world.clash.pk,
    }
    if name in by_name:
        return by_name[name]
    return [by_room[name.split("_")[0]]] if "pk" in addresses()[name] else []


@pytest.fixture
def worlds(monkeypatch: Any) -> dict[str, World]:
    """A world in each of the three communities. A live stream gives its connection back: here that is the test's."""
    monkeypatch.setattr("minqing.desk.pages.connection", SimpleNamespace(close=lambda: None))
    return {code: World(code, canary) for code, canary in CANARIES.items()}


def outsiders() -> dict[str, Account | None]:
    """Everyone who has no business at the own community's desk; None: nobody signed in."""
    with in_community(SIBLING):
        sibling = an_account("邻书记", Role.SECRETARY), an_account("邻委员", Role.MEMBER)
    with in_community(OTHER):
        other = an_account("外书记", Role.SECRETARY)
    return {
        "secretary of the next community": sibling[0],
        "member of the next community": sibling[1],
        "secretary of another street": other,
        "officer of the street": an_account("街道干部", Role.OFFICER, OWN[:9]),
        "officer of another street": an_account("外街道干部", Role.OFFICER, OTHER[:9]),
        "reader": an_account("查阅员", Role.READER, OWN[:6]),
        "account without a post": an_account("无职务"),
        "nobody": None,
    }


_clients: dict[Any, Client] = {}


@pytest.fixture(autouse=True)
def _sign_in_anew() -> Iterator[None]:
    """Signed-in browsers are of one test: its database is rolled back."""
    _clients.clear()
    yield
    _clients.clear()


def _client(account: Account | None) -> Client:
    """A browser in which the account is signed in; kept, since signing in is half of the time."""
    key = account.pk if account else None
    if key not in _clients:
        _clients[key] = Client(raise_request_exception=False)
        if account is not None:
            _clients[key].force_login(account)
    return _clients[key]


def ask(account: Account | None, method: str, url: str) -> HttpResponseBase:
    """One request, undone afterwards."""
    client = _client(account)
    before = acting()
    with transaction.atomic():
        response = client.get(url) if method == "GET" else client.post(url, {})
        transaction.set_rollback(True)
    assert acting() == before
    return response


def word_of(response: HttpResponseBase) -> str:
    """The expectation's word for an answer."""
    if response.status_code in (200, 422):
        return "ok"
    if response.status_code in (301, 302, 303):
        return "login" if "/account/login/" in response.headers["Location"] else "go"
    return str(response.status_code)


def body_of(response: HttpResponseBase) -> str:
    """The text of an answer; of a stream, nothing (its events hold a kind and a number)."""
    return "" if response.streaming else response.content.decode(errors="replace")  # type: ignore[attr-defined]


def test_the_committee_opens_what_the_table_says_and_reads_no_other_scope(worlds):
    world = worlds[OWN]
    foreign = [CANARIES[SIBLING], CANARIES[OTHER]]
    wrong = []
    for line in lines().values():
        if line.section != "desk" or line.name not in addresses():
            continue
        url = reverse(line.name, args=[OWN, *arguments(line.name, world)])
        for method, cells in (("GET", line.get), ("POST", line.post)):
            for column, expected in zip(COLUMNS, cells, strict=True):
                if expected == ".":
                    continue
                response = ask(world.committee()[column].account, method, url)
                found = word_of(response)
                if found != expected:
                    wrong.append(f"{line.name} {method} {column}: {found}, not {expected}")
                text = body_of(response)
                wrong += [
                    f"{line.name} {method} {column} shows {canary}" for canary in foreign if canary in text
                ]
                if column == "col" and world.mine in text:
                    wrong.append(f"{line.name} {method} {column} shows the colleague what is the keeper's")
    assert not wrong, "\n" + "\n".join(wrong)


def test_nobody_else_opens_anything_at_a_desk_or_learns_that_it_is_there(worlds):
    world = worlds[OWN]
    wrong = []
    people = outsiders()
    for line in lines().values():
        if line.section != "desk" or line.name not in addresses():
            continue
        url = reverse(line.name, args=[OWN, *arguments(line.name, world)])
        for who, account in people.items():
            for method in ("GET", "POST"):
                response = ask(account, method, url)
                expected = "login" if account is None else "404"
                # 405 tells of the address alone, whether or not there is such a row.
                if word_of(response) not in (expected, "405"):
                    wrong.append(f"{line.name} {method} {who}: {word_of(response)}, not {expected}")
                if CANARIES[OWN] in body_of(response):
                    wrong.append(f"{line.name} {method} {who} shows {CANARIES[OWN]}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_a_row_of_another_community_is_missing_at_the_own_desk(worlds):
    """The secretary asks her own desk for rows of the next community and of another street."""
    secretary = worlds[OWN].secretary.account
    wrong = []
    for line in lines().values():
        if line.section != "desk" or "pk" not in addresses()[line.name]:
            continue
        for code in (SIBLING, OTHER):
            url = reverse(line.name, args=[OWN, *arguments(line.name, worlds[code])])
            for method in ("GET", "POST"):
                response = ask(secretary, method, url)
                if word_of(response) not in ("404", "405"):
                    wrong.append(f"{line.name} {method} of {code}: {word_of(response)}")
                if CANARIES[code] in body_of(response):
                    wrong.append(f"{line.name} {method} shows {CANARIES[code]}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_streets_desk_is_its_officers_and_shows_no_resident(worlds):
    officer = an_account("街道干部", Role.OFFICER, OWN[:9])
    other = an_account("外街道干部", Role.OFFICER, OTHER[:9])
    people = {"sec": officer, "mem": worlds[OWN].secretary.account, "col": other}
    rest = {who: one for who, one in outsiders().items() if who != "officer of the street"}
    wrong = []
    for line in lines().values():
        if line.section != "street desk":
            continue
        url = reverse(line.name, args=[OWN[:9]])
        for column, expected in zip(COLUMNS, line.get, strict=True):
            response = ask(people[column], "GET", url)
            if word_of(response) != expected:
                wrong.append(f"{line.name} {column}: {word_of(response)}, not {expected}")
            wrong += [f"{line.name} {column} shows {c}" for c in CANARIES.values() if c in body_of(response)]
        for who, account in rest.items():
            expected = "login" if account is None else "404"
            if word_of(ask(account, "GET", url)) != expected:
                wrong.append(f"{line.name} {who}")
    assert not wrong, "\n" + "\n".join(wrong)


def public_arguments(name: str) -> list[Any]:
    """The parts of the public addresses."""
    table: dict[str, list[Any]] = {
        "community": [OWN],
        "calendar_feed": [OWN, "unknown-key"],
        "street": [OWN[:9]],
        "notebook": [OWN],
        "notebook_place": [OWN, "zone/"],
        "notebook_manifest": [OWN],
        "notebook_icon": ["192"],
        "account_confirm_email": ["key"],
        "account_reset_password_from_key": ["uid", "key"],
        "demo_door": ["token"],
        "mfa_remove_webauthn": [1],
        "mfa_edit_webauthn": [1],
    }
    return table.get(name, [])


def test_public_pages_show_no_person(worlds, tmp_path, monkeypatch):
    monkeypatch.setattr("minqing.sync.shell.BUILT", a_built_notebook(tmp_path))
    wrong = []
    for line in lines().values():
        if line.section != "public":
            continue
        url = reverse(line.name, args=public_arguments(line.name))
        for account in (None, worlds[OWN].keeper.account, an_account("无职务")):
            response = ask(account, "GET", url)
            found = word_of(response)
            # Whoever is signed in already is led on from the pages of signing in.
            led_on = account is not None and line.name.startswith(("account", "mfa")) and found == "go"
            if found != line.get[0] and not led_on and not (line.get[0] == "go" and found == "login"):
                wrong.append(f"{line.name}: {found}, not {line.get[0]}")
            wrong += [
                f"{line.name} shows {c}"
                for c in CANARIES.values()
                if c in body_of(response) and account is None
            ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_a_session_opens_nothing_at_the_phones_door(worlds):
    """Without a token of its own a phone is told nothing, whoever is signed in on it; no page is changed from there."""
    world = worlds[OWN]
    committee = {who: member.account for who, member in world.committee().items()}
    wrong = []
    for line in lines().values():
        if line.section != "door of phones":
            continue
        parts = {"code": OWN} | ({"id": world.photo.pk} if "id" in addresses()[line.name] else {})
        url = reverse(f"sync:{line.name}", kwargs=parts)
        for who, account in (committee | outsiders()).items():
            response = ask(account, "GET", url)
            if word_of(response) != line.get[0]:
                wrong.append(f"{line.name} GET {who}: {word_of(response)}, not {line.get[0]}")
            # Enrolling reads what it is sent first; what it then does is told by tests/sync/test_door.py.
            if line.name != "sync_enrol" and word_of(ask(account, "POST", url)) not in ("401", "404", "405"):
                wrong.append(f"{line.name} POST {who}")
            wrong += [f"{line.name} shows {c} to {who}" for c in CANARIES.values() if c in body_of(response)]
    assert not wrong, "\n" + "\n".join(wrong)


def test_ones_own_account_asks_for_signing_in_and_shows_nobody_else(worlds):
    wrong = []
    for line in lines().values():
        if line.section != "own account":
            continue
        url = reverse(line.name, args=public_arguments(line.name))
        nobody = word_of(ask(None, "GET", url))
        if nobody not in ("login", "go"):
            wrong.append(f"{line.name} nobody: {nobody}")
        response = ask(worlds[OWN].keeper.account, "GET", url)
        found = word_of(response)
        if found != line.get[0] and not (
            found == "go" and line.name.startswith(("account", "mfa", "usersessions"))
        ):
            wrong.append(f"{line.name}: {found}, not {line.get[0]}")
        wrong += [
            f"{line.name} shows {CANARIES[c]}" for c in (SIBLING, OTHER) if CANARIES[c] in body_of(response)
        ]
    assert not wrong, "\n" + "\n".join(wrong)

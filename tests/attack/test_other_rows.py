"""Keys of rows that are not one's own, put into forms by hand: nothing of theirs is changed or pointed at."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.ledger.snapshot import values_of
from minqing.ledger.verify import ledgered_models
from tests.factories.ground import OTHER, OWN, SIBLING
from tests.factories.world import World

pytestmark = pytest.mark.django_db


def rows(code: str) -> dict[str, str]:
    """Every row of a community as text, by its name."""
    with in_community(code):
        return {
            f"{model._meta.label}:{row.pk}": str(values_of(row))
            for model in ledgered_models()
            for row in model._default_manager.filter(community=code)
        }


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.account)
    return client


@pytest.fixture
def worlds() -> dict[str, World]:
    return {code: World(code, name) for code, name in ((OWN, "本"), (SIBLING, "邻"), (OTHER, "外"))}


def a_fact() -> dict[str, str]:
    """The hidden id of a form that is sent once."""
    return {"fact": str(uuid4())}


def posts(own: World, theirs: dict[str, Any]) -> list[tuple[str, list[Any], dict[str, Any]]]:
    """What the keeper of the own zone posts: own pages, with keys of others in their fields."""
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    today = timezone.localdate().isoformat()
    entry = {
        "began_at": now, "outcome": "met", "satisfaction": "not_asked", "matter": "x", "purposes": [],
        "courtyard": theirs["courtyard"], "household": theirs["household"], "companions": [theirs["member"]],
    }  # fmt: skip
    concern = {
        "matter": "x", "category": "other", "grade": "ordinary", "source": "visit", "level": "member", "noted_at": now,
        "courtyard": theirs["courtyard"], "household": theirs["household"], "people": [theirs["resident"]],
        "entry": theirs["entry"],
    }  # fmt: skip
    home = {"courtyard": theirs["courtyard"], "unit": "4", "add_home": "on", "day": today, "how": "moved"}
    role = {"kind": "courtyard_head", "courtyard": theirs["courtyard"], "day": today, "agreed_on": today}
    leave = {"from_day": "2027-03-01", "last_day": "2027-03-02", "kind": "leave", "cover": theirs["member"]}
    split = home | {"members": [theirs["resident"]], "head": theirs["resident"]}
    return [
        ("entry_new", [], entry | a_fact()),
        ("entry_edit", [own.draft.pk], entry),
        ("entry_move", [own.entry.pk], entry | {"text": "x"}),
        ("concern_new", [], concern | a_fact()),
        ("concern_link", [own.concern.pk], {"number": theirs["number"], **a_fact()}),
        ("concern_unlink", [own.concern.pk, theirs["link"]], {}),
        ("concern_merge", [own.concern.pk], {"number": theirs["number"], **a_fact()}),
        ("concern_extend", [own.concern.pk, theirs["promise"]], {"due": "2027-01-01T10:00", "reason": "x", **a_fact()}),
        ("concern_hand_over", [own.other_concern.pk], {"to": theirs["member"], **a_fact()}),
        ("resident_move", [own.resident.pk], {"into": theirs["household"], "day": today, "relation": ""}),
        ("household_join", [own.household.pk], {"into": theirs["household"], "day": today}),
        ("role_new", [own.resident.pk], a_fact() | role),
        ("member_leave", [own.keeper.pk], a_fact() | leave),
        ("care_need_new", [own.resident.pk], a_fact() | {"kind": "very_old", "note": "", "consent": theirs["consent"]}),
        ("household_split", [own.household.pk], split | a_fact()),
        ("household_move", [own.household.pk], home),
    ]  # fmt: skip


@pytest.mark.parametrize("code", [SIBLING, OTHER])
def test_rows_of_another_community_are_neither_changed_nor_pointed_at(worlds, code):
    own, other = worlds[OWN], worlds[code]
    theirs = {
        "courtyard": other.yard.pk, "household": other.household.pk, "member": other.colleague.pk,
        "resident": other.resident.pk, "entry": other.entry.pk, "number": "2026-0099", "promise": other.promise.pk,
        "link": other.link.pk, "consent": other.consent.pk,
    }  # fmt: skip
    before, own_before = rows(code), rows(OWN)
    client = signed_in(own.keeper)
    for name, keys, said in posts(own, theirs):
        client.post(reverse(name, args=[OWN, *keys]), said)
    assert rows(code) == before
    new = {name: row for name, row in rows(OWN).items() if own_before.get(name) != row}
    assert [name for name, row in new.items() if any(str(key) in row for key in theirs.values())] == []


def test_a_member_draws_no_household_or_resident_of_a_colleagues_zone_into_the_own(worlds):
    own = worlds[OWN]
    with in_community(OWN):
        neighbour = own.other_household.memberships.get().resident
        theirs = {
            "household": own.other_household.pk, "resident": neighbour.pk,
            "courtyard": own.other_home.courtyard_id, "member": uuid4(), "entry": uuid4(), "number": "2026-0099",
            "promise": uuid4(), "link": uuid4(), "consent": uuid4(),
        }  # fmt: skip
    before = rows(OWN)
    client = signed_in(own.keeper)
    for name, keys, said in posts(own, theirs):
        if name != "household_move":  # an own household may move to any home of the community
            client.post(reverse(name, args=[OWN, *keys]), said)
    for name, key in (("household", "household"), ("resident", "resident"), ("care_needs", "resident")):
        assert client.get(reverse(name, args=[OWN, theirs[key]])).status_code == 404
    new = {name: row for name, row in rows(OWN).items() if before.get(name) != row}
    hidden = (str(theirs["household"]), str(theirs["resident"]))
    assert [name for name, row in new.items() if any(key in row for key in hidden)] == []


def test_the_posts_are_what_the_forms_ask_for(worlds):
    """With own keys the same posts do something: else this would try nothing."""
    own = worlds[OWN]
    mine = {
        "courtyard": own.yard.pk, "household": own.household.pk, "member": own.colleague.pk,
        "resident": own.resident.pk, "entry": own.entry.pk, "number": own.other_concern.number,
        "promise": own.promise.pk, "link": own.link.pk, "consent": own.consent.pk,
    }  # fmt: skip
    done = set()
    client = signed_in(own.keeper)
    for name, keys, said in posts(own, mine):
        before = rows(OWN)
        client.post(reverse(name, args=[OWN, *keys]), said)
        if rows(OWN) != before:
            done.add(name)
    assert done >= {
        "entry_new", "entry_edit", "concern_new", "concern_unlink", "concern_merge", "concern_hand_over",
        "household_move", "member_leave", "care_need_new",
    }  # fmt: skip

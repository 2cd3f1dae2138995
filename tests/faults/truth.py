"""What must be true when all is quiet: nothing acknowledged is lost, nothing is there twice, all see the same."""

import json
from itertools import pairwise
from typing import Any

from minqing.concerns.models import Concern, Step
from minqing.diary.models import Addendum, Entry
from minqing.households.models import Resident
from minqing.ledger.models import Fact, Record
from minqing.sync.models import Handed
from tests.sync.kept import Written
from tests.sync.phone import Phone

# kind of fact: what it makes, and the field in which its text stands
MAKES: dict[str, tuple[Any, str]] = {
    "entry.write": (Entry, "matter"),
    "entry.add": (Addendum, "text"),
    "concern.open": (Concern, "matter"),
    "concern.step": (Step, "text"),
    "resident.add": (Resident, "name"),
}
# A server that was put back may not know any more what a fact leans on: then it is in the phone's tray, said so.
AFTER_A_RESTORE = {"missing", "not_yours", "closed", "erased", "invalid"}


def why(one: Written) -> str:
    """The code of a refusal; empty where there is none."""
    return str(((one.receipt or {}).get("why") or {}).get("code", ""))


def lost(phone: Phone, *, restored: bool = False) -> list[str]:
    """What this phone was told is there, and is not: empty where all is well."""
    found = []
    for one in phone.kept.book:
        if not one.acknowledged:
            continue
        if one.state == "refused" and restored and why(one) in AFTER_A_RESTORE:
            continue
        if not _is_there(one):
            found.append(f"{one.said['kind']} {one.id} {one.state} {why(one)}")
    return found


def _is_there(one: Written) -> bool:
    if one.state == "handed":
        return Handed.objects.filter(fact=one.id).exists()
    kind = one.said["kind"]
    if one.state != "received" or not Fact.objects.filter(pk=one.id).exists():
        return False
    if kind not in MAKES:
        return True
    model, field = MAKES[kind]
    row = model.objects.filter(pk=one.id).first()
    text = one.said["body"]["name" if model is Resident else field]
    return row is not None and (model is Resident or getattr(row, field) == text)


def twice(*phones: Phone) -> list[str]:
    """Texts (each is written once) that stand in more than one row, or in a row of a fact that was refused."""
    found = []
    for one in (one for phone in phones for one in phone.kept.book):
        kind = one.said["kind"]
        if kind not in MAKES:
            continue
        model, field = MAKES[kind]
        text = one.said["body"].get("name" if model is Resident else field, "")
        rows = model.objects.filter(**{field: text}).count() if text else 0
        if rows > 1 or (rows and one.state == "refused"):
            found.append(f"{kind} {text}: {rows} rows, {one.state}")
    return found


def out_of_order(phone: Phone) -> list[str]:
    """Facts of the phone that the ledger told before one that was written earlier.

    Not of people: where one was erased, what told of them first is gone.
    """
    told: dict[str, int] = {}
    for seq, body in Record.objects.filter(body__isnull=False).order_by("seq").values_list("seq", "body"):
        for name in json.loads(body)["rows"]:
            told.setdefault(name.partition(":")[2], seq)
    kinds = MAKES.keys() - {"resident.add"}
    facts = [one.id for one in phone.kept.book if one.state == "received" and one.said["kind"] in kinds]
    known = [id for id in facts if id in told]
    return [later for former, later in pairwise(known) if told[former] > told[later]]


def differences(one: Phone, other: Phone) -> dict[str, Any]:
    """Where two phones of the same member do not hold the same: by record, what each has."""
    mine, theirs = one.kept.records, other.kept.records
    return {
        f"{key[0]} {key[1]}": (mine.get(key), theirs.get(key))
        for key in mine.keys() | theirs.keys()
        if mine.get(key) != theirs.get(key)
    }

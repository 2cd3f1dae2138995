"""Bodies of facts as a member writes them on a phone; every text is marked, so that it can be found again."""

from datetime import timedelta
from typing import Any

from tests.sync.clocks import moment
from tests.sync.phone import Phone

Words = dict[str, Any]


def entry(phone: Phone, text: str, household: str | None = None, **more: Any) -> str:
    """Write an entry of half an hour ago; its id."""
    began = moment(phone.clock.now() - timedelta(minutes=30))
    place = {"household": household} if household else {}
    outcome = "met" if household else "no_door"
    return phone.write(
        "entry.write",
        {"began_at": began, "outcome": outcome, "purposes": ["call"], "matter": text, **place, **more},
    )


def concern(phone: Phone, text: str, household: str | None = None, **more: Any) -> str:
    """Open a concern; its id."""
    place = {"household": household} if household else {}
    said = {"matter": text, "category": "housing", "grade": "ordinary", "source": "visit", **place, **more}
    return phone.write("concern.open", said)


def step(phone: Phone, concern: str, text: str, kind: str = "report", **more: Any) -> str:
    """Take a step on a concern."""
    return phone.write("concern.step", {"concern": concern, "kind": kind, "text": text, **more})


def correction(phone: Phone, resident: str, seen: Words, set: Words) -> str:
    """Correct what is written of a resident."""
    return phone.write("resident.correct", {"resident": resident, "seen": seen, "set": set})


def newcomer(phone: Phone, household: str, name: str, **more: Any) -> str:
    """Add somebody met at the door."""
    return phone.write("resident.add", {"household": household, "name": name, **more})


def addendum(phone: Phone, entry: str, text: str) -> str:
    """Add a note below an entry."""
    return phone.write("entry.add", {"entry": entry, "text": text, "kind": "note"})


def confirmation(phone: Phone, household: str) -> str:
    """Everything is still as it is written."""
    return phone.write("household.confirm", {"household": household})

"""Who works in the demo: the accounts that its doors open. All invented."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop

COMMUNITY = "110101005018"
STREET = "110101005"


@dataclass(frozen=True)
class Door:
    """One sign-in of the demo: the account's sign-in name, and what the role is called (an English msgid)."""

    username: str
    label: str


DOORS = (
    Door("demo-secretary", gettext_noop("Community secretary")),
    Door("demo-member-1", gettext_noop("Committee member")),
    Door("demo-officer", gettext_noop("Street officer")),
    Door("demo-reader", gettext_noop("Reader of results")),
)

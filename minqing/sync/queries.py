"""What the desk asks about phones, and about what came from them that a person must still decide."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from minqing.access.models import Post, Role
from minqing.access.scope import Viewer, holding
from minqing.accounts.models import Account
from minqing.households.queries import home_on
from minqing.sync.door import SILENT_FOR
from minqing.sync.models import Clash, Device, Handed
from minqing.sync.records.handed import text_of
from minqing.sync.words import field_words, kind_words, value_words
from minqing.territory.models import Dwelling

WIPED_SHOWN_FOR = timedelta(days=90)


@dataclass(frozen=True)
class PhoneLine:
    """A phone as the list shows it. `state`: works, silent, refused, forgetting, wiped.

    silent: no contact for 14 days, it asks for signing in. refused: its owner holds no post here any more, or the account
    is closed. forgetting: told to empty itself, which it does at its next contact.
    """

    device: Device
    owner: str
    state: str


def phones(viewer: Viewer) -> QuerySet[Device]:
    """The phones of the community: every one for the secretary, the own for a member."""
    rows = Device.objects.filter(community=viewer.code)
    return rows if viewer.sees_all else rows.filter(account=viewer.account)


def own_phones(viewer: Viewer) -> list[PhoneLine]:
    """The viewer's own phones, the newest contact first; wiped ones for ninety days."""
    return _lines(viewer, phones(viewer).filter(account=viewer.account))


def phones_of_others(viewer: Viewer) -> list[PhoneLine]:
    """For the secretary, the phones of the rest of the committee, by name; nobody's for a member."""
    if not viewer.sees_all:
        return []
    rest = _lines(viewer, phones(viewer).exclude(account=viewer.account))
    return sorted(rest, key=lambda line: line.owner)


def carries_notebook(viewer: Viewer) -> bool:
    """Whether a phone of the viewer's carries the notebook of this community."""
    return phones(viewer).filter(account=viewer.account, wiped_at__isnull=True).exists()


def _lines(viewer: Viewer, rows: QuerySet[Device]) -> list[PhoneLine]:
    """Three queries, however many phones."""
    shown = rows.exclude(wiped_at__lt=viewer.now - WIPED_SHOWN_FOR).order_by("-contact_at", "pk")
    devices = list(shown)
    owners = {account.pk: account for account in Account.objects.filter(pk__in={d.account for d in devices})}
    posted = _posted(viewer, list(owners))
    return [
        PhoneLine(
            device=device,
            owner=owners[device.account].name if device.account in owners else "",
            state=_state(viewer, device, device.account in posted),
        )
        for device in devices
    ]


def _posted(viewer: Viewer, accounts: list[UUID]) -> set[UUID]:
    """Those accounts that are open and hold a post on this committee today: the door lets their phones in."""
    held = Post.objects.filter(
        holding(viewer.today),
        code=viewer.code,
        role__in=[Role.SECRETARY, Role.MEMBER],
        account__in=accounts,
        account__is_active=True,
    )
    return set(held.values_list("account_id", flat=True))


def _state(viewer: Viewer, device: Device, posted: bool) -> str:
    if device.wiped_at is not None:
        return "wiped"
    if device.forgotten_at is not None:
        return "forgetting"
    if not posted:
        return "refused"
    return "silent" if viewer.now - device.contact_at > SILENT_FOR else "works"


def handed_waiting(viewer: Viewer) -> QuerySet[Handed]:
    """Late facts that wait: of households in the viewer's zones now; for the secretary all, also those of no household."""
    rows = Handed.objects.filter(community=viewer.code, state=Handed.State.OPEN)
    return rows if viewer.sees_all else rows.filter(household__in=viewer.households())


def clashes_waiting(viewer: Viewer) -> QuerySet[Clash]:
    """Fields that two people corrected differently, of the residents whom the viewer sees; settled ones not."""
    rows = Clash.objects.filter(community=viewer.code, settled_at__isnull=True)
    return rows.filter(resident__in=viewer.residents())


@dataclass(frozen=True)
class HandedLine:
    """A late fact as the tray shows it: what kind, its words, at which door, by whom."""

    row: Handed
    kind: str
    text: str
    place: str


def handed_lines(viewer: Viewer) -> list[HandedLine]:
    """The tray, the oldest note first. Three queries."""
    rows = list(handed_waiting(viewer).select_related("sender").order_by("noted_at", "pk"))
    homes = home_on({row.household_id for row in rows if row.household_id is not None}, viewer.today)
    return [_handed_line(row, homes) for row in rows]


def handed_line(viewer: Viewer, row: Handed) -> HandedLine:
    """One of the tray."""
    return _handed_line(row, home_on([row.household_id] if row.household_id else [], viewer.today))


def _handed_line(row: Handed, homes: dict[UUID, Dwelling]) -> HandedLine:
    home = homes.get(row.household_id) if row.household_id is not None else None
    place = f"{home.courtyard.name} {home.unit}".strip() if home is not None else ""
    return HandedLine(row, kind_words(row.kind), text_of(row.body), place)


@dataclass(frozen=True)
class Said:
    """One side of a clash: the value in words, by whom (where it is known) and when."""

    choose: str
    value: str
    by: str
    at: datetime


@dataclass(frozen=True)
class ClashLine:
    """A clash as the list shows it: whose, which field, what shows now and what it displaced."""

    row: Clash
    field: str
    sides: tuple[Said, Said]


def clash_lines(viewer: Viewer) -> list[ClashLine]:
    """The clashes that wait, the oldest first. Two queries."""
    rows = list(clashes_waiting(viewer).select_related("resident").order_by("pk"))
    names = _names({row.shown_by for row in rows} | {row.other_by for row in rows})
    return [
        ClashLine(
            row,
            field_words(row.field),
            (
                _said("shown", row, row.shown, names[row.shown_by], row.shown_at),
                _said("other", row, row.other, names[row.other_by], row.other_at),
            ),
        )
        for row in rows
    ]


def _names(accounts: set[UUID | None]) -> dict[UUID | None, str]:
    """The names of accounts; nothing for nobody and for one that is not there."""
    known = Account.objects.filter(pk__in=[account for account in accounts if account is not None])
    return dict.fromkeys(accounts, "") | {account.pk: account.name for account in known}


def _said(choose: str, row: Clash, value: object, by: str, at: datetime) -> Said:
    return Said(choose, value_words(row.field, value), by, at)

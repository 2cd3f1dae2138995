"""A spreadsheet on its way through the desk: received, its columns settled, previewed, taken or put away.

These rows are no facts of the domain, so the ledger does not hear of them; of what is taken it does.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access.rules import may_import_register, require
from minqing.households.models import RegisterImport
from minqing.language.id_numbers import without_id_numbers
from minqing.language.register.fields import KEPT_FIELDS
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.writing import Writing, act

State = RegisterImport.State
# Fields of which a sheet may have several columns; of any other only one can be read.
SEVERAL = frozenset(("phone", "head_phone", "id_number"))
CHOICES = frozenset((*KEPT_FIELDS, "id_number", ""))


@act("register.receive")
def receive_import(
    w: Writing, *, by: Actor, at: datetime, community: str, id: UUID, file_name: str
) -> RegisterImport:
    """A file was sent; it waits under its id."""
    require(may_import_register(by, community))
    if by.account is None:
        raise Denied  # the command line reads its file itself
    name = without_id_numbers(file_name)[-120:]
    row = RegisterImport(id=id, community=community, account=by.account, file_name=name, received_at=at)
    w.add(row)
    w.leave_no_record()
    return row


@act("register.settle_columns")
def settle_columns(
    w: Writing, *, by: Actor, at: datetime, waiting: RegisterImport, mapping: Mapping[int, str]
) -> RegisterImport:
    """Say what each column is read as, and have the file compared. Refuses two columns for one field, and no name."""
    require(may_import_register(by, waiting.community))
    row = _in(waiting, State.RECEIVED, State.SHOWN, State.FAILED)
    fields = [field for field in mapping.values() if field]
    if not CHOICES.issuperset(fields):
        raise Refused(_("Choose from the list what each column is."))
    if "name" not in fields:
        raise Refused(_("Say which column holds the names."))
    if any(fields.count(field) > 1 for field in fields if field not in SEVERAL):
        raise Refused(_("Two columns are read as the same. Leave one of them out."))
    w.change(
        row, state=State.READING, mapping={str(place): field for place, field in mapping.items()}, problem=""
    )
    w.leave_no_record()
    return row


@act("register.note_preview")
def note_preview(
    w: Writing, *, by: Actor, at: datetime, waiting: RegisterImport, report: Mapping[str, Any]
) -> RegisterImport:
    """The file was compared; whoever sent it decides."""
    row = w.change(_in(waiting, State.READING), state=State.SHOWN, report=dict(report))
    w.leave_no_record()
    return row


@act("register.confirm_import")
def confirm_import(w: Writing, *, by: Actor, at: datetime, waiting: RegisterImport) -> RegisterImport:
    """Have the previewed file taken; the worker does it."""
    require(may_import_register(by, waiting.community))
    row = w.change(_in(waiting, State.SHOWN), state=State.TAKING)
    w.leave_no_record()
    return row


@act("register.note_taken")
def note_taken(
    w: Writing, *, by: Actor, at: datetime, waiting: RegisterImport, report: Mapping[str, Any]
) -> RegisterImport:
    """The file was taken, in this same transaction."""
    row = w.change(_in(waiting, State.TAKING), state=State.DONE, report=dict(report), ended_at=at)
    w.leave_no_record()
    return row


@act("register.note_failed")
def note_failed(
    w: Writing, *, by: Actor, at: datetime, waiting: RegisterImport, problem: str
) -> RegisterImport:
    """The file could not be compared or taken, and nothing was written; it waits on, to be tried again."""
    row = _in(waiting, State.READING, State.TAKING)
    w.change(row, state=State.FAILED, problem=without_id_numbers(problem)[:300], ended_at=at)
    w.leave_no_record()
    return row


@act("register.put_away")
def put_away(w: Writing, *, by: Actor, at: datetime, waiting: RegisterImport) -> None:
    """Forget an import that is not under way: the file and what is known of it. What was taken stays taken."""
    w.remove(_in(waiting, State.RECEIVED, State.SHOWN, State.FAILED, State.DONE, State.READING))
    w.leave_no_record()


def _in(waiting: RegisterImport, *states: str) -> RegisterImport:
    """The import under its row's lock. Refused where it is in another state: somebody was faster, or it is done."""
    row = RegisterImport.objects.select_for_update().filter(pk=waiting.pk).first()
    if row is None or row.state not in states:
        raise Refused(_("This import has moved on meanwhile. Look at it again."))
    return row

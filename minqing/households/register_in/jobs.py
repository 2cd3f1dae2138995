"""What the worker does with a waiting spreadsheet: compare it, take it. Each may be begun again; done twice is done once."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from minqing.access.actors import actor_of
from minqing.accounts.models import Account
from minqing.households.actions.importing import import_register
from minqing.households.actions.waiting_imports import note_failed, note_preview, note_taken
from minqing.households.models import RegisterImport
from minqing.households.register_in import waiting as files
from minqing.households.register_in.files import gathered_file
from minqing.households.register_in.gathering import Gathered
from minqing.households.register_in.outcome import Outcome
from minqing.households.register_in.preview import previewed
from minqing.language.register import Note
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Denied, Refused
from minqing.territory.queries import day_at

MOST_TOLD = 500  # refused rows that the result still names once the file is gone


def compare_waiting(waiting: RegisterImport, now: datetime) -> None:
    """Compare a waiting file with the register and keep the preview; why it cannot be is kept in words."""
    if waiting.state != RegisterImport.State.READING:
        return
    by = _sender(waiting, now)
    try:
        sheet = _gathered(waiting, now)
        lines = files.Lines(waiting.pk)
        try:
            day = day_at(waiting.community, now)
            outcome = previewed(waiting.community, day, sheet, files.Progress(waiting.pk), lines.hear)
        finally:
            lines.close()
    except Refused as refused:
        note_failed(by=by, at=now, waiting=waiting, problem=" ".join(refused.messages))
        return
    note_preview(by=by, at=now, waiting=waiting, report=report_of(outcome, sheet))


def take_waiting(waiting: RegisterImport, now: datetime) -> None:
    """Take a confirmed file into the register, and forget it; where that fails nothing is written, and it says why."""
    if waiting.state != RegisterImport.State.TAKING:
        return
    by = _sender(waiting, now)
    steps = files.Progress(waiting.pk)
    try:
        sheet = _gathered(waiting, now)
        with transaction.atomic():
            outcome = import_register(by=by, at=now, community=waiting.community, sheet=sheet, steps=steps)
            note_taken(by=by, at=now, waiting=waiting, report=report_of(outcome, sheet))
    except (Refused, Denied) as refused:
        words = refused.messages if isinstance(refused, Refused) else [_("You may no longer import here.")]
        note_failed(by=by, at=now, waiting=waiting, problem=" ".join(words))
        return
    files.forget(waiting.pk)


def report_of(outcome: Outcome, sheet: Gathered) -> dict[str, Any]:
    """What a page keeps of an outcome: counts, and the refused rows with their reasons; no name, no number."""
    document = outcome.as_json()
    counts = {key: document[key] for key in ("residents", "households", "courtyards")}
    refused = [_told(row, reason) for row, reason in sorted(outcome.refused, key=lambda each: each[0])]
    return {
        **counts,
        "left_out": list(outcome.left_out),
        "refused": refused[:MOST_TOLD],
        "refused_count": len(refused),
        "noted_rows": len({row for row, _ in outcome.warnings}),
        "twice": len(sheet.twice),
    }


def _told(row: int, reason: Note) -> list[Any]:
    return [row, reason.key, dict(reason.params)]


def _gathered(waiting: RegisterImport, now: datetime) -> Gathered:
    mapping: Any = {int(place): field or None for place, field in waiting.mapping.items()}
    day = day_at(waiting.community, now)
    return gathered_file(files.sheet_of(waiting.pk), day, files.Progress(waiting.pk), mapping)


def _sender(waiting: RegisterImport, now: datetime) -> Actor:
    account = Account.objects.get(pk=waiting.account)
    return actor_of(account, day_at(waiting.community, now))

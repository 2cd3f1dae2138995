"""Emptying the bodies that speak of what is erased; the chain still verifies, it binds only commitments."""

import json
from collections.abc import Collection
from uuid import UUID

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from minqing.access.acting import as_eraser
from minqing.ledger.models import Record
from minqing.ledger.rows import Row
from minqing.ledger.writing import Writing


def empty_bodies(w: Writing, community: str, ids: Collection[UUID]) -> int:
    """Empty every record of the community whose body names one of these row ids; give how many.

    Called inside an erasing action, which then appends its own record. The rows that those bodies also spoke of
    are told again in that record, so `verify` still vouches for them; and it says which records were emptied, so
    that none can be emptied in silence.
    """
    naming = Q()
    for one in ids:
        naming |= Q(subject_id=one) | Q(body__contains=str(one))
    emptied: list[int] = []
    names: set[str] = set()
    places: set[int] = set()
    for record in Record.objects.filter(naming, community=community, erased_at__isnull=True):
        emptied.append(record.pk)
        body = json.loads(record.body or "{}")
        names.update(body.get("rows", {}))
        places |= {record.seq, *body.get("said", {}).get("emptied", ())}  # what it accounted for, we do now
    for name in sorted(names):
        row = _row(name)
        if row is not None:
            w.witness(row)
    w.say(emptied=sorted(places))
    with as_eraser():
        return Record.objects.filter(pk__in=emptied).update(
            body=None, salt=None, subject_id=None, subject_type="", actor=None, erased_at=timezone.now()
        )


def _row(name: str) -> Row | None:
    label, _, key = name.partition(":")
    model = apps.get_model(label)
    assert issubclass(model, Row)
    return model._default_manager.filter(pk=key).first()

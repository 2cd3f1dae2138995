"""Consents and the log of what was read: the residents' side of the house."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minqing.ledger.rows import Row


class Consent(Row):
    """What a resident agreed to: for what, told what, by whom, how, until when (PIPL, separate consent)."""

    class How(models.TextChoices):
        SPOKEN = "spoken", _("Spoken at the door")
        WRITTEN = "written", _("Written")
        GUARDIAN = "guardian", _("By the guardian")

    # A plain id: this room lies below households, so it holds no foreign key to them.
    resident_id = models.UUIDField(db_index=True)
    purpose = models.CharField(_("For what"), max_length=200)
    told = models.TextField(_("What the resident was told"))
    how = models.CharField(_("How"), max_length=10, choices=How.choices)
    # Blank where the resident gave it; else the guardian's name and how they are related.
    given_by = models.CharField(_("Given by"), max_length=80, blank=True)
    given_on = models.DateField(_("Given on"))
    until = models.DateField(_("Until"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class Reading(Row):
    """One reading of something sealed, or one export of personal rows: by whom, of what, why, when."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField(db_index=True, null=True)
    resident_id = models.UUIDField(db_index=True, null=True)
    reason = models.CharField(_("Reason"), max_length=200)
    read_at = models.DateTimeField()

"""What must be told to whom, once."""

from django.conf import settings
from django.db import models

from minqing.ledger.rows import Row


class Notice(Row):
    """One thing to tell one account. `once` is its own key: the same matter is never told twice.

    `kind` names a phrase (minqing.notices.kinds) and `params` fills it, so that it is read in the reader's
    own language; neither holds more of a resident than the place and the concern's number.
    """

    ledgered = False
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True)
    # The row it speaks of (a concern): whoever was asked to act on it may see it. A plain id, for it lies above.
    about = models.UUIDField(null=True, blank=True)
    urgent = models.BooleanField(default=False)
    once = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["to", "once"], name="told_once")]
        indexes = [models.Index(fields=["to", "read_at", "made_at"], name="notice_unread")]

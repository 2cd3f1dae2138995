"""The ledger: one gapless hash chain a community, and the facts that arrived by a door of their own id."""

from django.db import models

from minqing.ledger.rows import Row


class Head(models.Model):
    """The last record of a community's chain; its row lock serialises writers, so `seq` has no gap."""

    community = models.CharField(max_length=12, primary_key=True)
    seq = models.BigIntegerField(default=0)
    hash = models.BinaryField(max_length=32)
    # Numbers handed out under the same lock: concerns of a year, books, …
    counters = models.JSONField(default=dict)


class Record(models.Model):
    """One thing done. `commitment` binds body, subject and actor; `hash` binds the record to all before it.

    The body holds digests of the rows written, not their text. Erasing destroys `body`, `salt`, `subject`
    and `actor` and leaves a tombstone; the chain verifies all the same, because it binds the commitment.
    """

    id = models.BigAutoField(primary_key=True)
    community = models.CharField(max_length=12)
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True)
    actor = models.UUIDField(null=True)
    device_at = models.DateTimeField()
    server_at = models.DateTimeField()
    body = models.TextField(null=True)
    salt = models.BinaryField(max_length=16, null=True)
    commitment = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "seq"], name="one_record_a_seq")]
        indexes = [models.Index(fields=["subject_id"], name="record_subject")]


class Fact(Row):
    """A fact that arrived under an id its sender made: the second arrival answers what the first did."""

    ledgered = False
    account = models.UUIDField()
    digest = models.BinaryField(max_length=32)
    answer = models.JSONField(default=dict)
    received_at = models.DateTimeField()

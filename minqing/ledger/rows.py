"""What every row of a street's schema has: an id that sorts by time and the community it belongs to."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.expressions import Combinable, Func

from minqing.ledger.ids import uuid7


class Row(models.Model):
    """A row of one community (12 digits) or, for what a street office does itself, of the street (9 digits).

    `community` is what PostgreSQL's row security compares with the communities that a connection may see;
    so it stands on every table of a street's schema, also where a foreign key would tell it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    community = models.CharField(max_length=12, db_index=True)

    # Rows that the ledger vouches for; False only for what is no fact of the domain (notices, cursors).
    ledgered: ClassVar[bool] = True
    # Fields that came after rows had been told to the ledger: part of a digest only where they are set (`snapshot.told`).
    later: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True


class DayRange(Func):
    """`daterange(from_day, to_day)`: from a day, up to but without another; open where `to_day` is null."""

    function = "daterange"
    output_field = models.Field()

    def __init__(self, *expressions: str | Combinable, **extra: Any) -> None:
        super().__init__(*(expressions or ("from_day", "to_day")), **extra)


class Spell(Row):
    """Something that held from a day up to, but without, another (null: still holds)."""

    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

"""How far back a verified backup reaches: what lies before it, a phone may let go of earlier than after 30 days."""

from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone


def backed_up_before() -> datetime | None:
    """The moment before which all that was received is in a backup that was put back and compared.

    Read from the file `backed-up-before` of the data folder, which a backup writes last: one moment in ISO 8601 with
    its zone. None where there is no such file, or where it holds no moment or one that is still to come: then photos
    count as safe on the server after 30 days alone (issue 4, point 8).
    """
    try:
        said = datetime.fromisoformat(settings.HOME.backed_up_before.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None
    if said.tzinfo is None or said > timezone.now():
        return None
    return said.astimezone(UTC)

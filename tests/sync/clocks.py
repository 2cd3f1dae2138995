"""A phone's clock: it runs beside the true time, may drift from it, and its owner may set it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

NOTHING = timedelta()


def moment(at: datetime) -> str:
    """As the protocol writes a moment: `2026-11-24T01:12:33.123Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read(words: str) -> datetime:
    """A moment as the protocol writes it."""
    return datetime.fromisoformat(words)


@dataclass
class Clock:
    """`off` is the device minus the true time when it was last set; it gains `drift` (a share of the time since)."""

    true: Callable[[], datetime] = lambda: datetime.now(UTC)
    off: timedelta = NOTHING
    drift: float = 0.0
    _set_at: datetime = field(init=False)

    def __post_init__(self) -> None:
        self._set_at = self.true()

    def now(self) -> datetime:
        """What the phone shows."""
        true = self.true()
        return true + self.off + (true - self._set_at) * self.drift

    def set(self, off: timedelta) -> None:
        """Its owner sets it: so much before the true time."""
        self._set_at, self.off = self.true(), off

"""One program a data folder: two that share one would each think the database theirs."""

import fcntl
import os
import time
from types import TracebackType

from minqing.site.home import Home
from minqing.site.trouble import Trouble
from minqing.site.words import words_of

_ = words_of("site")


_STOPPING = " stopping"


class HomeLock:
    """Holds the data folder.

    The kernel lets go when the process ends, however it ends: no lock is left behind.
    """

    def __init__(self, place: Home) -> None:
        self._file = place.lock.open("a+", encoding="ascii")
        self.after_a_kill = (
            False  # the last holder did not come to tidy up: what it started may still be ending
        )

    def take(self, *, patience: float = 0.0) -> bool:
        """Whether the folder is now ours.

        Waits, at most so many seconds, only for a holder that is stopping.
        """
        until = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until or not self._said().endswith(_STOPPING):
                    return False
                time.sleep(0.1)
        self.after_a_kill = self._said() != ""
        self._say(str(os.getpid()))
        return True

    def holder(self) -> str:
        """The process number of whoever holds the folder, as it wrote it down."""
        return self._said().removesuffix(_STOPPING)

    def stopping(self) -> None:
        """Let those who wait know that we are about to let go."""
        self._say(f"{os.getpid()}{_STOPPING}")

    def __enter__(self) -> "HomeLock":
        """The folder must have been taken."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go."""
        self._file.truncate(0)
        self._file.close()

    def _said(self) -> str:
        self._file.seek(0)
        return self._file.read().strip()

    def _say(self, words: str) -> None:
        self._file.truncate(0)
        self._file.write(words + "\n")
        self._file.flush()


def taken(place: Home) -> HomeLock:
    """The data folder, taken. Trouble where another program has it."""
    lock = HomeLock(place)
    if not lock.take(patience=30.0):
        raise Trouble(
            _(
                "Minqing is already running on this data folder (process {process}). Use that one, or stop it"
                " (Ctrl-C where it was started, or kill {process}) and start again."
            ).format(process=lock.holder())
        )
    return lock

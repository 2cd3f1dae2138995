"""One program a data folder: two that share one would each think the database theirs."""

import fcntl
import os
from types import TracebackType

from minqing.site.home import Home
from minqing.site.trouble import Trouble
from minqing.site.words import words_of

_ = words_of("site")


class HomeLock:
    """Holds the data folder. The kernel lets go when the process ends, however it ends: no lock is left behind."""

    def __init__(self, place: Home) -> None:
        self._file = place.lock.open("a+", encoding="ascii")

    def take(self) -> bool:
        """Whether the folder is now ours; False where another program holds it."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        self._file.truncate(0)
        self._file.write(f"{os.getpid()}\n")
        self._file.flush()
        return True

    def holder(self) -> str:
        """The process number of whoever holds the folder, as it wrote it down."""
        self._file.seek(0)
        return self._file.read().strip()

    def __enter__(self) -> "HomeLock":
        """Take the folder. Trouble where another program has it."""
        if not self.take():
            raise Trouble(
                _(
                    "Minqing is already running on this data folder (process {process}). Use that one, or stop it"
                    " (Ctrl-C where it was started, or kill {process}) and start again."
                ).format(process=self.holder())
            )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let go."""
        self._file.close()

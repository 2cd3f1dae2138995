"""A child of the program: started, watched, started again when it dies, stopped."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from minqing.site.lifeline import die_with_parent
from minqing.site.trouble import Trouble

_LONGEST_PAUSE = 30.0  # seconds between two tries
_SETTLED = 60.0  # seconds after which a death counts as the first again


def spawn(
    command: list[str], log: Path, settings: Mapping[str, str], orphaned: signal.Signals
) -> "subprocess.Popen[bytes]":
    """Start a process of ours that writes to `log`, in a group of its own: Ctrl-C is for the program.

    Should the program die, the process is sent `orphaned`.
    """
    with log.open("ab") as out:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env={**os.environ, **settings},
            process_group=0,
            preexec_fn=die_with_parent(orphaned),
        )


class Child:
    """One watched process. `start` gives a new one; `stop_with` is the signal it ends cleanly on."""

    def __init__(
        self,
        name: str,
        start: "Callable[[], subprocess.Popen[bytes]]",
        stop_with: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self.deaths = 0  # in a row
        self._start = start
        self._stop_with = stop_with
        self._process: subprocess.Popen[bytes] | None = None
        self._since = 0.0
        self._again_at = 0.0

    @property
    def pid(self) -> int | None:
        """Its process number, None while it does not run."""
        return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Start it now. Trouble where it does not start."""
        self._since = time.monotonic()
        self._process = self._start()

    def look_after(self) -> bool:
        """Start it again, after a growing pause, where it died; whether it died just now."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._again_at:
                try:
                    self.start()
                except Trouble:
                    return self._count_death(now)
            return False
        if self._process.poll() is None:
            return False
        self._process = None
        return self._count_death(now)

    def _count_death(self, now: float) -> bool:
        self.deaths = 1 if now - self._since > _SETTLED else self.deaths + 1
        self._again_at = now + min(_LONGEST_PAUSE, 0.25 * 2 ** (self.deaths - 1))
        return True

    def stop(self, seconds: float = 10.0) -> None:
        """Ask it to end, wait, and kill it where it does not."""
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.send_signal(self._stop_with)
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

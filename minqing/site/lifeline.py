"""Children that do not outlive their parent, so that a killed program leaves nothing running."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def hang_on(parent: int, sign: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to send this process `sign` when its parent dies (at once where it has died already).

    Linux only; elsewhere a next start ends what is left. The kernel watches the *thread* that started us.
    """
    if _libc is None:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, int(sign), 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), sign)


def die_with_parent(sign: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """What a child runs before its program (`preexec_fn`). Start such children from the main thread.

    The kernel forgets the wish when a process changes its user; `Popen(user=…)` does that before.
    """
    parent = os.getpid()
    return lambda: hang_on(parent, sign)

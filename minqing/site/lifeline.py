"""Children that do not outlive their parent, so that a killed program leaves nothing running."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(sign: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """What a child runs before its program (`preexec_fn`): the kernel sends it `sign` when its parent dies.

    Linux only; elsewhere a next start ends what is left. The kernel watches the *thread* that starts the child: start
    children from the main thread. It forgets the wish when the child changes its user, which `Popen(user=…)` does before.
    """
    parent = os.getpid()

    def ask_the_kernel() -> None:
        if _libc is None:
            return
        _libc.prctl(_PR_SET_PDEATHSIG, int(sign), 0, 0, 0)
        if os.getppid() != parent:  # it died in between
            os.kill(os.getpid(), sign)

    return ask_the_kernel

"""Work that makes very many small objects and no cycles of them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Within the block, no search for cycles: it would walk over a growing register again and again, and find none.

    What is no longer referred to is freed all the same, so memory does not grow by it.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()

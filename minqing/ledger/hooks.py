"""Where a lower room's action has an effect in a higher one: the lower declares a hook, the higher fills it."""

from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Hook(Generic[P]):
    """Something that happens in a room and that rooms above may answer, within the same transaction.

    `fill` is a decorator for a room's `hooks.py` (loaded when the program starts); `happen` calls every filling
    in the order of the rooms.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._fillings: list[Callable[P, None]] = []

    def fill(self, filling: Callable[P, None]) -> Callable[P, None]:
        """Have `filling` called whenever this happens."""
        self._fillings.append(filling)
        return filling

    def happen(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Call what fills this hook."""
        for filling in self._fillings:
            filling(*args, **kwargs)

"""The table of kinds: what a body of each must be, and which function takes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from minqing.sync.batch import Batch, Came, Noted
from minqing.sync.schemas import Asked

B = TypeVar("B", bound=Asked)
Take = Callable[[Batch, Noted, B], Came]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact.

    `timed`: whether a doubt about its time is kept. `tells`: whether its digest may bind its body (an opinion leads back to
    nobody). `said`: what the body calls a field that the action calls otherwise.
    """

    name: str
    body: type[Asked]
    take: Take[Any]
    timed: bool
    tells: bool
    said: Mapping[str, str]


KINDS: dict[str, Kind] = {}


def taken_as(
    name: str, body: type[B], *, timed: bool = True, tells: bool = True, **said: str
) -> Callable[[Take[B]], Take[B]]:
    """Put a function into the table: it takes facts of this kind, with a body of this form."""

    def put(take: Take[B]) -> Take[B]:
        if name in KINDS:
            raise RuntimeError(f"two functions take {name}")
        KINDS[name] = Kind(name, body, take, timed, tells, said)
        return take

    return put

"""In whose rows this piece of work moves: the street, its communities, the database role.

Kept in one ContextVar, so that two requests, threads or tasks never share it, and handed to PostgreSQL by the
engine (minqing.site.engine) whenever a connection is used.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

WEB = "minqing_web"
ERASER = "minqing_eraser"
OWNER = "none"
PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Acting:
    """What a connection is set to: the schema, the communities whose rows show, the role.

    `role` is `minqing_web` (owns nothing; row security holds), `minqing_eraser` (may empty ledger bodies) or
    `none` (the owner: migrations alone).
    """

    schema: str = PUBLIC
    communities: tuple[str, ...] = ()
    role: str = WEB


_acting: ContextVar[Acting] = ContextVar("minqing_acting", default=Acting())


def acting() -> Acting:
    """What this context acts as now."""
    return _acting.get()


def act_as(state: Acting) -> None:
    """Set it for the rest of this context. Prefer the context managers below."""
    _acting.set(state)


def schema_of(street: str) -> str:
    """The schema of a street's nine digits."""
    return f"s{street}"


@contextmanager
def acting_as(state: Acting) -> Iterator[None]:
    """Act as `state` within the block and as before after it, whatever happens."""
    before = _acting.get()
    _acting.set(state)
    try:
        yield
    finally:
        _acting.set(before)


@contextmanager
def in_street(street: str, communities: tuple[str, ...] = ()) -> Iterator[None]:
    """Within the block, see the rows of a street (nine digits) that belong to these communities."""
    with acting_as(replace(_acting.get(), schema=schema_of(street), communities=communities)):
        yield


@contextmanager
def in_community(code: str) -> Iterator[None]:
    """Within the block, see the rows of one community (twelve digits)."""
    with in_street(code[:9], (code,)):
        yield


@contextmanager
def as_owner() -> Iterator[None]:
    """Within the block, act as the owner of the database: for migrations and setting up, nothing else."""
    with acting_as(replace(_acting.get(), role=OWNER)):
        yield


@contextmanager
def as_eraser() -> Iterator[None]:
    """Within the block, act as the only role that may empty a ledger body: for the erase action alone."""
    with acting_as(replace(_acting.get(), role=ERASER)):
        yield

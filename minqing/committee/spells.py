"""Turning a spell over at a day: what stood ends there, what was planned for later stays planned."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from minqing.ledger.rows import Spell
from minqing.ledger.writing import Writing

S = TypeVar("S", bound=Spell)


def holds(spell: Spell, on: date) -> bool:
    """Whether the spell holds on a day."""
    return spell.from_day <= on and (spell.to_day is None or on < spell.to_day)


def standing(spells: Iterable[S], on: date) -> S | None:
    """The one of these spells that holds on a day."""
    return next((spell for spell in spells if holds(spell, on)), None)


def room_from(spells: Iterable[Spell], on: date) -> date | None:
    """The day up to which a new spell may run from `on`: where what stood ends, or the next begins."""
    spells = list(spells)
    stood = standing(spells, on)
    if stood is not None:
        return stood.to_day
    return min((spell.from_day for spell in spells if spell.from_day > on), default=None)


def end_spell(w: Writing, spell: Spell, on: date) -> None:
    """End a spell at a day; one that begins then or later never comes to be and is removed."""
    if spell.from_day >= on:
        w.remove(spell)
    elif spell.to_day is None or spell.to_day > on:
        w.change(spell, to_day=on)

"""What a courtyard has: an extinguisher, stored flammables, a problem (method, rule 3, layer v). Never about a person."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access.rules import may_note_fixture, require
from minqing.language.characters import tidy
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.privacy.refusals import no_id_numbers
from minqing.territory.drawing import FARTHEST
from minqing.territory.models import Courtyard, Fixture
from minqing.territory.queries import day_at

LONGEST_NOTE = 120


@act("fixture.place")
def place_fixture(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    courtyard: Courtyard,
    kind: str,
    note: str = "",
    x: float | None = None,
    y: float | None = None,
    floor: int | None = None,
    checked_on: date | None = None,
    check_by: date | None = None,
    id: UUID | None = None,
) -> Fixture:
    """Note a hazard or a piece of equipment of a courtyard, with its spot on the plan (centimetres) where it is known.

    Refuses a kind that is none, half a spot, a check still to come, a next check before the last, and "other" or
    "problem" without a word of what it is.
    """
    require(may_note_fixture(by, courtyard.community))
    day = day_at(courtyard.community, at)
    words = _note(kind, note)
    _spot(x, y)
    _floor(floor)
    _checks(checked_on, check_by, day)
    fixture = w.add(
        Fixture(
            id=id or uuid7(),
            community=courtyard.community,
            courtyard=courtyard,
            kind=kind,
            note=words,
            x=x,
            y=y,
            floor=floor,
            noted_on=day,
            checked_on=checked_on,
            check_by=check_by,
        )
    )
    w.about(fixture.courtyard, fixture=fixture.pk, kind=kind)
    return fixture


@act("fixture.change")
def change_fixture(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    fixture: Fixture,
    kind: str,
    note: str,
    x: float | None,
    y: float | None,
    floor: int | None,
    check_by: date | None,
) -> Fixture:
    """Correct what a fixture is, where it is and when it is checked next.

    Refuses as `place_fixture` does, and one that is gone.
    """
    require(may_note_fixture(by, fixture.community))
    fixture = _there(fixture)
    words = _note(kind, note)
    _spot(x, y)
    _floor(floor)
    _checks(fixture.checked_on, check_by, day_at(fixture.community, at))
    w.change(fixture, kind=kind, note=words, x=x, y=y, floor=floor, check_by=check_by)
    w.about(fixture.courtyard, fixture=fixture.pk, kind=kind)
    return fixture


@act("fixture.check")
def check_fixture(
    w: Writing, *, by: Actor, at: datetime, fixture: Fixture, day: date, check_by: date | None = None
) -> Fixture:
    """Note that a fixture was looked at on a day, and by when it is to be looked at again.

    Refuses a day to come or before the last check, a next check that is not later, and a fixture that is gone.
    """
    require(may_note_fixture(by, fixture.community))
    fixture = _there(fixture)
    if fixture.checked_on is not None and day < fixture.checked_on:
        raise Refused({"day": _("It was checked later than that already.")})
    _checks(day, check_by, day_at(fixture.community, at), field="day")
    w.change(fixture, checked_on=day, check_by=check_by)
    w.about(fixture.courtyard, fixture=fixture.pk, day=day)
    return fixture


@act("fixture.remove")
def remove_fixture(w: Writing, *, by: Actor, at: datetime, fixture: Fixture, day: date) -> Fixture:
    """A fixture is there no more from a day on; that it was stays known. Refuses a day to come, and one that is gone."""
    require(may_note_fixture(by, fixture.community))
    fixture = _there(fixture)
    if day > day_at(fixture.community, at):
        raise Refused({"day": _("This day is still to come. Write it down when it has happened.")})
    w.change(fixture, gone_on=max(day, fixture.noted_on))
    w.about(fixture.courtyard, fixture=fixture.pk, day=day)
    return fixture


def _there(fixture: Fixture) -> Fixture:
    fixture = Fixture.objects.select_for_update().get(pk=fixture.pk)
    if fixture.gone_on is not None:
        raise Refused(_("This is gone already."))
    return fixture


def _note(kind: str, note: str) -> str:
    words = no_id_numbers(tidy(note), "note")
    if kind not in Fixture.Kind.values:
        raise Refused({"kind": _("Choose a kind from the list.")})
    if len(words) > LONGEST_NOTE:
        raise Refused({"note": _("This is too long (120 characters at most).")})
    if not words and kind in (Fixture.Kind.PROBLEM, Fixture.Kind.OTHER):
        raise Refused({"note": _("Write what it is.")})
    return words


def _spot(x: float | None, y: float | None) -> None:
    if (x is None) != (y is None):
        raise Refused({"x": _("Mark the spot on the plan again.")})
    # A comparison that holds for no number that is none.
    if x is not None and y is not None and not (abs(x) <= FARTHEST and abs(y) <= FARTHEST):
        raise Refused({"x": _("This spot lies off the plan.")})


def _floor(floor: int | None) -> None:
    if floor is not None and (not -5 <= floor <= 120 or floor == 0):
        raise Refused({"floor": _("Give the floor as a number, cellars as −1, −2.")})


def _checks(checked_on: date | None, check_by: date | None, today: date, field: str = "checked_on") -> None:
    if checked_on is not None and checked_on > today:
        raise Refused({field: _("This day is still to come. Write it down when it has happened.")})
    if check_by is not None and check_by <= (checked_on or date.min):
        raise Refused({"check_by": _("The next check comes after the last.")})

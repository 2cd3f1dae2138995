"""Courtyard plans: drawn anew as the next version, taken out on paper or as a file (method, rule 3)."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access.rules import is_member, is_program, may_draw_plan, require
from minqing.access.scope import keepers_at
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.privacy.models import Reading
from minqing.privacy.refusals import no_id_numbers
from minqing.territory.drawing import Drawing, WrongDrawing, as_json, drawing_of
from minqing.territory.models import Courtyard, PlanVersion
from minqing.territory.plan_queries import homes_for, newest_plan
from minqing.territory.queries import day_at

SHORTEST_REASON = 4


class DrawnMeanwhile(Refused):
    """Somebody else saved the plan since this drawing was begun; `version` is theirs. The drawing stays with its drawer."""

    def __init__(self, version: PlanVersion) -> None:
        super().__init__(
            {"based_on": _("Somebody else saved this plan in the meantime. Your drawing is still here.")}
        )
        self.version = version


@act("plan.save")
def save_plan(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    courtyard: Courtyard,
    drawing: object,
    based_on: int,
    note: str = "",
    id: UUID | None = None,
) -> PlanVersion:
    """Keep a drawing as the courtyard's next version; earlier ones stay. `based_on`: the number it was begun from, or 0.

    Refuses (`DrawnMeanwhile`) where another version came since; what is no drawing; one on which nothing changed; a
    dwelling of another courtyard; an identity-card number in any text.
    """
    require(may_draw_plan(by, courtyard.community, keepers_at(courtyard.pk, day_at(courtyard.community, at))))
    courtyard = Courtyard.objects.select_for_update().get(pk=courtyard.pk)
    drawn = _read(drawing)
    last = newest_plan(courtyard)
    if (last.number if last else 0) != based_on:
        raise (
            DrawnMeanwhile(last)
            if last
            else Refused({"based_on": _("There is no such version of this plan.")})
        )
    if last is not None and drawing_of(last.drawing) == drawn:
        raise Refused({"drawing": _("Nothing was changed since the last version.")})
    _of_this_courtyard(drawn, courtyard)
    version = w.add(
        PlanVersion(
            id=id or uuid7(),
            community=courtyard.community,
            courtyard=courtyard,
            number=based_on + 1,
            drawing=as_json(drawn),
            note=no_id_numbers(note.strip(), "note")[:120],
            by_id=_drawer(by),
            drawn_at=at,
        )
    )
    w.about(courtyard, number=version.number, homes=len(drawn.dwellings()))
    return version


@act("plan.take_out")
def note_plan_taken_out(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    courtyard: Courtyard,
    layers: tuple[str, ...],
    form: str,
    reason: str = "",
) -> Courtyard:
    """Write down that a plan with these layers leaves the house, on paper or as a file (`form`), before it does.

    With the care layer only for a stated reason, which residents can be shown; Refused without one.
    """
    require(is_program(by) or is_member(by, courtyard.community))
    reason = no_id_numbers(reason.strip(), "reason")[:200]
    if "care" in layers:
        if len(reason) < SHORTEST_REASON or len(set(reason)) < 2:
            raise Refused(
                {"reason": _("Write why the care layer is needed on paper. It is kept with your name.")}
            )
        assert by.account is not None
        w.add(
            Reading(
                community=courtyard.community,
                account_id=by.account,
                subject_type="territory.courtyard",
                subject_id=courtyard.pk,
                reason=reason,
                read_at=at,
            )
        )
    w.about(courtyard, layers=list(layers), form=form)
    return courtyard


def _read(said: object) -> Drawing:
    try:
        drawn = drawing_of(said)
    except WrongDrawing as wrong:
        raise Refused({"drawing": words_for(wrong)}) from None
    for text in [*(shape.text for shape in drawn.shapes), *(each.name for each in drawn.entrances)]:
        no_id_numbers(text, "drawing")
    for flat in drawn.flats():
        no_id_numbers(flat.name, "drawing")
    return drawn


def words_for(wrong: WrongDrawing) -> str:
    """What is wrong with a drawing, for whoever sent it."""
    said = {
        "many": _("There is too much on this drawing to be one courtyard."),
        "number": _("Something on this drawing is too large, too small or too far away."),
        "text": _("A text on this drawing is too long or cannot be printed."),
        "twice": _("One home stands in two places on this drawing."),
        "floors": _("The floors of a building are numbered upwards, each once, without a floor 0."),
    }
    return said.get(wrong.why) or _("This is no drawing that can be read. Your last version is safe.")


def _of_this_courtyard(drawn: Drawing, courtyard: Courtyard) -> None:
    known = {home.dwelling.pk for home in homes_for(courtyard)}
    if not known.issuperset(drawn.dwellings()):
        raise Refused({"drawing": _("A home on this drawing belongs to another courtyard.")})


def _drawer(by: Actor) -> UUID:
    """Who drew it. The program draws in nobody's name but in that of an account that it is given."""
    if by.account is None:
        raise Refused(_("A plan is drawn by somebody."))
    return by.account

"""The photo or scan that lies under a courtyard's drawing while it is drawn; kept without a word of metadata."""

import math
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from minqing.access.rules import may_draw_plan, require
from minqing.access.scope import keepers_at
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.privacy.kept_files import forget_bytes, keep_bytes, place_of
from minqing.privacy.pictures import fit_picture
from minqing.territory.drawing import FARTHEST
from minqing.territory.models import Courtyard, Underlay
from minqing.territory.queries import day_at

# At first fifteen metres wide: about a courtyard. Two points say how wide it really is.
WIDE_AT_FIRST = 1500


def file_of(underlay: Underlay) -> Path:
    """Where the picture lies."""
    return place_of(underlay.sha256, underlay.pk)


@act("plan.lay_under")
def lay_under(w: Writing, *, by: Actor, at: datetime, courtyard: Courtyard, data: bytes) -> Underlay:
    """Lay a picture under a courtyard's drawing, upright, small, encoded anew; one that lay there before goes.

    Refuses (at `photo`) what is no picture, too large, or HEIC.
    """
    _require_drawer(by, at, courtyard)
    picture = fit_picture(data)
    Courtyard.objects.select_for_update().get(pk=courtyard.pk)
    before = Underlay.objects.filter(courtyard=courtyard).first()
    if before is not None:
        forget_bytes(file_of(before))
        w.remove(before)
    placing = {"x": 0, "y": 0, "scale": round(WIDE_AT_FIRST / picture.width, 6), "turn": 0}
    underlay = Underlay(
        community=courtyard.community,
        courtyard=courtyard,
        sha256=picture.sha256,
        width=picture.width,
        height=picture.height,
        placing=placing,
        added_at=at,
    )
    keep_bytes(file_of(underlay), picture.data)
    w.add(underlay)
    w.about(courtyard)
    return underlay


@act("plan.place_under")
def place_under(w: Writing, *, by: Actor, at: datetime, underlay: Underlay, placing: object) -> Underlay:
    """Scale, move and turn the picture as two points of it said. Refuses numbers that place it nowhere."""
    _require_drawer(by, at, underlay.courtyard)
    w.change(underlay, placing=_placing(placing))
    w.about(underlay.courtyard)
    return underlay


@act("plan.take_from_under")
def take_from_under(w: Writing, *, by: Actor, at: datetime, underlay: Underlay) -> None:
    """Take the picture away, its file too."""
    _require_drawer(by, at, underlay.courtyard)
    forget_bytes(file_of(underlay))
    w.remove(underlay)
    w.about(underlay.courtyard)


def _require_drawer(by: Actor, at: datetime, courtyard: Courtyard) -> None:
    day = day_at(courtyard.community, at)
    require(may_draw_plan(by, courtyard.community, keepers_at(courtyard.pk, day)))


def _placing(said: object) -> dict[str, float]:
    wrong = Refused({"placing": _("The two points do not place the picture. Tap them again, far apart.")})
    if not isinstance(said, dict) or set(said) != {"x", "y", "scale", "turn"}:
        raise wrong
    for value in said.values():
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise wrong
    within = abs(said["x"]) <= FARTHEST and abs(said["y"]) <= FARTHEST and abs(said["turn"]) <= 360
    if not within or not 0.001 <= said["scale"] <= 1000:
        raise wrong
    return {name: said[name] for name in ("x", "y", "scale", "turn")}

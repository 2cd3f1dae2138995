"""The map under the office's own layers: chosen after the office was told what that discloses, and put away again."""

from datetime import datetime

from django.utils.translation import gettext as _

from minqing.access.rules import may_set_up, require
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.territory.backdrop_source import file_named, template_problem
from minqing.territory.models import Backdrop, Community


@act("backdrop.choose")
def choose_backdrop(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    community: str,
    kind: str,
    template: str,
    attribution: str,
    gcj02: bool,
    agreed: bool,
) -> Backdrop:
    """Lay a map under the office's own layers; what stood there before is replaced.

    Refuses without agreement to what it discloses, a template that is none, and a file that is not on this server.
    """
    require(may_set_up(by, community))
    if kind not in Backdrop.Kind.values:
        raise Refused({"kind": _("Choose from the list.")})
    template = template.strip()
    if kind == Backdrop.Kind.XYZ and (problem := template_problem(template)):
        raise Refused({"template": problem})
    if kind == Backdrop.Kind.PMTILES and file_named(template) is None:
        raise Refused({"template": _("There is no PMTiles file of this name in the server's maps folder.")})
    if not agreed:
        raise Refused({"agreed": _("Read what this discloses, and agree to it.")})
    values = {
        "kind": kind,
        "template": template,
        "attribution": attribution.strip(),
        "gcj02": gcj02,
        "agreed_at": at,
    }
    before = Backdrop.objects.select_for_update().filter(community=community).first()
    backdrop = w.change(before, **values) if before else w.add(Backdrop(community=community, **values))
    w.about(backdrop, kind=kind)
    return backdrop


@act("backdrop.drop")
def drop_backdrop(w: Writing, *, by: Actor, at: datetime, community: str) -> None:
    """Put the backdrop away: nothing is asked of anybody else any more. Refuses nothing."""
    require(may_set_up(by, community))
    w.about(Community.objects.get(community=community))
    for backdrop in Backdrop.objects.filter(community=community):
        w.remove(backdrop)

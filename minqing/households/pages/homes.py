"""A home that a form names by courtyard and label."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from minqing.access.scope import Viewer
from minqing.language.places import unit_label
from minqing.ledger.errors import Refused
from minqing.territory.actions import add_dwelling
from minqing.territory.models import Dwelling
from minqing.territory.queries import home_at


def home_named(viewer: Viewer, said: dict[str, Any], day: date) -> Dwelling:
    """The home that `courtyard` and `unit` name; added, counting from `day`, where it is missing and
    `add_home` is ticked.

    Refused, at `unit`, where it is missing and was not asked for: a mistyped number makes no new home.
    """
    label = unit_label(said["unit"])
    found = home_at(said["courtyard"].pk, label)
    if found is not None:
        return found
    if not said["add_home"]:
        words = _("%(courtyard)s has no home “%(unit)s”. Tick below to add it.")
        raise Refused({"unit": words % {"courtyard": said["courtyard"].name, "unit": label}})
    return add_dwelling(by=viewer.actor, at=viewer.now, courtyard=said["courtyard"], unit=label, day=day)


def to_household(viewer: Viewer, pk: UUID) -> HttpResponse:
    """To a household's page; where it lives outside the viewer's zones (or only from tomorrow), to the courtyards."""
    if viewer.households().filter(pk=pk).exists():
        return redirect("household", viewer.code, pk)
    return redirect("courtyards", viewer.code)

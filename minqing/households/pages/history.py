"""Happenings as sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from minqing.access.scope import Viewer
from minqing.households.queries import Happening
from minqing.households.queries.households import address_of


@dataclass(frozen=True)
class Told:
    """One line of a history: the day, the sentence, and where it leads ("" where the viewer may not go)."""

    day: date
    sentence: str
    url: str = ""


def told(viewer: Viewer, history: Sequence[Happening]) -> list[Told]:
    """A history as sentences, with links to those households that the viewer may see. One query beside
    the scope's.
    """
    others = [each.other for each in history if each.other is not None]
    seen = set(viewer.households().filter(pk__in=others).values_list("pk", flat=True)) if others else set()
    return [
        Told(
            each.day,
            sentence_of(each),
            reverse("household", args=[viewer.code, each.other]) if each.other in seen else "",
        )
        for each in history
    ]


def sentence_of(happening: Happening) -> str:
    """What happened, in words."""
    words = {
        "name": happening.person.name if happening.person else "",
        "home": address_of(happening.home) if happening.home else _("a home that is not written down"),
    }
    return {
        "formed": _("The household was formed."),
        "split_off": _("Formed by members of another household."),
        "moved": _("Moved to %(home)s."),
        "person_came": _("%(name)s came to the household."),
        "person_left": _("%(name)s left the household."),
        "another_split_off": _("Members formed a household of their own."),
        "another_joined": _("Another household joined this one."),
        "joined": _("Joined another household."),
        "ended": _("The household left."),
        "came": _("Belongs to a household at %(home)s."),
        "left": _("Left the community."),
    }[happening.kind] % words

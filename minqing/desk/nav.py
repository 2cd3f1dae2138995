"""The ways in the rail: by role, what is used most first."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from minqing.access.scope import Viewer
from minqing.desk.components import NavItem

# url name, label, icon, letter after g
MEMBER = (
    "home",
    "plan",
    "diary",
    "concerns",
    "notices",
    "register",
    "courtyards",
    "community_map",
    "zones",
    "committee",
    "wishes",
    "opinions",
    "phones",
)
SECRETARY = (
    "home",
    "review",
    "concerns",
    "notices",
    "plan",
    "diary",
    "register",
    "courtyards",
    "community_map",
    "zones",
    "committee",
    "wishes",
    "opinions",
    "phones",
    "settings",
)
LETTERS = {
    "home": ("home", "h"),
    "review": ("eye", "r"),
    "plan": ("route", "v"),
    "diary": ("notebook", "d"),
    "concerns": ("message", "c"),
    "notices": ("bell", "n"),
    "register": ("table", "b"),
    "courtyards": ("building-community", "y"),
    "community_map": ("map-2", "a"),
    "zones": ("arrows-split", "z"),
    "committee": ("users", "m"),
    "wishes": ("star", "w"),
    "opinions": ("flag", "o"),
    "phones": ("phone", "p"),
    "settings": ("settings", "s"),
}


def labels() -> dict[str, str]:
    """The word of each way, in the language that is active."""
    return {
        "home": _("The loop"),
        "review": _("Review"),
        "plan": _("Day plan"),
        "diary": _("Diary"),
        "concerns": _("Concerns"),
        "notices": _("Notices"),
        "register": _("Register"),
        "courtyards": _("Courtyards"),
        "community_map": _("Map"),
        "zones": _("Zones"),
        "committee": _("Committee"),
        "wishes": _("Wishes"),
        "opinions": _("Opinions"),
        "phones": _("Phones"),
        "settings": pgettext("of a community", "Settings"),
    }


def ways(request: HttpRequest, viewer: Viewer, counts: dict[str, int]) -> tuple[NavItem, ...]:
    """The rail of a community's desk; `counts` says what waits under a way."""
    words = labels()
    match = request.resolver_match
    here = match.url_name if match else ""
    return tuple(
        NavItem(
            url=reverse(name, args=[viewer.code]),
            label=words[name],
            icon=LETTERS[name][0],
            key=LETTERS[name][1],
            count=counts.get(name) or None,
            current=name == here,
        )
        for name in (SECRETARY if viewer.sees_all else MEMBER)
    )

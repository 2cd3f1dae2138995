"""What the table says that is no column: staleness, presence, checks and what to do about each."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

STALENESS_WORDS: dict[str, Any] = {
    "fresh": _("recent"),
    "aging": _("ask again soon"),
    "stale": _("out of date"),
    "never": _("never confirmed"),
}
PRESENCE_WORDS: dict[str, Any] = {
    "here": _("Lives here"),
    "left": _("Has left"),
    "nowhere": _("In no home"),
}
YES_NO_WORDS: dict[str, Any] = {"yes": _("Yes"), "no": _("No")}


@dataclass(frozen=True)
class CheckWords:
    """A check's name, what it means and what to do; `page` is where that is done (a page of the person or household)."""

    name: Any
    todo: Any
    page: str


CHECK_WORDS: dict[str, CheckWords] = {
    "two_heads": CheckWords(
        _("Two household heads"),
        _("A household has one head. Ask at the door who it is, and correct the other's relation."),
        "household",
    ),
    "no_head": CheckWords(
        _("No household head"),
        _("Nobody is written down as the head. Ask at the door, and correct that person's relation."),
        "household",
    ),
    "child_alone": CheckWords(
        _("Child without a guardian"),
        _("A child under 14 lives with no adult, as written. Visit soon: find out who cares for the child."),
        "household",
    ),
    "minor_alone": CheckWords(
        _("Minor without an adult"),
        _("A minor of 14 to 17 lives with no adult, as written. Ask at the door who is responsible."),
        "household",
    ),
    "born_to_come": CheckWords(
        _("Birth date still to come"),
        _("The birth date lies in the future. Ask for it again and correct it."),
        "resident_change",
    ),
    "born_after_joining": CheckWords(
        _("Born after coming to the household"),
        _("The birth date is later than the day since when they belong to the household. Correct the date."),
        "resident_change",
    ),
    "too_old": CheckWords(
        _("Older than 110"),
        _("As written, this person is older than 110. See whether the year is right, and whether they live."),
        "resident_change",
    ),
    "same_phone": CheckWords(
        _("One telephone in many households"),
        _("The number stands in three households or more. Ask whose it is, and correct the others."),
        "resident_change",
    ),
    "declined_planned": CheckWords(
        _("Declines visits, but one is planned"),
        _("The household wishes no visits; a declined visit counts as made. Take it off the plan."),
        "household",
    ),
    "left_but_visited": CheckWords(
        _("Has left, but is still visited"),
        _(
            "The diary met this household after it ended. Either they came back, or the entry is at the wrong door."
        ),
        "resident",
    ),
    "lives_nowhere": CheckWords(
        _("Lives nowhere"),
        _("No home is written down. Say where they live, or that they have left."),
        "resident",
    ),
}

"""What the pages of dividing zones ask."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minqing.committee.forms import AsOfForm, FactForm, MemberChoice
from minqing.committee.models import Member, MemberWish
from minqing.desk.fields import DayField
from minqing.territory.models import Courtyard

SHARES = [("0", _("No zone")), ("0.5", _("Half")), ("0.75", _("Three quarters")), ("1", _("Whole"))]


class ZoningForm(FactForm):
    """How the community is to be divided, and among whom: a field `share-…` for each member."""

    tolerance = forms.ChoiceField(
        label=_("How even"),
        choices=[
            ("0.02", _("Within 2 per cent of each one's fair share")),
            ("0.05", _("Within 5 per cent")),
            ("0.1", _("Within 10 per cent")),
            ("0.2", _("Within 20 per cent")),
        ],
        initial="0.05",
    )
    care_weight = forms.ChoiceField(
        label=_("A need of care counts as"),
        choices=[
            ("0", _("nothing more: only households count")),
            ("0.5", _("half a household more")),
            ("1", _("one household more")),
            ("2", _("two households more")),
        ],
        initial="0.5",
        help_text=_("Needs are counted by courtyard; which they are is not opened."),
    )
    seconds = forms.ChoiceField(
        label=_("Time to search"),
        choices=[("20", _("20 seconds")), ("60", _("One minute")), ("180", _("Three minutes"))],
        initial="60",
    )

    def __init__(self, *args: Any, members: list[Member], keeping: set[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for member in members:
            self.fields[f"share-{member.pk}"] = forms.ChoiceField(
                label=member.name, choices=SHARES, initial="1" if member.pk in keeping else "0"
            )

    def how(self) -> list[forms.BoundField]:
        """The fields of how to divide."""
        return [self[name] for name in ("tolerance", "care_weight", "seconds")]

    def whom(self) -> list[forms.BoundField]:
        """The fields of who gets how much, one for each member."""
        return [self[f"share-{member.pk}"] for member in self.members]

    def clean(self) -> dict[str, Any]:
        """At least two members get a zone: one alone has all, and nothing is divided."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and len(self.asked()["members"]) < 2:
            self.add_error(None, _("Choose at least two members who are to have a zone."))
        return given

    def asked(self) -> dict[str, Any]:
        """What was asked, as a run keeps it."""
        given = self.cleaned_data
        shares = [(str(member.pk), float(given[f"share-{member.pk}"])) for member in self.members]
        return {
            "tolerance": float(given["tolerance"]),
            "care_weight": float(given["care_weight"]),
            "seconds": int(given["seconds"]),
            "members": [[member, share] for member, share in shares if share > 0],
        }


class WishForm(forms.Form):
    """What ties a member to a courtyard."""

    member = MemberChoice(Member.objects.none(), label=_("Member"))
    courtyard = forms.ModelChoiceField(
        Courtyard.objects.none(), label=_("Courtyard"), empty_label=_("Choose a courtyard")
    )
    kind = forms.ChoiceField(label=_("What ties them"), choices=MemberWish.Kind.choices)

    def __init__(
        self, *args: Any, members: QuerySet[Member], courtyards: QuerySet[Courtyard], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("member", members), ("courtyard", courtyards)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


class MoveForm(forms.Form):
    """Courtyards of a proposal to another member."""

    courtyards = forms.MultipleChoiceField(error_messages={"required": _("Choose at least one courtyard.")})
    member = forms.ChoiceField(label=_("Give them to"))

    def __init__(
        self, *args: Any, courtyards: list[tuple[str, str]], members: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("courtyards", courtyards), ("member", members)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class AdoptForm(AsOfForm):
    """From when a proposal holds."""

    from_day = DayField(label=_("From this day"))


class SpreadForm(AsOfForm):
    """To whom each courtyard goes meanwhile: a field `to-…` for each."""

    from_day = DayField(label=_("From this day"))

    def __init__(
        self,
        *args: Any,
        courtyards: list[tuple[str, str]],
        zones: list[tuple[str, str]],
        proposed: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [key for key, _name in courtyards]
        for key, name in courtyards:
            self.fields[f"to-{key}"] = forms.ChoiceField(label=name, choices=zones, initial=proposed.get(key))

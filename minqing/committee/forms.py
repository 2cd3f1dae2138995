"""What pages of the committee ask. Whether it may be is decided by the actions; here it is only read."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minqing.access.models import Role
from minqing.accounts.models import Account
from minqing.committee.actions.zones import HUES
from minqing.committee.models import Leave, Member, Portfolio, Zone
from minqing.desk.fields import DayField
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.territory.models import Courtyard, Dwelling

HUE_NAMES = [
    _("Indigo"),
    _("Jade"),
    _("Ochre"),
    _("Plum"),
    _("Teal"),
    _("Brick"),
    _("Moss"),
    _("Slate"),
]


class FactForm(forms.Form):
    """A form that carries the id of what it makes, so that sending it twice makes it once."""

    fact = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class AsOfForm(forms.Form):
    """A form about something that holds from a day on; today where nothing else is chosen."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name in ("from_day", "on"):
            if name in self.fields:
                self.fields[name].initial = today


class ZoneForm(FactForm):
    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("Such as: Zone 1, or the name of a lane.")
    )


class ZoneChangeForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    hue = forms.TypedChoiceField(
        label=_("Colour on maps"), coerce=int, choices=[(number, HUE_NAMES[number]) for number in range(HUES)]
    )


class ZoneEndForm(AsOfForm):
    on = DayField(label=_("First day without this zone"))


class CourtyardsForm(AsOfForm):
    """Whole courtyards into a zone."""

    courtyards = forms.ModelMultipleChoiceField(
        Courtyard.objects.none(), error_messages={"required": _("Choose at least one courtyard.")}
    )
    from_day = DayField(label=_("From this day"))

    def __init__(self, *args: Any, courtyards: QuerySet[Courtyard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["courtyards"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = courtyards


class HomesForm(AsOfForm):
    """Homes of one courtyard, ticked where they lie in the zone."""

    dwellings = forms.ModelMultipleChoiceField(Dwelling.objects.none(), required=False)
    from_day = DayField(label=_("From this day"))

    def __init__(self, *args: Any, dwellings: QuerySet[Dwelling], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["dwellings"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = dwellings


class CourtyardZoneForm(AsOfForm):
    """Into which zone a courtyard falls."""

    zone = forms.ModelChoiceField(Zone.objects.none(), label=_("Zone"), empty_label=_("Choose a zone"))
    homes = forms.ChoiceField(
        label=_("Which homes"),
        choices=[("bare", _("Those that lie in no zone")), ("all", _("All of this courtyard"))],
        initial="bare",
        widget=forms.RadioSelect,
    )
    from_day = DayField(label=_("From this day"))

    def __init__(self, *args: Any, zones: QuerySet[Zone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["zone"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = zones


if TYPE_CHECKING:
    ChoiceOfMember = forms.ModelChoiceField[Member]
else:
    ChoiceOfMember = forms.ModelChoiceField


class MemberChoice(ChoiceOfMember):
    """A member by name and post."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("Choose a member"))
        super().__init__(*args, **kwargs)

    def label_from_instance(self, obj: Member) -> str:
        return f"{obj.name} · {obj.post}"


class ChoosesMember(AsOfForm):
    """A form in which a member is chosen, under the names in `choosing`."""

    choosing: tuple[str, ...] = ("member",)

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.choosing:
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = members


class GiveForm(ChoosesMember):
    member = MemberChoice(Member.objects.none(), label=_("Keeper"))
    from_day = DayField(label=_("From this day"))


class HandOverForm(ChoosesMember):
    choosing = ("to_member",)
    # Who kept the zone when the form was opened: if it is someone else by now, the hand-over is refused.
    keeper = forms.UUIDField(widget=forms.HiddenInput)
    to_member = MemberChoice(Member.objects.none(), label=_("New keeper"))
    on = DayField(
        label=_("First day of the new keeper"), help_text=_("Today, a day that is past or one to come.")
    )


class LeaveForm(FactForm, ChoosesMember):
    choosing = ("cover",)
    kind = forms.ChoiceField(label=_("Kind"), choices=Leave.Kind.choices)
    from_day = DayField(label=_("First day away"))
    last_day = DayField(
        label=_("Last day away"), required=False, help_text=_("Leave it empty where it is not known yet.")
    )
    cover = MemberChoice(
        Member.objects.none(),
        label=_("Who covers"),
        help_text=_("Sees the zone meanwhile and answers for it."),
    )


class BackForm(AsOfForm):
    on = DayField(label=_("First day back"))


class CoverForm(ChoosesMember):
    choosing = ("cover",)
    cover = MemberChoice(Member.objects.none(), label=_("Who covers"))
    on = DayField(label=_("From this day"))


class DeputyForm(ChoosesMember):
    choosing = ("deputy",)
    deputy = MemberChoice(
        Member.objects.none(), label=_("Deputy (B)"), required=False, empty_label=_("No deputy")
    )
    from_day = DayField(label=_("From this day"))


class PortfolioForm(FactForm):
    name = forms.CharField(
        label=_("Portfolio"), max_length=60, help_text=_("Such as civil affairs, safety or health.")
    )


class HoldingsForm(AsOfForm):
    portfolios = forms.ModelMultipleChoiceField(
        Portfolio.objects.none(), label=_("Portfolios"), required=False, widget=forms.CheckboxSelectMultiple
    )
    from_day = DayField(label=_("From this day"))

    def __init__(self, *args: Any, portfolios: QuerySet[Portfolio], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["portfolios"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = portfolios


class MemberForm(AsOfForm):
    name = forms.CharField(label=_("Name"), max_length=60)
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        help_text=_("What they type to sign in, such as their name in Latin letters."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    sex = forms.ChoiceField(
        label=_("Sex"), choices=[("", _("Not given")), *Account.Sex.choices], required=False
    )
    telephone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    title = forms.CharField(
        label=_("Post"),
        max_length=60,
        required=False,
        help_text=_("As it stands on the title page of the diary."),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(Role.MEMBER, Role.MEMBER.label), (Role.SECRETARY, Role.SECRETARY.label)],
        initial=Role.MEMBER,
    )
    from_day = DayField(label=_("On the committee from"))


class PartForm(AsOfForm):
    on = DayField(label=_("First day no longer on the committee"))


class DutyForm(forms.Form):
    """Days of the roster, single ones and whole weeks (by their Monday), and whom to put on duty."""

    member = MemberChoice(
        Member.objects.none(),
        label=_("On duty"),
        required=False,
        empty_label=_("Choose a member"),
    )
    days = forms.TypedMultipleChoiceField(label=_("Days"), coerce=date.fromisoformat, required=False)
    weeks = forms.TypedMultipleChoiceField(label=_("Weeks"), coerce=date.fromisoformat, required=False)
    clear = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, members: QuerySet[Member], days: list[date], weeks: list[date], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["member"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = members
        for name, choices in (("days", days), ("weeks", weeks)):
            field = self.fields[name]
            assert isinstance(field, forms.TypedMultipleChoiceField)
            field.choices = [(day.isoformat(), day.isoformat()) for day in choices]

    def clean(self) -> dict[str, Any]:
        """Someone is chosen, unless the duty is to be taken away: the button for that chooses nobody."""
        asked = super().clean() or self.cleaned_data
        if asked.get("clear"):
            asked["member"] = None
        elif asked.get("member") is None and "member" not in self.errors:
            self.add_error("member", _("Choose who is on duty."))
        return asked


def show_refusal(form: forms.Form, refused: Refused) -> None:
    """Put what an action refused beside the fields of the form that it speaks of, the rest above them."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for field, errors in refused.error_dict.items():
        known = field in form.fields and field != NON_FIELD_ERRORS
        form.add_error(field if known else None, errors)
